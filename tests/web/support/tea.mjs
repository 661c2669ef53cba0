// SPDX-License-Identifier: GPL-3.0-or-later
// A small site about tea, in which some posts hold what would be dangerous if a box took it for markup.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const attack = `<img src=x onerror="window.attacked=1">`;
const entities = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const post = ({ title, date, tags, text }) =>
  `---\ntitle: ${JSON.stringify(title)}\ndate: ${date}\ntags: ${JSON.stringify(tags)}\ncategories: [kitchen]\nauthor: Ada Brew\n---\n${text}\n`;

function posts() {
  const all = [];
  for (let i = 1; i <= 12; ++i) {
    all.push({
      title: `Tea number ${i}`, date: `20${10 + i}-03-04`, tags: [i % 2 ? "green" : "black", "tea"],
      text: `Some words before it.\n\n## Water for tea ${i}\n\nBoil the water, then wait for tea number ${i} to draw.\n\n` +
        `## Cups ${i}\n\nA cup holds coffee as well.\n`,
    });
  }
  all.push({
    title: `Oolong ${attack}`, date: "2024-05-06", tags: [attack, "oolong"],
    text: `## Oolong ${entities(attack)}\n\nAn oolong with ${entities(attack)} in its text, and <b>bold</b> &amp; plain.\n`,
  });
  return all;
}

// Gives {dir, remove()}: a Jekyll site.
export async function writeTeaSite() {
  const dir = await mkdtemp(join(tmpdir(), "blogsearch-tea-"));
  await mkdir(join(dir, "_posts"));
  await writeFile(join(dir, "_config.yml"), "title: Tea\nurl: https://tea.example\npermalink: /:title/\n");
  await Promise.all(posts().map((one, index) =>
    writeFile(join(dir, "_posts", `${one.date}-post-${index + 1}.md`), post(one))));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}
