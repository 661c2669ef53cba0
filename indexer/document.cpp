// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/document.hpp"

#include "common/schema.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>
#include <vector>

namespace blogsearch {
namespace {

constexpr std::uint32_t kFieldGap =
    100;  // positions between fields and sections, so that no phrase crosses

// The terms of one document, gathered before Xapian sees them: Xapian::Document looks each one up
// in a tree.
class Postings {
 public:
  void add(std::string_view prefix, std::string_view value, unsigned wdf) {
    entry(prefix, value).second.wdf += wdf;
  }
  void add(std::string_view prefix, std::string_view value, unsigned wdf, std::uint32_t position) {
    Entry& found = entry(prefix, value);
    found.second.wdf += wdf;
    found.second.has_positions = true;
    placed_.emplace_back(&found, position);
  }
  void move_to(Xapian::Document& document) {
    for (const auto& [entry, position] : placed_)
      document.add_posting(entry->first, position, std::exchange(entry->second.wdf, 0));
    for (const auto& [term, said] : terms_) {
      if (!said.has_positions) document.add_term(term, said.wdf);
    }
  }

 private:
  struct Said {
    unsigned wdf = 0;
    bool has_positions = false;
  };
  using Terms = std::unordered_map<std::string, Said>;
  using Entry = Terms::value_type;

  Entry& entry(std::string_view prefix, std::string_view value) {
    key_.assign(prefix);
    key_ += value;
    return *terms_.try_emplace(key_).first;
  }

  Terms terms_;
  std::vector<std::pair<Entry*, std::uint32_t>> placed_;  // in the order of the positions
  std::string key_;
};

constexpr std::size_t kMaxStemsKept = 200'000;

unsigned scaled_wdf(double weight) {
  return static_cast<unsigned>(std::lround(std::max(weight, 0.0) * kWdfScale));
}

// The fields that have terms of their own beside the common ones.
struct OwnTerms {
  std::string_view word, stem;  // empty: none
};
constexpr OwnTerms kNoTerms{};
constexpr OwnTerms kTitleTerms{prefix::kTitle, prefix::kTitleStem};
constexpr OwnTerms kHeadingTerms{prefix::kHeading, prefix::kHeadingStem};

// Fills one document.
class Filler {
 public:
  Filler(Analyzer& analyzer, Stemmer& stemmer) : analyzer_(analyzer), stemmer_(stemmer) {}

  // A text of a field with `weight`, at the next positions. `code`: where in the text code stands,
  // with its own weight.
  void add_text(std::string_view text, double weight, const OwnTerms& own,
                const std::vector<Code>& code = {}, double code_weight = 1) {
    auto block = code.begin();
    for (const Token& token : analyzer_.analyze(text, position_)) {
      while (block != code.end() && block->end <= token.begin) ++block;
      const bool in_code = block != code.end() && block->begin <= token.begin;
      add_token(token, in_code ? code_weight : weight, own);
      if (in_code) postings_.add(prefix::kCode, token.form, 1);
    }
    position_ = analyzer_.next_position() + kFieldGap;
  }

  // Words that are only found with their prefix.
  void add_prefixed(std::string_view text, std::string_view prefix) {
    for (const Token& token : analyzer_.analyze(text, position_)) {
      if (token.placed) postings_.add(prefix, token.form, 0, token.position);
    }
    position_ = analyzer_.next_position() + kFieldGap;
  }

  void add_values(const std::vector<std::string>& values, std::string_view prefix) {
    for (const std::string& value : values) add_value(value, prefix);
  }
  void add_value(std::string_view value, std::string_view prefix) {
    const std::string folded = fold_phrase(value);
    if (!folded.empty()) add_term(make_term(prefix, folded));
  }
  void add_term(const std::string& term) { postings_.add("", term, 0); }

  void finish(Xapian::Document& document) { postings_.move_to(document); }

 private:
  void add_token(const Token& token, double weight, const OwnTerms& own) {
    switch (token.kind) {
      case TokenKind::word:
        add_word(token, weight, own);
        break;
      case TokenKind::hump:
        postings_.add(prefix::kHump, token.form, 1);
        break;
      default:
        add_form(token, scaled_wdf(weight), own);
    }
  }

  void add_word(const Token& token, double weight, const OwnTerms& own) {
    add_form(token, 1, own);
    const Stems stems = stemmer_.stems(token);
    for (const std::string_view stem : {stems.first, stems.second}) {
      if (stem.empty()) continue;
      postings_.add(prefix::kStem, stem, scaled_wdf(weight));
      if (!own.stem.empty()) postings_.add(own.stem, stem, 1);
    }
    if (token.exact.empty()) return;
    exact_.assign(token.form).append("|").append(token.exact);
    postings_.add(prefix::kExact, exact_, 1);
  }

  // With its position if phrases are to find it there.
  void add_form(const Token& token, unsigned wdf, const OwnTerms& own) {
    if (token.placed) {
      postings_.add(prefix::kWord, token.form, wdf, token.position);
      if (!own.word.empty()) postings_.add(own.word, token.form, 1, token.position);
    } else {
      postings_.add(prefix::kWord, token.form, wdf);
      if (!own.word.empty()) postings_.add(own.word, token.form, 1);
    }
  }

