// SPDX-License-Identifier: GPL-3.0-or-later
// What Ruby makes of a plain YAML scalar (Psych 4, "scalar_scanner.rb").
#pragma once

#include "common/value.hpp"

#include <string>

namespace blogsearch {

// Is it a String there, rather than a number, a date, a time, a boolean or nil? False for lists and
// maps. `:name` is one, as for the YAML reader that Jekyll ships with.
bool is_ruby_text(const Value& value);

// A plain scalar's text as Ruby prints its value: 1_000 as 1000, 017 as 15, 2024-1-5 as 2024-01-05.
// What is no such value, and floats, stay as written.
std::string printed_by_ruby(const std::string& plain);

}  // namespace blogsearch
