// SPDX-License-Identifier: GPL-3.0-or-later
// What axe-core finds wrong with a page: a line each.
import { requirePackage } from "./browser.mjs";

const { source } = requirePackage("axe-core");

export async function axeFindings(page) {
  await page.evaluate(`window.axe || (() => { ${source} })()`);
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ""}`));
}
