// SPDX-License-Identifier: GPL-3.0-or-later
// What searchd shows without JavaScript: the page of results, the feed, the description for browsers.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { requirePackage, startBrowser } from "./support/browser.mjs";
import { serveSites } from "./support/programs.mjs";
import { startProxy } from "./support/proxy.mjs";
import { attack, writeTeaSite } from "./support/tea.mjs";

let tea, site, browser, context;
before(async () => {
  tea = await writeTeaSite();
  [site, browser] = await Promise.all([serveSites({ dir: tea.dir, name: "tea" }), startBrowser()]);
  context = await browser.newContext({ javaScriptEnabled: false });
});
after(() => Promise.all([site?.stop(), browser?.close(), tea?.remove()]));

async function open(address, options = {}) {
  const page = await (options.context ?? context).newPage();
  page.setDefaultTimeout(5000);
  page.status = (await page.goto(address)).status();
  return page;
}
const titles = (page) => page.locator(".results h2").allInnerTexts();

// The browser's own XML parser, which takes nothing that is not well-formed.
async function parseXml(text) {
  const page = await browser.newPage();
  const found = await page.evaluate((xml) => {
    const root = new DOMParser().parseFromString(xml, "text/xml");
    const one = (element) => ({ name: element.nodeName, text: element.children.length ? "" : element.textContent,
      attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])), children: [...element.children].map(one) });
    return root.querySelector("parsererror") ? { error: root.documentElement.textContent } : one(root.documentElement);
  }, text);
  await page.close();
  assert.equal(found.error, undefined);
  return found;
}
const all = (element, name) => element.children.filter((child) => child.name === name);

test("a reader searches, narrows down, sorts and turns pages", async () => {
  const page = await open(site.origin + "/");
  assert.match((await titles(page))[0], /Oolong/); // nothing typed: the newest posts
  await page.fill("input[type=search]", "tea number");
  await page.locator("form button").click();
  assert.equal(await page.locator("[role=status]").innerText(), "12 posts for “tea number”");
  assert.equal((await titles(page)).length, 10);
  assert.ok(await page.locator(".results mark").count() > 10);
  assert.equal(await page.locator(".sections a[href='https://tea.example/post-7/#water-for-tea-7']").count(), 1);

  await page.locator("a[rel=next]").last().click();
  assert.equal((await titles(page)).length, 2);
  assert.equal(await page.locator("head link[rel=prev]").count(), 1);
  await page.locator("a[rel=prev]").last().click();

  await page.locator("summary", { hasText: "Tags" }).click();
  await page.locator(".facets li", { hasText: "green 6" }).locator("a").click();
  assert.equal(await page.locator("[role=status]").innerText(), "6 posts for “tea number”");
  await page.locator("a", { hasText: "Newest first" }).click();
  assert.deepEqual((await titles(page)).slice(0, 2), ["Tea number 11", "Tea number 9"]);
  await page.fill("input[type=search]", "tea");
  await page.locator("form button").click(); // other words, the same filter and order
  assert.equal(await page.locator("[role=status]").innerText(), "6 posts for “tea”");
  await page.locator("summary", { hasText: "Years" }).click();
  await page.locator(".facets li", { hasText: "2021" }).locator("a").click();
  assert.deepEqual(await titles(page), ["Tea number 11"]);
  assert.deepEqual(await page.locator(".chips a").allTextContents(), ["green ✕", "2021 ✕", "2022 ✕"].map((text, i) =>
    `Without ${["tag", "since", "before"][i]} ${text}`));
  await page.locator(".chips a", { hasText: "green" }).click();
  assert.equal(await page.locator(".chips a").count(), 2);
});

test("what was corrected or left out is said", async () => {
  const corrected = await open(site.origin + "/?q=oolnog");
  assert.match(await corrected.locator("main").innerText(), /Showing results for oolong/);
  const loosened = await open(site.origin + "/?q=oolong+zeppelin");
  assert.match(await loosened.locator("main").innerText(), /Left out: zeppelin/);
  const nothing = await open(site.origin + "/?q=%22zeppelin%20airship%22");
  assert.match(await nothing.locator("main").innerText(), /Nothing was found/);
});

test("an attack is text", async () => {
  const page = await open(`${site.origin}/?q=${encodeURIComponent("oolong " + attack)}&tag=${encodeURIComponent(attack)}`);
  assert.equal((await titles(page))[0], `Oolong ${attack}`);
  assert.equal(await page.locator("img").count(), 0);
  assert.equal(await page.locator("input[type=search]").inputValue(), "oolong " + attack);
});