  Analyzer& analyzer_;
  Stemmer& stemmer_;
  Postings postings_;
  std::uint32_t position_ = 1;
  std::string exact_;
};

std::size_t section_end(const Body& body, std::size_t i) {
  return i + 1 < body.sections.size() ? body.sections[i + 1].begin : body.text.size();
}

// The code in text[begin, end), counted from `begin`.
std::vector<Code> code_between(const Body& body, std::size_t begin, std::size_t end) {
  std::vector<Code> code;
  for (auto block = std::ranges::upper_bound(body.code, begin, {}, &Code::end);
       block != body.code.end() && block->begin < end; ++block) {
    const auto from =
        static_cast<std::uint32_t>(std::max<std::size_t>(block->begin, begin) - begin);
    code.push_back(
        {from, static_cast<std::uint32_t>(std::min<std::size_t>(block->end, end) - begin), {}});
  }
  return code;
}

// Each section's heading, then its text.
void add_body(const Body& body, const RankingConfig& weights, Filler& filler) {
  const std::string_view text = body.text;
  const auto add_text = [&](std::size_t begin, std::size_t end) {
    filler.add_text(text.substr(begin, end - begin), 1, kNoTerms, code_between(body, begin, end),
                    weights.code);
  };
  add_text(0, body.sections.empty() ? text.size() : body.sections.front().begin);
  for (std::size_t i = 0; i < body.sections.size(); ++i) {
    filler.add_text(body.sections[i].heading, weights.headings, kHeadingTerms);
    add_text(body.sections[i].begin, section_end(body, i));
  }
}

void add_language(Filler& filler, std::string_view language) {
  const std::string lower = lower_ascii(language);
  filler.add_term(make_term(prefix::kLanguage, lower));
  filler.add_term(
      make_term(prefix::kLanguage, lower.substr(0, lower.find('-'))));  // "pt" finds "pt-br"
}

void add_moments(const PostFacts& facts, Filler& filler, Xapian::Document& document) {
  const auto set = [&](Slot slot, UnixTime time) {
    document.add_value(slot, Xapian::sortable_serialise(static_cast<double>(time)));
  };
  if (facts.date) set(kSlotDate, shown_time(*facts.date));
  if (facts.visible_from) set(kSlotVisibleFrom, *facts.visible_from);
  if (facts.visible_until) set(kSlotVisibleUntil, *facts.visible_until);
  if (facts.visible_from || facts.visible_until) filler.add_term(std::string(prefix::kWindow));
}

void add_facets(const Record& record, Xapian::Document& document) {
  const auto set = [&](Slot slot, const std::vector<std::string>& values) {
    if (!values.empty()) document.add_value(slot, encode_list(values));
  };
  set(kSlotTags, record.tags);
  set(kSlotCategories, record.categories);
  set(kSlotAuthors, record.authors);
  if (!record.language.empty()) document.add_value(kSlotLanguage, record.language);
  if (!record.date.empty())
    document.add_value(kSlotYear, record.date.substr(0, record.date.find('-', 1)));
}

}  // namespace

Xapian::Document DocumentMaker::make(const Post& post, std::string_view hash) {
  Xapian::Document document;
  const PostFacts& facts = post.facts;
  Filler filler(analyzer_, stemmer(facts.language));
  filler.add_text(facts.title, weights_.title, kTitleTerms);
  filler.add_text(facts.description, weights_.description, kNoTerms);
  for (const auto* values : {&facts.tags, &facts.categories}) {
    for (const std::string& value : *values) filler.add_text(value, weights_.tags, kNoTerms);
  }
  for (const std::string& author : facts.authors) {
    filler.add_text(author, 1, kNoTerms);
    filler.add_prefixed(author, prefix::kAuthorWord);
  }
  add_body(post.body, weights_, filler);
  filler.add_prefixed(url_key(facts.url), prefix::kUrlWord);
  filler.add_values(facts.tags, prefix::kTag);
  filler.add_values(facts.categories, prefix::kCategory);
  filler.add_values(facts.authors, prefix::kAuthor);
  filler.add_value(facts.title, prefix::kWholeTitle);
  filler.add_term(make_term(prefix::kPath, post.path));
  filler.add_term(make_term(prefix::kUrl, url_key(facts.url)));
  add_language(filler, language_of(post));
  add_moments(facts, filler, document);
  filler.finish(document);
  document.add_value(kSlotHash, std::string(hash));
  const Record record = make_record(post);
  add_facets(record, document);
  document.set_data(encode(record));
  return document;
}

Stemmer& DocumentMaker::stemmer(const std::string& language) {
  const auto found = stemmers_.find(language);
  Stemmer& stemmer = found != stemmers_.end()
                         ? found->second
                         : stemmers_.emplace(language, Stemmer(language)).first->second;
  stemmer.forget_if_over(kMaxStemsKept);
  return stemmer;
}

std::string_view language_of(const Post& post) {
  return post.facts.language.empty() ? std::string_view("und")
                                     : std::string_view(post.facts.language);
}

Record make_record(const Post& post) {
  const PostFacts& facts = post.facts;
  Record record;
  record.path = post.path;
  record.url = facts.url;
  record.title = facts.title;
  record.description = facts.description;
  if (facts.date) record.date = iso_day(*facts.date);
  record.language = facts.language;
  record.tags = facts.tags;
  record.categories = facts.categories;
  record.authors = facts.authors;
  record.text = post.body.text;
  for (const Section& section : post.body.sections)
    record.sections.push_back({section.begin, section.heading, section.id});
  return record;
}

}  // namespace blogsearch
