// SPDX-License-Identifier: GPL-3.0-or-later
// Source: kramdown 2.4, parser/kramdown/*.rb, and kramdown-parser-gfm 1.1, whose order of span
// parsers this follows.
#include "indexer/kramdown_spans.hpp"

#include "common/text.hpp"
#include "indexer/ascii.hpp"
#include "indexer/kramdown_html.hpp"
#include "indexer/kramdown_marks.hpp"
#include "indexer/slug.hpp"

#include <algorithm>
#include <functional>
#include <vector>

namespace blogsearch {
namespace {

using namespace kramdown;

constexpr std::size_t kMaxHeading = 2000;
constexpr int kMaxSteps = 20'000;  // emphasis that does not end is read again and again
constexpr std::size_t kMaxDepth = 32;

enum class Kind { root, em, strong, link, image, html, raw_html, deleted };

// What is read of one element.
struct Element {
  Kind kind = Kind::root;
  std::string text;
  bool is_empty = true;       // no children
  bool ends_in_text = false;  // its last child is text
  int images = 0;             // children that are images
};

class SpanReader {
 public:
  SpanReader(std::string_view text, const KramdownNames& names, bool is_gfm)
      : text_(text), names_(names), is_gfm_(is_gfm) {}

  std::string read() {
    Element root;
    spans(root, {});
    return root.text;
  }

 private:
  using Stop = std::function<bool(const Element&)>;  // true: at_ is where the element ends

  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] bool is_within(Kind kind) const {
    return std::find(open_.begin(), open_.end(), kind) != open_.end();
  }

  static void add_text(Element& to, std::string_view text) {
    if (text.empty()) return;
    to.text += text;
    to.is_empty = false;
    to.ends_in_text = true;
  }
  // A child that is no text; what GFM takes of it.
  void add_child(Element& to, std::string_view gfm_text) const {
    if (is_gfm_) to.text += gfm_text;
    to.is_empty = false;
    to.ends_in_text = false;
  }
  static void add_element(Element& to, const Element& child) {
    to.text += child.text;
    to.is_empty = false;
    to.ends_in_text = false;
  }

  // Reads children of `to` up to where `stop` says so; false: to the end of the text.
  bool spans(Element& to, const Stop& stop) {
    open_.push_back(to.kind);
    bool is_stopped = false;
    while (at_ < text_.size() && !is_stopped) {
      if (stop && stop(to)) {
        is_stopped = true;
      } else if (++steps_ > kMaxSteps || open_.size() > kMaxDepth || !one(to)) {
        add_text(to, text_.substr(at_, 1));
        ++at_;
      }
    }
    open_.pop_back();
    return is_stopped;
  }

  // One span that begins here; false: none does.
  bool one(Element& to) {
    if (is_within(Kind::raw_html) && open_.back() == Kind::raw_html)
      return text_[at_] == '<' && html(to);
    switch (text_[at_]) {
      case '*':
      case '_':
        return emphasis(to);
      case '`':
        return code(to);
      case '<':
        return autolink(to) || html(to) || guillemets(to);
      case '!':
      case '[':
        return footnote(to) || link(to);
      case '$':
        return math(to);
      case '{':
        return extension(to);
      case '&':
        return entity(to);
      case '"':
      case '\'':
        return quote(to);
      case '-':
      case '.':
        return dashes(to);
      case ' ':
      case '>':
        return guillemets(to);
      case '\\':
        return escape(to);
      case '~':
        return strikethrough(to);
      default:
        return false;
    }
  }

  // --- emphasis ---

  bool emphasis(Element& to) {
    const char mark = text_[at_];
    const bool is_double = rest().substr(1).starts_with(mark);
    const std::size_t begin = at_, size = is_double ? 2 : 1;
    const Kind kind = is_double ? Kind::strong : Kind::em;
    const bool is_closing = begin + size < text_.size() && is_space(text_[begin + size]);
    if ((mark == '_' && is_behind_word()) || is_closing || is_within(kind)) {
      add_text(to, rest().substr(0, size));
      at_ += size;
      return true;
    }
    if (emphasized(to, kind, mark, size)) return true;
    at_ = begin;
    if (is_double && open_.back() != Kind::em && emphasized(to, Kind::em, mark, 1)) return true;
    at_ = begin + size;
    add_text(to, text_.substr(begin, size));
    return true;
  }

