// SPDX-License-Identifier: GPL-3.0-or-later
// Pages with a client from npm on them, bundled as a site's developer would, on another origin than searchd.
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { packagesDir, requirePackage } from "./browser.mjs";

const { build } = requirePackage("esbuild");
const clientsDir = fileURLToPath(new URL("../clients/", import.meta.url));

export async function bundle(names) {
  const { outputFiles } = await build({
    entryPoints: names.map((name) => join(clientsDir, name + ".js")),
    bundle: true, format: "esm", minify: false, write: false, outdir: "/",
    nodePaths: [join(packagesDir, "node_modules")], logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
  });
  return new Map(outputFiles.map((file) => [file.path, file.text]));
}

const page = (searchd, name, body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title>
  <body>${body}<script>window.searchd = ${JSON.stringify(searchd)}</script><script type="module" src="/${name}.js"></script>`;

const places = ["box", "stats", "tags", "years", "sort", "hits", "pages"].map((id) => `<div id="${id}"></div>`).join("");

// Serves a page per client: /NAME. `bodies`: what stands on a page, where it is not a place for each widget.
export async function serveClients(names, searchd, bodies = {}) {
  const files = await bundle(names);
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://page").pathname;
    const script = files.get(path);
    const name = names.find((one) => path === "/" + one);
    response.writeHead(script || name ? 200 : 404, { "content-type": script ? "text/javascript" : "text/html" });
    response.end(script ?? (name ? page(searchd, name, bodies[name] ?? places) : ""));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
