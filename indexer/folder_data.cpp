// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/folder_data.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/folder_rules.hpp"
#include "indexer/folder_url.hpp"
#include "indexer/site_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFolders = 20'000;

void read_data_of(const fs::path& root, const std::string& folder,
                  std::map<std::string, Value>& data) {
  const std::string name = fs::path(folder).filename().string();
  for (const char* ending : {".json", ".11tydata.json"}) {
    const std::string file = fmt::format("{}/{}{}", folder, name, ending);
    try {
      if (find_file(root, {file})) data[folder] = merge(data[folder], read_settings(root, file));
    } catch (const Error&) {
      continue;  // Eleventy would not build; the posts can still be read
    }
  }
}

// Where Eleventy's starters mark what belongs to a collection, nobody means a tag.
bool is_collection(const std::string& tag) {
  static constexpr std::array<std::string_view, 5> names = {"post", "posts", "all", "nav", "blog"};
  return std::ranges::find(names, lower_ascii(tag)) != names.end();
}

Value merged(Value above, const Value& own) {
  const Value* tags = above.find("tags");
  std::vector<Value> all;
  for (const Value* list : {tags, own.find("tags")}) {
    if (list == nullptr) continue;
    for (const std::string& tag : as_strings(*list)) {
      if (list != tags || !is_collection(tag)) all.push_back(Value::scalar(tag, true));
    }
  }
  Value out = merge(std::move(above), own);
  if (tags != nullptr) out.set("tags", Value::list(std::move(all)));
  return out;
}

std::string_view next_filter(std::string_view& filters) {
  const std::size_t end = std::min(filters.find('|'), filters.size());
  const std::string_view filter = trim(filters.substr(0, end));
  filters.remove_prefix(std::min(end + 1, filters.size()));
  return filter;
}

std::optional<std::string> evaluate(std::string_view expression, const Value& front,
                                    std::string_view file_slug, std::string_view path_stem) {
  const std::string name(next_filter(expression));
  std::string value;
  if (name == "page.fileSlug") {
    value = file_slug;
  } else if (name == "page.filePathStem") {
    value = path_stem;
  } else {
    const Value* found = front.find_path(lower_ascii(name));
    if (found == nullptr || !found->is_scalar()) return std::nullopt;
    value = found->text;
  }
  while (!expression.empty()) {
    const std::string_view filter = next_filter(expression);
    if (filter != "slugify" && filter != "slug" && filter != "downcase" && filter != "lower")
      return std::nullopt;
    value = filter.starts_with("slug") ? slug_of(value) : lower_ascii(value);
  }
  return value;
}

}  // namespace

std::map<std::string, Value> read_folder_data(const fs::path& root, const std::string& input) {
  std::map<std::string, Value> data;
  std::error_code error;
  std::size_t count = 0;
  constexpr auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator it(root / input, options, error), end;
       !error && it != end && count < kMaxFolders; it.increment(error)) {
    std::error_code ignored;
    if (!it->is_directory(ignored) || it->is_symlink(ignored)) continue;
    const std::string folder = it->path().lexically_relative(root).generic_string();
    if (is_foreign_folder(folder)) {
      it.disable_recursion_pending();
      continue;
    }
    ++count;
    read_data_of(root, folder, data);
  }
  return data;
}

Value with_folder_data(const std::map<std::string, Value>& data, std::string_view path,
                       const Value& front) {
  Value above;
  for (std::size_t end = path.find('/'); end != std::string_view::npos;
       end = path.find('/', end + 1)) {
    const auto found = data.find(std::string(path.substr(0, end)));
    if (found != data.end()) above = merged(std::move(above), lower_keys(found->second));
  }
  return above.is_null() ? front : merged(std::move(above), front);
}

std::optional<std::string> fill_permalink(std::string_view permalink, const Value& front,
                                          std::string_view file_slug, std::string_view path_stem) {
  std::string out;
  while (!permalink.empty()) {
    const std::size_t begin = std::min(permalink.find("{{"), permalink.size());
    out += permalink.substr(0, begin);
    permalink.remove_prefix(begin);
    if (permalink.empty()) break;
    const std::size_t end = permalink.find("}}");
    if (end == std::string_view::npos) return std::nullopt;
    const auto value = evaluate(trim(permalink.substr(2, end - 2)), front, file_slug, path_stem);
    if (!value) return std::nullopt;
    out += *value;
    permalink.remove_prefix(end + 2);
  }
  return out.find("{%") == std::string::npos ? std::optional(out) : std::nullopt;
}

}  // namespace blogsearch
