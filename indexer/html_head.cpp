// SPDX-License-Identifier: GPL-3.0-or-later
// Sources: ogp.me (og:*, article:*), html.spec.whatwg.org (meta refresh, time, keywords), Google's
// robots meta tag, pagefind.app/docs (metadata, filtering, indexing).
#include "indexer/html_head.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxOpen = 256;
constexpr std::size_t kMaxText = 4096;  // of a title, a tag; the rest is not read
constexpr std::size_t kMaxTerms = 200;

std::string_view value_of(HtmlAttributes attributes, std::string_view name) {
  for (const HtmlAttribute& each : attributes) {
    if (each.name == name) return each.value;
  }
  return {};
}

bool has(HtmlAttributes attributes, std::string_view name) {
  return std::any_of(attributes.begin(), attributes.end(),
                     [&](const HtmlAttribute& each) { return each.name == name; });
}

void add_to(std::vector<std::string>& list, std::string_view text) {
  std::string value = squeeze(cut_utf8(text, kMaxText));
  const bool known = std::ranges::find(list, value) != list.end();
  if (!value.empty() && !known && list.size() < kMaxTerms) list.push_back(std::move(value));
}

void set_if_empty(std::string& field, std::string_view text) {
  if (field.empty()) field = squeeze(cut_utf8(text, kMaxText));
}

template <typename Visit>
void for_each_part(std::string_view list, Visit visit) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    visit(trim(list.substr(0, end)));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

constexpr std::array<std::string_view, 7> kDateNames = {
    "article:published_time", "datepublished",   "date",   "dc.date",
    "dc.date.issued",         "dcterms.created", "pubdate"};

bool is_void(std::string_view name) {
  static constexpr std::array<std::string_view, 14> names = {
      "area",  "base", "br",   "col",   "embed",  "hr",    "img",
      "input", "link", "meta", "param", "source", "track", "wbr"};
  return std::ranges::find(names, name) != names.end();
}

// A heading without the sign that links it to itself.
std::string_view without_sign(std::string_view heading) {
  heading = trim(heading);
  for (const std::string_view sign : {"#", "¶", "§", "🔗"}) {
    if (heading.size() > sign.size() && heading.ends_with(sign))
      return trim(heading.substr(0, heading.size() - sign.size()));
  }
  return heading;
}

bool is_silent(std::string_view name) {
  return name == "button" || name == "script" || name == "style" || name == "svg" ||
         name == "template";
}

// "0; url=/elsewhere/": what a page says that only leads on.
bool leads_on(std::string_view refresh) {
  return lower_ascii(refresh).find("url") != std::string::npos;
}

}  // namespace

bool HtmlHead::is_in_noscript() const {
  return std::ranges::any_of(open_, [](const Element& each) { return each.name == "noscript"; });
}

void HtmlHead::read_meta(HtmlAttributes attributes) {
  const std::string_view content = value_of(attributes, "content");
  std::string name = lower_ascii(value_of(attributes, "property"));
  if (name.empty()) name = lower_ascii(value_of(attributes, "name"));
  if (name.empty()) name = lower_ascii(value_of(attributes, "itemprop"));
  if (lower_ascii(value_of(attributes, "http-equiv")) == "refresh" && leads_on(content) &&
      !is_in_noscript())
    facts_.is_redirect = true;
  if (name == "robots" && lower_ascii(content).find("noindex") != std::string::npos)
    facts_.is_noindex = true;
  if (name == "description") set_if_empty(facts_.description, content);
  if (name == "og:description") set_if_empty(og_description_, content);
  if (name == "og:title") set_if_empty(og_title_, content);
  if (name == "article:tag") add_to(facts_.tags, content);
  if (name == "article:section") add_to(facts_.categories, content);
  if (name == "keywords")
    for_each_part(content, [&](std::string_view word) { add_to(keywords_, word); });
  const bool is_name = content.find("://") == std::string_view::npos;
  if ((name == "author" || name == "article:author") && is_name) add_to(facts_.authors, content);
  if (std::ranges::find(kDateNames, name) != kDateNames.end()) set_if_empty(facts_.date, content);
}

void HtmlHead::set(std::string_view key, std::string_view value) {
  if (key == "title") set_if_empty(facts_.title, value);
  if (key == "description") set_if_empty(facts_.description, value);
  if (key == "date" || key == "published") set_if_empty(facts_.date, value);
  if (key == "tag" || key == "tags") add_to(facts_.tags, value);
  if (key == "category" || key == "categories") add_to(facts_.categories, value);
  if (key == "author" || key == "authors") add_to(facts_.authors, value);
}

