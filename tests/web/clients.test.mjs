// SPDX-License-Identifier: GPL-3.0-or-later
// Search boxes that people already have, unmodified from npm, over the real searchd; each with a post that attacks it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startBrowser } from "./support/browser.mjs";
import { serveClients } from "./support/client_page.mjs";
import { serveSites } from "./support/programs.mjs";
import { attack, writeTeaSite } from "./support/tea.mjs";

const names = ["instant_meilisearch", "algolia", "meilisearch_docsearch", "docsearch", "autocomplete",
               "pagefind_default", "pagefind_component"];
const bodies = (searchd) => ({
  pagefind_component: `<pagefind-config bundle-path="${searchd}/pagefind/"></pagefind-config><pagefind-input></pagefind-input>
    <pagefind-summary></pagefind-summary><pagefind-filter-pane></pagefind-filter-pane><pagefind-results show-sub-results></pagefind-results>`,
});

let tea, site, browser, clients;
before(async () => {
  tea = await writeTeaSite();
  [site, browser] = await Promise.all([serveSites({ dir: tea.dir, name: "tea" }), startBrowser()]);
  clients = await serveClients(names, site.origin, bodies(site.origin));
});
after(() => Promise.all([site?.stop(), browser?.close(), clients?.stop(), tea?.remove()]));

// A page with a client; errors of its scripts and answers other than 200 fail the test.
async function open(context, path) {
  const page = await browser.newPage();
  page.setDefaultTimeout(5000);
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("response", (response) => {
    if (response.url().startsWith(site.origin) && response.status() >= 400)
      problems.push(`${response.status()} ${response.url()} ${response.request().postData() ?? ""}`);
  });
  context.after(async () => {
    await page.close();
    assert.deepEqual(problems, []);
  });
  await page.goto(clients.origin + path);
  return page;
}

const texts = (page, selector) => page.locator(selector).allInnerTexts();
const waitForText = (page, selector, text) => page.locator(selector).filter({ hasText: text }).first().waitFor();

// Waits until the hits are these, in this order.
const waitForHits = (page, wanted) => page.waitForFunction((list) =>
  JSON.stringify([...document.querySelectorAll("#hits .hit")].map((hit) => hit.innerText)) === list, JSON.stringify(wanted));

// The attack is text to the reader, and nothing else.
async function assertHarmless(page, selector) {
  await waitForText(page, selector, attack);
  assert.equal(await page.evaluate(() => window.attacked), undefined);
  assert.equal(await page.locator("img[src=x]").count(), 0);
  const shown = (await texts(page, selector)).join("\n");
  assert.doesNotMatch(shown, /&lt;|&amp;|&quot;|ais-highlight/, "escaped twice, or not at all");
}

for (const [client, newest] of [["instant_meilisearch", "newest"], ["instant_meilisearch?finite", "newest"], ["algolia", "newest"]]) {
  test(`instantsearch.js: ${client}`, async (context) => {
    const page = await open(context, "/" + client);
    await waitForText(page, "#hits .hit", "Oolong"); // nothing typed: the newest posts
    assert.equal(await page.locator("#hits .hit").count(), 5);

    await page.fill("#box input", "tea numb"); // the last word is being typed
    await waitForText(page, "#hits .hit mark", "Tea");
    await waitForText(page, "#hits .snippet mark", "tea");
    assert.equal(await page.locator("#hits .hit[href^='https://tea.example/post-']").count(), 5);

    const [first] = await texts(page, "#hits .hit");
    await page.locator("#pages a", { hasText: "2" }).first().click();
    await page.waitForFunction((before) => document.querySelector("#hits .hit").textContent !== before, first);
    assert.equal(await page.locator("#hits .hit").count(), 5);

    await page.selectOption("#sort select", { label: newest });
    await waitForHits(page, [12, 11, 10, 9, 8].map((i) => `Tea number ${i}`));

    await page.locator("#tags label", { hasText: "green" }).click();
    await waitForHits(page, [11, 9, 7, 5, 3].map((i) => `Tea number ${i}`));
    await waitForText(page, "#tags label", "black"); // the other values keep their counts
    await page.fill("#tags input[type=search]", "bla");
    await page.waitForFunction(() => !document.querySelector("#tags ul").textContent.includes("green"));
    assert.match((await texts(page, "#tags ul")).join(), /black/);
    assert.equal(await page.evaluate(() => window.failure), undefined);
  });

  test(`instantsearch.js, attacked: ${client}`, async (context) => {
    const page = await open(context, "/" + client);
    await page.fill("#box input", "oolong");
    await waitForText(page, "#hits .hit mark", "Oolong");
    for (const part of [".hit", ".tags", ".snippet"]) await assertHarmless(page, "#hits " + part);
    await assertHarmless(page, "#tags label");
  });
}

test("instantsearch.js: more hits on one page", async (context) => {
  const page = await open(context, "/instant_meilisearch?infinite");
  await page.fill("#box input", "tea");
  await waitForText(page, "#hits .hit mark", "Tea");
  await page.locator("#hits button", { hasText: "more" }).last().click();
  await page.waitForFunction(() => document.querySelectorAll("#hits .hit").length === 10);
  assert.equal(new Set(await texts(page, "#hits .hit")).size, 10);
});

test("meilisearch-docsearch: sections, each with its link", async (context) => {
  const page = await open(context, "/meilisearch_docsearch");
  await page.locator("#box button").click();
  await page.locator("input[type=search], .docsearch-modal-search-input").first().fill("water for tea 7");
  const hit = page.locator("a[href='https://tea.example/post-7/#water-for-tea-7']");
  await hit.waitFor();
  assert.match(await hit.innerText(), /Water for tea 7/);
  assert.ok(await hit.locator("[class*=highlight]").count() > 0);
});

