// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/hugo.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/hugo_content.hpp"
#include "indexer/hugo_front.hpp"
#include "indexer/hugo_publish.hpp"
#include "indexer/hugo_settings.hpp"
#include "indexer/hugo_url.hpp"
#include "indexer/site_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

constexpr std::string_view kRulesVersion = "hugo-2";  // to be raised when the rules below change
class HugoSite final : public Site {
 public:
  HugoSite(const std::filesystem::path& root, const SiteOverrides& overrides)
      : settings_(read_hugo_settings(root, overrides)), content_(settings_, root) {
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
      return above || (inside && !content_.is_ignored(path));
    });
  }
  [[nodiscard]] bool wants_file(std::string_view path) const override {
    return content_.file(path).language != nullptr && !content_.is_ignored(path);
  }

  [[nodiscard]] FrontMatter front_matter(std::string_view text) const override {
    return read_hugo_front_matter(text);
  }
  [[nodiscard]] PostFacts describe(std::string_view path, const FrontMatter& front) const override;

 private:
  [[nodiscard]] const HugoLanguage& default_language() const {
    return settings_.languages[settings_.default_language];
  }
  void set_markup();
  void set_texts(const HugoPage& page, PostFacts& facts) const;
  void set_terms(const HugoPage& page, PostFacts& facts) const;
  void set_aliases(const HugoPage& page, const std::string& url, PostFacts& facts) const;

  HugoSettings settings_;
  HugoContent content_;
  MarkupRules markup_;
};

void HugoSite::set_markup() {
  markup_.templates = TemplateLanguage::shortcodes;
  markup_.heading_ids = HeadingIdRule::hugo;
  markup_.has_emoji = bool_at(settings_.config, "enableemoji", false);
  const Value* parser = settings_.config.find_path("markup.goldmark.parser");
  if (parser == nullptr) return;
  const std::string type = string_at(*parser, "autoheadingidtype");
  if (type == "github-ascii") markup_.heading_ids = HeadingIdRule::hugo_ascii;
  if (type == "blackfriday") markup_.heading_ids = HeadingIdRule::blackfriday;
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
  for (const auto& [singular, plural] : page.file.language->taxonomies) plurals.push_back(plural);
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
    facts.aliases.push_back(hugo_alias(page, url, alias));
  }
}

// Pages for Hugo that are no Markdown. Pandoc's is near enough.
void refuse_other_markup(std::string_view ending) {
  struct Format {
    std::string_view endings, name;
  };
  static constexpr std::array formats =
      std::to_array<Format>({{".org ", "Org mode"},
                             {".asciidoc .adoc .ad ", "AsciiDoc"},
                             {".rst .rest ", "reStructuredText"}});
  for (const Format& format : formats) {
    if (format.endings.find(std::string(ending) + " ") != std::string_view::npos)
      throw Error(fmt::format("{} is not read", format.name), "only Markdown and HTML are");
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
  const std::string instead = content_.taken_instead(path);
  if (!instead.empty())
    return hidden(fmt::format("the same page as '{}', which Hugo takes", instead));
  if (facts.is_html && front.kind == FrontMatterKind::none)
    return hidden("no front matter, so a static file");

  refuse_other_markup(file.ending);
  const HugoPage page = content_.page(file, front.data);
  const HugoDates dates = hugo_dates(page);
  set_texts(page, facts);
  set_terms(page, facts);
  facts.date = dates.date;
  const std::string url = hugo_url(page, dates);
  facts.url = file.language->base_url + url;
  set_aliases(page, url, facts);
  facts.hidden_because = hugo_unrendered(page);
  facts.published = facts.hidden_because.empty();
  set_hugo_visibility(settings_.now, page, dates, facts);
  for (const HugoPage& section : content_.sections_above(page))
    set_hugo_visibility(settings_.now, section, hugo_dates(section), facts);
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
