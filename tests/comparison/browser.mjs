// SPDX-License-Identifier: GPL-3.0-or-later
// browser.mjs index|serve ENGINE SITE.json FOLDER: what engines/engine.py calls a Worker, for engines in JavaScript.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { engines } from './browser_engines.mjs';

const [what, name, siteFile, folder] = process.argv.slice(2);
const engine = engines[name];
const site = JSON.parse(readFileSync(siteFile, 'utf8'));
const file = join(folder, 'index', 'index.json');

if (what === 'index') {
  writeFileSync(file, await engine.index(site));
} else {
  const index = engine.index ? readFileSync(file, 'utf8') : join(folder, 'index');
  const start = process.cpuUsage();
  const loaded = await engine.load(index, site);
  write({ ready_ms: milliseconds(start) });
  let bytes;  // for the first answer
  for await (const line of createInterface({ input: process.stdin })) {
    const { query, limit, unfinished } = JSON.parse(line);
    const before = process.cpuUsage();
    const found = await loaded.search(query, limit, unfinished);
    const ms = milliseconds(before);
    bytes ??= loaded.bytes;
    write({ found, ms, loads_bytes: bytes });
  }
}

// Of processor time.
function milliseconds(since) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

function write(object) {
  process.stdout.write(`${JSON.stringify(object)}\n`);
}
