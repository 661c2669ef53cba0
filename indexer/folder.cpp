// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/folder.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/built_page.hpp"
#include "indexer/folder_data.hpp"
#include "indexer/folder_rules.hpp"
#include "indexer/folder_url.hpp"
#include "indexer/site_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <set>

namespace blogsearch {
namespace {

constexpr std::string_view kRulesVersion = "folder-3";  // to be raised when the rules below change
constexpr std::array<std::string_view, 7> kMarkdown = {".md",  ".markdown", ".mdown", ".mkd",
                                                       ".mdx", ".qmd",      ".rmd"};
constexpr std::array<std::string_view, 3> kHtml = {".html", ".htm", ".xhtml"};
constexpr std::array<std::string_view, 13> kDateKeys = {
    "date",           "publishdate", "publish_date", "published_at", "publishedat",
    "published_date", "pubdate",     "pub_date",     "published",    "created",
    "created_at",     "createdat",   "datepublished"};

// What of the rules does not come from the configuration alone.
std::string shape_of(const FolderRules& rules) {
  std::string shape = rules.ending;
  for (const FolderRoot& root : rules.roots)
    shape += fmt::format("\n{}\n{}\n{}", root.folder, root.url, root.permalink);
  for (const auto& [folder, data] : rules.folder_data)
    shape += fmt::format("\n{}\n{}", folder, blogsearch::fingerprint(data, {}));
  return shape + blogsearch::fingerprint(rules.authors, {});
}

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// The README.md of folders that have an index.md too, which goes before it.
std::set<std::string, std::less<>> outdone_readmes(const Scan& scan) {
  const auto folder_of = [](std::string_view path) {
    return path.substr(0, path.size() - file_name(path).size());
  };
  std::set<std::string_view> folders;  // with an index.md
  for (const PostFile& file : scan.files) {
    if (file_name(file.path) == "index.md") folders.insert(folder_of(file.path));
  }
  std::set<std::string, std::less<>> readmes;
  for (const PostFile& file : scan.files) {
    if (lower_ascii(file_name(file.path)) == "readme.md" && folders.contains(folder_of(file.path)))
      readmes.insert(file.path);
  }
  return readmes;
}

class FolderSite final : public Site {
 public:
  FolderSite(const std::filesystem::path& root, const SiteOverrides& overrides)
      : rules_(read_folder_rules(root, overrides)) {
    root_ = root;
    title_ = rules_.title;
    base_url_ = rules_.base_url;
    built_folder_ = rules_.built_folder;
    const std::string folders = fmt::format("{}", fmt::join(rules_.language_folders, "\n"));
    fingerprint_ = blogsearch::fingerprint(
        rules_.config, {kRulesVersion, rules_.preset, rules_.base_url, rules_.language, folders,
                        rules_.has_other_content ? "1" : "0", shape_of(rules_)});
    files_ = overrides.files ? overrides.files : Site::find_files();
    habits_ = find_habits(root, *files_);
    fingerprint_ += fmt::format("-{}{}", habits_.has_pagefind_bodies, habits_.title_suffix);
    if (rules_.has_readme_index) outdone_readmes_ = outdone_readmes(*files_);
    if (!outdone_readmes_.empty())
      fingerprint_ +=
          blogsearch::fingerprint({}, {fmt::format("{}", fmt::join(outdone_readmes_, "\n"))});
    markup_.templates = TemplateLanguage::unknown;
    markup_.heading_ids = rules_.heading_ids;
  }

  [[nodiscard]] std::string_view generator() const override { return "folder"; }
  [[nodiscard]] const MarkupRules& markup() const override { return markup_; }
  [[nodiscard]] bool wants_folder(std::string_view path) const override;
  [[nodiscard]] bool wants_file(std::string_view path) const override;
  [[nodiscard]] PostFacts describe(std::string_view path, const FrontMatter& front) const override;
  [[nodiscard]] std::shared_ptr<const Scan> find_files() const override { return files_; }

