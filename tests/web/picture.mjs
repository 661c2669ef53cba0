// SPDX-License-Identifier: GPL-3.0-or-later
// Makes docs/search-box.png, the README's picture, anew: BLOGSEARCH_BUILD=build/dev node tests/web/picture.mjs
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { startBrowser } from "./support/browser.mjs";
import { sampleBlog, serveSites, sourceDir } from "./support/programs.mjs";
import { startProxy } from "./support/proxy.mjs";

const post = await readFile(join(sampleBlog, "_posts/2022-07-30-the-milk-of-one-valley.md"), "utf8");
const [heading] = /(?<=^title: ).*/m.exec(post);
const paragraphs = post.split(/^---$/m)[2].trim().split(/\n\n+/).filter((text) => /^\w/.test(text));
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Kettle &amp; Compass</title><style>
  body { margin: 0; font: 18px/1.65 Georgia, "DejaVu Serif", serif; color: #2b2622; background: #fffdf8 }
  header { display: flex; align-items: center; gap: 2rem; padding: 1.1rem 2.5rem; border-bottom: 1px solid #e9e2d6 }
  header b { flex: 1; font-size: 1.3rem } search-box { width: 27rem }
  main { max-width: 40rem; padding: 1.5rem 2.5rem } h1 { font-size: 2rem; margin: .5rem 0 }
  </style><script type="module" src="/search-box.js"></script></head>
  <body><header><b>Kettle &amp; Compass</b><search-box keys="off"></search-box></header>
  <main><h1>${heading.replaceAll('"', "")}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join("")}</main></body></html>`;

const [site, browser] = await Promise.all([serveSites(sampleBlog), startBrowser()]);
const proxy = await startProxy(site.origin, { pages: { "/page": page } });
try {
  const view = await browser.newPage({ viewport: { width: 1120, height: 520 } });
  await view.goto(proxy.origin + "/page");
  await view.getByRole("combobox").pressSequentially("homogenizaton");
  await view.getByText("2 results").waitFor();
  await view.keyboard.press("ArrowDown");
  await view.screenshot({ path: join(sourceDir, "docs/search-box.png"), animations: "disabled", caret: "hide" });
} finally {
  await Promise.all([browser.close(), proxy.stop(), site.stop()]);
}
