// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/find_post.hpp"

#include "common/options.hpp"
#include "common/schema.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace blogsearch {
namespace {

constexpr std::size_t kUrlsRead = 20'000;   // 0.15 us each
constexpr std::size_t kUrlsCompared = 500;  // 5 us each
constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kIndexPage = "/index.html";

// "%C3%A9" as "é"; what is no such code stays as it is.
std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned byte = 0;
    if (text[at] == '%' && at + 2 < text.size()) {
      const char* first = text.data() + at + 1;
      if (std::from_chars(first, first + 2, byte, 16).ptr == first + 2) {
        decoded += static_cast<char>(byte);
        at += 2;
        continue;
      }
    }
    decoded += text[at];
  }
  return decoded;
}

// As URLs stand in the index.
std::string key_of(std::string_view given) {
  std::string key = url_key(given);
  if (!key.starts_with('/')) key = std::string("/").append(key);
  if (key.ends_with(kIndexPage))
    key.resize(std::max<std::size_t>(key.size() - kIndexPage.size(), 1));
  return key;
}

std::string_view last_part(std::string_view url) {
  return url.substr(url.rfind('/') + 1);
}

}  // namespace

bool is_address(std::string_view text) {
  if (text.find_first_of(kBlanks) != std::string_view::npos) return false;
  return text.size() > 1 &&
         (text.starts_with('/') || text.starts_with("https://") || text.starts_with("http://"));
}

std::string address_term(const Xapian::Database& database, std::string_view given) {
  const std::string decoded = percent_decoded(given);
  for (const std::string& term :
       {make_term(prefix::kUrl, url_key(given)), make_term(prefix::kUrl, key_of(given)),
        make_term(prefix::kUrl, key_of(decoded)), make_term(prefix::kPath, given),
        make_term(prefix::kPath, decoded)}) {
    if (database.term_exists(term)) return term;
  }
  return {};
}

Xapian::docid find_post(const Xapian::Database& database, std::string_view given) {
  const std::string term = address_term(database, given);
  return term.empty() ? 0 : *database.postlist_begin(term);
}

std::string nearest_url(const Xapian::Database& database, std::string_view given) {
  const std::string key = key_of(percent_decoded(given));
  const std::string prefix(prefix::kUrl);
  const std::string_view folder = std::string_view(key).substr(0, key.rfind('/') + 1);
  std::vector<std::string> alike;
  std::size_t read = 0;
  const auto end = database.allterms_end(prefix);
  for (auto term = database.allterms_begin(prefix); term != end && read < kUrlsRead; ++term) {
    std::string url = (*term).substr(prefix.size());
    ++read;
    if (last_part(url) == last_part(key)) return url;
    if (alike.size() < kUrlsCompared && url.starts_with(folder)) alike.push_back(std::move(url));
  }
  const std::vector<std::string_view> known(alike.begin(), alike.end());
  return nearest(key, known);
}

}  // namespace blogsearch
