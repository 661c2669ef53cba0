// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/jekyll_data.hpp"

#include "indexer/ruby_value.hpp"
#include "indexer/site_settings.hpp"
#include "indexer/slug.hpp"

#include <algorithm>
#include <sstream>

namespace blogsearch {
namespace {

// String#split without argument.
std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

void add_each_once(std::vector<std::string>& to, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (std::ranges::find(to, name) == to.end()) to.push_back(name);
  }
}

// Text is split at blanks, a list is taken as it is.
std::vector<std::string> words_or_list(const Value& value) {
  if (value.is_list()) return print_all(value, Printed::ruby);
  return is_ruby_text(value) ? words_of(value.text) : std::vector<std::string>();
}

void add_categories(std::vector<std::string>& to, const Value& data) {
  const Value* value = data.find("categories");
  if (value != nullptr) add_each_once(to, words_or_list(*value));
}

// The folders above _posts (or _drafts).
std::vector<std::string> folders_above(const JekyllFile& file) {
  const std::size_t end =
      file.path.find(file.kind == JekyllFile::Kind::draft ? "_drafts" : "_posts");
  std::vector<std::string> folders;
  for (std::size_t at = 0; at < std::min(end, file.path.size());) {
    const std::size_t slash = std::min(file.path.find('/', at), end);
    if (slash > at) folders.push_back(file.path.substr(at, slash - at));
    at = slash + 1;
  }
  return folders;
}

}  // namespace

bool is_false(const Value& value) {
  return is_nothing(value) || as_bool(value) == false;
}

const Value* unmergeable(const Value& own) {
  const Value* value = own.find("categories");
  if (value == nullptr || is_nothing(*value) || value->is_list()) return nullptr;
  return value->is_scalar() && is_ruby_text(*value) ? nullptr : value;
}

std::vector<std::string> jekyll_terms(const Value& data, std::string_view singular,
                                      std::string_view plural) {
  const Value* one = data.find(singular);
  if (one != nullptr && !is_false(*one)) return print_all(*one, Printed::ruby);
  const Value* all = data.find(plural);
  return all == nullptr ? std::vector<std::string>() : words_or_list(*all);
}

std::vector<std::string> jekyll_categories(const JekyllFile& file, const Value& defaults,
                                           const Value& own, const Value& data) {
  std::vector<std::string> categories;
  if (file.kind != JekyllFile::Kind::document) categories = folders_above(file);
  add_categories(categories, defaults);
  add_categories(categories, own);
  add_each_once(categories, jekyll_terms(data, "category", "categories"));
  return categories;
}

std::string jekyll_title(const std::string& slug) {
  std::string title;
  for (std::size_t at = 0; at <= slug.size();) {
    const std::size_t end = std::min(slug.find('-', at), slug.size());
    if (at > 0) title += ' ';
    title += capitalize(slug.substr(at, end - at));
    at = end + 1;
  }
  while (title.ends_with(' ')) title.pop_back();
  return title;
}

}  // namespace blogsearch
