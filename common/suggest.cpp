// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/suggest.hpp"

#include "common/analyzer.hpp"
#include "common/cpu_clock.hpp"
#include "common/error.hpp"
#include "common/fold.hpp"
#include "common/posting_sources.hpp"
#include "common/query.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "common/spelling.hpp"
#include "common/text.hpp"
#include "common/typed_text.hpp"
#include "common/usual_form.hpp"
#include "common/visibility.hpp"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <set>
#include <utility>

namespace blogsearch {
namespace {

using Match = Xapian::Query;
using Terms = std::vector<std::pair<std::string, Xapian::doccount>>;  // with the posts of each

// What is read at most: terms of the index take 0.15 us each, posts 20 us.
constexpr std::size_t kTitlesRead = 20'000;
constexpr std::size_t kValuesRead = 5'000;  // tags, and categories
constexpr std::size_t kWordsRead = 10'000;
constexpr Xapian::doccount kPostsRead = 16;
constexpr Xapian::termcount kBeginnings = 200;  // words of titles or headings that begin so
constexpr std::size_t kWordsTried = 24;
constexpr std::size_t kWordsCorrected = 3;
constexpr std::size_t kVariants = 3;  // of what may have been meant

Terms terms_with(const Xapian::Database& database, const std::string& beginning, std::size_t most) {
  Terms found;
  const auto end = database.allterms_end(beginning);
  for (auto term = database.allterms_begin(beginning); term != end && found.size() < most; ++term)
    found.emplace_back(*term, term.get_termfreq());
  return found;
}

// The first `most` of `terms` in an order.
template <typename Less>
void keep_first(Terms& terms, std::size_t most, Less less) {
  const auto kept = static_cast<std::ptrdiff_t>(std::min(most, terms.size()));
  std::partial_sort(terms.begin(), terms.begin() + kept, terms.end(), less);
  terms.erase(terms.begin() + kept, terms.end());
}

// Words and phrases only: nothing that leaves out posts.
bool is_plain(const Query& query) {
  if (query.kind == Query::Kind::all_of) return std::ranges::all_of(query.parts, is_plain);
  return query.kind == Query::Kind::text && query.field == QueryField::any;
}

// As a query that finds it: a title such as "-Wall" would leave out what it names.
std::string as_query(std::string text) {
  if (is_plain(parse_query(text))) return text;
  std::erase(text, '"');
  return '"' + text + '"';
}

// A word as people type it; the index also has compounds with their signs.
bool is_typed_in_one(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    const Decoded c = decode_utf8(word, at);
    if (char_class(c.code_point) == CharClass::other) return false;
    at += c.bytes;
  }
  return true;
}

bool is_unspaced(TokenKind kind) {
  return kind == TokenKind::bigram || kind == TokenKind::unigram;
}

// Where words of one kind stand, and the texts of a post that have them.
struct Place {
  std::string_view word_prefix;
  std::vector<Suggestion> (*texts)(const Record&);
  bool newest_first;
};

std::vector<Suggestion> title_of(const Record& record) {
  return {{record.title, SuggestionKind::title, record.url}};
}

std::vector<Suggestion> headings_of(const Record& record) {
  std::vector<Suggestion> headings;
  for (const SectionRecord& section : record.sections) {
    const std::string url = section.id.empty() ? record.url : record.url + "#" + section.id;
    headings.push_back({section.heading, SuggestionKind::heading, url});
  }
  return headings;
}

constexpr Place kTitles{prefix::kTitle, title_of, true};
constexpr Place kHeadings{prefix::kHeading, headings_of, false};

// Which values a post has as tags or categories.
struct Values {
  SuggestionKind kind;
  std::string_view prefix;
  std::vector<std::string> Record::*list;
};
constexpr std::array kValues = {
    Values{SuggestionKind::tag, prefix::kTag, &Record::tags},
    Values{SuggestionKind::category, prefix::kCategory, &Record::categories},
};

// Gathers the suggestions for one typed text and, where there are none, for what was meant.
class Suggester {
 public:
  Suggester(OpenSite& site, const SuggestRequest& request, const Config& config)
      : site_(site),
        database_(site.database()),
        visibility_(database_, request.now.value_or(now_seconds())),
        limit_(static_cast<std::size_t>(std::clamp(request.limit, 0, kMaxSuggestions))),
        end_(CpuClock::now() + std::chrono::milliseconds(config.search.time_limit_ms)) {}

