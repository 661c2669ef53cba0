// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/post.hpp"

#include <utility>

#include "common/text.hpp"
#include "indexer/front_matter.hpp"
#include "indexer/html.hpp"
#include "indexer/language.hpp"
#include "indexer/markdown.hpp"
#include "indexer/source_text.hpp"

namespace blogsearch {
namespace {

HtmlPage read_html_post(std::string_view html, const Site& site, bool page) {
  HeadingIds ids(site.markup().heading_ids);
  HtmlOptions options;
  options.page = page;
  if (!page) options.heading_id = [&](int, std::string_view text) { return ids.next(text, text); };
  return read_html(html, options);
}

void set_if_empty(std::string& field, std::string_view value) {
  if (field.empty()) field = value;
}

// Where the front matter says nothing, the post's own text speaks.
void complete(Post& post, const HtmlPage& page) {
  set_if_empty(post.facts.title, page.title);
  set_if_empty(post.facts.description, page.description);
  set_if_empty(post.facts.language, page.language);
  if (post.facts.language.empty()) post.facts.language = guess_language(post.body.text);
  if (!post.body.sections.empty()) set_if_empty(post.facts.title, post.body.sections.front().heading);
  set_if_empty(post.facts.title, trim(std::string_view(post.body.text).substr(0, post.body.text.find('\n'))).substr(0, 80));
  post.facts.title = squeeze(repair_utf8(cut_utf8(post.facts.title, 1000)));
}

}  // namespace

Post load_post(const Site& site, std::string_view path, std::string_view bytes) {
  Post post;
  post.path = path;
  SourceText source = clean_source(bytes);
  post.warnings = std::move(source.warnings);
  const FrontMatter front = read_front_matter(source.text);
  post.facts = site.describe(path, front);
  if (!post.facts.published) return post;
  const std::string_view text = std::string_view(source.text).substr(front.body);
  HtmlPage page;
  if (post.facts.is_html || post.facts.is_page) {
    const std::string html = strip_templates(text, site.markup().templates);
    page = read_html_post(html, site, post.facts.is_page);
    post.body = std::move(page.body);
  } else {
    post.body = read_markdown(text, site.markup());
  }
  complete(post, page);
  return post;
}

}  // namespace blogsearch
