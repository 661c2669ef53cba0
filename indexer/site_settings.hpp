// SPDX-License-Identifier: GPL-3.0-or-later
// The configuration files of a site, and the values that generators make of what is written in
// them.
#pragma once

#include "common/value.hpp"

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// A configuration file below `root`, read by its ending (.yml, .yaml, .toml, .json); a map.
// Throws Error "FILE: reason" with its line.
Value read_settings(const std::filesystem::path& root, const std::string& file);
// The first of `files` that is a regular file below `root`.
std::optional<std::string> find_file(const std::filesystem::path& root,
                                     std::initializer_list<std::string_view> files);

// `over` on top of `base`: maps are merged, anything else replaced; a null in `over` leaves what
// `base` has.
Value merge(Value base, const Value& over);
// A copy with every key of every map in lower case (Hugo's keys know no case).
Value lower_keys(const Value& value);
// What decides how a site is read, as one short text: equal exactly where all of `parts` are.
std::string fingerprint(const Value& settings, std::initializer_list<std::string_view> parts);

// How a generator prints a number: Ruby 1.10 as 1.1 and 2.0 as 2.0, Go as 1.1 and 2.
enum class Printed { ruby, go };
// A scalar as text: plain numbers and booleans as the generator prints them, all else as written;
// "" for the rest.
std::string print(const Value& value, Printed numbers);
// A list's scalars or the one scalar, printed; null ones left out, inner lists flattened.
std::vector<std::string> print_all(const Value& value, Printed numbers);
// The text at the first of `keys` that holds a scalar that is not empty.
std::string first_text(const Value& map, std::initializer_list<std::string_view> keys,
                       Printed numbers);
// Is this null, or a plain ~ or null?
bool is_nothing(const Value& value);

// "en_US.UTF-8" as "en-us"; "" for what is no language tag (BCP 47).
std::string language_tag(std::string_view text);

// jekyll-redirect-from's redirect_to: its page only leads on to another address.
bool leads_on(const Value& front);

// Names in `author` and `authors`: text, a list, or maps with a `name`; a text that is a key of
// `known` (site-wide authors, by short name) gives the name there. Each once, in order.
std::vector<std::string> authors_of(const Value& front, const Value* known, Printed numbers);

}  // namespace blogsearch
