// SPDX-License-Identifier: GPL-3.0-or-later
// A server between the page and searchd: it has the test's pages, and can be slow, fail, or mix up the order.
import { createServer } from "node:http";

// An answer that the test holds back: `rule` makes the proxy wait until release().
export function heldBack() {
  let release;
  const until = new Promise((resolve) => (release = resolve));
  return { rule: { until }, release };
}

// `pages`: path -> HTML, or {type, body, headers}. What is not a page goes to `target`, as if it stood at `prefix` here.
// `asked` is the list of all paths with their queries. `rules`: functions (url) -> undefined to pass it on, or
// {until: promise} for later, {status, body} instead, {cut: true} for a connection that breaks.
export async function startProxy(target, { pages = {}, prefix = "/" } = {}) {
  const asked = [];
  const rules = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://proxy");
    asked.push(request.url);
    const page = pages[url.pathname];
    if (page !== undefined) return send(response, typeof page === "string" ? { body: page } : page);
    const rule = rules.map((one) => one(url)).find(Boolean) ?? {};
    await rule.until;
    if (rule.cut) return response.destroy();
    if (rule.status) return send(response, { ...rule, type: "application/json" });
    if (!url.pathname.startsWith(prefix)) return send(response, { status: 404, body: "nothing here" });
    await pass(target + "/" + url.pathname.slice(prefix.length) + url.search, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    pages, asked, rules,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response, { status = 200, type = "text/html; charset=utf-8", body = "", headers = {} }) {
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(body);
}

const hopByHop = /^(content-(encoding|length)|connection|keep-alive|transfer-encoding)$/;

async function pass(url, response) {
  try {
    const answer = await fetch(url);
    const headers = [...answer.headers].filter(([name]) => !hopByHop.test(name));
    response.writeHead(answer.status, Object.fromEntries(headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  } catch (error) {
    send(response, { status: 502, body: String(error.cause ?? error) });
  }
}
