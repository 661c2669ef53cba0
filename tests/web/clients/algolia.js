// SPDX-License-Identifier: GPL-3.0-or-later
// InstantSearch over Algolia's own light client, which is told another host.
import { liteClient } from "algoliasearch/lite";
import instantsearch from "instantsearch.js";
import { configure, hits, pagination, rangeInput, refinementList, searchBox, sortBy } from "instantsearch.js/es/widgets";

const { host, protocol } = new URL(window.searchd);
const searchClient = liteClient("APP", "KEY", { hosts: [{ url: host, accept: "readWrite", protocol: protocol.slice(0, -1) }] });
const search = instantsearch({ indexName: "tea", searchClient });
search.addWidgets([
  configure({ hitsPerPage: 5, attributesToSnippet: ["content:15"] }),
  searchBox({ container: "#box" }),
  refinementList({ container: "#tags", attribute: "tags", searchable: true }),
  rangeInput({ container: "#years", attribute: "year" }),
  sortBy({ container: "#sort", items: [{ label: "best", value: "tea" }, { label: "newest", value: "tea_date_desc" }] }),
  hits({ container: "#hits", templates: { item: (hit, { html, components }) => html`
    <a class="hit" href="${hit.url}">${components.Highlight({ attribute: "title", hit })}</a>
    <p class="tags">${components.Highlight({ attribute: "tags", hit })}</p>
    <p class="snippet">${components.Snippet({ attribute: "content", hit })}</p>` } }),
  pagination({ container: "#pages" }),
]);
search.on("error", ({ error }) => { window.failure = String(error); });
search.start();
