// SPDX-License-Identifier: GPL-3.0-or-later
// The real server, seen from a page in a real browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startBrowser } from "./support/browser.mjs";
import { sampleBlog, serveSites } from "./support/programs.mjs";

let site, browser;
before(async () => {
  [site, browser] = await Promise.all([serveSites(sampleBlog), startBrowser()]);
});
after(() => Promise.all([site?.stop(), browser?.close()]));

test("a page of the same origin asks and is answered", async () => {
  const page = await browser.newPage();
  await page.goto(site.origin + "/demo");
  const answer = await page.evaluate(() => fetch("/search?q=homogenization").then((response) => response.json()));
  assert.equal(answer.total, 2);
  assert.match(answer.hits[0].title_html, /<mark>homogenization<\/mark>/);
});
