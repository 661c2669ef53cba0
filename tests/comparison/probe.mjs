// SPDX-License-Identifier: GPL-3.0-or-later
// probe.mjs [ENGINE...]: what they answer to the queries of probe/queries.tsv (query, post wanted first), as a table.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { kBuild } from './blogsearch.mjs';
import { engines } from './engines.mjs';

const folder = new URL('probe', import.meta.url).pathname;
const listed = execFileSync(`${kBuild}/tests/bench/list_posts`, ['--sections', folder], { encoding: 'utf8' });
const site = { folder, posts: listed.trim().split('\n').map((line) => JSON.parse(line)) };
const queries = readFileSync(`${folder}/queries.tsv`, 'utf8').trim().split('\n').map((line) => line.split('\t'));

const asked = process.argv.slice(2);
const names = asked.length ? asked : Object.keys(engines).filter((name) => !name.endsWith('-tuned'));
const columns = [];
for (const name of names) {
  const engine = await engines[name](site);
  await engine.ready();
  const cells = [];
  for (const [query, wanted] of queries) cells.push(cell(await engine.search(query, 3, false), wanted));
  await engine.close?.();
  columns.push(cells);
}

const right = columns.map((cells) => cells.filter((text) => text.startsWith('**')).length);
printRow(['query', 'wanted', ...names]);
printRow(Array(2 + columns.length).fill('---'));
queries.forEach(([query, wanted], row) => printRow([`\`${query}\``, wanted, ...columns.map((cells) => cells[row])]));
printRow(['first', '', ...right.map((count) => `${count} of ${queries.length}`)]);

function cell(found, wanted) {
  const [first, ...others] = found.map((path) => path.replace('.md', ''));
  if (!first) return '–';
  return [first === wanted ? `**${first}**` : first, ...others].join(', ');
}

function printRow(cells) {
  console.log(`| ${cells.join(' | ')} |`);
}
