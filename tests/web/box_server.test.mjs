// SPDX-License-Identifier: GPL-3.0-or-later
// The search box over a server that is slow, fails, answers out of order, or is not there.
import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, blogPage, boxFixture, partsOf } from "./support/box.mjs";
import { heldBack } from "./support/proxy.mjs";

const fixture = boxFixture();
const asks = (query) => (url) => url.pathname === "/search" && url.searchParams.get("q") === query;
const isRequestOf = (query) => (request) => asks(query)(new URL(request.url()));
const searches = () => fixture.proxy.asked.filter((url) => url.startsWith("/search?")).map((url) => new URL(url, "http://x").searchParams.get("q"));
const unreachable = (url) => (/^\/(search|related)$/.test(url.pathname) ? { cut: true } : undefined);

// Types a query whose answer the proxy holds back: gives the request, once it is on its way, and what lets the answer go.
async function fillHeld(page, box, query) {
  const { rule, release } = heldBack();
  fixture.proxy.rules.push((url) => asks(query)(url) ? rule : undefined);
  const [request] = await Promise.all([page.waitForRequest(isRequestOf(query)), box.input.fill(query)]);
  return { request, release };
}

async function opened(path = "/inline", options) {
  const page = await fixture.open(path, options);
  const box = partsOf(page);
  await box.input.focus();
  await box.box.getByText("Latest posts").waitFor();
  return { page, box };
}

