// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/snippet.hpp"

#include "common/fold.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

constexpr std::string_view kEllipsis = "\u2026";
constexpr double kLeast = 0.1;         // what the commonest word is worth
constexpr double kRepeated = 0.1;      // of its weight: a word that the passage has already
constexpr double kInOrder = 0.3;       // of its weight: right after the word before it in the query
constexpr double kWorthShowing = 0.6;  // of the best section's score

std::size_t start_key(std::string_view form) {
  const auto first = static_cast<unsigned char>(form.front());
  const auto second = static_cast<unsigned char>(form.size() > 1 ? form[1] : '\0');
  return first * 256U + second;
}

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

// Does a sentence begin at byte `at`?
bool starts_sentence(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 3> wide_stops = {"\u3002", "\uff01", "\uff1f"};
  if (at == 0 || text[at - 1] == '\n') return true;
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

// Characters to bytes: wide characters count as two, since they take the room of two.
std::size_t bytes_for(std::string_view text, std::size_t characters) {
  const std::string_view sample = text.substr(0, 2000);
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
  return at;
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
  return at;
}

void prepend(std::string_view text, MarkedText& marked) {
  marked.text.insert(0, text);
  for (MarkedText::Mark& mark : marked.marks) {
    mark.begin += text.size();
    mark.end += text.size();
  }
}

}  // namespace

Highlighter::Highlighter(const std::vector<QueryWord>& words, int length)
    : words_(words), length_(static_cast<std::size_t>(length)), starts_(std::size_t{256} * 256) {
  for (std::size_t i = 0; i < words.size(); ++i) learn(i);
}

void Highlighter::learn(std::size_t word) {
  for (const std::string& form : words_[word].forms) {
    (words_[word].phrase ? parts_ : forms_).emplace(form, word);
    learn_start(form);
  }
  for (const std::string& stem : words_[word].stems) {
    stems_.emplace(stem, word);
    learn_start(stem);
  }
  for (const std::string& beginning : words_[word].beginnings) {
    beginnings_.push_back(beginning);
    beginning_words_.push_back(word);
    learn_start(beginning);
  }
}

void Highlighter::learn_start(std::string_view form) {
  const std::size_t key = start_key(form);
  if (form.size() > 1) {
    starts_[key] = true;
    return;
  }
  for (std::size_t second = 0; second < 256; ++second) starts_[key / 256 * 256 + second] = true;
}

const std::size_t* Highlighter::find_word(const Token& token, Stemmer& stemmer) const {
  if (!starts_[start_key(token.form)]) return nullptr;
  const auto form = forms_.find(token.form);
  if (form != forms_.end()) return &form->second;
  if (token.kind == TokenKind::word) {
    const Stems stems = stemmer.stems(token);
    for (const std::string_view stem : {stems.first, stems.second}) {
      const auto found = stems_.find(stem);
      if (found != stems_.end()) return &found->second;
    }
  }
  return find_beginning(token.form);
}

const std::size_t* Highlighter::find_beginning(std::string_view form) const {
  for (std::size_t i = 0; i < beginnings_.size(); ++i) {
    if (form.starts_with(beginnings_[i])) return &beginning_words_[i];
  }
  return nullptr;
}

Highlighter::Occurrences Highlighter::find(std::string_view text, Stemmer& stemmer) {
  Occurrences found;
  Occurrences parts;
  std::vector<const Token*> mains;
  for (const Token& token : analyzer_.analyze(text)) {
    if (token.main) mains.push_back(&token);
    if (!token.main && token.kind != TokenKind::symbol && token.kind != TokenKind::unigram)
      continue;
    if (const std::size_t* word = find_word(token, stemmer)) {
      found.push_back({token.begin, token.end, *word, token.position});
    }
    const auto part = parts_.find(token.form);
    if (part == parts_.end() || !token.main) continue;
    parts.push_back({token.begin, token.end, part->second, token.position});
    find_phrases(mains, mains.size() - 1, found);
  }
  keep_lone_parts(found, parts);
  std::ranges::sort(found, {}, &Occurrence::begin);
  return found;
}

// The phrases whose last word is tokens[last].
void Highlighter::find_phrases(const std::vector<const Token*>& tokens, std::size_t last,
                               Occurrences& found) const {
  for (std::size_t word = 0; word < words_.size(); ++word) {
    const auto& forms = words_[word].forms;
    if (!words_[word].phrase || forms.size() > last + 1) continue;
    const Token* const* first = &tokens[last + 1 - forms.size()];
    bool same = true;
    for (std::size_t i = 0; i < forms.size() && same; ++i) same = first[i]->form == forms[i];
    if (same) found.push_back({first[0]->begin, tokens[last]->end, word, tokens[last]->position});
  }
}

// Where a phrase stands nowhere as a whole, its words are shown.
void Highlighter::keep_lone_parts(Occurrences& found, const Occurrences& parts) const {
  std::vector<bool> whole(words_.size());
  for (const Occurrence& occurrence : found) whole[occurrence.word] = true;
  for (const Occurrence& part : parts) {
    if (!whole[part.word]) found.push_back(part);
  }
}

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
  std::size_t first = 0;
  while (first < found.size() && found[first].begin < begin) ++first;
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
  std::size_t from = widen_left(text, passage.begin, begin, (length - taken) / 2 + 1);
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

Snippet Highlighter::snippet(const Record& record, Stemmer& stemmer) {
  Snippet out;
  out.title = mark_up(record.title, 0, record.title.size(), find(record.title, stemmer));
  const std::string_view text = record.text;
  const std::size_t length = bytes_for(text, length_);
  const Occurrences found = find(text, stemmer);
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
    out.snippet = show(text, best, begin, end, length, found);
    add_sections(record, found, length, stemmer, out);
  } else if (!record.description.empty()) {
    const std::string_view description = record.description;
    out.snippet = show(description, {}, 0, description.size(), length, find(description, stemmer));
  } else {
    out.snippet = show(text, {begin, begin, 0}, begin, end, length, {});
  }
  return out;
}

void Highlighter::add_sections(const Record& record, const Occurrences& found, std::size_t length,
                               Stemmer& stemmer, Snippet& out) {
  struct Candidate {
    std::size_t section, end;
    Passage passage;
  };
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < record.sections.size(); ++i) {
    if (record.sections[i].id.empty()) continue;
    const std::size_t end =
        i + 1 < record.sections.size() ? record.sections[i + 1].begin : record.text.size();
    const Passage passage = best_passage(found, record.sections[i].begin, end, length);
    if (passage.score > 0) candidates.push_back({i, end, passage});
  }
  const auto by_score = [](const Candidate& a, const Candidate& b) {
    return a.passage.score > b.passage.score;
  };
  std::ranges::stable_sort(candidates, by_score);
  const double least = candidates.empty() ? 0 : candidates.front().passage.score * kWorthShowing;
  std::erase_if(candidates, [&](const Candidate& c) { return c.passage.score < least; });
  if (candidates.size() > kMaxSections) candidates.resize(kMaxSections);
  std::ranges::sort(candidates, {}, &Candidate::section);
  for (const Candidate& c : candidates) {
    const SectionRecord& section = record.sections[c.section];
    out.sections.push_back(
        {c.section,
         mark_up(section.heading, 0, section.heading.size(), find(section.heading, stemmer)),
         show(record.text, c.passage, section.begin, c.end, length, found)});
  }
}

}  // namespace blogsearch
