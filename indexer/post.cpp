// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/post.hpp"

#include "common/schema.hpp"
#include "common/text.hpp"
#include "indexer/html.hpp"
#include "indexer/language.hpp"
#include "indexer/markdown.hpp"
#include "indexer/plain_text.hpp"
#include "indexer/site_settings.hpp"
#include "indexer/source_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace blogsearch {
namespace {

constexpr std::string_view kLeftOut =
    "; indexed without its front matter, as its generator publishes it";
constexpr double kListLinkShare = 0.6;  // of the text of a page that only lists others

void set_if_empty(std::string& field, std::string_view value) {
  if (field.empty()) field = value;
}

// A feed or a list for programs, written by a template; nobody reads it.
bool is_data_address(std::string_view url) {
  static constexpr std::array<std::string_view, 7> endings = {".xml", ".json", ".txt", ".atom",
                                                              ".rss", ".csv",  ".ics"};
  const std::string path = lower_ascii(url.substr(0, url.find_first_of("?#")));
  return std::ranges::any_of(endings, [&](std::string_view end) { return path.ends_with(end); });
}

// A built page that is none to be found; empty: it is one.
std::string why_no_post(const PostFacts& facts, const HtmlPage& page) {
  if (page.facts.is_redirect) return "only leads on to another page";
  if (page.facts.is_noindex) return "noindex";
  if (facts.needs_pagefind_body && !page.facts.has_pagefind_body)
    return "has no data-pagefind-body, as other pages of the site have";
  if (facts.may_be_list && page.link_share > kListLinkShare) return "a list of other pages";
  return {};
}

void set_if_empty(std::vector<std::string>& field, const std::vector<std::string>& values) {
  if (field.empty()) field = values;
}

// The address that a page gives itself, where it is the one by its file below some folder.
void take_canonical(PostFacts& facts, const std::string& canonical) {
  const std::string key = url_key(facts.url);
  if (facts.url.starts_with('/') && canonical.find("://") != std::string::npos &&
      url_key(canonical).ends_with(key == "/" ? "" : key))
    facts.url = canonical;
}

std::string_view without_suffix(std::string_view title, std::string_view suffix) {
  const std::string ending = suffix.empty() ? "" : " " + std::string(suffix);
  const bool has = !suffix.empty() && title.size() > ending.size() && title.ends_with(ending);
  return has ? title.substr(0, title.size() - ending.size()) : title;
}

void take_page_facts(PostFacts& facts, const HtmlFacts& page) {
  set_if_empty(facts.title, without_suffix(page.title, plain_title(facts.title_suffix)));
  set_if_empty(facts.description, page.description);
  set_if_empty(facts.tags, page.tags);
  set_if_empty(facts.categories, page.categories);
  set_if_empty(facts.authors, page.authors);
  const std::string language = language_tag(page.language);
  if (!language.empty()) facts.language = language;
  if (!page.date.empty()) {
    const auto date = read_date(Value::scalar(page.date, true), TimeZone(), DateRule::any);
    if (date) facts.date = date;
  }
  take_canonical(facts, page.canonical);
}

// The beginning of the text without its code, whose words are English wherever it is written.
std::string prose_of(const Body& body) {
  constexpr std::size_t enough = std::size_t{16} * 1024;
  std::string prose;
  std::size_t at = 0;
  for (const Code& code : body.code) {
    if (prose.size() >= enough) return prose;
    prose.append(body.text, at, std::min<std::size_t>(code.begin - at, enough));
    at = code.end;
  }
  return prose.append(body.text, at, enough);
}

// Where the front matter says nothing, the post's own text speaks.
void complete(Post& post, const HtmlPage& page, const MarkupRules& markup) {
  if (post.facts.is_page) {
    take_page_facts(post.facts, page.facts);
  } else {
    post.facts.description = plain_text(post.facts.description, markup);
    post.facts.authors = plain_names(post.facts.authors, markup);
  }
  if (post.facts.language.empty()) post.facts.language = guess_language(prose_of(post.body));
  if (!post.body.sections.empty())
    set_if_empty(post.facts.title, post.body.sections.front().heading);
  set_if_empty(
      post.facts.title,
      cut_utf8(trim(std::string_view(post.body.text).substr(0, post.body.text.find('\n'))), 80));
  post.facts.title = plain_title(post.facts.title);
}

// A stub, or a page that its templates alone fill: an answer could show only its address.
bool is_blank(const Post& post) {
  return post.facts.title.empty() && post.facts.description.empty() && trim(post.body.text).empty();
}

void leave_out(Post& post, std::string reason) {
  post.is_left_out = true;
  post.facts.published = false;
  post.facts.hidden_because = std::move(reason);
}

}  // namespace

Post load_post(const Site& site, std::string_view path, std::string_view bytes) {
  Post post;
  post.path = path;
  SourceText source = clean_source(bytes);
  for (std::string& repaired : source.warnings) post.warnings.push_back({std::move(repaired), 0});
  const FrontMatter front = site.front_matter(source.text);
  post.facts = site.describe(path, front);
  post.problem = front.problem ? front.problem : post.facts.problem;
  if (post.problem)
    post.warnings.push_back({post.problem->text + std::string(kLeftOut), post.problem->line});
  if (!post.facts.published) return post;
  const std::string_view text = std::string_view(source.text).substr(front.body);
  HtmlPage page;
  if (post.facts.is_html || post.facts.is_page) {
    const std::string html = strip_templates(text, site.markup().templates);
    page = read_html(html, {.page = post.facts.is_page});
    if (post.facts.is_page) post.facts.hidden_because = why_no_post(post.facts, page);
    post.facts.published = post.facts.hidden_because.empty();
    if (!post.facts.published) return post;
    post.body = std::move(page.body);
  } else {
    post.body = read_markdown(text, site.markup());
  }
  complete(post, page, site.markup());
  if (is_blank(post)) leave_out(post, "neither a title nor a text");
  if (is_data_address(post.facts.url)) leave_out(post, "for programs, by its address");
  return post;
}

}  // namespace blogsearch