test("what is typed quickly is asked once", async () => {
  const { page, box } = await opened();
  fixture.proxy.asked.length = 0;
  await page.evaluate(() => {
    const input = document.querySelector("#box").shadowRoot.querySelector("input");
    for (const text of ["m", "mi", "mil", "milk"]) {
      input.value = text;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  });
  await answered(page, "milk");
  assert.deepEqual(searches(), ["milk"]);
  assert.equal(await box.options.count(), 1);
});

test("an answer that comes late is not shown over a newer one", async () => {
  const { page, box } = await opened();
  const { request, release } = await fillHeld(page, box, "bread");
  await box.input.fill("milk");
  await answered(page, "milk");
  release();
  await request.response();
  await page.waitForTimeout(100);
  assert.equal(await box.options.count(), 1);
  assert.match(await box.options.first().textContent(), /milk of one valley/);
});

test("what was asked before is known; old results stay until new ones come", async () => {
  const { page, box } = await opened();
  await box.input.fill("milk");
  await answered(page, "milk");
  const { release } = await fillHeld(page, box, "bread");
  assert.match(await box.options.first().textContent(), /milk of one valley/);
  assert.equal(await box.part("list").getAttribute("aria-busy"), "true");
  assert.notEqual(await box.panel.evaluate((panel) => getComputedStyle(panel, "::before").animationName), "none");
  release();
  await answered(page, "bread");
  assert.equal(await box.part("list").getAttribute("aria-busy"), "false");
  fixture.proxy.asked.length = 0;
  await box.input.fill("milk");
  await answered(page, "milk");
  assert.deepEqual(searches(), []);
});

test("a slow answer is waited for, and the wait is told", async () => {
  const { page, box } = await opened();
  const { release } = await fillHeld(page, box, "milk");
  await box.live.filter({ hasText: "Still searching" }).waitFor({ state: "attached" });
  release();
  await answered(page, "milk");
  await box.live.filter({ hasText: "1 result" }).waitFor({ state: "attached" });
});

for (const [what, rule, said] of [
  ["breaks the connection", { cut: true }, /Failed to fetch/],
  ["is overloaded", { status: 503, body: `{"error":{"code":"overloaded","message":"too many ask at once"}}` }, /too many ask at once/],
  ["sends a page instead", { status: 502, body: "<html>Bad Gateway</html>" }, /not valid JSON/],
]) {
  test(`a server that ${what}: said, tried again, with a way to the plain page`, async () => {
    const { page, box } = await opened();
    fixture.proxy.rules.push((url) => url.pathname === "/search" ? rule : undefined);
    await box.input.fill("milk");
    await box.note.getByText("The search does not answer.").waitFor();
    assert.equal(await box.options.count(), 0);
    assert.equal(await box.input.getAttribute("aria-expanded"), "false");
    assert.match(page.complaints.join("\n"), said);
    assert.match(page.complaints.join("\n"), /<search-box>: http.*\/search\?q=milk/);
    assert.equal(await box.part("more").getAttribute("href"), fixture.proxy.origin + "/?q=milk");
    await box.live.filter({ hasText: "The search does not answer." }).waitFor({ state: "attached" });
    fixture.proxy.rules.length = 0;
    await box.part("retry").click();
    await box.foot.getByText("1 result").waitFor();
    assert.ok(await box.input.evaluate((input) => input.matches(":focus")));
    assert.deepEqual(page.problems, []);
  });
}

test("a list of titles stands in for a server that is away, and says so", async () => {
  const titles = { titles: [["Crème brûlée", "/creme/"], ["Milk and honey", "/honey/"], ["Sour milk", "/sour/"]] };
  fixture.proxy.pages["/titles.json"] = { type: "application/json", body: JSON.stringify(titles) };
  const html = blogPage(`<search-box id="box" titles="/titles.json"></search-box>`);
  const { page, box } = await opened("/with-titles", { html });
  await box.input.fill("milk");
  await answered(page, "milk");
  assert.ok(!fixture.proxy.asked.includes("/titles.json"), "not loaded while the server answers");
  fixture.proxy.rules.push(unreachable);
  await box.input.fill("milk s");
  await box.note.getByText("Only titles were searched.").waitFor();
  assert.deepEqual(await box.options.allTextContents(), ["Sour milk"]);
  assert.equal(await box.options.first().getAttribute("href"), "/sour/");
  await box.input.fill("creme brule");
  await box.options.getByText("Crème brûlée").waitFor();
  assert.equal(fixture.proxy.asked.filter((url) => url === "/titles.json").length, 1);
});

test("without a server from the start, the box still opens and says what is wrong", async () => {
  const page = await fixture.open("/inline");
  fixture.proxy.rules.push(unreachable);
  const box = partsOf(page);
  await box.input.focus();
  await box.input.fill("milk");
  await box.note.getByText("The search does not answer.").waitFor();
  assert.deepEqual(page.problems, []);
});

test("no answer within nine seconds is none", async () => {
  const page = await fixture.open("/inline");
  await page.clock.install();
  const box = partsOf(page);
  fixture.proxy.rules.push((url) => url.pathname === "/search" ? heldBack().rule : undefined);
  const asked = page.waitForRequest(isRequestOf("milk"));
  await box.input.fill("milk");
  await page.clock.runFor(200);
  await asked;
  await page.clock.runFor(9100);
  await box.note.getByText("The search does not answer.").waitFor();
  assert.match(page.complaints.join("\n"), /no answer in 9 s/);
});

test("a wrong attribute is named, with what it may be", async () => {
  const html = blogPage(`<search-box id="box" form="popup" limit="many" theme="blue" recent="no" url="yes" keys="" server="http://[" lang="x y"></search-box>`);
  const page = await fixture.open("/wrong", { html });
  await partsOf(page).input.focus();
  const complaints = page.complaints.join("\n");
  assert.match(complaints, /form must be one of inline,dialog, not 'popup'/);
  assert.match(complaints, /limit must be one of 8,.*10, not 'many'/);
  for (const name of ["theme", "recent", "url", "keys", "server", "lang"]) assert.match(complaints, new RegExp(`<search-box>: ${name} must be`));
  assert.deepEqual(page.problems, []);
});

test("a site that the server does not have is named in the console", async () => {
  const page = await fixture.open("/no-site", { html: blogPage(`<search-box id="box" site="elsewhere"></search-box>`) });
  const box = partsOf(page);
  await box.input.fill("milk");
  await box.note.getByText("The search does not answer.").waitFor();
  assert.match(page.complaints.join("\n"), /there is no site 'elsewhere'; the sites here are: blog/);
});

test("a box for a server at another path asks there", async () => {
  const page = await fixture.open("/other", { html: blogPage(`<search-box id="box" server="/search-api"></search-box>`) });
  const asked = page.waitForRequest(/\/search-api\/search\?q=milk/);
  await partsOf(page).input.fill("milk");
  await asked;
});