test("errors are pages, too", async () => {
  const page = await open(`${site.origin}/?limit=${encodeURIComponent("<b>many")}`);
  assert.equal(page.status, 400);
  assert.match(await page.locator("[role=alert]").innerText(), /limit must be a whole number from 0 to 100, not '<b>many'/);
});

test("safe, and not for other search engines", async () => {
  const response = await fetch(site.origin + "/?q=tea");
  const html = await response.text();
  assert.match(html, /<meta name="robots" content="noindex">/);
  const policy = response.headers.get("content-security-policy");
  assert.match(policy, /^default-src 'none'; style-src 'self';/);
  assert.doesNotMatch(policy, /script|unsafe/);
  assert.doesNotMatch(html, /<script|style=| on\w+=/);
});

test("well-formed, and accessible in light and dark, large and small", async () => {
  const html = await (await fetch(site.origin + "/?q=oolong&tag=oolong")).text();
  const asXml = html.replace("<!DOCTYPE html>", "").replaceAll(/<(meta|link|input)( [^>]*)>/g, "<$1$2/>");
  await parseXml(asXml);
  const axe = await readFile(requirePackage.resolve("axe-core/axe.min.js"), "utf8");
  for (const colorScheme of ["light", "dark"]) {
    const phone = await browser.newContext({ colorScheme, viewport: { width: 320, height: 640 }, bypassCSP: true });
    const page = await open(site.origin + "/?q=tea&tag=green", { context: phone });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "scrolls sideways");
    assert.match(await page.evaluate(() => getComputedStyle(document.querySelector("button")).fontWeight), /600/);
    const result = await page.evaluate(`${axe}; axe.run()`);
    assert.deepEqual(result.violations.map(({ id, nodes }) => [id, nodes[0].html]), []);
    await phone.close();
  }
});

test("below a path of a proxy, with links that stay there", async () => {
  const proxy = await startProxy(site.origin, { prefix: "/find/" });
  const page = await open(proxy.origin + "/find/?q=tea");
  await page.locator("a[rel=next]").last().click();
  assert.equal((await titles(page)).length, 2);
  assert.ok(page.url().startsWith(proxy.origin + "/find/?"));
  assert.ok(proxy.asked.includes("/find/page.css"));
  await proxy.stop();
});

test("a search to follow: Atom", async () => {
  const response = await fetch(site.origin + "/search.atom?q=oolong");
  assert.match(response.headers.get("content-type"), /^application\/atom\+xml/);
  const feed = await parseXml(await response.text());
  const [entry] = all(feed, "entry");
  assert.equal(all(feed, "openSearch:totalResults")[0].text, "1");
  assert.equal(all(feed, "openSearch:Query")[0].attributes.searchTerms, "oolong");
  assert.equal(all(feed, "link").find((link) => link.attributes.rel === "self").attributes.href, site.origin + "/search.atom?q=oolong");
  assert.equal(all(feed, "updated")[0].text, "2024-05-06T00:00:00Z");
  assert.equal(all(entry, "id")[0].text, "https://tea.example/post-13/");
  assert.equal(all(entry, "title")[0].text, `Oolong ${attack}`);
  assert.match(all(entry, "summary")[0].text, /&lt;img src=x/); // HTML, in which the attack is text
  const newest = await parseXml(await (await fetch(site.origin + "/search.atom?q=tea&limit=2")).text());
  assert.deepEqual(all(newest, "entry").map((one) => all(one, "title")[0].text), ["Tea number 12", "Tea number 11"]);
  assert.equal((await fetch(site.origin + "/search.atom?limit=x")).status, 400);
});

test("a browser can add the search: OpenSearch", async () => {
  const response = await fetch(site.origin + "/opensearch.xml");
  assert.match(response.headers.get("content-type"), /^application\/opensearchdescription\+xml/);
  const description = await parseXml(await response.text());
  assert.equal(all(description, "ShortName")[0].text, "tea");
  const url = (type) => all(description, "Url").find((one) => one.attributes.type === type).attributes.template.replace("{searchTerms}", "oolong");
  assert.match(await (await fetch(url("text/html"))).text(), /1 post for “oolong”/);
  assert.equal((await (await fetch(url("application/x-suggestions+json"))).json())[0], "oolong");
  assert.match(await (await fetch(url("application/atom+xml"))).text(), /<entry>/);
});
