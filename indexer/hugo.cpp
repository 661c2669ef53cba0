// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/hugo.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/hugo_content.hpp"
#include "indexer/hugo_publish.hpp"
#include "indexer/hugo_settings.hpp"
#include "indexer/hugo_url.hpp"
#include "indexer/regex.hpp"
#include "indexer/site_settings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace blogsearch {
namespace {

constexpr std::string_view kRulesVersion = "hugo-1";  // to be raised when the rules below change
constexpr std::size_t kMaxPatternBytes = 256;

// The site's ignoreFiles. Those that are no regular expression, or one that needs exponential time,
// are left out.
std::vector<std::regex> patterns_of(const std::vector<std::string>& texts) {
  std::vector<std::regex> patterns;
  for (const std::string& text : texts) {
    if (text.size() > kMaxPatternBytes) continue;
    try {
      patterns.emplace_back(text, std::regex::ECMAScript | std::regex_constants::__polynomial);
    } catch (const std::regex_error&) {
      continue;
    }
  }
  return patterns;
}

class HugoSite final : public Site {
 public:
  HugoSite(const std::filesystem::path& root, const SiteOverrides& overrides)
      : settings_(read_hugo_settings(root, overrides)),
        content_(settings_, root),
        ignored_(patterns_of(settings_.ignore_files)) {
    root_ = root;
    title_ = first_text(default_language().config, {"title"}, Printed::go);
    base_url_ = default_language().base_url;
    built_folder_ = string_at(settings_.config, "publishdir", "public");
    fingerprint_ = blogsearch::fingerprint(settings_.config,
                                           {kRulesVersion, overrides.base_url, overrides.language,
                                            blogsearch::fingerprint(content_.summary(), {})});
    set_markup();
  }

  [[nodiscard]] std::string_view generator() const override { return "hugo"; }
  [[nodiscard]] const MarkupRules& markup() const override { return markup_; }

  [[nodiscard]] bool wants_folder(std::string_view path) const override {
    return std::ranges::any_of(settings_.mounts, [&](const HugoMount& mount) {
      const bool above = mount.source.starts_with(std::string(path) + "/");
      const bool inside =
          mount.source.empty() || path == mount.source || path.starts_with(mount.source + "/");
      return above || (inside && !is_ignored(path));
    });
  }
  [[nodiscard]] bool wants_file(std::string_view path) const override {
    return content_.file(path).language != nullptr && !is_ignored(path);
  }

  [[nodiscard]] PostFacts describe(std::string_view path, const FrontMatter& front) const override;

 private:
  [[nodiscard]] const HugoLanguage& default_language() const {
    return settings_.languages[settings_.default_language];
  }
  [[nodiscard]] bool is_ignored(std::string_view path) const;
  void set_markup();
  void set_texts(const HugoPage& page, PostFacts& facts) const;
  void set_terms(const HugoPage& page, PostFacts& facts) const;
  void set_aliases(const HugoPage& page, const std::string& url, PostFacts& facts) const;

