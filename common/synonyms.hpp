// SPDX-License-Identifier: GPL-3.0-or-later
// What the settings say that words mean, too.
#pragma once

#include "common/config.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// Immutable: any number of threads may use one.
class Synonyms {
 public:
  explicit Synonyms(const std::vector<Rule>& rules);

  // What `phrase` (folded words with single blanks) means, too, folded likewise; empty: nothing is
  // known.
  [[nodiscard]] const std::vector<std::string>& of(const std::string& phrase) const;
  // The words of the longest phrase that means something.
  [[nodiscard]] std::size_t longest() const { return longest_; }

 private:
  void add(const std::string& phrase, const std::vector<std::string>& meanings);

  std::map<std::string, std::vector<std::string>, std::less<>> meanings_;
  std::size_t longest_ = 0;
};

}  // namespace blogsearch
