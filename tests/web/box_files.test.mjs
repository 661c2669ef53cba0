// SPDX-License-Identifier: GPL-3.0-or-later
// The box's files as they are served: how large, for whom, how long to be kept, and their integrity hash in the docs.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { sampleBlog, serveSites, sourceDir } from "./support/programs.mjs";

let site, docs;
before(async () => {
  [site, docs] = await Promise.all([serveSites(sampleBlog), readFile(join(sourceDir, "docs/search-box.md"), "utf8")]);
});
after(() => site?.stop());

const get = (path) => fetch(site.origin + path);
const bytes = async (path) => Buffer.from(await (await get(path)).arrayBuffer());

// By the program, since each node compresses a little differently.
async function gzipped(content) {
  const running = promisify(execFile)("gzip", ["-9c"], { encoding: "buffer" });
  running.child.stdin.end(content);
  return (await running).stdout;
}

for (const [path, limit] of [["/search-box.js", 6144], ["/search-box.css", 2048], ["/search-box.de.json", 1024]]) {
  test(`${path} has at most ${limit} bytes gzipped`, async () => {
    const size = (await gzipped(await bytes(path))).length;
    assert.ok(size <= limit, `${size} bytes`);
    assert.ok(size > 300);
  });
}

test("any page may load them, for an hour without asking again", async () => {
  const types = { js: "text/javascript", css: "text/css", json: "application/json" };
  for (const path of ["/search-box.js", "/search-box.css", "/search-box.zh.json"]) {
    const { status, headers } = await get(path);
    assert.equal(status, 200);
    assert.equal(headers.get("content-type"), types[path.split(".").pop()] + "; charset=utf-8");
    assert.equal(headers.get("access-control-allow-origin"), "*");
    assert.equal(headers.get("cross-origin-resource-policy"), "cross-origin");
    assert.equal(headers.get("cache-control"), "public, max-age=3600");
    assert.match(headers.get("etag"), /^"\d+\.\d+\.\d+-[0-9a-f]{12}"$/);
  }
  assert.equal((await get("/search-box.xx.json")).status, 404);
});

test("the script is MIT-licensed, and what is served can be read", async () => {
  const script = String(await bytes("/search-box.js"));
  assert.match(script, /^\/\/ SPDX-License-Identifier: MIT\n/);
  const source = await readFile(join(sourceDir, "searchd/web/search-box.js"), "utf8");
  const lines = source.split("\n").map((line) => line.trim()).filter((line, i) => line && (i === 0 || !line.startsWith("// ")));
  assert.deepEqual(script.trim().split("\n"), lines);
});

test("the documented way to the integrity hash gives it, and the docs have that of this version", async () => {
  const [command] = /^curl .*openssl.*$/m.exec(docs);
  const { stdout } = await promisify(execFile)("bash", ["-c", command.replace("https://search.example.org", site.origin)]);
  const hash = createHash("sha384").update(await bytes("/search-box.js")).digest("base64");
  assert.equal(stdout.trim(), hash);
  assert.ok(docs.includes(`integrity="sha384-${hash}"`), `docs/search-box.md must have integrity="sha384-${hash}"`);
});

test("the docs have every attribute, text, variable and part", async () => {
  const [script, styles] = await Promise.all(["js", "css"].map((ending) => readFile(join(sourceDir, "searchd/web/search-box." + ending), "utf8")));
  const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
  const [, allowed] = /const allowed = \{(.*)\}/.exec(script);
  const [, english] = /const english = \{\n([^]*?)\n\};/.exec(script);
  const names = [
    ...all(allowed, /(\w+): "/g),
    ...all(script, /getAttribute\("(\w+)"\)/g),
    ...all(english, /^ *(\w+):/gm).map((key) => "data-" + key),
    ...all(script + styles, /(--search-box-\w+)/g),
    ...all(script, /make\(["`]\w+\.(\w+)/g).filter((part) => part !== "hint"),
  ];
  assert.ok(names.length > 60, names.join(" "));
  assert.deepEqual(names.filter((name) => !docs.includes("`" + name + "`")), []);
});
