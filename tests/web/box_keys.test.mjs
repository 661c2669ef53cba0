// SPDX-License-Identifier: GPL-3.0-or-later
// The search box with the keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, blogPage, boxFixture, dialog, inline, partsOf } from "./support/box.mjs";

const fixture = boxFixture();

async function typed(path, text, options) {
  const page = await fixture.open(path, options);
  const box = partsOf(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type(text);
  await answered(page, text);
  return { page, box };
}
const activeText = (box) => box.active.locator("[part~=title]").textContent();

test("Ctrl+K goes to the inline box, also from a field; / only from outside of one", async () => {
  const page = await fixture.open("/inline");
  const { input } = partsOf(page);
  assert.equal(await input.getAttribute("aria-keyshortcuts"), "Control+K Meta+K /");
  const isFocused = () => input.evaluate((element) => element.getRootNode().activeElement === element);
  await page.keyboard.press("/");
  assert.ok(await isFocused());
  assert.equal(await input.inputValue(), "");
  await page.locator("#other").focus();
  await page.keyboard.press("/");
  assert.ok(!(await isFocused()));
  assert.equal(await page.locator("#other").inputValue(), "/");
  await page.keyboard.press("Control+Alt+k"); // AltGr
  await page.keyboard.press("Control+Shift+k");
  assert.ok(!(await isFocused()));
  await page.keyboard.press("Control+k");
  assert.ok(await isFocused());
  await page.keyboard.type("a/b");
  assert.equal(await input.inputValue(), "a/b");
});

test("with keys=off no key is taken", async () => {
  const page = await fixture.open("/no-keys", { html: blogPage(`<search-box id="box" keys="off"></search-box>`) });
  await page.keyboard.press("Control+k");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY");
  assert.equal(await page.locator("#box kbd").count(), 0);
  assert.equal(await partsOf(page).input.getAttribute("aria-keyshortcuts"), null);
});

test("of two boxes, the first has the keys", async () => {
  const page = await fixture.open("/two", { html: blogPage(inline + `<search-box id="second" form="dialog"></search-box>`) });
  await page.keyboard.press("Control+k");
  assert.equal(await page.evaluate(() => document.activeElement.id), "box");
  assert.equal(await page.locator("#second dialog[open]").count(), 0);
});

test("arrows go through posts and sections and back to the field; Home and End stay with the text", async () => {
  const { page, box } = await typed("/inline", "homogenization");
  assert.equal(await box.active.count(), 0); // nothing is chosen before a key says so
  const seen = [];
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press("ArrowDown");
    seen.push((await box.active.count()) ? await activeText(box) : "-");
    const id = await box.input.getAttribute("aria-activedescendant");
    assert.equal(id, (await box.active.count()) ? await box.active.getAttribute("id") : "");
  }
  assert.match(seen[0], /^The same café in every city/);
  assert.equal(seen[1], "A loop with good intentions");
  assert.equal(seen[2], "The milk of one valley");
  assert.equal(seen[3], "-");
  await page.keyboard.press("ArrowUp");
  assert.equal(await activeText(box), "The milk of one valley");
  await page.keyboard.press("Home");
  await page.keyboard.type("x");
  assert.equal(await box.input.inputValue(), "xhomogenization");
  assert.equal(await box.active.count(), 0);
});

test("Enter opens what is chosen; with Ctrl or Shift in a tab of its own", async () => {
  const { page, box } = await typed("/inline", "homogenization");
  await page.context().route("https://kettle.example/**", (route) => route.fulfill({ body: "the post" }));
  await page.keyboard.press("ArrowDown");
  for (const key of ["Control+Enter", "Shift+Enter", "Meta+Enter"]) {
    const [tab] = await Promise.all([page.context().waitForEvent("page"), page.keyboard.press(key)]);
    await tab.waitForURL(/kettle\.example\/notes\/2023\/01\/homogenization/);
    assert.equal(await tab.evaluate(() => window.opener), null);
    await tab.close();
  }
  assert.ok(await box.panel.isVisible());
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/homogenization\/#a-loop-with-good-intentions/);
  await page.goBack();
  assert.equal(await partsOf(page).input.inputValue(), "homogenization");
});

