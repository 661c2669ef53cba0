// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/vocabulary.hpp"

#include "common/edit_automaton.hpp"
#include "common/fold.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace blogsearch {
namespace {

constexpr std::size_t kShortestWord = 2;  // bytes
constexpr std::size_t kLongestWord = kMaxPatternLength;

using Counted = std::pair<std::string, std::uint32_t>;

// Letters only, of a script that has words: no code, no numbers, no bigrams, no prefixed terms.
bool is_plain_word(std::string_view term) {
  if (term.size() < kShortestWord || term.size() > kLongestWord) return false;
  for (std::size_t at = 0; at < term.size();) {
    const auto byte = static_cast<unsigned char>(term[at]);
    if (byte < 0x80) {
      if (byte < 'a' || byte > 'z') return false;
      ++at;
      continue;
    }
    const Decoded decoded = decode_utf8(term, at);
    const CharClass kind = char_class(decoded.code_point);
    if (kind != CharClass::letter && kind != CharClass::mark) return false;
    at += decoded.bytes;
  }
  return true;
}

// In the order of their bytes. Folded words begin behind all upper-case letters.
std::vector<Counted> read_words(const Xapian::Database& database, const std::string& prefix) {
  std::vector<Counted> words;
  auto term = database.allterms_begin(prefix);
  term.skip_to(prefix + "a");
  for (; term != database.allterms_end(prefix); ++term) {
    std::string word = (*term).substr(prefix.size());
    if (is_plain_word(word)) words.emplace_back(std::move(word), term.get_termfreq());
  }
  return words;
}

// The bytes of whole characters with which both words begin.
std::size_t shared_bytes(std::string_view a, std::string_view b) {
  const auto differ = std::ranges::mismatch(a, b);
  auto shared = static_cast<std::size_t>(differ.in1 - a.begin());
  while (shared > 0 && shared < b.size() && (static_cast<unsigned char>(b[shared]) & 0xC0) == 0x80)
    --shared;
  return shared;
}

}  // namespace

Vocabulary::Vocabulary(const Xapian::Database& database) {
  const std::vector<Counted> words = read_words(database, std::string(prefix::kWord));
  const std::vector<Counted> humps = read_words(database, std::string(prefix::kHump));
  entries_.reserve(words.size() + humps.size());
  auto hump = humps.begin();
  for (const auto& [word, frequency] : words) {
    for (; hump != humps.end() && hump->first < word; ++hump) append(hump->first, hump->second);
    const bool both = hump != humps.end() && hump->first == word;
    append(word, both ? frequency + (hump++)->second : frequency);
  }
  for (; hump != humps.end(); ++hump) append(hump->first, hump->second);
}

void Vocabulary::append(std::string_view word, std::uint32_t frequency) {
  Entry entry;
  entry.begin = static_cast<std::uint32_t>(text_.size());
  entry.bytes = static_cast<std::uint8_t>(word.size());
  entry.frequency = frequency;
  if (!entries_.empty())
    entry.shared = static_cast<std::uint8_t>(shared_bytes(this->word(entries_.back()), word));
  text_ += word;
  entries_.push_back(entry);
}

std::uint32_t Vocabulary::frequency(std::string_view word) const {
  const auto found = std::ranges::lower_bound(
      entries_, word, {}, [&](const Entry& entry) { return this->word(entry); });
  return found != entries_.end() && this->word(*found) == word ? found->frequency : 0;
}

// Reads the words in order with an automaton; each goes on from what it shares with the one before,
// and none is read that shares a beginning which cannot lead anywhere.
class Vocabulary::Walk {
 public:
  Walk(const EditAutomaton& automaton, bool beginnings)
      : automaton_(automaton), beginnings_(beginnings) {
    reached_[0].state = automaton.start();
  }

  // The edits to a word that shares `shared` bytes with the one before; -1: too many.
  int edits(std::string_view word, std::size_t shared) {
    if (shared >= dead_) return -1;
    dead_ = kNowhere;
    for (std::size_t at = shared; at < word.size();) {
      at = step(word, at);
      if (is_hopeless(reached_.at(at))) {
        dead_ = at;
        return -1;
      }
    }
    const Reached& end = reached_.at(word.size());
    return beginnings_ ? end.least : automaton_.edits_at_end(end.state);
  }

 private:
  struct Reached {
    EditAutomaton::State state;
    int least = -1;  // the fewest edits to any beginning so far; -1: none is near
  };
  static constexpr std::size_t kNowhere = kLongestWord + 1;

  std::size_t step(std::string_view word, std::size_t at) {
    const Decoded c = decode_utf8(word, at);
    const Reached& from = reached_.at(at);
    Reached to{automaton_.step(from.state, c.code_point), from.least};
    const int here = automaton_.edits_at_end(to.state);
    if (here >= 0 && (to.least < 0 || here < to.least)) to.least = here;
    reached_.at(at + c.bytes) = to;
    return at + c.bytes;
  }

  [[nodiscard]] bool is_hopeless(const Reached& reached) const {
    return !automaton_.is_alive(reached.state) && !(beginnings_ && reached.least >= 0);
  }

  const EditAutomaton& automaton_;
  bool beginnings_;
  std::array<Reached, kLongestWord + 1> reached_;  // after so many bytes of the word before
  std::size_t dead_ = kNowhere;                    // after so many bytes of it, all was lost
};

std::vector<Vocabulary::Near> Vocabulary::near(std::string_view word, int edits,
                                               bool beginnings) const {
  const EditAutomaton automaton(decode_utf8(cut_utf8(word, kMaxPatternLength)), edits);
  Walk walk(automaton, beginnings);
  std::vector<Near> found;
  for (const Entry& entry : entries_) {
    const std::string_view candidate = this->word(entry);
    const int distance = walk.edits(candidate, entry.shared);
    if (distance >= 0) found.push_back({candidate, entry.frequency, distance});
  }
  return found;
}

}  // namespace blogsearch
