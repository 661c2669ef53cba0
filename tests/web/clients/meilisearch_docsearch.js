// SPDX-License-Identifier: GPL-3.0-or-later
import { docsearch } from "meilisearch-docsearch";

docsearch({ container: "#box", host: window.searchd, apiKey: "", indexUid: "tea" });
