// SPDX-License-Identifier: GPL-3.0-or-later
// <pagefind-config> on the page says where the bundle is.
import "@pagefind/component-ui";
