// SPDX-License-Identifier: GPL-3.0-or-later
// The examples of docs/http-api.md, run as they stand there.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { sampleBlog, serveSites, sourceDir } from "./support/programs.mjs";

const run = promisify(execFile);
const text = await readFile(join(sourceDir, "docs/http-api.md"), "utf8");
const blocks = (language) => [...text.matchAll(new RegExp("^```" + language + "\\n(.*?)^```", "gms"))].map((found) => found[1]);
const [expected] = blocks("text");

let site;
before(async () => { site = await serveSites(sampleBlog); });
after(() => site?.stop());

const runners = {
  sh: ["sh", "-c"], js: [process.execPath, "--input-type=module", "-e"], python: ["python3", "-c"],
};
for (const [language, [program, ...options]] of Object.entries(runners)) {
  test(`the example in ${language}`, async () => {
    const examples = blocks(language);
    assert.equal(examples.length, 1);
    const example = examples[0].replaceAll("http://127.0.0.1:7700", site.origin);
    assert.notEqual(example, examples[0]);
    const { stdout } = await run(program, [...options, example]);
    assert.equal(stdout, expected);
  });
}
