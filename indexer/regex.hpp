// SPDX-License-Identifier: GPL-3.0-or-later
// The standard library's <regex>, without GCC 12's false alarm about it under AddressSanitizer (GCC bug 105562).
#pragma once

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include <regex>
