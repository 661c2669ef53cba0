// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/pages/links.hpp"

#include "common/text.hpp"
#include "searchd/http_error.hpp"
#include "searchd/request.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace blogsearch {
namespace {

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_parameter(std::string_view name) {
  const auto table = search_parameters();
  return std::ranges::find(table, name, &Parameter<SearchRequest>::name) != table.end();
}

// "example.org", "example.org:7700", "[::1]:7700"
bool is_host(std::string_view host) {
  const auto is_plain = [](char c) {
    return is_alphanumeric(c) || std::string_view(".-_:[]").find(c) != std::string_view::npos;
  };
  return !host.empty() && host.size() <= 255 && std::ranges::all_of(host, is_plain);
}

}  // namespace

std::string percent_encode(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    if (is_alphanumeric(c) || std::string_view("-._~").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

QueryLink::QueryLink(const GivenParameters& given) {
  for (const auto& [name, value] : given)
    if (is_parameter(name)) parameters_.emplace_back(name, repair_utf8(value));
}

QueryLink QueryLink::without_all(std::string_view name) const {
  QueryLink link = *this;
  std::erase_if(link.parameters_, [&](const auto& one) {
    return one.first == name || (one.first == "offset" && name != "offset");
  });
  return link;
}

QueryLink QueryLink::without(std::string_view name, std::string_view value) const {
  QueryLink link = without_all("offset");
  std::erase_if(link.parameters_,
                [&](const auto& one) { return one.first == name && one.second == value; });
  return link;
}

QueryLink QueryLink::with(std::string_view name, std::string_view value) const {
  QueryLink link = without_all("offset");
  link.parameters_.emplace_back(name, value);
  return link;
}

QueryLink QueryLink::replaced(std::string_view name, std::string_view value) const {
  QueryLink link = without_all(name);
  link.parameters_.emplace_back(name, value);
  return link;
}

bool QueryLink::has(std::string_view name, std::string_view value) const {
  return std::ranges::any_of(
      parameters_, [&](const auto& one) { return one.first == name && one.second == value; });
}

std::string QueryLink::text() const {
  std::string text = "?";
  for (const auto& [name, value] : parameters_)
    text += (text.size() > 1 ? "&" : "") + name + "=" + percent_encode(value);
  return text;
}

std::string public_address(const SearchBackend& backend, const HttpRequest& request) {
  if (!backend.public_url.empty()) return backend.public_url;
  const std::string host = request.header("Host");
  if (!is_host(host))
    throw RequestError({HttpProblem::bad_request,
                        "Host is no host's name, so this cannot link to itself; set "
                        "server.public_url"});
  return "http://" + host;
}

bool is_safe_link(std::string_view url) {
  if (url.starts_with("https://") || url.starts_with("http://")) return true;
  const auto end_of_path = std::min(url.find_first_of("/?#"), url.size());
  return url.substr(0, end_of_path).find(':') == std::string_view::npos;
}

SearchRequest parse_page_request(const SearchBackend& backend, const GivenParameters& given,
                                 SearchRequest defaults) {
  SearchRequest request = parse_search_request(given, std::move(defaults));
  if (request.sites.empty() && backend.sites().size() > 1) request.sites = {"*"};
  return request;
}

}  // namespace blogsearch
