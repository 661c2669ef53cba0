// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/jekyll.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/jekyll_data.hpp"
#include "indexer/jekyll_files.hpp"
#include "indexer/jekyll_front.hpp"
#include "indexer/jekyll_settings.hpp"
#include "indexer/jekyll_url.hpp"
#include "indexer/ruby_date.hpp"
#include "indexer/ruby_value.hpp"
#include "indexer/scan.hpp"
#include "indexer/site_settings.hpp"
#include "indexer/slug.hpp"
#include "indexer/source_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace blogsearch {
namespace {

constexpr std::string_view kRulesVersion = "jekyll-3";  // to be raised when the rules below change
using Kind = JekyllFile::Kind;

// A slug or a path may not end in dots.
std::string without_dots(std::string text) {
  while (text.ends_with('.')) text.pop_back();
  return text;
}

KramdownOptions kramdown_options(const Value& settings) {
  KramdownOptions options;
  options.auto_ids = bool_at(settings, "auto_ids", true);
  options.auto_id_stripping = bool_at(settings, "auto_id_stripping", false);
  options.auto_id_prefix = string_at(settings, "auto_id_prefix");
  options.parse_block_html = bool_at(settings, "parse_block_html", false);
  if (const Value* quirks = settings.find("gfm_quirks"))
    options.paragraph_end = std::ranges::any_of(as_strings(*quirks), [](const std::string& names) {
      return names.find("paragraph_end") != std::string::npos;
    });
  return options;
}

class JekyllSite final : public Site {
 public:
  JekyllSite(const std::filesystem::path& root, const SiteOverrides& overrides)
      : settings_(read_jekyll_settings(root, overrides)) {
    root_ = root;
    title_ = first_text(settings_.config, {"title", "name"}, Printed::ruby);
    base_url_ = settings_.base;
    built_folder_ = string_at(settings_.config, "destination", "_site");
    fingerprint_ = blogsearch::fingerprint(settings_.config,
                                           {kRulesVersion, settings_.base, settings_.language,
                                            blogsearch::fingerprint(settings_.authors, {})});
    set_markup();
    if (settings_.limit_posts > 0) limit_posts();
  }

  [[nodiscard]] std::string_view generator() const override { return "jekyll"; }
  [[nodiscard]] bool wants_folder(std::string_view path) const override {
    return jekyll_enters(settings_, path);
  }
  [[nodiscard]] bool wants_file(std::string_view path) const override {
    return jekyll_file(settings_, path).kind != Kind::none;
  }
  [[nodiscard]] const MarkupRules& markup() const override { return markup_; }

  [[nodiscard]] FrontMatter front_matter(std::string_view text) const override {
    return read_jekyll_front_matter(text, settings_.strict_front_matter);
  }
  [[nodiscard]] PostFacts describe(std::string_view path, const FrontMatter& front) const override {
    PostFacts facts = describe_unlimited(path, front);
    if (oldest_ && is_post(path) && place_in_time(path, facts) < *oldest_)
      hide(facts, fmt::format("limit_posts: {}", settings_.limit_posts));
    return facts;
  }

 private:
  // When a post is from, then its path: Jekyll's order of posts.
  using PlaceInTime = std::pair<UnixTime, std::string>;

  [[nodiscard]] PostFacts describe_unlimited(std::string_view path,
                                             const FrontMatter& front) const {
    const JekyllFile file = jekyll_file(settings_, path);
    if (file.kind == Kind::none) return hidden("no post, page or document of the site");
    if (file.kind == Kind::draft && !settings_.show_drafts) return hidden("a draft, below _drafts");
    PostFacts facts = file.kind == Kind::page ? page(file, front.data)
                      : front.is_unreadable   ? unread_document(path, file)
                                              : document(path, file, front.data);
    facts.is_html = is_html(path);
    if (front.kind != FrontMatterKind::yaml && file.kind != Kind::post && file.kind != Kind::draft)
      hide(facts, "no front matter, so a static file");
    return facts;
  }

