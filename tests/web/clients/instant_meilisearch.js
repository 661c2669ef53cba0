// SPDX-License-Identifier: GPL-3.0-or-later
// InstantSearch over instant-meilisearch, as its documentation has it.
import { instantMeiliSearch } from "@meilisearch/instant-meilisearch";
import instantsearch from "instantsearch.js";
import { configure, hits, infiniteHits, pagination, refinementList, searchBox, sortBy, stats } from "instantsearch.js/es/widgets";

const finitePagination = location.search.includes("finite");
const { searchClient } = instantMeiliSearch(window.searchd, "", { finitePagination });
const search = instantsearch({ indexName: "tea", searchClient });
const item = (hit, { html, components }) => html`
  <a class="hit" href="${hit.url}">${components.Highlight({ attribute: "title", hit })}</a>
  <p class="tags">${components.Highlight({ attribute: "tags", hit })}</p>
  <p class="snippet">${components.Snippet({ attribute: "content", hit })}</p>`;
search.addWidgets([
  configure({ hitsPerPage: 5, attributesToSnippet: ["content:15"] }),
  searchBox({ container: "#box" }),
  stats({ container: "#stats" }),
  refinementList({ container: "#tags", attribute: "tags", searchable: true }),
  sortBy({ container: "#sort", items: [
    { label: "best", value: "tea" }, { label: "newest", value: "tea:date:desc" }, { label: "oldest", value: "tea:date:asc" }] }),
  location.search.includes("infinite") ? infiniteHits({ container: "#hits", templates: { item } })
    : hits({ container: "#hits", templates: { item } }),
  pagination({ container: "#pages" }),
]);
search.on("error", ({ error }) => { window.failure = String(error); });
search.start();
