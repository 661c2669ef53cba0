// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/analyzer.hpp"

#include "common/char_at.hpp"
#include "common/fold.hpp"
#include "common/text.hpp"
#include "common/word_shapes.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxWords = 8;  // of a compound whose whole is kept

// Articles and pronouns that French, Italian and Catalan write onto the next word.
constexpr std::array<std::string_view, 25> kElided = {
    "c",     "d",      "j",      "l",      "m",    "n",   "s",     "t",    "qu",
    "jusqu", "lorsqu", "puisqu", "quoiqu", "dell", "all", "nell",  "sull", "dall",
    "un",    "quell",  "quest",  "bell",   "sant", "gl",  "presqu"};

}  // namespace

// One pass over one text.
class TokenScanner {
 public:
  TokenScanner(Analyzer& out, std::string_view text)
      : text_(text), out_(out), segments_(out.segments_), sizes_(out.sizes_) {}

  void run() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const Char c = char_at(text_, at);
      if (starts_word(c.kind)) {
        at = scan_compound(at, at);
      } else if (c.kind == CharClass::unspaced) {
        at = scan_unspaced(at);
      } else if (const std::size_t prefix = word_sign_at(text_, at); prefix > 0) {
        at = scan_compound(at, at + prefix);
      } else {
        if (c.kind == CharClass::symbol) emit_symbol(at, c.bytes);
        at += c.bytes;
      }
    }
    resolve_forms();
  }

 private:
  using Joint = Analyzer::Joint;
  using Segment = Analyzer::Segment;

  // What joins two words.
  struct JointAt {
    Joint joint = Joint::none;
    std::size_t bytes = 0;
  };

  // --- where things are ---

  // What joins the word that ends at `at` to another that follows at once.
  [[nodiscard]] JointAt joint_at(std::size_t at) const {
    const Char c = char_at(text_, at);
    if (c.bytes == 0) return {};
    JointAt found;
    if (is_apostrophe(c.code_point)) {
      found = {Joint::apostrophe, c.bytes};
    } else if (c.code_point == ',' && at > 0 && has_digits(text_, at - 1, 1) &&
               has_digits(text_, at + 1, 3) && char_at(text_, at + 4).kind != CharClass::digit) {
      found = {Joint::thousands, 1};
    } else if (text_.substr(at).starts_with("::")) {
      found = {Joint::punctuation, 2};
    } else if (c.code_point == '_') {
      std::size_t length = 1;
      while (at + length < text_.size() && text_[at + length] == '_') ++length;
      found = {Joint::punctuation, length};
    } else if (c.code_point < 0x80 && std::string_view(".-@&").find(static_cast<char>(
                                          c.code_point)) != std::string_view::npos) {
      found = {Joint::punctuation, 1};
    } else if (c.code_point == 0x2010 || c.code_point == 0x2011) {
      found = {Joint::punctuation, c.bytes};
    }
    return starts_word(char_at(text_, at + found.bytes).kind) ? found : JointAt{};
  }

  // --- compounds ---

  // Reads the compound whose first word starts at `at`, with a sign from `begin` on before it;
  // returns its end.
  std::size_t scan_compound(std::size_t begin, std::size_t at) {
    segments_.clear();
    Joint before = Joint::none;
    while (true) {
      Segment segment{at, word_end(text_, at), before, false};
      const std::size_t mark = mark_behind(text_, segment.begin, segment.end);
      segment.marked = mark > 0;
      segment.end += mark;
      segments_.push_back(segment);
      at = segment.end;
      if (segment.marked && starts_word(char_at(text_, at).kind)) {
        before = Joint::punctuation;  // "c++11"
        continue;
      }
      const JointAt joint = joint_at(at);
      if (joint.joint == Joint::none) break;
      before = joint.joint;
      at += joint.bytes;
    }
    std::size_t end = at;
    while (end < text_.size() && text_[end] == '_') ++end;
    emit_compound(begin, end);
    return end;
  }

  void emit_compound(std::size_t begin, std::size_t end) {
    const std::uint32_t position = out_.position_;
    const auto first = static_cast<std::ptrdiff_t>(out_.tokens_.size());
    std::size_t words = 0;
    for (std::size_t i = 0; i < segments_.size(); ++words) i = emit_word(i);
    const auto is_all = [&](const Token& token) {
      return token.main && token.begin == begin && token.end == end;
    };
    const bool no_sign =
        begin == segments_.front().begin && end == segments_.back().end && !segments_.back().marked;
    if ((words == 1 && no_sign) || words > kMaxWords) return;
    if (std::any_of(out_.tokens_.begin() + first, out_.tokens_.end(), is_all)) return;
    const bool dashes = text_.substr(begin).starts_with("--");
    emit_whole(begin, end, position);
    if (dashes && words > 1) emit_whole(begin + 2, end, position);
    if (has_version_sign(0)) emit_whole(segments_.front().begin + 1, end, position);
    emit_acronym(position);
  }

  // "U.S.A." is also "usa".
  void emit_acronym(std::uint32_t position) {
    const auto is_letter = [&](const Segment& s) {
      return s.end - s.begin == 1 && char_at(text_, s.begin).kind == CharClass::letter;
    };
    const auto has_dot = [&](const Segment& s) { return text_[s.end] == '.'; };
    if (segments_.size() < 2 || !std::ranges::all_of(segments_, is_letter)) return;
    if (!std::all_of(segments_.begin(), segments_.end() - 1, has_dot)) return;
    Token token =
        start_token(segments_.front().begin, segments_.back().end, TokenKind::whole, position);
    for (const Segment& segment : segments_) append_folded(out_.arena_, slice(segment));
    finish(token, false);
  }

  // Emits the word made of segment `i` and of those that an apostrophe or a comma joins to it;
  // returns the index after it.
  std::size_t emit_word(std::size_t i) {
    std::size_t last = i;
    while (last + 1 < segments_.size() && segments_[last + 1].before != Joint::punctuation) ++last;
    if (last == i) {
      emit_segment(segments_[i]);
      if (has_version_sign(i)) emit_version(segments_[i]);
    } else if (segments_[last].before == Joint::thousands) {
      emit_joined(i, last, true);
    } else {
      emit_apostrophe(i, last);
    }
    return last + 1;
  }

  // "c++" and "c#" are words of their own; "notepad++" is "notepad", and the whole beside it.
  void emit_segment(const Segment& segment) {
    if (!segment.marked) {
      emit_plain(segment.begin, segment.end);
      return;
    }
    const std::size_t letters =
        text_.substr(segment.begin, segment.end - segment.begin).find_first_of("+#");
    if (letters <= 2) {
      Token token = start_token(segment.begin, segment.end, TokenKind::whole, out_.position_++);
      append_folded(out_.arena_, slice(segment));
      finish(token, true);
    } else {
      emit_plain(segment.begin, segment.begin + letters);
    }
  }

  // Is segment `i` the "v1" of "v1.2" or "v1.x"?
  [[nodiscard]] bool has_version_sign(std::size_t i) const {
    if (i + 1 == segments_.size()) return false;
    const Segment& first = segments_[i];
    const std::string_view next = slice(segments_[i + 1]);
    return (text_[first.begin] == 'v' || text_[first.begin] == 'V') &&
           first.end - first.begin > 1 &&
           has_digits(text_, first.begin + 1, first.end - first.begin - 1) &&
           text_[first.end] == '.' &&
           (has_digits(text_, segments_[i + 1].begin, 1) || next == "x" || next == "X");
  }

  // The number behind the sign, at the position of both.
  void emit_version(const Segment& segment) {
    Token token =
        start_token(segment.begin + 1, segment.end, TokenKind::number, out_.position_ - 1);
    token.placed = true;
    append_folded(out_.arena_, text_.substr(token.begin, token.end - token.begin));
    finish(token, false);
  }

  // "d'Actium" is Actium, "John's" is John, and both joined beside it; "don't" is "dont".
  void emit_apostrophe(std::size_t first, std::size_t last) {
    std::string left;
    append_folded(left, slice(segments_[first]));
    const bool elided = std::ranges::find(kElided, std::string_view(left)) != kElided.end();
    const std::string_view right = slice(segments_[last]);
    if (elided && right.size() > 1) {
      emit_joined(first, last, false);
      emit_joined_or_plain(first + 1, last);
    } else if (last == first + 1 && (right == "s" || right == "S")) {
      emit_joined(first, last, false);
      emit_plain(segments_[first].begin, segments_[first].end);
    } else {
      emit_joined(first, last, true);
    }
  }

  void emit_joined_or_plain(std::size_t first, std::size_t last) {
    if (first == last) {
      emit_plain(segments_[first].begin, segments_[first].end);
    } else {
      emit_joined(first, last, true);
    }
  }

  // The segments without what joins them; beside the coming word, or as the word itself.
  void emit_joined(std::size_t first, std::size_t last, bool main) {
    Token token =
        start_token(segments_[first].begin, segments_[last].end, TokenKind::whole, out_.position_);
    bool simplified = false;
    bool digits = false;
    for (std::size_t i = first; i <= last; ++i) {
      simplified |= append_folded(out_.arena_, slice(segments_[i]));
      digits |= has_digit(slice(segments_[i]));
    }
    if (main) {
      token.kind = digits ? TokenKind::number : TokenKind::word;
      ++out_.position_;
      if (simplified) set_exact(text_.substr(token.begin, token.end - token.begin));
    }
    finish(token, main);
  }

  void emit_whole(std::size_t begin, std::size_t end, std::uint32_t position) {
    Token token = start_token(begin, end, TokenKind::whole, position);
    append_folded(out_.arena_, text_.substr(begin, end - begin));
    if (out_.arena_.size() - form_start_ > kMaxTokenBytes) {
      out_.arena_.resize(form_start_);
      return;
    }
    finish(token, false);
  }

  // --- words ---

  void emit_plain(std::size_t begin, std::size_t end) {
    if (emit_ascii(begin, end)) return;
    const std::string_view word = text_.substr(begin, end - begin);
    const TokenKind kind = has_digit(word) ? TokenKind::number : TokenKind::word;
    Token token = start_token(begin, end, kind, out_.position_++);
    if (append_folded(out_.arena_, word)) set_exact(word);
    if (out_.arena_.size() == form_start_) {  // nothing but ignorable characters: not a word
      --out_.position_;
      return;
    }
    finish(token, true);
    if (has_inner_upper(word)) emit_humps(begin, end, token.position);
  }

  // The same in one pass, for a word of ASCII letters and digits; false: it is none.
  bool emit_ascii(std::size_t begin, std::size_t end) {
    Token token = start_token(begin, end, TokenKind::word, out_.position_);
    out_.arena_.resize(form_start_ + end - begin);
    char* form = out_.arena_.data() + form_start_;
    bool lower = false;
    bool inner_upper = false;
    for (std::size_t at = begin; at < end; ++at) {
      const char c = text_[at];
      const bool upper = c >= 'A' && c <= 'Z';
      if (static_cast<unsigned char>(c) >= kAsciiClasses.size()) {
        out_.arena_.resize(form_start_);
        return false;
      }
      if (kAsciiClasses[static_cast<unsigned char>(c)] == CharClass::digit)
        token.kind = TokenKind::number;
      *form++ = upper ? static_cast<char>(c + 32) : c;
      lower |= !upper;
      inner_upper |= upper && at > begin;
    }
    ++out_.position_;
    finish(token, true);
    if (lower && inner_upper) emit_humps(begin, end, token.position);
    return true;
  }

  // The parts of "camelCase" and "XMLHttpRequest": a new one starts at an upper-case letter after a
  // lower-case one, and at the last of several upper-case letters if a lower-case one follows.
  void emit_humps(std::size_t begin, std::size_t end, std::uint32_t position) {
    if (end - begin < 3) return;
    std::size_t start = begin;
    bool was_upper = true;
    for (std::size_t at = begin; at < end;) {
      const Char c = char_at(text_, at);
      const bool upper = is_upper(c.code_point);
      const Char next = char_at(text_.substr(0, end), at + c.bytes);
      const bool next_lower = next.kind == CharClass::letter && !is_upper(next.code_point);
      if (at > begin && upper && (!was_upper || next_lower)) {
        emit_hump(start, at, position);
        start = at;
      }
      was_upper = upper;
      at += c.bytes;
    }
    if (start > begin) emit_hump(start, end, position);
  }

  void emit_hump(std::size_t begin, std::size_t end, std::uint32_t position) {
    if (end - begin < 2) return;
    Token token = start_token(begin, end, TokenKind::hump, position);
    append_folded(out_.arena_, text_.substr(begin, end - begin));
    finish(token, false);
  }

  void emit_symbol(std::size_t at, std::size_t bytes) {
    const std::uint32_t position = std::max(out_.position_, 2U) - 1;
    Token token = start_token(at, at + bytes, TokenKind::symbol, position);
    out_.arena_ += text_.substr(at, bytes);
    finish(token, false);
  }

  // --- scripts without spaces ---

  // A run of them: a bigram for each pair of neighbours, and each character beside them. A run of
  // one is its own main token. What a longer one begins and ends with is placed, too: "R包" is
  // found in "写R包时".
  std::size_t scan_unspaced(std::size_t begin) {
    std::size_t end = begin + char_at(text_, begin).bytes;
    Char next = char_at(text_, end);
    const bool alone = next.kind != CharClass::unspaced;
    emit_unigram(begin, end, alone, true);
    while (next.kind == CharClass::unspaced) {
      const std::size_t middle = end;
      end += next.bytes;
      next = char_at(text_, end);
      const bool last = next.kind != CharClass::unspaced;
      emit_bigram(begin, middle, end);
      if (!last) ++out_.position_;
      emit_unigram(middle, end, false, last);
      begin = middle;
    }
    ++out_.position_;
    return end;
  }

  void emit_unigram(std::size_t begin, std::size_t end, bool main, bool placed) {
    Token token = start_token(begin, end, TokenKind::unigram, out_.position_);
    token.placed = placed;
    append_unspaced(out_.arena_, decode_utf8(text_, begin).code_point);
    finish(token, main);
  }

  void emit_bigram(std::size_t begin, std::size_t middle, std::size_t end) {
    Token token = start_token(begin, end, TokenKind::bigram, out_.position_);
    append_unspaced(out_.arena_, decode_utf8(text_, begin).code_point);
    append_unspaced(out_.arena_, decode_utf8(text_, middle).code_point);
    finish(token, true);
  }

  // --- tokens ---

  [[nodiscard]] std::string_view slice(const Segment& s) const {
    return text_.substr(s.begin, s.end - s.begin);
  }

  Token start_token(std::size_t begin, std::size_t end, TokenKind kind, std::uint32_t position) {
    form_start_ = out_.arena_.size();
    exact_.clear();
    Token token;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(end);
    token.position = position;
    token.kind = kind;
    token.placed = false;
    return token;
  }

  void set_exact(std::string_view word) {
    exact_ = exact_form(word);
    std::erase_if(exact_, [](char c) { return c == '\''; });
  }

  // The form is what was appended to the arena since start_token(). Views are set when the arena no
  // longer moves.
  void finish(Token token, bool main) {
    token.main = main;
    token.placed = token.placed || main;
    cut_to(kMaxTokenBytes);
    sizes_.push_back({out_.arena_.size() - form_start_, std::min(exact_.size(), kMaxTokenBytes)});
    out_.arena_ += cut_utf8(exact_, kMaxTokenBytes);
    sizes_.back().exact = out_.arena_.size() - form_start_ - sizes_.back().form;
    out_.tokens_.push_back(token);
  }

  void cut_to(std::size_t bytes) {
    const std::string_view form = std::string_view(out_.arena_).substr(form_start_);
    out_.arena_.resize(form_start_ + cut_utf8(form, bytes).size());
  }

  void resolve_forms() {
    const std::string_view arena = out_.arena_;
    std::size_t at = 0;
    for (std::size_t i = 0; i < sizes_.size(); ++i) {
      out_.tokens_[i].form = arena.substr(at, sizes_[i].form);
      at += sizes_[i].form;
      out_.tokens_[i].exact = arena.substr(at, sizes_[i].exact);
      at += sizes_[i].exact;
    }
  }

  std::string_view text_;
  Analyzer& out_;
  std::vector<Segment>& segments_;
  std::vector<Analyzer::Sizes>& sizes_;
  std::string exact_;
  std::size_t form_start_ = 0;
};

std::span<const Token> Analyzer::analyze(std::string_view text, std::uint32_t first_position) {
  arena_.clear();
  tokens_.clear();
  sizes_.clear();
  position_ = first_position;
  TokenScanner(*this, text).run();
  return tokens_;
}

std::string fold_phrase(std::string_view text) {
  Analyzer analyzer;
  std::string folded;
  for (const Token& token : analyzer.analyze(text)) {
    if (!token.main) continue;
    if (!folded.empty()) folded += ' ';
    folded += token.form;
  }
  return folded;
}

}  // namespace blogsearch
