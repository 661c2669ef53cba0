// SPDX-License-Identifier: GPL-3.0-or-later
// What a post or a server says never runs, and the box works where a page allows nothing but it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";

import { answered, blogPage, boxFixture, dialog, inline, partsOf } from "./support/box.mjs";
import { attack, hostileFiles } from "./support/hostile_site.mjs";
import { serveSites, writeSite } from "./support/programs.mjs";
import { startProxy } from "./support/proxy.mjs";

const fixture = boxFixture();
let files, hostile, between;
before(async () => {
  files = await writeSite(hostileFiles);
  hostile = await serveSites({ dir: files.dir, name: "hostile" });
  between = await startProxy(hostile.origin, { pages: { "/page": blogPage(inline) } });
});
after(() => Promise.all([between?.stop(), hostile?.stop(), files?.remove()]));

const strict = (origin) => `default-src 'none'; script-src ${origin}; style-src ${origin}; connect-src ${origin}; base-uri 'none'`;
// The page itself has no inline style or script, so that every violation is the box's.
const bare = (body, origin = "") =>
  `<!doctype html><html lang="de"><meta charset="utf-8"><title>t</title><body>${body}<script type="module" src="${origin}/search-box.js"></script></body></html>`;

async function hostilePage(path) {
  const page = await (await fixture.browser.newContext()).newPage();
  page.setDefaultTimeout(8000);
  await page.goto(between.origin + path);
  return page;
}
async function openStrict(path, html, policy) {
  fixture.proxy.pages[path] = { body: html, headers: { "content-security-policy": policy } };
  const page = await fixture.open(path);
  assert.deepEqual(page.complaints, []);
  return page;
}
// The browser's own line about GET /related, on a page that is no post.
const isNoPost = (text) => /status of 404/.test(text);
function everyElement(page) {
  return page.evaluate(() => {
    const inside = document.querySelector("#box").shadowRoot.querySelectorAll("[part~=panel] *");
    return [...new Set([...inside].flatMap((element) => [element.localName, ...[...element.attributes].map((one) => "@" + one.name)]))].sort();
  });
}

test("what posts say in any field goes in as text", async () => {
  const page = await hostilePage("/page");
  const box = partsOf(page);
  for (const query of ["walnut", "walnut heading", "tag:walnut-tag", `"walnut body"`, attack("query"), "<mark>walnut</mark>", "&lt;b&gt; walnut"]) {
    await box.input.fill(query);
    await answered(page, query);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => window.ran), undefined, query);
    const names = await everyElement(page);
    assert.ok(names.every((name) => /^(a|b|div|mark|p)$|^@(aria-[a-z]+|class|dir|hidden|href|id|part|role|tabindex)$/.test(name)), names.join(" "));
  }
  await box.input.fill("walnut");
  await answered(page, "walnut");
  const all = await box.panel.textContent();
  for (const where of ["title", "tag", "heading", "code"]) assert.ok(all.includes(attack(where)), where);
});

test("recent searches and the address are text, too", async () => {
  const page = await hostilePage("/page?q=" + encodeURIComponent(attack("address")));
  const box = partsOf(page);
  await answered(page, attack("address"));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => localStorage.length === 1);
  await box.part("clear").click();
  await box.options.getByText(attack("address")).waitFor();
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.deepEqual((await everyElement(page)).filter((name) => /img|script/.test(name)), []);
});

test("a post whose address is a script is not linked", async () => {
  const hit = (url) => ({ url, title: url, title_html: url, snippet_html: "", date: null, tags: [], missing: [], sections: [{ heading_html: "x", url, snippet_html: "" }] });
  const urls = ["javascript:window.ran=1", " java\nscript:window.ran=1", "data:text/html,<script>1</script>", "vbscript:x", "file:///etc/passwd", "blob:x", "http://[", "https://good.example/"];
  const body = JSON.stringify({ total: 2, missing: [], corrected: null, hits: urls.map(hit) });
  const page = await fixture.open("/inline");
  fixture.proxy.rules.push((url) => url.pathname === "/search" && { status: 200, body });
  const box = partsOf(page);
  await box.input.fill("x");
  await answered(page, "x");
  const links = await box.options.evaluateAll((options) => options.map((option) => option.href));
  assert.deepEqual(links, ["https://good.example/", "https://good.example/"]);
  assert.deepEqual(page.problems, []);
});

test("the server's own words are checked as if they were a stranger's", async () => {
  const page = await fixture.open("/inline");
  const html = `a <MARK>b</MARK> <mark class="x">c</mark> <mark>d<b>e</b></mark> &lt;script&gt; &amp;lt; &#39;&quot; &nbsp;${attack("server")}`;
  const body = JSON.stringify({ total: 1, missing: [attack("missing")], corrected: attack("corrected"),
    hits: [{ url: "/a", title: attack("title"), title_html: html, snippet_html: html, date: "2024-01-01", tags: [attack("tag")], missing: [attack("m")],
             sections: [{ heading_html: html, url: "/a#b", snippet_html: html }] }] });
  fixture.proxy.rules.push((url) => url.pathname === "/search" && { status: 200, body });
  const box = partsOf(page);
  await box.input.fill("x");
  await answered(page, "x");
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.match(await box.options.first().textContent(), /a <MARK>b<\/MARK> <mark class="x">c .*<script> &lt; '" &nbsp;<img/);
  assert.ok((await everyElement(page)).every((name) => !/^(img|script|@on.*)$/.test(name)));
});

test("a page that allows this server and nothing else, and no text as code, has a whole box", async () => {
  for (const body of [inline, dialog]) {
    const policy = strict("'self'") + "; require-trusted-types-for 'script'; trusted-types 'none'";
    const page = await openStrict("/strict", bare(body), policy);
    const box = partsOf(page);
    await page.keyboard.press("Control+k");
    await box.box.getByText("Neueste Beiträge").waitFor();
    await page.keyboard.type("homogenizaton");
    await answered(page, "homogenizaton");
    await page.keyboard.press("Enter");
    await box.active.waitFor();
    assert.equal(await box.note.textContent(), "Treffer für homogenization");
    assert.equal(await box.panel.evaluate((panel) => getComputedStyle(panel).display), "flex"); // the styles are there
    assert.deepEqual(page.complaints.filter((text) => !isNoPost(text)), []);
    assert.deepEqual(page.problems, []);
  }
});

test("a page of another origin: the script by its hash, styles, texts and answers from this server alone", async () => {
  const script = Buffer.from(await (await fetch(fixture.site.origin + "/search-box.js")).arrayBuffer());
  const hash = "sha384-" + createHash("sha384").update(script).digest("base64");
  const html = bare(inline, fixture.site.origin).replace("<script ", `<script integrity="${hash}" crossorigin `);
  const page = await openStrict("/elsewhere", html, strict(fixture.site.origin));
  const box = partsOf(page);
  await box.input.fill("homogenizaton");
  await answered(page, "homogenizaton");
  assert.equal(await box.note.textContent(), "Treffer für homogenization");
  assert.deepEqual(page.complaints.filter((text) => !isNoPost(text)), []);
  assert.deepEqual(fixture.proxy.asked.filter((url) => url !== "/favicon.ico"), ["/elsewhere"]);
});
