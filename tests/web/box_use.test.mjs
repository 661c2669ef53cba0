// SPDX-License-Identifier: GPL-3.0-or-later
// The search box as a reader meets it: what it shows, the mouse, the finger, the address, what it remembers.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { answered, blogPage, boxFixture, inline, partsOf } from "./support/box.mjs";
import { sourceDir } from "./support/programs.mjs";

const fixture = boxFixture();
const onTheBlog = (context) => context.route("https://kettle.example/**", (route) => route.fulfill({ contentType: "text/html", body: "the post" }));

async function searched(text, path = "/inline", options = {}) {
  const page = await fixture.open(path, options);
  const box = partsOf(page);
  if (await box.button.count()) await box.button.click();
  await box.input.fill(text);
  await answered(page, text);
  return { page, box };
}

for (const path of ["/inline", "/dialog"]) {
  test(`nothing but the script is fetched before the box is used: ${path}`, async () => {
    const page = await fixture.open(path, { locale: "de-DE" });
    await page.locator("#box").hover();
    await page.waitForTimeout(300);
    assert.deepEqual(fixture.proxy.asked.filter((url) => url !== "/favicon.ico"), [path, "/search-box.js"]);
    assert.equal(await page.locator("#box").evaluate((box) => box.getBoundingClientRect().height), 44);
    await page.keyboard.press("/");
    await page.locator("#box").getByText("Latest posts").waitFor();
    assert.ok(fixture.proxy.asked.includes("/search-box.css"));
    assert.ok(!fixture.proxy.asked.some((url) => url.endsWith(".json")));
  });
}

test("a result has its title, date, tags, passage and sections, with what was found marked", async () => {
  const { box } = await searched("homogenization");
  const first = box.options.first();
  assert.equal(await first.locator("[part~=title]").textContent(), "The same café in every city: notes on homogenization");
  assert.deepEqual(await first.locator("mark").allTextContents(), ["homogenization"]);
  assert.equal(await first.locator("[part~=about]").textContent(), "Jan 15, 2023 · recommendation systems · cities · culture");
  const group = box.box.getByRole("group", { name: "The same café in every city: notes on homogenization" });
  assert.equal(await group.getByRole("option").count(), 2);
  assert.match(await group.getByRole("option").nth(1).textContent(), /^A loop with good intentionsNobody in this loop wants homogenization/);
  assert.equal(await box.foot.textContent(), "2 resultsAll results");
});