 private:
  [[nodiscard]] std::string hidden_reason(std::string_view path, const Value& front) const;
  [[nodiscard]] std::string language_of(std::string_view path, const FolderFile& file,
                                        const Value& front) const;
  void set_terms(const Value& front, PostFacts& facts) const;
  [[nodiscard]] std::optional<Moment> date_of(const FolderFile& file, const Value& front) const;

  FolderRules rules_;
  MarkupRules markup_;
  std::shared_ptr<const Scan> files_;
  BuiltHabits habits_;
  std::set<std::string, std::less<>> outdone_readmes_;
};

std::string ending_of(std::string_view path) {
  const std::string_view name = file_name(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string() : lower_ascii(name.substr(dot));
}

bool is_html(std::string_view path) {
  return std::ranges::find(kHtml, ending_of(path)) != kHtml.end();
}

bool FolderSite::wants_folder(std::string_view path) const {
  const bool holds_root = std::ranges::any_of(rules_.roots, [&](const FolderRoot& root) {
    return !root.language.empty() && (root.folder + "/").starts_with(std::string(path) + "/");
  });
  if ((is_foreign_folder(path) && !holds_root) || is_excluded(rules_, path)) return false;
  if (rules_.hides_underscored && file_name(path).starts_with('_') && file_name(path) != "_posts")
    return false;
  return std::ranges::any_of(rules_.roots, [&](const FolderRoot& root) {
    const bool inside =
        root.folder.empty() || path == root.folder || path.starts_with(root.folder + "/");
    return inside || root.folder.starts_with(std::string(path) + "/");
  });
}

bool FolderSite::wants_file(std::string_view path) const {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const bool known =
      std::ranges::find(kMarkdown, ending_of(path)) != kMarkdown.end() || is_html(path);
  const bool partial =
      name.starts_with('_') && !name.starts_with("_index.") && !rules_.reads_underscored;
  return known && !partial && !is_excluded(rules_, path) && !name.starts_with('.') &&
         root_of(rules_, path) != nullptr;
}

std::string hidden_page_reason(std::string_view path) {
  const std::string key = built_key(path);
  if (is_error_address(key)) return "an error page";
  if (is_list_address(key)) return "a list of other pages, by its address";
  return {};
}

std::string FolderSite::hidden_reason(std::string_view path, const Value& front) const {
  const auto is = [&](std::string_view key, bool wanted) {
    const Value* value = front.find(key);
    return value != nullptr &&
           (as_bool(*value) == wanted || lower_ascii(value->text) == (wanted ? "true" : "false"));
  };
  if (is("draft", true)) return "draft: true";
  if (is("published", false)) return "published: false";
  if (is("permalink", false)) return "permalink: false";
  if (is("unlisted", true)) return "unlisted: true";
  if (leads_on(front)) return "redirect_to: only leads on to another page";
  if (rules_.preset == "zola" && is("render", false)) return "render: false";
  if (outdone_readmes_.contains(path)) return "index.md stands for its folder";
  if (lower_ascii(string_at(front, "status")) == "draft") return "status: draft";
  if (path.find("_drafts/") != std::string_view::npos) return "a draft, below _drafts";
  const bool at_root = path.find('/') == std::string_view::npos;
  if (at_root && rules_.has_other_content && is_repository_file(path))
    return "belongs to the repository, not to the site";
  return {};
}

std::optional<Moment> FolderSite::date_of(const FolderFile& file, const Value& front) const {
  for (const std::string_view key : kDateKeys) {
    const Value* value = front.find(key);
    if (value == nullptr || as_int(*value)) continue;
    Value written = *value;
    if (rules_.preset == "hexo") written.quoted = true;  // local time, also where YAML says UTC
    if (const auto date = read_date(written, rules_.zone, DateRule::any)) return date;
  }
  return read_date(Value::scalar(file.date, true), rules_.zone, DateRule::any);
}

// The day that a URL names: /2024/01/05/name.
std::string day_in_url(std::string_view url) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t at = url.find('/'); at != std::string_view::npos; at = url.find('/', at + 1)) {
    const std::string_view day = url.substr(at, 12);
    if (day.size() < 11 || day[5] != '/' || day[8] != '/' || (day.size() > 11 && day[11] != '/'))
      continue;
    std::string digits;
    std::ranges::copy_if(day, std::back_inserter(digits), is_digit);
    if (digits.size() == 8)
      return std::string(day.substr(1, 4)) + "-" + std::string(day.substr(6, 2)) + "-" +
             std::string(day.substr(9, 2));
  }
  return {};
}

// Front matter, the file's name, the folders, the site.
std::string FolderSite::language_of(std::string_view path, const FolderFile& file,
                                    const Value& front) const {
  std::string tag = language_tag(first_text(front, {"lang", "language", "locale"}, Printed::go));
  if (tag.empty()) tag = language_tag(file.language);
  for (std::size_t end = path.find('/'); tag.empty() && end != std::string_view::npos;
       end = path.find('/', end + 1)) {
    const std::string folder(path.substr(0, end));
    if (rules_.language_folders.contains(folder))
      tag = language_tag(folder.substr(folder.rfind('/') + 1));
  }
  return tag.empty() ? rules_.language : tag;
}

void FolderSite::set_terms(const Value& front, PostFacts& facts) const {
  for (const std::string_view key : {"tags", "tag", "taxonomies.tags", "keywords"}) {
    const Value* value = front.find_path(key);
    if (value != nullptr && facts.tags.empty()) facts.tags = folder_terms(*value);
  }
  for (const std::string_view key : {"categories", "category", "taxonomies.categories"}) {
    const Value* value = front.find_path(key);
    if (value != nullptr && facts.categories.empty()) facts.categories = folder_terms(*value);
  }
}

PostFacts FolderSite::describe(std::string_view path, const FrontMatter& front) const {
  PostFacts facts;
  facts.is_html = is_html(path);
  facts.is_page = facts.is_html && front.kind == FrontMatterKind::none && !rules_.html_is_template;
  const FolderRoot* root = root_of(rules_, path);
  Value data = lower_keys(front.data);
  data.kind = Value::Kind::map;
  data = with_folder_data(rules_.folder_data, path, data);
  facts.needs_pagefind_body = habits_.has_pagefind_bodies;
  facts.title_suffix = habits_.title_suffix;
  facts.may_be_list = file_name(path).starts_with("index.");
  facts.hidden_because = root == nullptr ? "no content of the site"
                         : facts.is_page ? hidden_page_reason(path)
                                         : hidden_reason(path, data);
  facts.published = facts.hidden_because.empty();
  if (root == nullptr) return facts;

  const FolderFile file = folder_file(rules_, *root, path);
  facts.title = first_text(data, {"title"}, Printed::go);
  facts.description =
      squeeze(first_text(data, {"description", "summary", "excerpt", "subtitle"}, Printed::go));
  facts.date = date_of(file, data);
  facts.language = language_of(path, file, data);
  if (!root->language.empty()) facts.language = root->language;
  const Value* extra = data.find("extra");
  facts.authors =
      authors_of(data, rules_.authors.is_map() ? &rules_.authors : nullptr, Printed::go);
  if (facts.authors.empty() && extra != nullptr)
    facts.authors = authors_of(*extra, nullptr, Printed::go);
  if (facts.authors.empty()) facts.authors = folder_authors(data);
  set_terms(data, facts);
  PostFacts for_url = facts;
  if (for_url.categories.empty()) for_url.categories = {rules_.default_category};
  facts.url = folder_url(rules_, *root, file, data, for_url);
  if (!facts.date)
    facts.date = read_date(Value::scalar(day_in_url(facts.url), true), rules_.zone, DateRule::any);
  for (const std::string_view key : {"aliases", "redirect_from", "redirects"}) {
    if (const Value* value = data.find(key)) {
      for (const std::string& alias : print_all(*value, Printed::go))
        facts.aliases.push_back(folder_alias(alias));
    }
  }
  return facts;
}

}  // namespace

std::unique_ptr<const Site> open_folder_site(const std::filesystem::path& root,
                                             const SiteOverrides& overrides) {
  return std::make_unique<const FolderSite>(root, overrides);
}

}  // namespace blogsearch
