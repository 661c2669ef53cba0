// SPDX-License-Identifier: GPL-3.0-or-later
// How the box looks and what assistive software is told, in every state. The pictures are in the build folder, for a person.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { axeFindings } from "./support/axe.mjs";
import { answered, blogPage, boxFixture, dialog, inline, partsOf } from "./support/box.mjs";
import { picturesDir } from "./support/browser.mjs";
import { heldBack } from "./support/proxy.mjs";

const fixture = boxFixture();
const desktop = { width: 1000, height: 640 };
const phone = { width: 390, height: 844 };
const picture = (page, name) => page.screenshot({ path: join(picturesDir, `${name}.png`), animations: "disabled" });
const themes = {
  light: "",
  dark: "body { background: #16181d; color: #d9dce1 }",
  sepia: "body { background: #f6efdf; color: #5b4636; font-family: serif }",
};

const isStyled = (page, part) => page.waitForFunction((part) => {
  const element = document.querySelector("#box").shadowRoot.querySelector(`[part~=${part}]`);
  return getComputedStyle(element).overflow === "hidden";
}, part);
async function opened(page, box) {
  if (await box.button.count()) await box.button.click();
  else await box.input.click();
  await box.box.getByText("Latest posts").waitFor();
  await isStyled(page, "panel");
}
async function query(page, box, text) {
  await opened(page, box);
  await box.input.fill(text);
  await answered(page, text);
}
// Every state of the box, as (page, box) => all that leads there from a page just loaded.
const states = {
  closed: async () => {},
  empty: opened,
  results: async (page, box) => {
    await query(page, box, "homogenization");
    await page.keyboard.press("ArrowDown");
  },
  corrected: (page, box) => query(page, box, "vectr"),
  without: (page, box) => query(page, box, "bread walrus"),
  none: (page, box) => query(page, box, "xyzzyplugh"),
  loading: async (page, box) => {
    await query(page, box, "milk");
    fixture.proxy.rules.push((url) => url.pathname === "/search" && heldBack().rule);
    await box.input.fill("bread");
    await page.waitForFunction(() => document.querySelector("#box").shadowRoot.querySelector("[aria-busy=true]"));
  },
  error: async (page, box) => {
    fixture.proxy.rules.push((url) => url.searchParams.get("q") === "bread" && { cut: true });
    await query(page, box, "bread");
  },
};

for (const [form, markup] of [["inline", inline], ["dialog", dialog]]) {
  test(`axe has nothing to say in any state, light and dark: ${form}`, async () => {
    const style = themes.dark.replace("body", ":root[data-theme=dark] body");
    const page = await fixture.open("/states", { html: blogPage(markup, { style }), viewport: desktop, reducedMotion: "reduce" });
    for (const [state, reach] of Object.entries(states)) {
      fixture.proxy.rules.length = 0;
      await page.goto(fixture.proxy.origin + "/states");
      await reach(page, partsOf(page));
      for (const theme of ["light", "dark"]) {
        await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), theme);
        assert.deepEqual(await axeFindings(page), [], `${state}, ${theme}`);
        await picture(page, `${form}-${theme}-${state}`);
      }
    }
  });
}

// In the page: milliseconds from the moment when results are seen to that when they are told.
function timeFromShownToTold() {
  const root = document.querySelector("#box").shadowRoot;
  const count = (selector) => /\d results?/.test(root.querySelector(selector).textContent);
  return new Promise((resolve) => {
    let shown = 0;
    new MutationObserver(() => {
      if (!shown && count("[part~=foot]")) shown = performance.now();
      if (count("[role=status]")) resolve(performance.now() - shown);
    }).observe(root, { childList: true, characterData: true, subtree: true });
  });
}

