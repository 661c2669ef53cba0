// SPDX-License-Identifier: GPL-3.0-or-later
// blogsearch indexes the site's own sources and answers over HTTP, with the settings it comes with.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

export const kBuild = process.env.BLOGSEARCH_BUILD ?? new URL('../../build/bench', import.meta.url).pathname;

export async function indexBlogsearch(site) {
  const folder = await mkdtemp(join(tmpdir(), 'blogsearch-'));
  await writeFile(join(folder, 'settings.yaml'), '');  // so that none of this machine are read
  const options = ['--config', join(folder, 'settings.yaml'), '--index', join(folder, 'index')];
  await promisify(execFile)(join(kBuild, 'indexer/indexer'), [...options, '--site', 'compared', site.folder],
    { maxBuffer: 1 << 28 }).catch((error) => { if (error.code !== 1) throw error; });
  const address = `127.0.0.1:${await freePort()}`;
  const pathOf = new Map(site.posts.map((post) => [post.url, post.path]));
  let server;
  let largest = 0;
  return {
    get bytes() { return largest; },
    async ready() {
      server = spawn(join(kBuild, 'searchd/searchd'), [...options, '--listen', address], { stdio: 'ignore' });
      while (!await fetch(`http://${address}/healthz`).catch(() => null)) await pause(5);
    },
    async search(query, limit, unfinished) {
      const parameters = new URLSearchParams({ q: query, limit, prefix: unfinished ? 1 : 0 });
      const body = await (await fetch(`http://${address}/search?${parameters}`)).text();
      largest = Math.max(largest, Buffer.byteLength(body));
      return JSON.parse(body).hits.map((hit) => pathOf.get(hit.url));
    },
    async close() {
      server.kill();
      await rm(folder, { recursive: true });
    },
  };
}

async function freePort() {
  const probe = createServer();
  await new Promise((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address();
  await new Promise((closed) => probe.close(closed));
  return port;
}