  void set_markup();
  void limit_posts();
  [[nodiscard]] bool is_post(std::string_view path) const {
    const Kind kind = jekyll_file(settings_, path).kind;
    return kind == Kind::post || kind == Kind::draft;
  }
  [[nodiscard]] PlaceInTime place_in_time(std::string_view path, const PostFacts& facts) const {
    return {facts.date ? facts.date->time : settings_.now, std::string(path)};
  }
  [[nodiscard]] bool is_html(std::string_view path) const {
    const std::string ending = lower_ascii(jekyll_name(path).ending);
    return std::ranges::find(settings_.markdown_endings, ending) ==
           settings_.markdown_endings.end();
  }
  [[nodiscard]] std::string output_ext(std::string_view path) const {
    return is_html(path) ? jekyll_name(path).ending : ".html";
  }

  [[nodiscard]] PostFacts page(const JekyllFile& file, const Value& own) const;
  [[nodiscard]] PostFacts document(std::string_view path, const JekyllFile& file,
                                   const Value& own) const;
  [[nodiscard]] PostFacts unmerged_document(std::string_view path, const JekyllFile& file,
                                            const Value& wrong) const;
  [[nodiscard]] PostFacts unread_document(std::string_view path, const JekyllFile& file) const;
  void set_texts(PostFacts& facts, const Value& data) const;
  void set_visibility(PostFacts& facts, const JekyllFile& file, const Value& data) const;
  [[nodiscard]] std::optional<Moment> date_of(const JekyllName& name, const Value& data) const;
  [[nodiscard]] JekyllUrlParts url_parts(std::string_view path, const JekyllFile& file,
                                         const Value& data) const;
  [[nodiscard]] std::string document_template(const JekyllFile& file, const Value& data) const;
  [[nodiscard]] Moment undated(std::string_view path, Kind kind) const;
  [[nodiscard]] std::string permalink_of(const Value& data) const;

  static PostFacts hidden(std::string reason) {
    PostFacts facts;
    hide(facts, std::move(reason));
    return facts;
  }
  static void hide(PostFacts& facts, std::string reason) {
    if (!facts.published) return;
    facts.published = false;
    facts.hidden_because = std::move(reason);
  }

