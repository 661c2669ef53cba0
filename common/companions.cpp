// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/companions.hpp"

#include "common/analyzer.hpp"
#include "common/schema.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxCompoundWords = 4;  // typed apart: "get element by id"
constexpr double kCompoundScale = 0.6;        // "database" for data, where "data base" was typed
constexpr double kSynonymScale = 0.8;

bool is_words(const Query& part) {
  return part.kind == Query::Kind::text && !part.phrase && !part.prefix &&
         part.field == QueryField::any;
}

class Finder {
 public:
  Finder(const std::vector<Query>& parts, const Xapian::Database& database)
      : parts_(parts), database_(database), found_(parts.size()) {}

  // Neighbours that some post has in one piece: "data base" is found by "database", "abort
  // controller" by "AbortController".
  void add_compounds(std::size_t first) {
    std::string compound;
    for (std::size_t i = first; i < std::min(parts_.size(), first + kMaxCompoundWords); ++i) {
      const std::string form = plain_word(parts_[i]);
      if (form.empty()) return;
      compound += form;
      if (i > first && database_.term_exists(make_term(prefix::kWord, compound)))
        accompany(first, i, {compound, kCompoundScale});
    }
  }

  void add_synonyms(std::size_t first, const Synonyms& synonyms) {
    std::string phrase;
    const std::size_t end = std::min(parts_.size(), first + synonyms.longest());
    for (std::size_t i = first; i < end && is_words(parts_[i]); ++i) {
      phrase += (i > first ? " " : "") + fold_phrase(parts_[i].text);
      for (const std::string& meaning : synonyms.of(phrase))
        accompany(first, i, {meaning, kSynonymScale});
    }
  }

  std::vector<std::vector<Companion>> found() { return std::move(found_); }

 private:
  void accompany(std::size_t first, std::size_t last, const Companion& companion) {
    for (std::size_t i = first; i <= last; ++i) found_[i].push_back(companion);
  }

  // The folded form of a part that is one word of letters; else empty.
  std::string plain_word(const Query& part) {
    if (!is_words(part)) return {};
    const auto tokens = analyzer_.analyze(part.text);
    if (tokens.size() != 1 || tokens.front().kind != TokenKind::word) return {};
    return std::string(tokens.front().form);
  }

  const std::vector<Query>& parts_;
  const Xapian::Database& database_;
  Analyzer analyzer_;
  std::vector<std::vector<Companion>> found_;
};

}  // namespace

std::vector<std::vector<Companion>> find_companions(const std::vector<Query>& parts,
                                                    const Xapian::Database& database,
                                                    const Synonyms* synonyms) {
  Finder finder(parts, database);
  for (std::size_t first = 0; first < parts.size(); ++first) {
    finder.add_compounds(first);
    if (synonyms != nullptr) finder.add_synonyms(first, *synonyms);
  }
  return finder.found();
}

}  // namespace blogsearch
