// SPDX-License-Identifier: GPL-3.0-or-later
// A post of an index by the URL or path that somebody gave.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>

namespace blogsearch {

// Is it a URL, or a path that begins with a slash, and nothing else?
bool is_address(std::string_view text);

// `given`: a URL with or without scheme, host, query, "index.html" and slashes at the ends, also
// percent-encoded; or the post's path in the site. 0: there is none. May throw Xapian::Error.
Xapian::docid find_post(const Xapian::Database& database, std::string_view given);

// The term by which that post, or several that share an address, can be matched; empty: there is
// none.
std::string address_term(const Xapian::Database& database, std::string_view given);

// The URL, without its host, that is most like `given`; empty: none is.
std::string nearest_url(const Xapian::Database& database, std::string_view given);

}  // namespace blogsearch
