// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/markdown_spans.hpp"

#include "common/text.hpp"
#include "indexer/attribute_list.hpp"
#include "indexer/markdown_code.hpp"
#include "indexer/plain_spans.hpp"
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

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
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

// WordPress' shortcodes, in posts that came from there: [caption id="a" width="300"], [/caption],
// [gallery].
std::size_t bracket_tag_size(std::string_view text) {
  const std::size_t close = text.substr(0, 500).find_first_of("]\n");
  if (close == std::string_view::npos || close < 3 || text[close] != ']') return 0;
  const char after = close + 1 < text.size() ? text[close + 1] : ' ';
  std::string_view inside = text.substr(1, close - 1);
  const bool is_end = inside.starts_with('/');
  if (is_end) inside.remove_prefix(1);
  std::size_t name = 0;
  while (name < inside.size() &&
         ((inside[name] >= 'a' && inside[name] <= 'z') || inside[name] == '_'))
    ++name;
  const std::string_view args = inside.substr(name);
  if (name < 3 || after == '(' || after == ':') return 0;
  if (is_end || inside == "gallery") return args.empty() && after != '[' ? close + 1 : 0;
  const std::size_t sign = args.find('=');
  const bool is_arg = args.starts_with(' ') && sign != std::string_view::npos &&
                      sign + 1 < args.size() &&
                      args.substr(1, sign - 1).find_first_not_of("abcdefghijklmnopqrstuvwxyz_") ==
                          std::string_view::npos;
  return is_arg && (args[sign + 1] == '"' || args[sign + 1] == '\'') ? close + 1 : 0;
}

class SpanRewriter {
 public:
  SpanRewriter(std::string_view text, std::size_t& brackets, std::string& out)
      : text_(text), brackets_(brackets), out_(out), code_(code_spans(text)) {}

  void run() {
    while (at_ < text_.size()) {
      const std::size_t next = std::min(text_.find_first_of("`\\$[]!{~<^*", at_), text_.size());
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

  // `$x^2$`: how R Markdown's posts keep Markdown away from a formula.
  static bool is_formula(std::string_view code) {
    const bool has_dollars = code.size() > 2 && code.starts_with('$') && code.ends_with('$');
    const bool has_marks = (code.starts_with("\\(") && code.ends_with("\\)")) ||
                           (code.starts_with("\\[") && code.ends_with("\\]"));
    return has_marks || (has_dollars && code.find_first_of("\\^_={", 1) != std::string_view::npos);
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
      if (inside.empty() ||
          (may_be_escaped && inside.find_first_of("\\^_=") == std::string_view::npos))
        continue;
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
  // blanks, though its writer meant it. ** between letters or digits stays, and so does what may
  // nest.
  void stars() {
    const std::size_t size = run_length();
    if (size == 4) {
      drop(4);  // an empty pair
      return;
    }
    const bool is_spaced = at_ + size < text_.size() && is_blank(text_[at_ + size]);
    if (is_spaced && size >= 2 && size <= 5 && begins_line()) {
      drop(size);  // a nested item of a wiki's list
      return;
    }
    const std::size_t close = size == 2 ? closing_stars() : 0;
    if (close > 0) strong_end_ = close;
    close > 0 || (size == 2 && strong_end_ == at_) ? drop(2) : copy(size);
  }

  [[nodiscard]] bool begins_line() const {
    const std::size_t line = text_.find_last_of('\n', at_);
    const std::string_view before =
        text_.substr(line == std::string_view::npos ? 0 : line + 1,
                     at_ - (line == std::string_view::npos ? 0 : line + 1));
    return container_prefix(before) == before.size();
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
    if (size == 0 || !is_broken_target(rest.substr(1, size - 2))) {
      copy(1);
      return;
    }
    out_ += "](#)";
    ++at_;
    drop(size);
  }

  static bool is_broken_target(std::string_view target) {
    const std::string_view address = trim(target);
    if (address.starts_with('"') || address.starts_with('\'')) return true;
    const std::size_t blank = address.find_first_of(" \n");
    if (blank == std::string_view::npos || address.starts_with('<')) return false;
    const char after =
        address[std::min(address.find_first_not_of(" \n", blank), address.size() - 1)];
    const bool is_address = address.starts_with("http") || address.starts_with('/') ||
                            address.starts_with('.') ||
                            address.substr(0, blank).find('/') != std::string_view::npos;
    return is_address && after != '"' && after != '\'' && after != '(';
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
  std::array<std::size_t, kMathMarks.size() + 3> found_{};
  std::size_t strong_end_ =
      std::string_view::npos;  // where the ** that closes the open ones stands
};

}  // namespace

void rewrite_spans(std::string_view paragraph, std::size_t& brackets, std::string& out) {
  SpanRewriter(paragraph, brackets, out).run();
}

}  // namespace blogsearch
