// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/snippet.hpp"

#include "common/fold.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

constexpr std::string_view kEllipsis = "\u2026";
constexpr double kLeast = 0.1;     // what the commonest word is worth
constexpr double kRepeated = 0.1;  // of its weight: a word that the passage has already
constexpr double kInOrder = 0.3;   // of its weight: right after the word before it in the query
constexpr double kWorthJoining = 0.25;   // more is told by two passages than by one
constexpr std::size_t kRestOfWord = 40;  // bytes: so much longer, rather than a word cut in two
constexpr double kWorthShowing = 0.6;    // of the best section's score

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

// Does a sentence begin at byte `at`?
bool starts_sentence(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 3> wide_stops = {"\u3002", "\uff01", "\uff1f"};
  if (at == 0 || text[at - 1] == '\n') return true;
  if (text[at - 1] != ' ' && static_cast<unsigned char>(text[at - 1]) < 0x80) return false;
  const std::string_view before = text.substr(0, at);
  const auto ends = [&](std::string_view stop) { return before.ends_with(stop); };
  if (std::ranges::any_of(wide_stops, ends)) return true;
  return ends(". ") || ends("! ") || ends("? ");
}

// May the text be cut before byte `at`: beside a blank, or between characters of a script without
// blanks?
bool is_cut(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size() || is_blank(text[at]) || is_blank(text[at - 1])) return true;
  if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) return false;
  return char_class(decode_utf8(text, at).code_point) == CharClass::unspaced;
}

// The cut at or before byte `at`; `at` itself where there is none near by.
std::size_t cut_before(std::string_view text, std::size_t at, std::size_t least) {
  const std::size_t last = at - std::min(at - least, kRestOfWord);
  for (std::size_t cut = at;; --cut) {
    if (is_cut(text, cut)) return cut;
    if (cut == last) return at;
  }
}

// The cut at or behind byte `at`; `at` itself where there is none near by.
std::size_t cut_behind(std::string_view text, std::size_t at, std::size_t most) {
  const std::size_t last = at + std::min(most - at, kRestOfWord);
  for (std::size_t cut = at;; ++cut) {
    if (is_cut(text, cut)) return cut;
    if (cut == last) return at;
  }
}

// Characters to bytes: wide characters count as two, since they take the room of two.
std::size_t bytes_for(std::string_view text, std::size_t characters) {
  const std::string_view sample = text.substr(0, 2000);
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::ranges::all_of(sample, is_ascii)) return characters;
  std::size_t width = 1;
  for (std::size_t at = 0; at < sample.size();) {
    const Decoded decoded = decode_utf8(sample, at);
    width += decoded.bytes >= 3 ? 2 : 1;
    at += decoded.bytes;
  }
  return characters * std::max<std::size_t>(sample.size(), 1) / std::max<std::size_t>(width - 1, 1);
}

// The byte before the passage at which to begin: the first start of a sentence that leaves it in
// the middle, else a word's.
std::size_t widen_left(std::string_view text, std::size_t from, std::size_t least,
                       std::size_t room) {
  const std::size_t limit = from > least + room ? from - room : least;
  if (limit == least) return least;
  for (std::size_t at = limit; at <= from; ++at) {
    if (starts_sentence(text, at)) return at;
  }
  std::size_t at = from > least + room / 2 ? from - room / 2 : least;
  while (at < from && !is_cut(text, at)) ++at;
  return cut_before(text, at, least);
}

// The byte after the passage at which to end: the last sentence's end that fits, if it is not too
// near; else a word's.
std::size_t widen_right(std::string_view text, std::size_t begin, std::size_t passage_end,
                        std::size_t most, std::size_t length) {
  const std::size_t limit = std::min(most, std::max(passage_end, begin + length));
  if (limit == most) return most;
  const std::size_t enough = std::max(passage_end, begin + length * 2 / 3);
  for (std::size_t at = limit; at > enough; --at) {
    if (starts_sentence(text, at)) return at;
  }
  std::size_t at = limit;
  while (at > passage_end && !is_cut(text, at)) --at;
  return cut_behind(text, at, most);
}

void prepend(std::string_view text, MarkedText& marked) {
  marked.text.insert(0, text);
  for (MarkedText::Mark& mark : marked.marks) {
    mark.begin += text.size();
    mark.end += text.size();
  }
}