test("links lead to the very passage", async () => {
  const { box } = await searched("homogenization");
  const urls = await box.options.evaluateAll((options) => options.map((option) => option.href));
  assert.match(urls[0], /homogenization\/#:~:text=/);
  assert.match(urls[1], /homogenization\/#a-loop-with-good-intentions:~:text=/);
});

test("what was corrected and what was left out is said", async () => {
  const { page, box } = await searched("homogenizaton");
  assert.equal(await box.note.textContent(), "Showing results for homogenization");
  await box.input.fill("bread walrus");
  await answered(page, "bread walrus");
  assert.equal(await box.note.textContent(), "No post has all words. Left out: walrus");
  assert.match(await box.options.first().textContent(), /without walrus$/);
  await box.live.filter({ hasText: /Left out: walrus 3 results/ }).waitFor({ state: "attached" });
  await box.input.fill("xyzzyplugh");
  await answered(page, "xyzzyplugh");
  assert.equal(await box.note.locator("p").first().textContent(), "No results for xyzzyplugh");
  assert.equal(await box.options.count(), 0);
  assert.equal(await box.input.getAttribute("aria-expanded"), "false");
});

test("a click opens a result and keeps the query in the address for the way back", async () => {
  const { page, box } = await searched("milk");
  await onTheBlog(page.context());
  await box.options.first().click();
  await page.waitForURL(/the-milk-of-one-valley/);
  await page.goBack();
  await answered(page, "milk");
  assert.equal(await box.options.count(), 1);
});

test("the middle button opens a tab", async () => {
  const { page, box } = await searched("milk");
  const address = page.url();
  await Promise.all([page.context().waitForEvent("page"), box.options.first().click({ button: "middle" })]);
  assert.equal(page.url(), address);
  assert.ok(await box.panel.isVisible());
});

test("with a finger: open, type, clear, close", async () => {
  const page = await fixture.open("/dialog", { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  const box = partsOf(page);
  await box.button.tap();
  await box.input.fill("milk");
  await answered(page, "milk");
  await box.part("clear").tap();
  assert.equal(await box.input.inputValue(), "");
  await box.box.getByText("Latest posts").waitFor();
  assert.ok(await box.part("clear").isHidden());
  await box.part("close").tap();
  assert.equal(await page.locator("dialog[open]").count(), 0);
});

test("a click beside the dialog closes it, one beside the inline box its list", async () => {
  const first = await searched("milk", "/dialog");
  await first.page.mouse.click(5, 5);
  assert.equal(await first.page.locator("dialog[open]").count(), 0);
  assert.ok(!first.page.url().includes("?q="));
  const second = await searched("milk");
  await second.page.locator("#other").click();
  await second.box.panel.waitFor({ state: "hidden" });
});

test("?q= in the address is searched for; other parameters stay as they are", async () => {
  const page = await fixture.open("/inline?a=1%20b&q=milk#there");
  const box = partsOf(page);
  await answered(page, "milk");
  await box.input.fill("bread");
  await answered(page, "bread");
  assert.match(page.url(), /\?a=1\+b&q=bread#there$/);
  await page.reload();
  await answered(page, "bread");
  await page.keyboard.press("Escape");
  assert.match(page.url(), /\?a=1\+b#there$/);
});

test("with url=off the address is neither read nor written", async () => {
  const page = await fixture.open("/no-url?q=bread", { html: blogPage(`<search-box id="box" url="off"></search-box>`) });
  const box = partsOf(page);
  assert.equal(await box.input.inputValue(), "");
  await box.input.fill("milk");
  await box.foot.getByText("1 result").waitFor();
  await page.keyboard.press("Enter");
  await box.active.waitFor();
  assert.match(page.url(), /\?q=bread$/);
});

test("what was searched for is offered again, until it is to be forgotten", async () => {
  const { page, box } = await searched("milk");
  await page.keyboard.press("Enter");
  await box.active.waitFor();
  await box.part("clear").click();
  const recent = box.box.getByRole("group", { name: "Recent searches" });
  await recent.getByRole("option", { name: "milk" }).click();
  await answered(page, "milk");
  await box.part("clear").click();
  await recent.getByRole("option", { name: "Forget recent searches" }).click();
  await recent.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

test("with recent=off nothing is remembered", async () => {
  const { page, box } = await searched("milk", "/no-recent", { html: blogPage(`<search-box id="box" recent="off"></search-box>`) });
  await page.keyboard.press("Enter");
  await box.active.waitFor();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

test("with nothing typed, a post shows those like it", async () => {
  const html = blogPage(inline);
  const page = await fixture.open("/notes/2023/01/homogenization/", { html });
  const box = partsOf(page);
  await box.input.focus();
  const related = box.box.getByRole("group", { name: "More like this page" });
  await related.waitFor();
  assert.ok((await related.getByRole("option").count()) > 1);
  assert.ok(!(await related.textContent()).includes("notes on homogenization"));
});

test("the form inside is used while there is no script, and then says where all results are", async () => {
  const form = `<form role="search" action="/find?old=1"><input type="hidden" name="in" value="blog"><input name="q" aria-label="Search"></form>`;
  const html = blogPage(`<search-box id="box">${form}</search-box>`);
  const without = await fixture.open("/form", { html, javaScriptEnabled: false });
  await without.getByLabel("Search").fill("milk");
  await without.keyboard.press("Enter");
  await without.waitForURL(/\/find\?in=blog&q=milk$/);
  const { box } = await searched("milk", "/form");
  assert.ok(await box.box.locator("form").isHidden());
  assert.equal(await box.part("more").getAttribute("href"), fixture.proxy.origin + "/find?in=blog&q=milk");
});

test("the page's language is the box's, its texts can be replaced", async () => {
  const html = blogPage(`<search-box id="box" data-count="Gefunden: {n}" placeholder="Was suchst du?"></search-box>`, { lang: "de-AT" });
  const page = await fixture.open("/german", { html });
  const box = partsOf(page);
  assert.equal(await box.input.getAttribute("aria-label"), "Suchen");
  assert.equal(await box.input.getAttribute("placeholder"), "Was suchst du?");
  await box.input.fill("homogenizaton");
  await answered(page, "homogenizaton");
  assert.equal(await box.note.textContent(), "Treffer für homogenization");
  assert.equal(await box.foot.textContent(), "Gefunden: 2Alle Treffer");
  assert.match(await box.options.first().textContent(), /15\.\s?(Jänner|01\.)\s?2023/);
  assert.ok(fixture.proxy.asked.includes("/search-box.de.json"));
});

test("every language has every text, and a word for the closed box", async () => {
  const page = await fixture.open("/inline");
  const names = (await readdir(join(sourceDir, "searchd/web"))).filter((name) => /^search-box\..*json$/.test(name));
  assert.ok(names.length >= 12);
  const german = Object.keys(await page.evaluate(async () => (await fetch("/search-box.de.json")).json())).sort();
  for (const name of names) {
    const lang = name.split(".")[1];
    const texts = await page.evaluate(async (name) => (await fetch("/" + name)).json(), name);
    assert.deepEqual(Object.keys(texts).sort(), german, name);
    for (const key of ["none", "corrected", "missing", "without"]) assert.equal(texts[key].split("{q}").length, 2, `${name} ${key}`);
    assert.ok(texts.count.includes("{n}"), name);
    const label = await page.evaluate((lang) => {
      document.querySelector("#place").innerHTML = `<search-box lang="${lang}"></search-box>`;
      return document.querySelector("#place search-box").shadowRoot.querySelector("input").ariaLabel;
    }, lang);
    assert.ok(label && label !== "Search", name);
  }
  const source = await page.evaluate(async () => (await fetch("/search-box.js")).text());
  const english = [.../const english = \{([^}]*\{[nq]\}[^]*?)\n\};/.exec(source)[1].matchAll(/^(\w+): /gm)].map((match) => match[1]);
  assert.deepEqual(english.sort(), german);
});

test("a box that is moved, hidden or made by a script works", async () => {
  const page = await fixture.open("/empty", { html: blogPage("") });
  await page.evaluate(() => {
    const box = document.createElement("search-box");
    box.id = "box";
    document.querySelector("#place").append(box);
    document.querySelector("main").prepend(box);
    box.hidden = true;
  });
  const box = partsOf(page);
  assert.ok(await box.box.isHidden());
  await box.box.evaluate((box) => ((box.hidden = false), box.open()));
  await page.keyboard.type("milk");
  await answered(page, "milk");
  await box.box.evaluate((box) => box.close());
  assert.ok(await box.panel.isHidden());
  await box.box.evaluate((box) => box.remove());
  await page.keyboard.press("Control+k");
  assert.deepEqual(page.problems, []);
});
