// SPDX-License-Identifier: GPL-3.0-or-later
// compare.mjs ENGINE FILE: one row of the table in docs/comparison.md. FILE is what measure.py titles --write wrote.
import { readFileSync } from 'node:fs';
import { engines } from './engines.mjs';

const kWorst = { first: 1, unfinished_in_ten: 10, mistyped_in_three: 3 };  // the worst place that will do

const [name, file] = process.argv.slice(2);
const site = JSON.parse(readFileSync(file, 'utf8'));

const [engine, indexMs] = await timed(() => engines[name](site));
const [, readyMs] = await timed(() => engine.ready());
await engine.search(site.queries[0].query, 10, false);
const bytes = engine.bytes;  // for the first answer
const times = [];
const tally = Object.fromEntries(Object.keys(kWorst).map((kind) => [kind, { good: 0, asked: 0 }]));
for (const { kind, query, path } of site.queries) {
  const [found, ms] = await timed(() => engine.search(query, 10, kind === 'unfinished_in_ten'));
  const place = found.indexOf(path);
  times.push(ms);
  tally[kind].asked += 1;
  if (place >= 0 && place < kWorst[kind]) tally[kind].good += 1;
  else if (process.env.FAILURES) console.error(JSON.stringify({ kind, query, path, found: found.slice(0, 3) }));
}
await engine.close?.();

times.sort((a, b) => a - b);
const percents = Object.values(tally).map(({ good, asked }) => `${(100 * good / asked).toFixed(1)} %`);
console.log(`| ${[
  name, ...percents, `${at(0.5)} / ${at(0.99)}`, (indexMs / 1000).toFixed(1), readyMs.toFixed(0), kilobytes(bytes),
].join(' | ')} |`);

function at(part) {
  return times[Math.min(times.length - 1, Math.floor(part * times.length))].toFixed(1);
}

function kilobytes(count) {
  return Math.round(count / 1000);
}

async function timed(work) {
  const begin = performance.now();
  const result = await work();
  return [result, performance.now() - begin];
}