  // [[:alpha:]]-?[[:alpha:]]*\z
  [[nodiscard]] bool is_behind_word() const {
    return is_letter_before(text_, at_) ||
           (at_ > 0 && text_[at_ - 1] == '-' && is_letter_before(text_, at_ - 1));
  }

  bool emphasized(Element& to, Kind kind, char mark, std::size_t size) {
    const std::string delimiter(size, mark);
    Element inside;
    inside.kind = kind;
    at_ += size;
    const bool is_found = spans(inside, [&](const Element& so_far) {
      if (!rest().starts_with(delimiter) || is_space(text_[at_ - 1]) || so_far.is_empty)
        return false;
      const std::size_t run = std::min(text_.find_first_not_of(mark, at_), text_.size()) - at_;
      if (kind == Kind::em && run == 2) return false;
      return mark != '_' || !is_alnum_at(text_, at_ + size);
    });
    if (!is_found) return false;
    at_ += size;
    add_element(to, inside);
    return true;
  }

  bool strikethrough(Element& to) {
    if (!is_gfm_ || !rest().starts_with("~~")) return false;
    const std::size_t begin = at_ + 2;
    if (begin >= text_.size() || is_space(text_[begin]) || text_[begin] == '~') return false;
    for (std::size_t end = text_.find("~~", begin + 1); end != std::string_view::npos;
         end = text_.find("~~", end + 1)) {
      if (is_space(text_[end - 1]) || text_[end - 1] == '~') continue;
      Element inside;
      inside.kind = Kind::deleted;
      inside.text = SpanReader(text_.substr(begin, end - begin), names_, is_gfm_).read();
      add_element(to, inside);
      at_ = end + 2;
      return true;
    }
    return false;
  }

  // --- code, math, marks ---

  bool code(Element& to) {
    const std::size_t size = std::min(text_.find_first_not_of('`', at_), text_.size()) - at_;
    const std::string delimiter(size, '`');
    const std::size_t begin = at_ + size;
    const bool is_loose = size == 1 && (at_ == 0 || is_space(text_[at_ - 1])) &&
                          begin < text_.size() && is_space(text_[begin]);
    const std::size_t end = is_loose ? std::string_view::npos : text_.find(delimiter, begin);
    if (end == std::string_view::npos) {
      add_text(to, delimiter);
      at_ = begin;
      return true;
    }
    std::string_view inside = text_.substr(begin, end - begin);
    if (size > 1 && inside.starts_with(' ')) inside.remove_prefix(1);
    if (size > 1 && inside.ends_with(' ')) inside.remove_suffix(1);
    add_child(to, inside);
    at_ = end + size;
    return true;
  }

  bool math(Element& to) {
    if (!rest().starts_with("$$")) return false;
    const std::size_t end = text_.find("$$", at_ + 2);
    if (end == std::string_view::npos) return false;
    add_child(to, trim(text_.substr(at_ + 2, end - at_ - 2)));
    at_ = end + 2;
    return true;
  }

  bool quote(Element& to) {
    add_child(to, text_.substr(at_, 1));
    ++at_;
    return true;
  }

  bool dashes(Element& to) {
    for (const std::string_view mark : {"---", "--", "..."}) {
      if (!rest().starts_with(mark)) continue;
      add_child(to, {});
      at_ += mark.size();
      return true;
    }
    return false;
  }

  bool guillemets(Element& to) {
    for (const std::string_view mark : {"<< ", " >>", "<<", ">>"}) {
      if (!rest().starts_with(mark)) continue;
      add_child(to, {});
      at_ += mark.size();
      return true;
    }
    return false;
  }

