// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/open_site.hpp"

#include "common/text.hpp"
#include "common/visibility.hpp"

#include <algorithm>

namespace blogsearch {

namespace {

constexpr std::size_t kMaxStemsKept = 10'000;  // of queries' words, in each language: 1.7 MB

}  // namespace

OpenSite::OpenSite(const std::filesystem::path& dir, HeldParts& held)
    : index_(dir), held_(held), revision_(index_.revision()) {
  make_stemmers();
}

void OpenSite::refresh() {
  for (Stemmer& stemmer : stemmers_) stemmer.forget_if_over(kMaxStemsKept);
  index_.refresh();
  if (index_.revision() == revision_) return;
  revision_ = index_.revision();
  vocabulary_.reset();
  moments_.reset();
  make_stemmers();
}

Stemmer& OpenSite::stemmer_of(const std::string& language) {
  const auto found = std::ranges::find(index_.languages(), lower_ascii(language));
  if (found == index_.languages().end()) return unstemmed_;
  return stemmers_[static_cast<std::size_t>(found - index_.languages().begin())];
}

const Vocabulary& OpenSite::vocabulary() {
  if (!vocabulary_) vocabulary_ = held_.vocabularies.of(index_);
  return *vocabulary_;
}

std::size_t OpenSite::moments_passed(std::int64_t now) {
  if (!moments_) moments_ = visibility_moments(database());
  return static_cast<std::size_t>(std::ranges::upper_bound(*moments_, now) - moments_->begin());
}

void OpenSite::make_stemmers() {
  stemmers_.clear();
  for (const std::string& language : index_.languages()) stemmers_.emplace_back(language);
}

}  // namespace blogsearch