  HugoSettings settings_;
  HugoContent content_;
  std::vector<std::regex> ignored_;
  MarkupRules markup_;
};

bool HugoSite::is_ignored(std::string_view path) const {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  if (name.empty() || name.starts_with('.') || name.starts_with('#') || name.ends_with('~'))
    return true;
  const std::string full = "/" + std::string(path);
  return std::ranges::any_of(
      ignored_, [&](const std::regex& pattern) { return std::regex_search(full, pattern); });
}

void HugoSite::set_markup() {
  markup_.templates = TemplateLanguage::shortcodes;
  markup_.heading_ids = HeadingIdRule::hugo;
  const Value* parser = settings_.config.find_path("markup.goldmark.parser");
  if (parser == nullptr) return;
  if (lower_ascii(string_at(*parser, "autoheadingidtype")) == "github-ascii")
    markup_.heading_ids = HeadingIdRule::hugo_ascii;
  if (!bool_at(*parser, "autoheadingid", true)) markup_.heading_ids = HeadingIdRule::none;
}

// Newer front matter may have its own keys below `params`.
Value with_params(const Value& front) {
  const Value* params = front.find("params");
  return params != nullptr && params->is_map() ? merge(*params, front) : front;
}

void HugoSite::set_texts(const HugoPage& page, PostFacts& facts) const {
  const Value front = with_params(page.front);
  const Value& config = page.file.language->config;
  facts.title = first_text(front, {"title"}, Printed::go);
  facts.description =
      squeeze(first_text(front, {"description", "summary", "subtitle"}, Printed::go));
  facts.language = language_tag(first_text(front, {"lang", "language"}, Printed::go));
  if (facts.language.empty()) facts.language = page.file.language->tag;
  const Value* params = config.find("params");
  facts.authors =
      authors_of(front, params == nullptr ? nullptr : params->find("authors"), Printed::go);
  if (facts.authors.empty() && params != nullptr)
    facts.authors = authors_of(*params, nullptr, Printed::go);
  if (facts.authors.empty()) facts.authors = authors_of(config, nullptr, Printed::go);
}

// The page's terms in each taxonomy; categories and authors are what they are called, all others
// tags.
void HugoSite::set_terms(const HugoPage& page, PostFacts& facts) const {
  std::vector<std::string> plurals = {"tags", "categories"};
  for (const auto& [singular, plural] : settings_.taxonomies) plurals.push_back(plural);
  for (const std::string& plural : plurals) {
    const Value* value = page.front.find(plural);
    if (value == nullptr || plural == "authors" || plural == "author") continue;
    std::vector<std::string>& terms = plural == "categories" ? facts.categories : facts.tags;
    for (std::string& term : print_all(*value, Printed::go)) {
      if (!term.empty() && std::ranges::find(terms, term) == terms.end())
        terms.push_back(std::move(term));
    }
  }
}

void HugoSite::set_aliases(const HugoPage& page, const std::string& url, PostFacts& facts) const {
  const Value* aliases = page.front.find("aliases");
  if (aliases == nullptr) return;
  for (const std::string& alias : print_all(*aliases, Printed::go)) {
    if (alias.find("://") != std::string::npos)
      throw Error(fmt::format("alias '{}' has a protocol, which Hugo refuses", alias), {},
                  aliases->line);
    facts.aliases.push_back(hugo_alias(settings_, url, alias));
  }
}

PostFacts HugoSite::describe(std::string_view path, const FrontMatter& front) const {
  PostFacts facts;
  const HugoFile file = content_.file(path);
  const auto hidden = [&](std::string reason) {
    facts.published = false;
    facts.hidden_because = std::move(reason);
    return facts;
  };
  if (file.language == nullptr) return hidden("no content of the site");
  facts.is_html = file.ending == ".html" || file.ending == ".htm";
  const std::string bundle = content_.bundle_of(file);
  if (!bundle.empty())
    return hidden(fmt::format("a resource of the bundle '{}', not a page", bundle));
  if (facts.is_html && front.kind == FrontMatterKind::none)
    return hidden("no front matter, so a static file");

  const HugoPage page = content_.page(file, front.data);
  const HugoDates dates = hugo_dates(settings_, page);
  set_texts(page, facts);
  set_terms(page, facts);
  facts.date = dates.date;
  const std::string url = hugo_url(settings_, page, dates);
  facts.url = file.language->base_url + url;
  set_aliases(page, url, facts);
  facts.hidden_because = hugo_unrendered(settings_, page);
  facts.published = facts.hidden_because.empty();
  set_hugo_visibility(settings_, page, dates, facts);
  for (const HugoPage& section : content_.sections_above(page))
    set_hugo_visibility(settings_, section, hugo_dates(settings_, section), facts);
  return facts;
}

}  // namespace

bool is_hugo_site(const std::filesystem::path& root) {
  std::error_code ignored;
  return find_hugo_config(root).has_value() ||
         std::filesystem::is_directory(root / "config/_default", ignored);
}

std::unique_ptr<const Site> open_hugo_site(const std::filesystem::path& root,
                                           const SiteOverrides& overrides) {
  return std::make_unique<const HugoSite>(root, overrides);
}

}  // namespace blogsearch