  bool escape(Element& to) {
    static constexpr std::string_view escaped = "\\.*_+`<>()[]{}#!:|\"'$=-";
    if (rest().starts_with("\\<<") || rest().starts_with("\\>>")) {
      add_child(to, {});
      at_ += 3;
      return true;
    }
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : 'a';
    if (escaped.find(next) == std::string_view::npos && !(is_gfm_ && next == '~')) return false;
    add_text(to, text_.substr(at_ + 1, 1));
    at_ += 2;
    return true;
  }

  bool entity(Element& to) {
    const Entity entity = read_entity(rest());
    if (entity.size == 0) return false;
    add_child(to, entity.shown);
    if (!entity.is_known) add_text(to, rest().substr(1, entity.size - 1));
    at_ += entity.size;
    return true;
  }

  // {:.class} behind a span, {::comment}...{:/}
  bool extension(Element& to) {
    if (!rest().starts_with("{:")) return false;
    const std::size_t close = text_.find('}', at_);
    if (close == std::string_view::npos) return false;
    if (rest().starts_with("{::")) {
      const bool is_closed = text_[close - 1] == '/';
      const std::size_t end = is_closed ? close : text_.find("{:/", close);
      const std::size_t end_close = end == std::string_view::npos ? end : text_.find('}', end);
      if (end_close == std::string_view::npos) return false;
      add_child(to, {});
      at_ = end_close + 1;
      return true;
    }
    if (rest().starts_with("{:/") || to.is_empty || to.ends_in_text) return false;
    at_ = close + 1;
    return true;
  }

  // --- HTML ---

  bool autolink(Element& to) {
    const std::size_t size = autolink_size(rest());
    if (size == 0) return false;
    std::string_view address = rest().substr(1, size - 2);
    if (address.starts_with("mailto:")) address.remove_prefix(7);
    Element link;
    link.text = address;
    add_element(to, link);
    at_ += size;
    return true;
  }

  bool html(Element& to) {
    if (rest().starts_with("<!--")) {
      const std::size_t end = text_.find("-->", at_);
      if (end == std::string_view::npos) return false;
      add_child(to, {});
      at_ = end + 3;
      return true;
    }
    const KramdownTag end_tag = kramdown_end_tag(rest());
    const KramdownTag tag = end_tag.size > 0 ? KramdownTag{} : kramdown_start_tag(rest());
    const std::size_t size = end_tag.size + tag.size;
    if (size == 0) return false;
    if (end_tag.size > 0 || is_kramdown_block_element(tag.name)) {
      add_text(to, rest().substr(0, size));
      at_ += size;
      return true;
    }
    at_ += size;
    element(to, tag);
    return true;
  }

  void element(Element& to, const KramdownTag& tag) {
    Element inside;
    const bool is_raw =
        kramdown_content(tag.name) == KramdownContent::raw || open_.back() == Kind::raw_html;
    inside.kind = is_raw ? Kind::raw_html : Kind::html;
    if (!tag.is_closed && !has_no_body(tag.name)) {
      KramdownTag end_tag;
      const bool is_found = spans(inside, [&](const Element&) {
        if (text_[at_] == '<') end_tag = kramdown_end_tag(rest());
        return text_[at_] == '<' && end_tag.size > 0 && end_tag.name == tag.name;
      });
      if (is_found) at_ += end_tag.size;
    }
    add_element(to, inside);
  }

  // --- links ---

  bool footnote(Element& to) {
    if (!rest().starts_with("[^")) return false;
    const std::size_t end = text_.find(']', at_);
    if (end == std::string_view::npos || end == at_ + 2) return false;
    const std::string_view name = text_.substr(at_ + 2, end - at_ - 2);
    if (name.find_first_of(" \t[") != std::string_view::npos) return false;
    names_.footnotes.contains(name) ? add_child(to, {})
                                    : add_text(to, text_.substr(at_, end + 1 - at_));
    at_ = end + 1;
    return true;
  }

