// SPDX-License-Identifier: GPL-3.0-or-later
// Algolia's DocSearch, whose client asks searchd instead.
import docsearch from "@docsearch/js";

docsearch({
  container: "#box", appId: "APP", apiKey: "KEY", indices: ["tea"],
  transformSearchClient: (client) => ({
    ...client,
    search: (requests) => fetch(window.searchd + "/1/indexes/*/queries", {
      method: "POST", body: JSON.stringify(Array.isArray(requests) ? { requests } : requests),
    }).then((response) => response.json()),
  }),
});
