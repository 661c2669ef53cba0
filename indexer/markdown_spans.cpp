// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/markdown_spans.hpp"

#include "common/text.hpp"
#include "indexer/ascii.hpp"
#include "indexer/attribute_list.hpp"
#include "indexer/markdown_code.hpp"
#include "indexer/plain_spans.hpp"
#include "indexer/span_shapes.hpp"
#include "indexer/template_args.hpp"
#include "indexer/tex.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace blogsearch {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

// What encloses a formula; a display formula is not running text and goes.
struct MathMarks {
  std::string_view open, close;
  bool is_display;
};
constexpr std::array kMathMarks = std::to_array<MathMarks>({{"$$", "$$", true},
                                                            {"\\\\[", "\\\\]", true},
                                                            {"\\\\(", "\\\\)", false},
                                                            {"\\[", "\\]", true},
                                                            {"\\(", "\\)", false}});

// The characters at which something to rewrite may begin.
bool is_special(char c) {
  static constexpr auto kSpecial = [] {
    std::array<bool, 256> special{};
    for (const char each : std::string_view("`\\$[]!{~<^*"))
      special[static_cast<unsigned char>(each)] = true;
    return special;
  }();
  return kSpecial[static_cast<unsigned char>(c)];
}

// The next \command, ^, _ or =, which tells a formula from escaped brackets.
std::size_t find_tex(std::string_view text, std::size_t from) {
  static constexpr std::string_view signs = "\\^_=";
  std::size_t at = text.find_first_of(signs, from);
  while (at < text.size() && text[at] == '\\' &&
         (at + 1 == text.size() || !is_letter(text[at + 1])))
    at = text.find_first_of(signs, at + 1);
  return at;
}

// In place of what goes at the beginning of a line: what follows must not begin a list or a heading
// now.
constexpr std::string_view kNothing = "\x1F ";

constexpr std::size_t kMaxLinkText = 300;  // bytes between [ and ]

class SpanRewriter {
 public:
  SpanRewriter(std::string_view text, std::size_t& brackets, std::string& out)
      : text_(text), brackets_(brackets), out_(out), code_(code_spans(text)) {}

  void run() {
    while (at_ < text_.size()) {
      std::size_t next = at_;
      while (next < text_.size() && !is_special(text_[next])) ++next;
      copy(next - at_);
      if (at_ < text_.size()) rewrite();
    }
  }

 private:
  void copy(std::size_t size) {
    out_ += text_.substr(at_, size);
    at_ += size;
  }

  // Leaves `size` bytes out, but not their line breaks.
  void drop(std::size_t size) {
    if (begins_line()) out_ += kNothing;
    const std::string_view dropped = text_.substr(at_, size);
    out_.append(static_cast<std::size_t>(std::count(dropped.begin(), dropped.end(), '\n')), '\n');
    at_ += size;
  }

  void rewrite() {
    switch (text_[at_]) {
      case '`':
        code();
        break;
      case '\\':
        escape();
        break;
      case '$':
        dollar();
        break;
      case '[':
        bracket();
        break;
      case '!':
        exclamation();
        break;
      case '{':
        brace();
        break;
      case '~':
        tildes();
        break;
      case '<':
        tag();
        break;
      case '*':
        stars();
        break;
      case ']':
        link_target();
        break;
      case '^':
        text_.substr(at_).starts_with("^[") ? drop(1) : copy(1);
        break;
      default:
        copy(1);
    }
  }

  void code() {
    while (next_code_ < code_.size() && code_[next_code_].begin < at_) ++next_code_;
    if (next_code_ == code_.size() || code_[next_code_].begin != at_) {
      copy(run_length());
      return;
    }
    const std::string_view span = text_.substr(at_, code_[next_code_].end - at_);
    const std::string_view inside = trim(span.substr(run_length(), span.size() - 2 * run_length()));
    if (is_formula(inside)) {
      formula(span.size(), inside, inside.starts_with("$$") || inside.starts_with("\\["));
    } else {
      copy_whole(span.size(), run_length());
    }
  }

  [[nodiscard]] std::size_t run_length() const {
    return std::min(text_.find_first_not_of(text_[at_], at_), text_.size()) - at_;
  }

  void formula(std::size_t size, std::string_view tex, bool is_display) {
    if (!is_display) {
      for (const char c : tex_words(tex)) {
        if (std::string_view("*_`[]<>\\~$^|{}!&#").find(c) != std::string_view::npos) out_ += '\\';
        out_ += c;
      }
    }
    drop(size);
  }

  void escape() {
    if (!math()) copy(std::min<std::size_t>(2, text_.size() - at_));
  }

