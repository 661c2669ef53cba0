// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text_directive.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace blogsearch {
namespace {

constexpr int kWordsAround = 3;         // on each side: enough to tell the place from most others
constexpr std::size_t kLongWord = 100;  // bytes: a sentence of a script without blanks

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

// What follows may stand in another paragraph.
bool ends_sentence(std::string_view word) {
  return std::string_view(".!?:;").find(word.back()) != std::string_view::npos;
}

bool is_cut(std::string_view word) {
  return word.find("\u2026") != std::string_view::npos;
}

// The mark's words and their neighbours in the sentence.
std::string_view quote(const MarkedText& snippet) {
  const MarkedText::Mark mark = snippet.marks.front();
  const std::string_view text = snippet.text;
  const std::vector<std::string_view> words = split_words(text);
  const auto begin_of = [&](auto word) {
    return static_cast<std::size_t>(word->data() - text.data());
  };
  const auto end_of = [&](auto word) { return begin_of(word) + word->size(); };
  auto first = words.begin();
  while (end_of(first) <= mark.begin) ++first;
  auto last = first;
  while (end_of(last) < mark.end) ++last;
  if (end_of(last) - begin_of(first) > mark.end - mark.begin + kLongWord || is_cut(*first) ||
      is_cut(*last))
    return text.substr(mark.begin, mark.end - mark.begin);
  for (int i = 0; i < kWordsAround && first != words.begin(); ++i) {
    const auto before = std::prev(first);
    if (ends_sentence(*before) || is_cut(*before)) break;
    first = before;
  }
  for (int i = 0; i < kWordsAround && std::next(last) != words.end(); ++i) {
    if (ends_sentence(*last) || is_cut(*std::next(last))) break;
    ++last;
  }
  return text.substr(begin_of(first), end_of(last) - begin_of(first));
}

// A hyphen, too: it means something in a directive.
std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~";
  std::string out;
  for (const char c : text) {
    if (plain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace

std::string text_directive(const MarkedText& snippet) {
  return snippet.marks.empty() ? "" : ":~:text=" + percent_encoded(quote(snippet));
}

}  // namespace blogsearch
