// SPDX-License-Identifier: GPL-3.0-or-later
import { autocomplete } from "@algolia/autocomplete-js";
import { getMeilisearchResults, meilisearchAutocompleteClient } from "@meilisearch/autocomplete-client";

const searchClient = meilisearchAutocompleteClient({ url: window.searchd, apiKey: "" });
autocomplete({
  container: "#box", detachedMediaQuery: "none",
  getSources: ({ query }) => [{
    sourceId: "posts",
    getItems: () => getMeilisearchResults({
      searchClient, queries: [{ indexName: "tea", query, params: { hitsPerPage: 5, attributesToSnippet: ["content:15"] } }],
    }),
    templates: {
      item: ({ item, components, html }) => html`<a class="hit" href="${item.url}">
        ${components.Highlight({ hit: item, attribute: "title" })}</a>
        <p class="snippet">${components.Snippet({ hit: item, attribute: "content" })}</p>`,
    },
  }],
});
