// SPDX-License-Identifier: GPL-3.0-or-later
// The addresses of our own pages, relative and absolute.
#pragma once

#include "searchd/backend.hpp"
#include "searchd/http_message.hpp"
#include "searchd/parameters.hpp"

#include <string>
#include <string_view>

namespace blogsearch {

// Everything but letters, digits and -._~ as %XX: for any part of a URL.
std::string percent_encode(std::string_view bytes);

// The parameters of a page as links change them, one at a time.
class QueryLink {
 public:
  // Those of GET /search; what others add to a link is left out.
  explicit QueryLink(const GivenParameters& given);

  // Copies of it. A change of what is found leads to its first page.
  [[nodiscard]] QueryLink with(std::string_view name, std::string_view value) const;  // one more
  [[nodiscard]] QueryLink without(std::string_view name, std::string_view value) const;
  [[nodiscard]] QueryLink replaced(std::string_view name, std::string_view value) const;
  [[nodiscard]] QueryLink without_all(std::string_view name) const;

  [[nodiscard]] bool has(std::string_view name, std::string_view value) const;
  [[nodiscard]] const GivenParameters& parameters() const { return parameters_; }
  // "?q=a%20b&tag=c", "?" for none: relative to the page that it stands on.
  [[nodiscard]] std::string text() const;

 private:
  GivenParameters parameters_;
};

// What readers call this server, without a slash at the end: the setting, else what the request
// calls it. Throws RequestError(bad_request) for a Host that is no host's name.
std::string public_address(const SearchBackend& backend, const HttpRequest& request);

// May a page link to it? Not to "javascript:" and the like.
bool is_safe_link(std::string_view url);

// A search of a page or feed: GET /search's parameters, over all sites where none is named.
SearchRequest parse_page_request(const SearchBackend& backend, const GivenParameters& given,
                                 SearchRequest defaults = {});

}  // namespace blogsearch