// Joins two passages, with one ellipsis between them.
void append(MarkedText& first, const MarkedText& second) {
  if (first.text.ends_with(kEllipsis)) first.text.resize(first.text.size() - kEllipsis.size());
  first.text.append(" ").append(kEllipsis);
  const std::size_t skipped = second.text.starts_with(kEllipsis) ? kEllipsis.size() : 0;
  first.text += ' ';
  for (const MarkedText::Mark& mark : second.marks)
    first.marks.push_back(
        {first.text.size() + mark.begin - skipped, first.text.size() + mark.end - skipped});
  first.text += second.text.substr(skipped);
}

}  // namespace

Highlighter::Highlighter(const std::vector<QueryWord>& words, int length)
    : words_(words), length_(static_cast<std::size_t>(length)), finder_(words) {}

double Highlighter::score(const Occurrence* first, const Occurrence* last) const {
  double sum = 0;
  std::uint64_t seen = 0;
  for (const Occurrence* at = first; at <= last; ++at) {
    const double weight = std::max(words_[at->word].weight, kLeast);
    const std::uint64_t bit = std::uint64_t{1} << (at->word % 64);
    sum += (seen & bit) == 0 ? weight : kRepeated * weight;
    seen |= bit;
    const bool follows =
        at > first && at->word == (at - 1)->word + 1 && at->position == (at - 1)->position + 1;
    if (follows) sum += kInOrder * weight;
  }
  return sum;
}

Highlighter::Passage Highlighter::best_passage(const Occurrences& found, std::size_t begin,
                                               std::size_t end, std::size_t length) const {
  Passage best;
  auto first = static_cast<std::size_t>(
      std::ranges::lower_bound(found, begin, {}, &Occurrence::begin) - found.begin());
  for (std::size_t last = first; last < found.size() && found[last].end <= end; ++last) {
    while (first < last && found[last].end - found[first].begin > length) ++first;
    const double sum = score(&found[first], &found[last]);
    if (sum > best.score) best = {found[first].begin, found[last].end, sum};
  }
  return best;
}

// `text[begin, end)` with line ends as blanks and the occurrences in it marked; overlapping ones as
// one.
MarkedText Highlighter::mark_up(std::string_view text, std::size_t begin, std::size_t end,
                                const Occurrences& found) {
  MarkedText marked{std::string(text.substr(begin, end - begin)), {}};
  std::ranges::replace(marked.text, '\n', ' ');
  for (const Occurrence& occurrence : found) {
    if (occurrence.begin < begin || occurrence.end > end) continue;
    const MarkedText::Mark mark{occurrence.begin - begin, occurrence.end - begin};
    if (marked.marks.empty() || mark.begin >= marked.marks.back().end) {
      marked.marks.push_back(mark);
    } else {
      marked.marks.back().end = std::max(marked.marks.back().end, mark.end);
    }
  }
  return marked;
}

// The passage with what stands around it, inside text[begin, end).
MarkedText Highlighter::show(std::string_view text, const Passage& passage, std::size_t begin,
                             std::size_t end, std::size_t length, const Occurrences& found) {
  const std::size_t taken = std::min(passage.end - passage.begin, length);
  std::size_t from =
      widen_left(text, passage.begin, begin, std::max((length - taken) / 2, length / 4));
  std::size_t to = widen_right(text, from, passage.end, end, length);
  while (from < to && is_blank(text[from])) ++from;
  while (to > from && is_blank(text[to - 1])) --to;
  const bool cut_left = from > begin && !starts_sentence(text, from);
  const bool cut_right =
      to < end && !(to + 1 <= text.size() && starts_sentence(text, std::min(to + 1, text.size())));
  MarkedText shown = mark_up(text, from, to, found);
  if (cut_left) prepend(kEllipsis, shown);
  if (cut_right) shown.text += kEllipsis;
  return shown;
}

// The weights of the words that stand in one of the passages.
double Highlighter::told(const Occurrences& found, const std::vector<Passage>& passages) const {
  double sum = 0;
  std::vector<bool> seen(words_.size());
  for (const Occurrence& occurrence : found) {
    const auto is_in = [&](const Passage& passage) {
      return occurrence.begin >= passage.begin && occurrence.end <= passage.end;
    };
    if (seen[occurrence.word] || !std::ranges::any_of(passages, is_in)) continue;
    seen[occurrence.word] = true;
    sum += std::max(words_[occurrence.word].weight, kLeast);
  }
  return sum;
}