  bool link(Element& to) {
    const bool is_image = text_[at_] == '!';
    const std::size_t begin = at_, mark = is_image ? 2 : 1;
    if (is_image && !rest().starts_with("![")) return false;
    if (begin + mark >= text_.size() || text_[begin + mark] == '^') return false;
    Element inside;
    inside.kind = is_image ? Kind::image : Kind::link;
    at_ += mark;
    const bool may_be = is_image || (!is_within(Kind::link) && !is_within(Kind::image));
    if (may_be && link_text(inside)) {
      const std::string_view text = text_.substr(begin + mark, at_ - begin - mark);
      ++at_;
      if (link_target(text)) {
        if (is_image) {
          ++to.images;
          add_child(to, {});
        } else {
          add_element(to, inside);
        }
        return true;
      }
    }
    at_ = begin + mark;
    add_text(to, text_.substr(begin, mark));
    return true;
  }

  // Up to the ] that closes it.
  bool link_text(Element& inside) {
    int count = 1;
    std::size_t counted = std::string_view::npos;  // a bracket is counted once
    return spans(inside, [&](const Element& so_far) {
      const bool opens = text_[at_] == '[' || rest().starts_with("![");
      if ((text_[at_] != ']' && !opens) || counted == at_) return false;
      counted = at_;
      count += opens ? 1 : -1;
      return count - so_far.images == 0;
    });
  }

  // Behind ]: (address "title"), [id], or nothing where the text itself is an id.
  bool link_target(std::string_view text) {
    if (rest().starts_with('(')) return address();
    std::size_t at = at_;
    while (at < text_.size() && is_space(text_[at])) ++at;
    std::string_view id = text;
    const std::size_t close =
        text_.substr(at).starts_with('[') ? text_.find(']', at) : std::string_view::npos;
    if (close != std::string_view::npos) {
      if (close > at + 1) id = text_.substr(at + 1, close - at - 1);
      at_ = close + 1;
    }
    return names_.links.contains(kramdown_link_id(id));
  }

  bool address() {
    if (rest().starts_with("(<")) {
      const std::size_t close = text_.find('>', at_);
      if (close != std::string_view::npos) {
        at_ = close + 1;
        if (!rest().starts_with(')')) return title();
        ++at_;
        return true;
      }
    }
    int depth = 0;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_], next = at_ + 1 < text_.size() ? text_[at_ + 1] : 'a';
      if (c == '(') ++depth;
      if (c == ')' && --depth == 0) return ++at_, true;
      if (is_space(c) && (next == '"' || next == '\'')) return ++at_, title();
    }
    return false;
  }

  bool title() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    const char mark = at_ < text_.size() ? text_[at_] : 'a';
    if (mark != '"' && mark != '\'') return false;
    for (std::size_t end = text_.find(mark, at_ + 2); end != std::string_view::npos;
         end = text_.find(mark, end + 1)) {
      const std::size_t close = std::min(text_.find_first_not_of(" \t\n", end + 1), text_.size());
      if (!text_.substr(close).starts_with(')')) continue;
      at_ = close + 1;
      return true;
    }
    return false;
  }

  std::string_view text_;
  const KramdownNames& names_;
  bool is_gfm_;
  std::size_t at_ = 0;
  int steps_ = 0;
  std::vector<Kind> open_;
};

}  // namespace

std::string kramdown_link_id(std::string_view id) {
  std::string squeezed;
  for (const char c : id) {
    if (!is_space(c)) {
      squeezed += c;
    } else if (!squeezed.ends_with(' ')) {
      squeezed += ' ';
    }
  }
  return lower(squeezed);
}

std::string kramdown_heading_text(std::string_view source, const KramdownNames& names,
                                  bool is_gfm) {
  const std::string head = std::string(cut_utf8(source, kMaxHeading));
  return SpanReader(head, names, is_gfm).read() + std::string(source.substr(head.size()));
}

}  // namespace blogsearch
