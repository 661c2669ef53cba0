// SPDX-License-Identifier: GPL-3.0-or-later
// What each HTML element means for the text of a post. Knows no parser: it is told of tags and text
// in their order, by read_html() and by the walk over a Markdown tree.
#pragma once

#include "indexer/body_builder.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

struct HtmlAttribute {
  std::string_view name, value;
};
using HtmlAttributes = std::span<const HtmlAttribute>;

// Where the text is looked for. `fragment`: all of it, nothing is left out as navigation. `body`:
// all of a page.
enum class HtmlRoot { fragment, pagefind, main, article, body };

class HtmlText {
 public:
  explicit HtmlText(HtmlRoot root) : root_(root) {}

  // Tags in any order and number; a closing tag without its opening one means nothing. At most 256
  // elements are held open, deeper ones are read as if they were not there.
  void open(std::string_view name, HtmlAttributes attributes = {});
  void close(std::string_view name);
  void text(std::string_view piece);
  void comment(std::string_view inside);
  // A picture's alternative text, unless it only names the picture's file.
  void image(std::string_view alt);
  // The heading that stands open, if any, has this id, found out after its text.
  void identify_heading(std::string_view id);

  // A block of the surrounding Markdown starts: what raw HTML left open and unread ends here.
  void end_skipped();

  // How much of the text read so far stands in links: 0 to 1.
  [[nodiscard]] double link_share() const {
    return text_bytes_ == 0 ? 0
                            : static_cast<double>(link_bytes_) / static_cast<double>(text_bytes_);
  }
  Body finish();

 private:
  enum class Role : std::uint8_t;
  struct Element {
    std::string name;
    Role role{};
    bool skips = false;          // its inside is not read
    bool is_root = false;        // its inside is what is read of a page
    bool is_permalink = false;   // a heading's link to itself
    std::size_t heading_at = 0;  // for a link: how much of a heading was there before
    std::string id, language;
  };
  struct Names;
  static Role role_of(std::string_view name);

  [[nodiscard]] bool reads_all() const {
    return root_ == HtmlRoot::fragment || root_ == HtmlRoot::body;
  }
  [[nodiscard]] bool is_read() const { return skipping_ == 0 && (reads_all() || roots_ > 0); }
  [[nodiscard]] bool is_skipped(Role role, std::string_view name, HtmlAttributes attributes) const;
  [[nodiscard]] bool is_furniture(Role role, std::string_view name) const;
  [[nodiscard]] bool is_chosen(std::string_view name, HtmlAttributes attributes) const;
  [[nodiscard]] Element element(std::string_view name, Role role, HtmlAttributes attributes) const;
  void push(Element element);
  void pop();
  void enter(Element& element);
  void leave(const Element& element);
  void separate(Role role);
  void enter_code(const Element& element);
  void leave_code();
  void leave_heading(const Element& element);
  void leave_link(const Element& element);
  [[nodiscard]] std::string code_language() const;

  HtmlRoot root_;
  BodyBuilder body_;
  std::vector<Element> open_;
  int skipping_ = 0, roots_ = 0, code_ = 0, pre_ = 0;
  bool in_heading_ = false;
  int links_ = 0;
  std::size_t text_bytes_ = 0, link_bytes_ = 0;
};

}  // namespace blogsearch
