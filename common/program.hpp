// SPDX-License-Identifier: GPL-3.0-or-later
// How each of the three programs starts and ends.
#pragma once

#include <functional>
#include <string_view>

namespace blogsearch {

inline constexpr int kExitDone = 0;      // done; for `search`: found
inline constexpr int kExitNotFound = 1;  // `search`: nothing found
inline constexpr int kExitError =
    2;  // any error; also an `indexer` run that skipped nothing else but failed

// Runs `body` and returns its exit code. An Error, and any other exception, becomes
// "NAME: what" and an indented hint on stderr, with control characters escaped, and exit code 2.
// A closed standard output (EPIPE) ends the program quietly with the code that `body` had reached.
int run_program(std::string_view name, const std::function<int()>& body);

}  // namespace blogsearch
