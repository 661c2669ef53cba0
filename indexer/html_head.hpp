// SPDX-License-Identifier: GPL-3.0-or-later
// What a built page says about itself beside its text: title, date, tags, and whether it is a page
// to be found at all. Told of tags and text in their order, like HtmlText.
#pragma once

#include "indexer/html_text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

struct HtmlFacts {
  std::string title;        // data-pagefind-meta, og:title, the first h1 or <title>
  std::string description;  // <meta name="description">, else og:description
  std::string language;     // <html lang>
  std::string canonical;    // <link rel="canonical">
  std::string date;         // article:published_time, <time datetime> and the like, as written
  std::vector<std::string> tags, categories, authors;
  bool is_redirect = false;        // <meta http-equiv="refresh"> with an address
  bool is_noindex = false;         // <meta name="robots" content="noindex">
  bool has_pagefind_body = false;  // an element with data-pagefind-body
};

class HtmlHead {
 public:
  void open(std::string_view name, HtmlAttributes attributes);
  void close(std::string_view name);
  void text(std::string_view piece);
  HtmlFacts finish();

 private:
  // Where the text of an element goes.
  enum class Use : std::uint8_t { none, title, h1, main_h1, meta };
  struct Element {
    std::string name;
    Use use = Use::none;
    std::string key;  // with Use::meta: "title", "tag"
    bool is_main = false;
    bool is_mute = false;    // data-pagefind-ignore="all"
    bool is_silent = false;  // a button in a heading, and the like
  };

  [[nodiscard]] bool is_in_noscript() const;
  void read_meta(HtmlAttributes attributes);
  void read_pagefind(HtmlAttributes attributes, Element& element);
  void read_spec(std::string_view spec, HtmlAttributes attributes, Element& element);
  void set(std::string_view key, std::string_view value);
  void end(const Element& element);

  HtmlFacts facts_;
  std::vector<Element> open_;
  std::string text_;  // of the element that is being read
  bool is_reading_ = false;
  int mains_ = 0, muted_ = 0, silent_ = 0;
  std::string document_title_, h1_, main_h1_, og_title_, og_description_, time_;
  std::vector<std::string> keywords_;
};

}  // namespace blogsearch