test("what a screen reader is told", async () => {
  const page = await fixture.open("/inline");
  const box = partsOf(page);
  await opened(page, box);
  const wait = page.evaluate(timeFromShownToTold);
  await box.input.fill("homogenization");
  await answered(page, "homogenization");
  assert.ok((await wait) >= 800); // not while one is still typing
  const tree = await box.box.ariaSnapshot();
  assert.match(tree, /- search "Search":/);
  assert.match(tree, /- combobox "Search" \[expanded\]: homogenization/);
  assert.match(tree, /- listbox "Search":/);
  assert.match(tree, /- 'group "The same café in every city: notes on homogenization"':/);
  assert.match(tree, /- 'option "The same café in every city: notes on homogenization Jan 15, 2023 · recommendation systems/);
  assert.match(tree, /- option "A loop with good intentions Nobody in this loop wants homogenization/);
  assert.match(tree, /- link "All results"/);
  assert.equal(await box.box.locator("#hint").textContent(), "Results appear as you type. Arrow keys choose, Enter opens.");
  assert.equal(await box.input.getAttribute("aria-autocomplete"), "list");
  assert.equal(await box.input.getAttribute("aria-describedby"), "hint");
  assert.ok(await box.box.locator("#" + (await box.input.getAttribute("aria-controls"))).isVisible());
  const closed = await (await fixture.open("/dialog")).locator("#box").ariaSnapshot();
  assert.match(closed, /- button "Search"/);
});

test("the colours are those of the page, or of the theme that is asked for", async () => {
  const lightness = (box) => box.panel.evaluate((panel) => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = getComputedStyle(panel).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data[0];
  });
  const cases = [
    [themes.light, "", {}, 255], [themes.dark, "", {}, 30], [themes.sepia, "", {}, 255],
    ["", "", { colorScheme: "dark" }, 255], // the page itself stays light
    [":root { color-scheme: light dark }", "", { colorScheme: "dark" }, 30],
    ["@media (prefers-color-scheme: dark) { body { background: #000; color: #ccc } }", "", { colorScheme: "dark" }, 30],
    ["[data-theme=dark] body { background: #000; color: #ccc }", "", { data: "dark" }, 30],
    [themes.light, "theme='dark'", {}, 30], [themes.dark, "theme='light'", {}, 255],
  ];
  const page = await fixture.open("/inline");
  for (const [style, theme, { data, colorScheme = "light" }, expected] of cases) {
    const html = blogPage(`<search-box id="box" ${theme}></search-box>`, { style }).replace("<html ", `<html data-theme="${data ?? ""}" `);
    fixture.proxy.pages["/colours"] = html;
    await page.emulateMedia({ colorScheme });
    await page.goto(fixture.proxy.origin + "/colours");
    const box = partsOf(page);
    await opened(page, box);
    const actual = await lightness(box);
    assert.ok(Math.abs(actual - expected) <= 12, `${style} ${theme}: ${actual}`);
  }
});

test("colours, font, radius and parts can be set from outside", async () => {
  const style = `search-box { --search-box-background: rgb(1, 2, 3); --search-box-radius: 3px; --search-box-accent: rgb(200, 0, 0) }
    search-box::part(title) { letter-spacing: 2px }`;
  const page = await fixture.open("/own", { html: blogPage(inline, { style }) });
  const box = partsOf(page);
  await query(page, box, "milk");
  const styleOf = (locator, name) => locator.evaluate((element, name) => getComputedStyle(element)[name], name);
  assert.equal(await styleOf(box.panel, "backgroundColor"), "rgb(1, 2, 3)");
  assert.equal(await styleOf(box.panel, "borderRadius"), "3px");
  assert.equal(await styleOf(box.part("more"), "color"), "rgb(200, 0, 0)");
  assert.equal(await styleOf(box.part("title").first(), "letterSpacing"), "2px");
  assert.match(await styleOf(box.input, "fontFamily"), /sans-serif/);
});

test("on a phone: the whole screen, letters of 16 px, targets of 44", async () => {
  const page = await fixture.open("/phone", { html: blogPage(dialog, { style: "body { font-size: 14px }" }), viewport: phone, hasTouch: true, isMobile: true });
  const box = partsOf(page);
  await query(page, box, "vectr");
  await picture(page, "phone-dialog");
  const { x, y, width, height } = await box.part("dialog").boundingBox();
  assert.deepEqual([x, y, width, height], [0, 0, 390, 844]);
  assert.equal(await box.input.evaluate((input) => getComputedStyle(input).fontSize), "16px");
  for (const target of [box.input, box.part("clear"), box.part("close"), box.part("more"), ...(await box.options.all())]) {
    const size = await target.boundingBox();
    assert.ok(size.height >= 42 && size.width >= 44, `${await target.textContent()} ${JSON.stringify(size)}`);
  }
});

test("what opens stays on the screen, wherever the box stands and whichever way the page runs", async () => {
  for (const viewport of [phone, desktop]) {
    for (const dir of ["ltr", "rtl"]) {
      for (const justify of ["start", "end"]) {
        const style = `header { justify-content: ${justify} } search-box { width: 9rem } h1 { display: none }`;
        const page = await fixture.open("/placed", { html: blogPage(inline, { style, dir, lang: dir === "rtl" ? "ar" : "en" }), viewport });
        const box = partsOf(page);
        await box.input.fill("vectr");
        await answered(page, "vectr");
        await isStyled(page, "panel");
        const { x, width } = await box.panel.boundingBox();
        assert.ok(x >= 8 && x + width <= viewport.width - 8 && width >= 300, `${viewport.width} ${dir} ${justify}: ${x} ${width}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), viewport.width);
        if (justify === "end") await picture(page, `${viewport.width}-${dir}`);
        await page.context().close();
      }
    }
  }
});

test("words without end and long titles stay inside", async () => {
  const page = await fixture.open("/inline", { viewport: phone });
  const long = "Donaudampfschifffahrtsgesellschaft".repeat(20);
  const hit = { site: long, url: "/", title: long, title_html: `<mark>${long}</mark>`, snippet_html: long, date: "2024-01-01", tags: [long], missing: [long], sections: [{ heading_html: long, url: "/#a", snippet_html: long + "<mark>x</mark>" }] };
  fixture.proxy.rules.push((url) => url.pathname === "/search" && { status: 200, body: JSON.stringify({ total: 1, corrected: long, missing: [long], hits: [hit] }) });
  const box = partsOf(page);
  await box.input.fill(long);
  await answered(page, long);
  await isStyled(page, "panel");
  await picture(page, "phone-long-words");
  assert.ok((await box.part("about").first().textContent()).startsWith(long + " · Jan 1, 2024 · "));
  const wider = await box.panel.evaluate((panel) => [...panel.querySelectorAll("*")].filter((element) => element.scrollWidth > panel.clientWidth).length);
  assert.equal(wider, 0);
  assert.ok((await box.options.first().boundingBox()).height < 320);
});

test("with forced colours the choice can be seen; without motion nothing moves", async () => {
  const page = await fixture.open("/inline", { forcedColors: "active", reducedMotion: "reduce", viewport: desktop });
  const box = partsOf(page);
  await states.results(page, box);
  assert.equal(await box.active.evaluate((option) => getComputedStyle(option).outlineStyle), "solid");
  await picture(page, "forced-colours");
  fixture.proxy.rules.push((url) => url.pathname === "/search" && heldBack().rule);
  await box.input.fill("bread");
  await box.box.locator("[aria-busy=true]").first().waitFor();
  assert.equal(await box.panel.evaluate((panel) => getComputedStyle(panel, "::before").animationName), "none");
});

test("the demo page shows every form", async () => {
  const page = await fixture.open("/demo", { viewport: desktop });
  assert.deepEqual(await axeFindings(page), []);
  await picture(page, "demo");
  for (const [id, label] of [["inline", "Search"], ["dark", "Search in the dark"], ["sepia", "Search in old books"], ["rtl", "بحث"]]) {
    const box = partsOf(page, id);
    assert.equal(await box.input.getAttribute("aria-label"), label);
    await box.input.fill("milk");
    await box.part("mark").first().waitFor();
    await picture(page, `demo-${id}`);
    await page.locator("h1").click();
  }
  await partsOf(page, "german").button.click();
  await partsOf(page, "german").input.fill("milk");
  await partsOf(page, "german").foot.getByText("1 Treffer").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.locator("form.plain input").fill("milk");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/\?q=milk$/);
});
