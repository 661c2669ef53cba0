// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/stemmer.hpp"

#include "common/fold.hpp"
#include "common/text.hpp"
#include "common/text_hash.hpp"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>

namespace blogsearch {
namespace {

// ISO 639-1 codes for which Xapian has a Snowball stemmer; it takes the codes as names.
constexpr std::array<std::string_view, 26> kStemmed = {
    "ar", "ca", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "hu", "hy", "id",
    "it", "lt", "nb", "ne", "nl", "nn", "no", "pt", "ro", "ru", "sv", "ta", "tr"};
// Of these, those whose stemmers take off prefixes.
constexpr std::array<std::string_view, 4> kPrefixed = {"ar", "ga", "id", "ta"};

std::string primary_subtag(std::string_view language) {
  return lower_ascii(language.substr(0, language.find_first_of("-_")));
}

using Memory = std::unordered_map<std::string, std::string, TextHash, std::equal_to<>>;

}  // namespace

struct Stemmer::State {
  Xapian::Stem stem;
  bool stems = false;
  bool keeps_beginnings = true;
  Memory folded;  // folded form -> stem
  Memory exact;   // exact form -> folded stem

  const std::string& folded_stem(std::string_view form) {
    const auto found = folded.find(form);
    if (found != folded.end()) return found->second;
    return folded.emplace(form, stem(std::string(form))).first->second;
  }

  const std::string& exact_stem(std::string_view form) {
    const auto found = exact.find(form);
    if (found != exact.end()) return found->second;
    std::string stemmed;
    append_folded(stemmed, stem(std::string(form)));
    return exact.emplace(form, std::move(stemmed)).first->second;
  }
};

Stemmer::Stemmer(std::string_view language) : state_(std::make_unique<State>()) {
  state_->stems = has_stemmer(language);
  if (!state_->stems) return;
  const std::string code = primary_subtag(language);
  state_->stem = Xapian::Stem(code);
  state_->keeps_beginnings = std::ranges::find(kPrefixed, code) == kPrefixed.end();
}

Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

Stems Stemmer::stems(const Token& token) {
  if (!state_->stems || token.kind != TokenKind::word) return {token.form, {}};
  const std::string& first = state_->folded_stem(token.form);
  if (token.exact.empty()) return {first, {}};
  const std::string& second = state_->exact_stem(token.exact);
  return {first, second == first ? std::string_view() : std::string_view(second)};
}

bool Stemmer::keeps_beginnings() const {
  return state_->keeps_beginnings;
}

void Stemmer::forget_if_over(std::size_t words) {
  for (Memory* memory : {&state_->folded, &state_->exact}) {
    if (memory->size() > words) memory->clear();
  }
}

bool has_stemmer(std::string_view language) {
  return std::ranges::find(kStemmed, primary_subtag(language)) != kStemmed.end();
}

}  // namespace blogsearch
