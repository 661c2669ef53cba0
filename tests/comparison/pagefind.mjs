// SPDX-License-Identifier: GPL-3.0-or-later
// Pagefind indexes pages as a generator would have rendered them; its own pagefind.js searches, with a `fetch` that reads
// the bundle from disk and counts the bytes.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

export async function indexPagefind(site, options = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'pagefind-'));
  const language = mostFrequent(site.posts.map((post) => post.language)) || 'en';
  await writeBundle(site, { forceLanguage: language, ...options }, folder);
  const loaded = {};
  const realFetch = globalThis.fetch;
  globalThis.fetch = async (url, options) => {
    if (!String(url).startsWith('file:')) return realFetch(url, options);
    const bytes = await readFile(fileURLToPath(url));
    loaded[basename(fileURLToPath(url))] = bytes.length;
    return new Response(bytes);
  };
  globalThis.document = { currentScript: null, querySelector: () => ({ getAttribute: () => language }) };
  const code = gzipSync(await readFile(join(folder, 'pagefind.js'))).length;
  let pagefind;
  return {
    get bytes() { return code + Object.values(loaded).reduce((sum, bytes) => sum + bytes, 0); },
    async ready() {
      pagefind = await import(pathToFileURL(join(folder, 'pagefind.js')));
      await pagefind.options({ noWorker: true });
      await pagefind.init();
    },
    async search(query, limit) {
      const { results } = await pagefind.search(query);
      const shown = await Promise.all(results.slice(0, limit).map((result) => result.data()));
      return shown.map(({ raw_url, url }) => site.posts[Number((raw_url ?? url).replace(/\D/g, ''))].path);
    },
    close: () => rm(folder, { recursive: true }),
  };
}

async function writeBundle(site, options, folder) {
  const { close, createIndex } = await import('pagefind');
  const { index } = await createIndex(options);
  for (const [id, post] of site.posts.entries()) {
    const { errors } = await index.addHTMLFile({ url: `/${id}/`, content: page(post, options.forceLanguage) });
    if (errors.length) throw new Error(errors.join('; '));
  }
  await index.writeFiles({ outputPath: folder });
  await close();
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');  // pagefind.js is a module
}

function page({ title, sections }, language) {
  const body = sections.map(({ heading, text }) => (heading ? `<h2>${escaped(heading)}</h2>` : '') +
    text.split('\n').map((line) => `<p>${escaped(line)}</p>`).join('\n'));
  return `<!doctype html><html lang="${language}"><head><title>${escaped(title)}</title></head>` +
    `<body><main data-pagefind-body><h1>${escaped(title)}</h1>${body.join('\n')}</main></body></html>`;
}

function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function mostFrequent(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
