// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a URL behind the question mark, as browsers write and read it
// (https://url.spec.whatwg.org/#urlencoded-parsing). Own code, since cpp-httplib 0.11 refuses a
// second question mark and takes "q=a=b" for "b".
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace blogsearch {

// "%C3%A9" as the bytes it stands for; a percent sign that no two hexadecimal digits follow stands
// for itself. A plus sign is a blank in a query, and itself in a path.
std::string percent_decode(std::string_view text, bool plus_is_blank);

// "q=a+b&x=%C3%A9" as names and values, in their order. Any bytes are allowed.
std::vector<std::pair<std::string, std::string>> parse_query_string(std::string_view text);

}  // namespace blogsearch
