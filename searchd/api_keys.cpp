// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/api_keys.hpp"

#include "common/text.hpp"
#include "searchd/http_error.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace blogsearch {
namespace {

constexpr std::array<std::string_view, 2> kKeyHeaders = {"X-Meili-API-Key", "X-Algolia-API-Key"};
constexpr std::string_view kKeyParameter = "x-algolia-api-key";
constexpr std::string_view kBearer = "bearer ";

std::string given_key(const HttpRequest& request) {
  const std::string authorization = request.header("Authorization");
  if (lower_ascii(authorization.substr(0, kBearer.size())) == kBearer)
    return std::string(trim(std::string_view(authorization).substr(kBearer.size())));
  for (const std::string_view name : kKeyHeaders)
    if (std::string key = request.header(name); !key.empty()) return key;
  for (const auto& [name, value] : request.parameters)
    if (lower_ascii(name) == kKeyParameter) return value;
  return {};
}

// Looks at every byte of `given`, whatever differs.
bool same_key(std::string_view given, std::string_view key) {
  unsigned difference = given.size() == key.size() ? 0 : 1;
  for (std::size_t i = 0; i < given.size(); ++i)
    difference |= static_cast<unsigned char>(given[i]) ^
                  static_cast<unsigned char>(key.empty() ? 0 : key[i % key.size()]);
  return difference == 0;
}

bool is_one_of(std::string_view given, const std::vector<std::string>& keys) {
  bool found = false;
  for (const std::string& key : keys) found = same_key(given, key) || found;
  return found;
}

}  // namespace

bool has_key(const HttpRequest& request, const std::vector<std::string>& keys) {
  const std::string given = given_key(request);
  return !given.empty() && is_one_of(given, keys);
}

Step require_key(std::vector<std::string> keys, std::function<bool(const HttpRequest&)> is_open) {
  return [keys = std::move(keys), is_open = std::move(is_open)](const HttpRequest& request,
                                                                const HttpHandler& next) {
    // A browser's preflight cannot carry a key.
    if (keys.empty() || request.method == "OPTIONS" || is_open(request) || has_key(request, keys))
      return next(request);
    if (given_key(request).empty())
      throw RequestError({HttpProblem::missing_key,
                          "this server answers who has a key: send Authorization: Bearer KEY"});
    throw RequestError({HttpProblem::invalid_key, "this key is not one of the server's"});
  };
}

}  // namespace blogsearch
