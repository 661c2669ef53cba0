// SPDX-License-Identifier: GPL-3.0-or-later
import { PagefindUI } from "@pagefind/default-ui";

new PagefindUI({ element: "#box", bundlePath: window.searchd + "/pagefind/", showSubResults: true, debounceTimeoutMs: 50 });