// "title", "author:Ann" or "date[datetime]": the element's text, a given text, an attribute's
// value.
void HtmlHead::read_spec(std::string_view spec, HtmlAttributes attributes, Element& element) {
  const std::size_t mark = spec.find_first_of(":[");
  const std::string key = lower_ascii(trim(spec.substr(0, mark)));
  if (mark == std::string_view::npos) {
    element.use = Use::meta;
    element.key = key;
  } else if (spec[mark] == ':') {
    set(key, spec.substr(mark + 1));
  } else {
    const std::string_view rest = spec.substr(mark + 1);
    set(key, value_of(attributes, rest.substr(0, rest.find(']'))));
  }
}

void HtmlHead::read_pagefind(HtmlAttributes attributes, Element& element) {
  if (has(attributes, "data-pagefind-body")) facts_.has_pagefind_body = true;
  element.is_mute = value_of(attributes, "data-pagefind-ignore") == "all";
  if (muted_ > 0 || element.is_mute) return;
  for (const std::string_view name : {"data-pagefind-meta", "data-pagefind-filter"}) {
    std::string_view specs = value_of(attributes, name);
    if (specs.find(':') != std::string_view::npos) {
      // What follows a colon is one text, commas and all, unless specs go on behind it.
      const std::size_t comma = specs.find(',');
      const bool first = comma == std::string_view::npos || specs.find(':') < comma;
      if (first) {
        read_spec(specs, attributes, element);
        continue;
      }
    }
    for_each_part(specs, [&](std::string_view spec) {
      if (!spec.empty()) read_spec(spec, attributes, element);
    });
  }
}

void HtmlHead::open(std::string_view name, HtmlAttributes attributes) {
  if (name == "html") facts_.language = value_of(attributes, "lang");
  if (name == "meta") read_meta(attributes);
  if (name == "link" && lower_ascii(value_of(attributes, "rel")) == "canonical")
    facts_.canonical = trim(value_of(attributes, "href"));
  if (name == "time" && mains_ > 0) set_if_empty(time_, value_of(attributes, "datetime"));
  Element element;
  read_pagefind(attributes, element);
  if (is_void(name) || open_.size() >= kMaxOpen) return;
  element.name = name;
  element.is_main = name == "main" || name == "article" || value_of(attributes, "role") == "main";
  mains_ += element.is_main;
  muted_ += element.is_mute;
  element.is_silent = is_silent(name);
  silent_ += element.is_silent;
  if (name == "title" && document_title_.empty()) element.use = Use::title;
  if (name == "h1" && element.use == Use::none) element.use = mains_ > 0 ? Use::main_h1 : Use::h1;
  // One at a time: what stands within it belongs to it.
  if (is_reading_) element.use = Use::none;
  if (element.use != Use::none) {
    is_reading_ = true;
    text_.clear();
  }
  open_.push_back(std::move(element));
}

void HtmlHead::text(std::string_view piece) {
  if (is_reading_ && silent_ == 0 && text_.size() < kMaxText) text_ += piece;
}

void HtmlHead::end(const Element& element) {
  mains_ -= element.is_main;
  muted_ -= element.is_mute;
  silent_ -= element.is_silent;
  if (element.use == Use::none) return;
  is_reading_ = false;
  const std::string_view heading = without_sign(text_);
  if (element.use == Use::title) set_if_empty(document_title_, text_);
  if (element.use == Use::h1) set_if_empty(h1_, heading);
  if (element.use == Use::main_h1) set_if_empty(main_h1_, heading);
  if (element.use == Use::meta) set(element.key, text_);
}

void HtmlHead::close(std::string_view name) {
  const auto found = std::find_if(open_.rbegin(), open_.rend(),
                                  [&](const Element& each) { return each.name == name; });
  if (found == open_.rend()) return;
  const auto left = static_cast<std::size_t>(std::distance(found, open_.rend()) - 1);
  while (open_.size() > left) {
    end(open_.back());
    open_.pop_back();
  }
}

// A <title> mostly has the site's name behind the page's: what h1 says goes before it.
HtmlFacts HtmlHead::finish() {
  while (!open_.empty()) {
    end(open_.back());
    open_.pop_back();
  }
  for (const std::string& title : {og_title_, main_h1_}) set_if_empty(facts_.title, title);
  if (!h1_.empty() && document_title_.starts_with(h1_)) set_if_empty(facts_.title, h1_);
  for (const std::string& title : {document_title_, h1_}) set_if_empty(facts_.title, title);
  set_if_empty(facts_.description, og_description_);
  if (facts_.date.empty()) facts_.date = time_;
  if (facts_.tags.empty()) facts_.tags = std::move(keywords_);
  return std::move(facts_);
}

}  // namespace blogsearch