test("Enter without a choice sends the query: an entry in the history, whole words, the first one chosen", async () => {
  const { page, box } = await typed("/inline", "homogen");
  const before = await page.evaluate(() => history.length);
  assert.equal(await box.options.count(), 3);
  await page.keyboard.press("Enter");
  await box.active.first().waitFor();
  assert.equal(await page.evaluate(() => history.length), before + 1);
  assert.match(page.url(), /\?q=homogen$/);
  assert.ok(fixture.proxy.asked.some((url) => /^\/search\?q=homogen&prefix=0/.test(url)));
  assert.match(await activeText(box), /The same café/);
  await page.goBack();
  assert.ok(!page.url().includes("?q="));
  await box.panel.waitFor({ state: "hidden" });
  assert.equal(await box.input.inputValue(), "");
  await page.goForward();
  await box.foot.getByText(/result/).waitFor();
  assert.equal(await box.input.inputValue(), "homogen");
});

test("Escape closes the list, then clears the field", async () => {
  const { page, box } = await typed("/inline", "milk");
  assert.match(page.url(), /\?q=milk$/);
  await page.keyboard.press("Escape");
  await box.panel.waitFor({ state: "hidden" });
  assert.equal(await box.input.getAttribute("aria-expanded"), "false");
  assert.equal(await box.input.inputValue(), "milk");
  assert.ok(!page.url().includes("q=milk"));
  await page.keyboard.press("ArrowDown");
  await box.foot.getByText("1 result").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  assert.equal(await box.input.inputValue(), "");
  assert.ok(await box.panel.isHidden());
});

test("Escape in the dialog clears, then closes; the focus returns", async () => {
  const page = await fixture.open("/dialog");
  const box = partsOf(page);
  await box.button.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("milk");
  await box.foot.getByText("1 result").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await box.input.inputValue(), "");
  await box.box.getByText("Latest posts").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.ok(await box.button.evaluate((element) => element.getRootNode().activeElement === element));
});

test("Tab leaves the inline box through its links and closes the list behind it", async () => {
  const { page, box } = await typed("/inline", "milk");
  await page.keyboard.press("Tab"); // Clear
  assert.ok(await box.panel.isVisible());
  await page.keyboard.press("Tab"); // All results
  assert.equal(await box.part("more").evaluate((element) => element.matches(":focus")), true);
  await page.keyboard.press("Tab");
  await box.panel.waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "other");
});

test("in the dialog, the page behind is out of reach", async () => {
  const { page } = await typed("/dialog", "milk");
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press("Tab");
    assert.notEqual(await page.evaluate(() => document.activeElement.id), "other");
  }
});

test("an input method's half-written words are not searched for", async () => {
  const page = await fixture.open("/inline");
  const box = partsOf(page);
  await box.input.focus();
  await box.box.getByText("Latest posts").waitFor();
  fixture.proxy.asked.length = 0;
  const session = await page.context().newCDPSession(page);
  for (const text of ["と", "とし", "としょ"]) {
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(130);
  }
  assert.deepEqual(fixture.proxy.asked, []);
  await session.send("Input.insertText", { text: "図書館" });
  await answered(page, "図書館");
  assert.match(decodeURIComponent(fixture.proxy.asked[0]), /^\/search\?q=図書館&prefix=1/);
});

test("no page had an error", async () => {
  const page = await fixture.open("/last", { html: blogPage(inline + dialog.replace("box\"", "other-box\"")) });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("milk");
  await partsOf(page).foot.getByText("1 result").waitFor();
  assert.deepEqual(page.problems, []);
});