// The best one for the words that `passage` lacks.
Highlighter::Passage Highlighter::passage_of_rest(const Occurrences& found, const Passage& passage,
                                                  std::size_t begin, std::size_t end,
                                                  std::size_t length) const {
  std::vector<bool> seen(words_.size());
  for (const Occurrence& one : found) {
    if (one.begin >= passage.begin && one.end <= passage.end) seen[one.word] = true;
  }
  Occurrences rest;
  std::ranges::copy_if(found, std::back_inserter(rest),
                       [&](const Occurrence& one) { return !seen[one.word]; });
  return best_passage(rest, begin, end, length);
}

// One passage, or two shorter ones where the words lie apart.
MarkedText Highlighter::show_best(std::string_view text, const Passage& best, std::size_t begin,
                                  std::size_t end, std::size_t length,
                                  const Occurrences& found) const {
  const std::size_t half = length * 2 / 3;  // less tells nothing
  std::vector<Passage> pair = {best_passage(found, begin, end, half)};
  pair.push_back(passage_of_rest(found, pair.front(), begin, end, half));
  const bool apart = pair[1].score > 0 &&
                     told(found, pair) > (1 + kWorthJoining) * told(found, {best}) &&
                     (pair[1].begin > pair[0].end + half || pair[0].begin > pair[1].end + half);
  if (!apart) return show(text, best, begin, end, length, found);
  std::ranges::sort(pair, {}, &Passage::begin);
  MarkedText shown = show(text, pair[0], begin, end, half, found);
  append(shown, show(text, pair[1], begin, end, half, found));
  return shown;
}

Snippet Highlighter::snippet(const Record& record, Stemmer& stemmer) {
  Snippet out;
  out.title = mark_up(record.title, 0, record.title.size(), finder_.find(record.title, stemmer));
  const std::string_view text = record.text;
  const std::size_t length = bytes_for(text, length_);
  const Occurrences found = finder_.find(text, stemmer);
  Passage best;
  std::size_t begin = 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i <= record.sections.size();
       ++i) {  // what comes before the first heading, then each section
    const std::size_t from = i == 0 ? 0 : record.sections[i - 1].begin;
    const std::size_t to = i == record.sections.size() ? text.size() : record.sections[i].begin;
    const Passage passage = best_passage(found, from, to, length);
    const bool first_text = begin == end && best.score == 0;
    if (passage.score > best.score || first_text) best = passage, begin = from, end = to;
  }
  if (best.score > 0) {
    out.snippet = show_best(text, best, begin, end, length, found);
  } else if (!record.description.empty()) {
    const std::string_view description = record.description;
    out.snippet =
        show(description, {}, 0, description.size(), length, finder_.find(description, stemmer));
  } else {
    out.snippet = show(text, {begin, begin, 0}, begin, end, length, {});
  }
  if (!words_.empty()) add_sections(record, found, length, stemmer, out);
  return out;
}

// Those whose heading or text has the words.
void Highlighter::add_sections(const Record& record, const Occurrences& found, std::size_t length,
                               Stemmer& stemmer, Snippet& out) {
  struct Candidate {
    std::size_t section, end;
    Passage passage;
    Occurrences in_heading;
    double score;
  };
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < record.sections.size(); ++i) {
    if (record.sections[i].id.empty()) continue;
    const std::size_t end =
        i + 1 < record.sections.size() ? record.sections[i + 1].begin : record.text.size();
    const std::string& heading = record.sections[i].heading;
    Passage passage = best_passage(found, record.sections[i].begin, end, length);
    Occurrences in_heading = finder_.find(heading, stemmer);
    const double score =
        passage.score + best_passage(in_heading, 0, heading.size(), heading.size()).score;
    if (score == 0) continue;
    if (passage.score == 0) passage = {record.sections[i].begin, record.sections[i].begin, 0};
    candidates.push_back({i, end, passage, std::move(in_heading), score});
  }
  const auto by_score = [](const Candidate& a, const Candidate& b) { return a.score > b.score; };
  std::ranges::stable_sort(candidates, by_score);
  const double least = candidates.empty() ? 0 : candidates.front().score * kWorthShowing;
  std::erase_if(candidates, [&](const Candidate& c) { return c.score < least; });
  if (candidates.size() > kMaxSections) candidates.resize(kMaxSections);
  std::ranges::sort(candidates, {}, &Candidate::section);
  for (const Candidate& c : candidates) {
    const SectionRecord& section = record.sections[c.section];
    out.sections.push_back({c.section,
                            mark_up(section.heading, 0, section.heading.size(), c.in_heading),
                            show(record.text, c.passage, section.begin, c.end, length, found)});
  }
}

}  // namespace blogsearch
