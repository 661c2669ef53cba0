// SPDX-License-Identifier: GPL-3.0-or-later
// Our own programs, run as a user runs them: the indexer over a site, searchd on a free port.
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

export const sourceDir = fileURLToPath(new URL("../../../", import.meta.url));
export const buildDir = resolve(process.env.BLOGSEARCH_BUILD ?? join(sourceDir, "build/dev"));
export const sampleBlog = join(sourceDir, "tests/data/blog");

export function program(name) {
  const path = join(buildDir, name, name);
  if (!existsSync(path))
    throw new Error(`${path} is not there: build it first, or set BLOGSEARCH_BUILD to the build folder`);
  return path;
}

// The settings of the machine are not asked.
const environment = { ...process.env, BLOGSEARCH_CONFIG: join(sourceDir, "tests/golden/settings.yaml") };

// An index of the sites, each a folder or {dir, name}, in a folder of its own. Gives {dir, remove()}.
export async function buildIndex(...sites) {
  const dir = await mkdtemp(join(tmpdir(), "blogsearch-web-"));
  for (const site of sites) {
    const { dir: from, name } = typeof site === "string" ? { dir: site } : site;
    const named = name ? ["--site", name] : [];
    await run(program("indexer"), ["--index", dir, ...named, from], { env: environment });
  }
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

// Starts searchd over an index, with more options if need be. Gives {origin, stop()}.
export async function startSearchd(indexDir, ...options) {
  const child = spawn(program("searchd"), ["--index", indexDir, "--listen", "127.0.0.1:0", ...options],
                      { env: environment, stdio: ["ignore", "inherit", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const address = await listeningAddress(child);
  return {
    origin: `http://${address}`,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

// From the line that searchd logs once it listens; what it says otherwise is in the error.
function listeningAddress(child) {
  return new Promise((resolve, reject) => {
    let log = "";
    child.stderr.on("data", (text) => {
      log += text;
      const found = /\blistening address=(\S+)/.exec(log);
      if (found) resolve(found[1]);
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`searchd ended with ${code}:\n${log}`)));
  });
}

// A site's index and a searchd over it; sites as for buildIndex(). Gives {origin, stop()}.
export async function serveSites(...sites) {
  const index = await buildIndex(...sites);
  const searchd = await startSearchd(index.dir);
  return {
    origin: searchd.origin,
    async stop() {
      await searchd.stop();
      await index.remove();
    },
  };
}

// A site of the files given, name -> text, in a folder of its own. Gives {dir, remove()}.
export async function writeSite(files) {
  const dir = await mkdtemp(join(tmpdir(), "blogsearch-site-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}
