// SPDX-License-Identifier: GPL-3.0-or-later
// Debian's chromium, driven by playwright-core; and the folder for pictures that a person may look at.
import { existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { buildDir } from "./programs.mjs";

export const packagesDir = join(buildDir, "tests/web/packages/");
if (!existsSync(join(packagesDir, "node_modules")))
  throw new Error(`The npm packages are not in ${packagesDir}: ctest --preset dev -R web.packages`);

// What package.json names lies in the build folder, where `import` would not look.
export const requirePackage = createRequire(packagesDir);

const { chromium } = requirePackage("playwright-core");

export const picturesDir = join(buildDir, "tests/web/pictures");
mkdirSync(picturesDir, { recursive: true });

const executable = ["/usr/bin/chromium", process.env.BLOGSEARCH_CHROMIUM].filter(Boolean).findLast(existsSync);

// A headless browser. The sandbox needs rights that containers and root do not have.
export function startBrowser() {
  if (!executable)
    throw new Error("There is no /usr/bin/chromium: apt-get install chromium, or set BLOGSEARCH_CHROMIUM");
  return chromium.launch({
    executablePath: executable,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
  });
}
