// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/occurrences.hpp"

#include <algorithm>
#include <utility>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxRead = 1000;  // pieces that are remembered
constexpr std::size_t kLongPiece = 64;  // bytes: it will hardly come again

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

}  // namespace

WordFinder::WordFinder(const std::vector<QueryWord>& words) : words_(words) {
  for (std::size_t i = 0; i < words.size(); ++i) learn(i);
}

void WordFinder::learn(std::size_t word) {
  const QueryWord& query_word = words_[word];
  for (std::size_t i = 0; i < query_word.forms.size(); ++i) {
    if (query_word.phrase) {
      places_[query_word.forms[i]].push_back({word, i});
    } else {
      forms_.emplace(query_word.forms[i], word);
    }
    filter_.add(query_word.forms[i]);
  }
  for (const std::string& stem : query_word.stems) {
    stems_.emplace(stem, word);
    filter_.add(stem);
  }
  for (const std::string& beginning : query_word.beginnings) {
    beginnings_.push_back(beginning);
    beginning_words_.push_back(word);
    filter_.add(beginning);
  }
}

std::vector<Occurrence> WordFinder::find(std::string_view text, Stemmer& stemmer) {
  found_.clear();
  parts_.clear();
  if (stemmer.keeps_beginnings()) {
    find_in_places(text, stemmer);
  } else {
    add(analyze(text, stemmer), 0, 0);
  }
  join_phrases();
  std::ranges::sort(found_, {}, &Occurrence::begin);
  return std::move(found_);
}

// Only what stands between blanks and may have one of the words is analyzed: a word never goes
// beyond a blank, and most of a text has none of them.
void WordFinder::find_in_places(std::string_view text, Stemmer& stemmer) {
  std::uint32_t position = 0;
  std::size_t done = 0;
  for (std::size_t at = filter_.find(text, 0); at != text.npos; at = filter_.find(text, done)) {
    std::size_t begin = at;
    while (begin > done && !is_blank(text[begin - 1])) --begin;
    std::size_t end = at;
    while (end < text.size() && !is_blank(text[end])) ++end;
    if (filter_.has_word(text.substr(done, begin - done))) ++position;
    const Reading& reading = read(text.substr(begin, end - begin), stemmer);
    add(reading, begin, position);
    position += reading.positions;
    done = end;
  }
}

const WordFinder::Reading& WordFinder::read(std::string_view piece, Stemmer& stemmer) {
  if (piece.size() > kLongPiece) return long_ = analyze(piece, stemmer);
  if (read_with_ != &stemmer || read_.size() >= kMaxRead) read_.clear();
  read_with_ = &stemmer;
  const auto known = read_.find(piece);
  if (known != read_.end()) return known->second;
  return read_.emplace(piece, analyze(piece, stemmer)).first->second;
}

WordFinder::Reading WordFinder::analyze(std::string_view piece, Stemmer& stemmer) {
  Reading reading;
  for (const Token& token : analyzer_.analyze(piece)) {
    if (!token.placed && token.kind != TokenKind::symbol && token.kind != TokenKind::unigram)
      continue;
    if (const std::size_t* word = find_word(token, stemmer))
      reading.found.push_back({token.begin, token.end, *word, token.position});
    if (places_.empty() || !token.placed) continue;
    const auto places = places_.find(token.form);
    if (places == places_.end()) continue;
    for (const PhrasePlace& place : places->second)
      reading.parts.push_back({token.begin, token.end, place.phrase, place.index, token.position,
                               token.kind == TokenKind::number});
  }
  reading.positions = analyzer_.next_position() - 1;
  return reading;
}

void WordFinder::add(const Reading& reading, std::size_t begin, std::uint32_t position) {
  for (const Occurrence& one : reading.found)
    found_.push_back({begin + one.begin, begin + one.end, one.word, position + one.position});
  for (const Part& one : reading.parts)
    parts_.push_back({begin + one.begin, begin + one.end, one.phrase, one.index,
                      position + one.position, one.is_number});
}

const std::size_t* WordFinder::find_word(const Token& token, Stemmer& stemmer) const {
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

const std::size_t* WordFinder::find_beginning(std::string_view form) const {
  for (std::size_t i = 0; i < beginnings_.size(); ++i) {
    if (form.starts_with(beginnings_[i])) return &beginning_words_[i];
  }
  return nullptr;
}

void WordFinder::join_phrases() {
  std::vector<bool> whole(words_.size());
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Part* last = parts_[i].index == 0 ? phrase_end(i) : nullptr;
    if (last == nullptr) continue;
    found_.push_back({parts_[i].begin, last->end, parts_[i].phrase, last->position});
    whole[parts_[i].phrase] = true;
  }
  for (const Part& part : parts_) {
    if (!whole[part.phrase] && !part.is_number)
      found_.push_back({part.begin, part.end, part.phrase, part.position});
  }
}

// The last word of the phrase that begins with parts_[first]; null: it is not a whole one.
const WordFinder::Part* WordFinder::phrase_end(std::size_t first) const {
  const Part* last = &parts_[first];
  const std::size_t words = words_[last->phrase].forms.size();
  for (std::size_t i = first + 1; i < parts_.size() && last->index + 1 < words; ++i) {
    if (parts_[i].position > last->position + 1) return nullptr;
    const bool is_next = parts_[i].phrase == last->phrase && parts_[i].index == last->index + 1 &&
                         parts_[i].position == last->position + 1;
    if (is_next) last = &parts_[i];
  }
  return last->index + 1 == words ? last : nullptr;
}

}  // namespace blogsearch