test("meilisearch-docsearch, attacked", async (context) => {
  const page = await open(context, "/meilisearch_docsearch");
  await page.locator("#box button").click();
  await page.locator("input[type=search], .docsearch-modal-search-input").first().fill("oolong");
  await assertHarmless(page, "a[href^='https://tea.example/post-13/']");
});

test("DocSearch: sections, each with its link", async (context) => {
  const page = await open(context, "/docsearch");
  await page.locator("#box button").first().click();
  await page.locator(".DocSearch-Input").fill("water for tea 7");
  const hit = page.locator("a[href='https://tea.example/post-7/#water-for-tea-7']");
  await hit.first().waitFor();
  assert.ok(await hit.first().locator("mark").count() > 0);
});

test("DocSearch, attacked", async (context) => {
  const page = await open(context, "/docsearch");
  await page.locator("#box button").first().click();
  await page.locator(".DocSearch-Input").fill("oolong");
  await assertHarmless(page, "a[href^='https://tea.example/post-13/']");
});

test("autocomplete", async (context) => {
  const page = await open(context, "/autocomplete");
  await page.locator("#box input").fill("tea number 3");
  await waitForText(page, ".aa-Panel .hit", "Tea number 3");
  await waitForText(page, ".aa-Panel .hit mark", "Tea");
  await page.locator("#box input").fill("oolong");
  await assertHarmless(page, ".aa-Panel .hit");
  await assertHarmless(page, ".aa-Panel .snippet");
});

test("Pagefind's Default UI: results, sections, filters", async (context) => {
  const page = await open(context, "/pagefind_default");
  await page.locator("input.pagefind-ui__search-input").fill("water for tea 7");
  const section = page.locator("a[href='https://tea.example/post-7/#water-for-tea-7']");
  await section.waitFor();
  assert.ok(await page.locator(".pagefind-ui__result mark").count() > 0);
  await page.locator("input.pagefind-ui__search-input").fill("tea");
  await page.locator(".pagefind-ui__filter-name", { hasText: "tag" }).click();
  await page.locator("label.pagefind-ui__filter-label", { hasText: "green" }).click();
  await waitForText(page, ".pagefind-ui__message", "6 results");
  await page.locator("input.pagefind-ui__search-input").fill("oolong");
  await page.locator("label.pagefind-ui__filter-label", { hasText: "green" }).click();
  await assertHarmless(page, ".pagefind-ui__result");
  await waitForText(page, ".pagefind-ui__filter-label", "‹img src=x"); // the UI takes filters for HTML
  assert.equal(await page.evaluate(() => window.attacked), undefined);
  await page.locator("label.pagefind-ui__filter-label", { hasText: "‹img src=x" }).click();
  await waitForText(page, ".pagefind-ui__message", "1 result");
});

test("Pagefind's Component UI: results and sections", async (context) => {
  const page = await open(context, "/pagefind_component");
  await page.locator("pagefind-input input").fill("water for tea 7");
  await page.locator("pagefind-results a[href='https://tea.example/post-7/#water-for-tea-7']").first().waitFor();
  assert.ok(await page.locator("pagefind-results mark").count() > 0);
  await page.locator("pagefind-input input").fill("oolong");
  await assertHarmless(page, "pagefind-results li");
});

test("Pagefind's module: every export", async (context) => {
  const page = await open(context, "/pagefind_default");
  const found = await page.evaluate(async () => {
    const pagefind = await import(window.searchd + "/pagefind/pagefind.js");
    await pagefind.init();
    const urls = async (answer) => (await Promise.all(answer.results.map((one) => one.data()))).map((one) => one.url);
    const [stale, fresh] = await Promise.all([pagefind.debouncedSearch("tea", {}, 20), pagefind.debouncedSearch("oolong", {}, 20)]);
    const both = pagefind.createInstance();
    await both.mergeIndex(window.searchd + "/pagefind/tea/");
    return {
      names: Object.keys(pagefind).sort(),
      filters: await pagefind.filters(),
      oldest: (await urls(await pagefind.search("tea", { sort: { date: "asc" } }))).slice(0, 2),
      green: await pagefind.search("tea", { filters: { tag: ["green"] } }).then((one) =>
        [one.results.length, one.unfilteredResultCount, one.filters.tag.tea, one.totalFilters.tag.tea]),
      any: (await pagefind.search("tea", { filters: { tag: { any: ["green", "black"] } } })).results.length,
      none: (await pagefind.search("", { filters: { none: [{ tag: "tea" }] } })).results.length,
      year: (await pagefind.search(null, { filters: { year: "2015" } })).results.length,
      stale, fresh: await urls(fresh),
      all: (await urls(await pagefind.search(null))).length,
      twice: (await both.search("oolong")).results.length,
    };
  });
  assert.deepEqual(found.names, ["createInstance", "debouncedSearch", "destroy", "filters", "init", "mergeIndex", "options", "preload", "search"]);
  assert.equal(found.filters.tag.green, 6);
  assert.equal(found.filters.lang, undefined);
  assert.deepEqual(found.oldest, ["https://tea.example/post-1/", "https://tea.example/post-2/"]);
  assert.deepEqual(found.green, [6, 12, 6, 12]);
  assert.equal(found.any, 12);
  assert.equal(found.none, 1);
  assert.equal(found.year, 1);
  assert.equal(found.stale, null);
  assert.deepEqual(found.fresh, ["https://tea.example/post-13/"]);
  assert.equal(found.all, 13);
  assert.equal(found.twice, 2);
});