  JekyllSettings settings_;
  MarkupRules markup_;
  std::optional<PlaceInTime> oldest_;  // of the posts that limit_posts leaves
};

// Reads the front matter of all posts. What it leaves is part of the fingerprint: a new post hides
// an old one.
void JekyllSite::limit_posts() {
  std::vector<PlaceInTime> posts;
  const Scan found = scan(
      root_, [&](std::string_view path) { return wants_folder(path); },
      [&](std::string_view path) { return is_post(path); });
  for (const PostFile& file : found.files) {
    try {
      const SourceText source = clean_source(read_file(root_, file.path));
      const PostFacts facts = describe_unlimited(file.path, front_matter(source.text));
      const bool is_future = facts.visible_from.value_or(settings_.now) > settings_.now;
      if (facts.published && !is_future) posts.push_back(place_in_time(file.path, facts));
    } catch (const Error&) {
      continue;  // reported when it is its turn
    }
  }
  const auto limit = static_cast<std::size_t>(settings_.limit_posts);
  if (posts.size() <= limit) return;
  std::ranges::sort(posts);
  oldest_ = posts[posts.size() - limit];
  fingerprint_ += fmt::format(" {} {}", oldest_->first, oldest_->second);
}

void JekyllSite::set_markup() {
  markup_.templates = TemplateLanguage::liquid;
  const Value* kramdown = settings_.config.find("kramdown");
  const std::string parser = lower_ascii(string_at(settings_.config, "markdown", "kramdown"));
  const std::string input =
      kramdown == nullptr ? "gfm" : lower_ascii(string_at(*kramdown, "input", "GFM"));
  markup_.heading_ids = input == "kramdown" ? HeadingIdRule::kramdown : HeadingIdRule::kramdown_gfm;
  if (parser.starts_with("commonmark")) markup_.heading_ids = HeadingIdRule::none;
  if (kramdown != nullptr) markup_.kramdown = kramdown_options(*kramdown);
  markup_.kramdown.is_gfm = input != "kramdown";
}

// Front matter that is not text there fails in the middle of a build.
std::string JekyllSite::permalink_of(const Value& data) const {
  const Value* value = data.find("permalink");
  if (value == nullptr || is_false(*value)) return {};
  if (!value->is_scalar() || (!value->quoted && as_int(*value)))
    throw Error("permalink is not text", "Write it in quotes.", value->line);
  return value->text;
}

void JekyllSite::set_texts(PostFacts& facts, const Value& data) const {
  if (leads_on(data)) hide(facts, "redirect_to: only leads on to another page");
  const Value* title = data.find("title");
  if (title != nullptr && !is_false(*title)) facts.title = print(*title, Printed::ruby);
  if (title != nullptr && title->is_list())
    facts.title = fmt::format("{}", fmt::join(print_all(*title, Printed::ruby), ", "));
  facts.description =
      squeeze(first_text(data, {"description", "excerpt", "summary", "subtitle"}, Printed::ruby));
  facts.language = language_tag(first_text(data, {"lang", "language", "locale"}, Printed::ruby));
  if (facts.language.empty()) facts.language = settings_.language;
  facts.authors = authors_of(data, &settings_.authors, Printed::ruby);
  if (facts.authors.empty()) facts.authors = authors_of(settings_.config, nullptr, Printed::ruby);
  if (const Value* old = data.find("redirect_from")) {
    for (const std::string& url : print_all(*old, Printed::ruby))
      facts.aliases.push_back(sanitize_jekyll_url(url));
  }
}

PostFacts JekyllSite::page(const JekyllFile& file, const Value& own) const {
  const Value data = merge(jekyll_defaults(settings_, file.path, "pages"), own);
  PostFacts facts;
  set_texts(facts, data);
  facts.tags = jekyll_terms(data, "tag", "tags");
  facts.categories = jekyll_categories({Kind::document, {}, {}}, {}, {}, data);
  const Value* own_permalink = own.find("permalink");
  if (own_permalink != nullptr && own_permalink->quoted && own_permalink->text.empty())
    throw Error("permalink is empty", {}, own_permalink->line);
  const std::string permalink = permalink_of(own_permalink != nullptr ? own : data);
  facts.url = settings_.base +
              jekyll_page_url(file.path, output_ext(file.path), permalink, settings_.permalink);
  // A page may have a date of its own, which decides nothing.
  if (const Value* date = data.find("date"))
    facts.date = read_date(*date, settings_.zone, DateRule::jekyll);
  const Value* published = own.find("published");
  if (published != nullptr && is_false(*published) && !settings_.unpublished)
    hide(facts, "published: false");
  return facts;
}

// The date of a document without one: when the site was built, for a draft when it was last
// written.
Moment JekyllSite::undated(std::string_view path, Kind kind) const {
  if (kind != Kind::draft) return settings_.zone.at(settings_.now);
  std::error_code error;
  const auto written = std::filesystem::last_write_time(root_ / path, error);
  if (error) return settings_.zone.at(settings_.now);
  const auto since = std::chrono::file_clock::to_sys(written).time_since_epoch();
  return settings_.zone.at(std::chrono::duration_cast<std::chrono::seconds>(since).count());
}

std::optional<Moment> JekyllSite::date_of(const JekyllName& name, const Value& data) const {
  if (const Value* value = data.find("date")) {
    const auto date = read_date(*value, settings_.zone, DateRule::jekyll);
    if (!date)
      throw Error(fmt::format("date '{}' cannot be read", value->text),
                  "Write it as 2024-01-31 or 2024-01-31 18:30:00 +0200.", value->line);
    return date;
  }
  if (name.date.empty()) return std::nullopt;
  const auto date = parse_ruby_time(name.date, settings_.zone);
  if (!date) throw Error(fmt::format("the file name's date '{}' is none", name.date), {}, 0);
  return date;
}

void JekyllSite::set_visibility(PostFacts& facts, const JekyllFile& file, const Value& data) const {
  const JekyllCollection& collection = settings_.collections.at(file.collection);
  const Value* published = data.find("published");
  if (!collection.output)
    hide(facts, fmt::format("the collection '{}' has no output: true", file.collection));
  if (published != nullptr && is_false(*published) && !settings_.unpublished)
    hide(facts, "published: false");
  if (facts.date && !settings_.future && facts.date->time > settings_.now)
    facts.visible_from = facts.date->time;
}

JekyllUrlParts JekyllSite::url_parts(std::string_view path, const JekyllFile& file,
                                     const Value& data) const {
  const JekyllName name = jekyll_name(path);
  JekyllUrlParts parts;
  const Value* slug = data.find("slug");
  if (slug != nullptr && !is_false(*slug) && !is_ruby_text(*slug))
    throw Error("slug is not text", "Write it in quotes.", slug->line);
  parts.slug =
      slug != nullptr && !is_false(*slug) ? print(*slug, Printed::ruby) : without_dots(name.slug);
  parts.collection = file.collection;
  parts.name = name.stem;
  parts.path = file.path.substr(0, file.path.size() - name.ending.size());
  const std::string folder = "_" + file.collection;
  if (const std::size_t at = parts.path.find(folder); at != std::string::npos)
    parts.path.erase(at, folder.size());
  parts.path = without_dots(parts.path);
  parts.output_ext = output_ext(path);
  return parts;
}

std::string JekyllSite::document_template(const JekyllFile& file, const Value& data) const {
  std::string permalink = permalink_of(data);
  if (permalink.empty()) permalink = settings_.collections.at(file.collection).permalink;
  return permalink.empty() ? with_permalink_ending("/:collection/:path", settings_.permalink)
                           : permalink;
}

PostFacts JekyllSite::document(std::string_view path, const JekyllFile& file,
                               const Value& own) const {
  const Value defaults = jekyll_defaults(settings_, file.path, file.collection);
  const Value data = merge(defaults, own);
  if (const Value* wrong = unmergeable(own)) return unmerged_document(path, file, *wrong);
  const JekyllName name = jekyll_name(path);
  PostFacts facts;
  set_texts(facts, data);
  if (facts.title.empty()) facts.title = jekyll_title(without_dots(name.slug));
  facts.date = date_of(name, data);
  facts.categories = jekyll_categories(file, defaults, own, data);
  facts.tags = jekyll_terms(data, "tag", "tags");
  JekyllUrlParts parts = url_parts(path, file, data);
  parts.categories = facts.categories;
  parts.date = facts.date ? *facts.date : undated(path, file.kind);
  facts.url = settings_.base + jekyll_document_url(document_template(file, data), parts);
  set_visibility(facts, file, data);
  return facts;
}

// Document#read stops at front matter that it cannot read or merge, before it has looked at the
// file's name: neither date nor title come from there, and the post is as of today.
PostFacts JekyllSite::unread_document(std::string_view path, const JekyllFile& file) const {
  const Value data = jekyll_defaults(settings_, file.path, file.collection);
  PostFacts facts;
  set_texts(facts, data);
  if (data.find("date") != nullptr) facts.date = date_of({}, data);
  facts.categories = jekyll_categories(file, data, {}, {});
  facts.tags = jekyll_terms(data, "tag", "tags");
  JekyllUrlParts parts = url_parts(path, file, data);
  if (data.find("slug") == nullptr) parts.slug = parts.name;
  parts.categories = facts.categories;
  parts.date = facts.date ? *facts.date : undated(path, file.kind);
  facts.url = settings_.base + jekyll_document_url(document_template(file, data), parts);
  set_visibility(facts, file, data);
  return facts;
}

PostFacts JekyllSite::unmerged_document(std::string_view path, const JekyllFile& file,
                                        const Value& wrong) const {
  if (settings_.strict_front_matter)
    throw Error("categories is neither text nor a list", "Write it as categories: [name].",
                wrong.line);
  PostFacts facts = unread_document(path, file);
  facts.problem = Warning{"categories is neither text nor a list", wrong.line};
  return facts;
}

}  // namespace

bool is_jekyll_site(const std::filesystem::path& root) {
  std::error_code ignored;
  return find_file(root, {"_config.yml", "_config.yaml", "_config.toml"}).has_value() ||
         std::filesystem::is_directory(root / "_posts", ignored);
}

std::unique_ptr<const Site> open_jekyll_site(const std::filesystem::path& root,
                                             const SiteOverrides& overrides) {
  return std::make_unique<const JekyllSite>(root, overrides);
}

}  // namespace blogsearch