  // A formula between one of the pairs of marks. \( and \[ may also be plain escaped brackets.
  bool math() {
    const std::string_view rest = text_.substr(at_);
    for (std::size_t i = 0; i < kMathMarks.size(); ++i) {
      const MathMarks& marks = kMathMarks[i];
      if (!rest.starts_with(marks.open)) continue;
      const std::size_t end = find_cached(i, marks.close, at_ + marks.open.size());
      if (end == std::string_view::npos) continue;
      const std::string_view inside =
          text_.substr(at_ + marks.open.size(), end - at_ - marks.open.size());
      const bool may_be_escaped = marks.open.size() == 2 && marks.open[0] == '\\';
      if (inside.empty() || (may_be_escaped && next_tex(end - inside.size()) >= end)) continue;
      formula(end + marks.close.size() - at_, inside, marks.is_display);
      return true;
    }
    return false;
  }

  // The next `mark` at or after `from`, looked for once however often it is asked.
  std::size_t find_cached(std::size_t kind, std::string_view mark, std::size_t from) {
    std::size_t& found = found_[kind];
    if (found != std::string_view::npos && found < from) found = text_.find(mark, from);
    return found;
  }

  std::size_t next_tex(std::size_t from) {
    if (tex_ != std::string_view::npos && tex_ < from) tex_ = find_tex(text_, from);
    return tex_;
  }

  void dollar() {
    if (math()) return;
    const std::size_t close = closing_dollar();
    if (close == 0) {
      copy(run_length());
      return;
    }
    const std::string_view inside = text_.substr(at_ + 1, close - at_ - 1);
    is_tex(inside) ? formula(inside.size() + 2, inside, false) : copy(1);
  }

  // Pandoc's rule for $...$: no blank inside at either end, no digit after it.
  std::size_t closing_dollar() {
    if (at_ + 1 >= text_.size() || is_blank(text_[at_ + 1]) || text_[at_ + 1] == '$') return 0;
    const std::size_t close = find_cached(kDollar, "$", at_ + 1);
    if (close == std::string_view::npos || is_blank(text_[close - 1])) return 0;
    if (text_[close - 1] == '\\' || (close + 1 < text_.size() && is_digit(text_[close + 1])))
      return 0;
    const bool crosses_code = next_code_ < code_.size() && code_[next_code_].begin > at_ &&
                              code_[next_code_].begin < close;
    return crosses_code ? 0 : close;
  }

  void bracket() {
    const std::string_view rest = text_.substr(at_);
    if (const std::size_t size = bracket_tag_size(rest); size > 0) {
      out_ += shown_args(read_template_args(rest.substr(1, size - 2)), ShownArgs::named);
      drop(size);
      return;
    }
    if (rest.starts_with("[^")) {
      const std::size_t close = rest.substr(0, 100).find_first_of("] \n", 2);
      if (close != std::string_view::npos && close > 2 && rest[close] == ']') {
        drop(close + 1);
        return;
      }
    }
    if (rest.starts_with("[[") && wiki_link()) return;
    if (brackets_ == 0) {
      out_ += '\\';
    } else {
      --brackets_;
    }
    copy(1);
  }

  // [[Page]], [[Page|Text]]; not [[ -f file ]].
  bool wiki_link() {
    const std::string_view rest = text_.substr(at_, 300);
    const std::size_t close = rest.find("]]");
    const bool is_behind_word = at_ > 0 && (is_letter(text_[at_ - 1]) || is_digit(text_[at_ - 1]));
    if (is_behind_word) return false;
    if (close == std::string_view::npos || close == 2 || is_blank(rest[2])) return false;
    const std::string_view inside = rest.substr(2, close - 2);
    if (inside.find_first_of("[]\n") != std::string_view::npos ||
        rest.substr(close).starts_with("]]("))
      return false;
    out_ += inside.substr(inside.find('|') + 1);
    at_ += close + 2;
    return true;
  }

  void exclamation() {
    const std::size_t close =
        text_.substr(at_).starts_with("![[") ? text_.substr(at_, 300).find("]]") : 0;
    close > 0 && close != std::string_view::npos ? drop(close + 2) : copy(1);
  }

  void brace() {
    const AttributeList list = read_attribute_list(text_.substr(at_));
    const char before = at_ == 0 ? '\n' : text_[at_ - 1];
    const bool is_behind_span = std::string_view(")]`*~>}|").find(before) != std::string_view::npos;
    const std::size_t end = at_ + list.size;
    const bool ends_line =
        is_blank(before) && !list.is_word && (end >= text_.size() || text_[end] == '\n');
    const bool is_list =
        list.size > 0 && (is_behind_span || ends_line || (list.has_colon && !list.is_word));
    is_list || is_extension() ? drop(list.size) : copy(1);
  }

  // {::nomarkdown}, {:/}: kramdown's marks around raw text.
  [[nodiscard]] bool is_extension() const {
    const std::string_view rest = text_.substr(at_);
    return (rest.starts_with("{::") || rest.starts_with("{:/")) &&
           read_attribute_list(rest).size > 0;
  }

  void tildes() {
    const std::size_t size = run_length();
    const bool has_blanks = (at_ == 0 || is_blank(text_[at_ - 1])) &&
                            (at_ + size >= text_.size() || is_blank(text_[at_ + size]));
    size == 2 && !has_blanks ? drop(2) : copy(size);
  }