  std::vector<Suggestion> suggest(std::string_view text) {
    const TypedText typed(text);
    if (typed.words.empty()) return {};
    try {
      gather(typed);
      if (found_.empty()) gather_meant(typed);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::time_limit) throw;
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool is_full() const { return found_.size() >= limit_; }

  void gather(const TypedText& typed) {
    add_title_starts(typed);
    add_texts(typed, kTitles);
    add_texts(typed, kHeadings);
    for (const Values& values : kValues) add_values(typed, values);
    add_words(typed);
  }

  void add(Suggestion suggestion) {
    suggestion.text = squeeze(suggestion.text);
    std::string folded = fold_phrase(suggestion.text);
    if (is_full() || folded.empty() || !known_.insert(std::move(folded)).second) return;
    suggestion.text = as_query(std::move(suggestion.text));
    found_.push_back(std::move(suggestion));
  }

  [[nodiscard]] Record record(Xapian::docid post) const {
    return decode_record(database_.get_document(post, Xapian::DOC_ASSUME_VALID).get_data());
  }

  // --- whole titles ---

  void add_title_starts(const TypedText& typed) {
    Terms titles = terms_with(database_, make_term(prefix::kWholeTitle, typed.folded), kTitlesRead);
    keep_first(titles, kWordsTried, [](const auto& a, const auto& b) {
      if (a.first.size() != b.first.size()) return a.first.size() < b.first.size();
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    std::vector<Suggestion> without_signs;
    for (const auto& [title, posts] : titles) {
      if (is_full()) return;
      const Xapian::docid post = visibility_.first_with(title);
      if (post == 0) continue;
      const Record shown = record(post);
      Suggestion start{shown.title, SuggestionKind::title, posts == 1 ? shown.url : ""};
      if (typed.has_other_signs(start.text))
        without_signs.push_back(std::move(start));
      else
        add(std::move(start));
    }
    for (Suggestion& start : without_signs) add(std::move(start));
  }

  // --- titles and headings with these words ---

  void add_texts(const TypedText& typed, const Place& place) {
    if (is_full()) return;
    std::vector<Counted> texts = count_texts(typed, place);
    std::ranges::stable_sort(texts, [](const Counted& a, const Counted& b) {
      if (a.rank != b.rank) return a.rank > b.rank;
      return a.posts != b.posts ? a.posts > b.posts : a.text.text.size() < b.text.text.size();
    });
    for (Counted& counted : texts) {
      if (is_full()) return;
      if (counted.posts > 1 || leads_to_several(counted, place)) counted.text.url.clear();
      add(std::move(counted.text));
    }
  }

  // A text, and in how many of the posts read it stands.
  struct Counted {
    Suggestion text;
    std::string folded;
    Continues rank = Continues::no;
    std::size_t posts = 0;
  };

  std::vector<Counted> count_texts(const TypedText& typed, const Place& place) {
    std::vector<Counted> texts;
    std::map<std::string, std::size_t> at;
    const Match query = all_words(typed, place.word_prefix);
    for (const Xapian::docid post : posts_with(query, kPostsRead, place.newest_first)) {
      std::set<std::string> seen;
      for (Suggestion& text : place.texts(record(post))) {
        std::string folded = fold_phrase(text.text);
        const Continues rank = typed.compare(folded);
        if (rank == Continues::no || !seen.insert(folded).second) continue;
        const auto [known, is_new] = at.emplace(folded, texts.size());
        if (is_new) texts.push_back({std::move(text), std::move(folded), rank});
        ++texts[known->second].posts;
      }
    }
    return texts;
  }

  bool leads_to_several(const Counted& text, const Place& place) {
    if (text.text.kind == SuggestionKind::title)
      return database_.get_termfreq(make_term(prefix::kWholeTitle, text.folded)) > 1;
    std::vector<Match> words;
    const TypedText heading(text.folded);
    for (const TypedWord& word : heading.words)
      words.emplace_back(make_term(place.word_prefix, word.form));
    return posts_with(Match(Match::OP_PHRASE, words.begin(), words.end()), 2).size() > 1;
  }

  // In the order of the index, which ends early, or the newest first.
  std::vector<Xapian::docid> posts_with(const Match& query, Xapian::doccount most,
                                        bool newest_first = false) {
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    if (newest_first) enquire.set_sort_by_value(kSlotDate, true);
    enquire.set_query(with_time_limit(visibility_.restricted(query), end_));
    const Xapian::MSet posts = enquire.get_mset(0, most);
    return {posts.begin(), posts.end()};
  }

  static Match all_words(const TypedText& typed, std::string_view prefix) {
    std::vector<Match> words;
    for (const TypedWord& word : typed.words) {
      const std::string term = make_term(prefix, word.form);
      const bool beginning = typed.unfinished && &word == &typed.last() && !is_unspaced(word.kind);
      words.push_back(beginning ? Match(Match::OP_WILDCARD, term, kBeginnings,
                                        Match::WILDCARD_LIMIT_MOST_FREQUENT, Match::OP_OR)
                                : Match(term));
    }
    return {Match::OP_AND, words.begin(), words.end()};
  }

  // --- tags and categories ---

  void add_values(const TypedText& typed, const Values& values) {
    if (is_full()) return;
    const std::string prefix(values.prefix);
    const auto rank = [&](const std::string& term) {
      return typed.compare(std::string_view(term).substr(prefix.size()));
    };
    Terms terms = terms_with(database_, prefix, kValuesRead);
    std::erase_if(terms, [&](const auto& term) { return rank(term.first) == Continues::no; });
    keep_first(terms, kWordsTried, [&](const auto& a, const auto& b) {
      const auto rank_a = rank(a.first);
      const auto rank_b = rank(b.first);
      return rank_a != rank_b ? rank_a > rank_b : a.second > b.second;
    });
    for (const auto& [term, posts] : terms) {
      if (is_full()) return;
      if (const Xapian::docid post = visibility_.first_with(term)) add_value(term, post, values);
    }
  }

  void add_value(const std::string& term, Xapian::docid post, const Values& values) {
    const Record shown = record(post);
    for (const std::string& value : shown.*values.list) {
      if (make_phrase_term(values.prefix, value) == term) return add({value, values.kind, {}});
    }
  }

  // --- single words ---

  // The last word completed, where some post has it and the others.
  void add_words(const TypedText& typed) {
    if (is_full() || !typed.unfinished || is_unspaced(typed.last().kind)) return;
    if (!is_plain(parse_query(typed.text))) return;
    Terms words = terms_with(database_, make_term(prefix::kWord, typed.last().form), kWordsRead);
    std::erase_if(words, [](const auto& word) { return !is_typed_in_one(word.first); });
    keep_first(words, kWordsTried, [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    std::erase_if(words, [&](const auto& word) {
      return word.first == typed.last().form || !stand_together(typed, word.first);
    });
    std::stable_partition(words.begin(), words.end(),
                          [&](const auto& word) { return follows(typed, word.first); });
    for (const auto& word : words) {
      const std::string last = usual_form(database_, word.first);
      const TypedText complete = typed.with_word(typed.words.size() - 1, last);
      add({complete.text, SuggestionKind::word, {}});
    }
  }

  // Does `last` stand behind the word before it somewhere?
  bool follows(const TypedText& typed, const std::string& last) {
    if (typed.words.size() < 2) return true;
    const std::string before = make_term(prefix::kWord, typed.words[typed.words.size() - 2].form);
    const std::array words = {Match(before), Match(last)};
    return !posts_with(Match(Match::OP_PHRASE, words.begin(), words.end()), 1).empty();
  }

  // Words with no blank between them are searched for in order, the others anywhere.
  bool stand_together(const TypedText& typed, const std::string& last) {
    std::vector<std::vector<Match>> groups;
    for (std::size_t i = 0; i < typed.words.size(); ++i) {
      const bool is_last = i + 1 == typed.words.size();
      if (i == 0 || typed.has_blank_before(i)) groups.emplace_back();
      groups.back().emplace_back(is_last ? last : make_term(prefix::kWord, typed.words[i].form));
    }
    std::vector<Match> all;
    all.reserve(groups.size());
    for (const auto& group : groups) all.emplace_back(Match::OP_PHRASE, group.begin(), group.end());
    return !posts_with(Match(Match::OP_AND, all.begin(), all.end()), 1).empty();
  }

  // --- what was meant ---

  void gather_meant(const TypedText& typed) {
    std::vector<std::size_t> wrong = unknown_words(typed);
    if (wrong.empty()) {
      for (std::size_t i = 0; i < typed.words.size(); ++i) wrong.push_back(i);
    }
    if (wrong.size() > kWordsCorrected) return;
    std::vector<TypedText> variants = {typed};
    // From the last one on, as replacing a word moves those behind it.
    for (auto i = wrong.rbegin(); i != wrong.rend(); ++i) variants = corrected(variants, *i);
    for (const TypedText& variant : variants) {
      if (variant.text != typed.text) gather(variant);
    }
  }

  [[nodiscard]] std::vector<std::size_t> unknown_words(const TypedText& typed) const {
    std::vector<std::size_t> unknown;
    for (std::size_t i = 0; i < typed.words.size(); ++i) {
      const std::string term = make_term(prefix::kWord, typed.words[i].form);
      const bool beginning = typed.unfinished && i + 1 == typed.words.size();
      const bool known = beginning ? database_.allterms_begin(term) != database_.allterms_end(term)
                                   : database_.term_exists(term);
      if (!known) unknown.push_back(i);
    }
    return unknown;
  }

  // Each of `texts` with its word `i` as it may have been meant.
  std::vector<TypedText> corrected(const std::vector<TypedText>& texts, std::size_t i) {
    std::vector<TypedText> variants;
    for (const TypedText& text : texts) {
      const TypedWord& word = text.words[i];
      const bool beginning = text.unfinished && i + 1 == text.words.size();
      if (word.kind == TokenKind::word) {
        for (const Correction& meant : corrections(word.form, site_.vocabulary(), beginning))
          if (variants.size() < kVariants)
            variants.push_back(text.with_word(i, usual_form(database_, meant.word)));
      }
    }
    return variants.empty() ? texts : variants;
  }

  OpenSite& site_;
  const Xapian::Database& database_;
  Visibility visibility_;
  std::size_t limit_;
  CpuClock::time_point end_;
  std::vector<Suggestion> found_;
  std::set<std::string> known_;  // what was found, folded
};

}  // namespace

std::string_view name_of(SuggestionKind kind) {
  constexpr std::array<std::string_view, 5> names = {"title", "heading", "tag", "category", "word"};
  return names.at(static_cast<std::size_t>(kind));
}

Suggestions suggest_in(OpenSite& site, const SuggestRequest& request, const Config& config) {
  return {request.text, {}, Suggester(site, request, config).suggest(request.text)};
}

}  // namespace blogsearch
