// SPDX-License-Identifier: GPL-3.0-or-later
// Pagefind's own pagefind.js searches, with a `fetch` that reads the bundle from disk and counts the bytes.
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

export async function loadPagefind(folder) {
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');  // pagefind.js is a module
  const loaded = {};
  globalThis.fetch = async (url) => {
    const path = fileURLToPath(url);
    const bytes = await readFile(path);
    loaded[basename(path)] = bytes.length;
    return new Response(bytes);
  };
  const { languages } = JSON.parse(await readFile(join(folder, 'pagefind-entry.json')));
  const language = Object.keys(languages)[0];
  globalThis.document = { currentScript: null, querySelector: () => ({ getAttribute: () => language }) };
  const code = gzipSync(await readFile(join(folder, 'pagefind.js'))).length;
  const pagefind = await import(pathToFileURL(join(folder, 'pagefind.js')));
  await pagefind.options({ noWorker: true });
  await pagefind.init();
  return {
    get bytes() { return code + Object.values(loaded).reduce((sum, bytes) => sum + bytes, 0); },
    async search(query, limit) {
      const { results } = await pagefind.search(query);
      const shown = await Promise.all(results.slice(0, limit).map((result) => result.data()));
      return shown.map(({ raw_url, url }) => Number((raw_url ?? url).match(/(\d+)\.html/)[1]));
    },
  };
}