  // **strong** where it is plain to see: CommonMark does not take it beside Chinese punctuation or
  // blanks, though its writer meant it. ** between letters, digits or blanks stays, and so does
  // what may nest.
  void stars() {
    const std::size_t size = run_length();
    const bool is_item = size >= 2 && size <= 5 && is_blank_at(at_ + size) && begins_line();
    const bool is_empty_pair = size == 4;
    if (is_item || is_empty_pair || (size == 2 && is_strong_mark())) {
      drop(size);
    } else {
      copy(size);
    }
  }

  bool is_strong_mark() {
    if (strong_end_ == at_) return true;
    const std::size_t close = closing_stars();
    if (close > 0) strong_end_ = close;
    return close > 0;
  }

  [[nodiscard]] bool is_blank_at(std::size_t at) const {
    return at >= text_.size() || is_blank(text_[at]);
  }

  // Does nothing but list and block quote markers stand before it in its line?
  bool begins_line() {
    const std::size_t newline = text_.substr(0, at_).substr(scanned_).rfind('\n');
    if (newline != std::string_view::npos) line_ = scanned_ + newline + 1;
    scanned_ = at_;
    const std::string_view before = text_.substr(line_, at_ - line_);
    return before.size() < 100 && container_prefix(before) == before.size();
  }

  [[nodiscard]] bool is_between_words(std::size_t at) const {
    const auto is_word = [](char c) { return is_letter(c) || is_digit(c); };
    return at > 0 && at + 2 < text_.size() && is_word(text_[at - 1]) && is_word(text_[at + 2]);
  }

  std::size_t closing_stars() {
    if (at_ + 2 >= text_.size() || is_between_words(at_)) return 0;
    const bool is_blank_around =
        is_blank(text_[at_ + 2]) && (at_ == 0 || !is_letter(text_[at_ - 1]));
    if (is_blank_around) return 0;
    const std::size_t close = find_cached(kStar, "*", at_ + 2);
    if (close == std::string_view::npos || close == at_ + 2 || is_between_words(close)) return 0;
    return text_.substr(close, 2) == "**" && text_.substr(close, 3) != "***" ? close : 0;
  }

  // ](target) with blanks in an address, which CommonMark does not take: the link stays one without
  // its target.
  void link_target() {
    const std::string_view rest = text_.substr(at_ + 1);
    const std::size_t size = link_target_size(rest);
    if (size == 0 || !is_broken_target(rest.substr(1, size - 2)) || !has_link_text()) {
      copy(1);
      return;
    }
    out_ += "](#)";
    ++at_;
    drop(size);
  }

  // The [ of this ] does not stand behind a word, as in an expression: values[i](a, b).
  [[nodiscard]] bool has_link_text() const {
    const std::size_t first = at_ > kMaxLinkText ? at_ - kMaxLinkText : 0;
    int depth = 0;
    for (std::size_t i = at_; i > first; --i) {
      if (text_[i] == ']') ++depth;
      if (text_[i] == '[' && --depth == 0)
        return !is_letter(text_[i - 1]) && !is_digit(text_[i - 1]);
    }
    return depth == 1 && text_[first] == '[';
  }

  // A tag, a comment or an <address> is copied as it is.
  void tag() {
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : ' ';
    if (!is_letter(next) && next != '/' && next != '!' && next != '?') {
      copy(1);
      return;
    }
    const std::size_t end = find_cached(kTagEnd, ">", at_);
    copy_whole(end == std::string_view::npos ? 1 : end + 1 - at_, 1);
  }

  // Copies what cmark will most likely take as one thing; only its beginning where it hides too
  // many [.
  void copy_whole(std::size_t size, std::size_t beginning) {
    const std::string_view whole = text_.substr(at_, size);
    const auto inside = static_cast<std::size_t>(std::count(whole.begin(), whole.end(), '['));
    if (inside > brackets_) size = beginning;
    if (inside <= brackets_) brackets_ -= inside;
    copy(size);
  }

  static constexpr std::size_t kDollar = kMathMarks.size(), kTagEnd = kDollar + 1,
                               kStar = kDollar + 2;

  std::string_view text_;
  std::size_t& brackets_;
  std::string& out_;
  std::vector<TextRange> code_;
  std::size_t at_ = 0, next_code_ = 0;
  std::size_t line_ = 0, scanned_ = 0;  // where the line begins, as far as it was looked for
  std::array<std::size_t, kMathMarks.size() + 3> found_{};
  std::size_t tex_ = 0;  // as in found_
  std::size_t strong_end_ =
      std::string_view::npos;  // where the ** that closes the open ones stands
};

}  // namespace

void rewrite_spans(std::string_view paragraph, std::size_t& brackets, std::string& out) {
  SpanRewriter(paragraph, brackets, out).run();
}

}  // namespace blogsearch
