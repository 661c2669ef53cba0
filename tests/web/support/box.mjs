// SPDX-License-Identifier: GPL-3.0-or-later
// Pages with a search box, on the sample blog, between which and searchd stands a server that can misbehave.
import { after, before } from "node:test";

import { startBrowser } from "./browser.mjs";
import { sampleBlog, serveSites } from "./programs.mjs";
import { startProxy } from "./proxy.mjs";

export const inline = `<search-box id="box"></search-box>`;
export const dialog = `<search-box id="box" form="dialog"></search-box>`;

// A page of a blog: `body` where its search box would be.
export function blogPage(body, { lang = "en", dir = "ltr", style = "", script = "/search-box.js" } = {}) {
  return `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>A page</title>
    <meta name="viewport" content="width=device-width">
    <style>body { margin: 0; padding: 1rem; font: 17px/1.6 sans-serif } header { display: flex; gap: 2rem; align-items: center } ${style}</style>
    <script type="module" src="${script}"></script></head>
    <body><header><h1>Kettle</h1><div id="place">${body}</div></header>
    <main><p>${"Water boils, and the day begins. ".repeat(40)}</p><p><input id="other" aria-label="other"></p></main></body></html>`;
}

// What every test of the box stands on; one for each file of tests.
export function boxFixture(...sites) {
  const fixture = { errors: [] };
  before(async () => {
    const [site, browser] = await Promise.all([serveSites(...(sites.length ? sites : [sampleBlog])), startBrowser()]);
    const proxy = await startProxy(site.origin, { pages: { "/inline": blogPage(inline), "/dialog": blogPage(dialog) } });
    Object.assign(fixture, { site, browser, proxy });
  });
  after(() => Promise.all([fixture.browser?.close(), fixture.proxy?.stop(), fixture.site?.stop()]));

  // Opens a page in a context of its own. Errors of scripts fail the test that closes it.
  fixture.open = async (path, options = {}) => {
    const { html, ...context } = options;
    if (html) fixture.proxy.pages[path.split("?")[0]] = html;
    fixture.proxy.rules.length = 0;
    fixture.proxy.asked.length = 0;
    const page = await (await fixture.browser.newContext(context)).newPage();
    page.setDefaultTimeout(8000);
    page.problems = [];
    page.complaints = [];
    page.on("pageerror", (error) => page.problems.push(String(error)));
    page.on("console", (message) => message.type() === "error" && page.complaints.push(message.text()));
    await page.goto(fixture.proxy.origin + path);
    return page;
  };
  return fixture;
}

// The parts of the one box with this id.
export function partsOf(page, id = "box") {
  const box = page.locator(`#${id}`);
  const part = (name) => box.locator(`[part~=${name}]`);
  return {
    box, part,
    input: box.getByRole("combobox"),
    button: box.locator("button.field"),
    panel: part("panel"),
    note: part("note"),
    foot: part("foot"),
    options: box.getByRole("option"),
    active: box.locator("[aria-selected=true]"),
    live: box.getByRole("status"),
  };
}

// Waits until the box shows the answer to what is in it, which must be `query`.
export async function answered(page, query, id = "box") {
  await page.waitForFunction(([id, query]) => {
    const root = document.getElementById(id).shadowRoot;
    const part = (name) => root.querySelector(`[part~=${name}]`);
    return part("input").value === query && new URL(location).searchParams.get("q") === query && part("list").ariaBusy === "false" &&
      part("note").textContent + part("foot").textContent;
  }, [id, query]);
}
