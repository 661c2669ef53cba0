// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/synonyms.hpp"

#include "common/analyzer.hpp"

#include <algorithm>

namespace blogsearch {

Synonyms::Synonyms(const std::vector<Rule>& rules) {
  for (const Rule& rule : rules) {
    // Without an arrow each of a line means the others.
    for (const std::string& phrase : rule.left)
      add(fold_phrase(phrase), rule.right.empty() ? rule.left : rule.right);
  }
}

void Synonyms::add(const std::string& phrase, const std::vector<std::string>& meanings) {
  if (phrase.empty()) return;
  std::vector<std::string>& known = meanings_[phrase];
  for (const std::string& meaning : meanings) {
    std::string folded = fold_phrase(meaning);
    const bool is_new =
        !folded.empty() && folded != phrase && std::ranges::find(known, folded) == known.end();
    if (is_new) known.push_back(std::move(folded));
  }
  const auto blanks = std::ranges::count(phrase, ' ');
  longest_ = std::max(longest_, static_cast<std::size_t>(blanks) + 1);
}

const std::vector<std::string>& Synonyms::of(const std::string& phrase) const {
  static const std::vector<std::string> nothing;
  const auto found = meanings_.find(phrase);
  return found == meanings_.end() ? nothing : found->second;
}

}  // namespace blogsearch
