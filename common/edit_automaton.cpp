// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/edit_automaton.hpp"

#include <algorithm>

namespace blogsearch {

EditAutomaton::EditAutomaton(std::u32string_view pattern, int edits)
    : edits_(static_cast<std::size_t>(edits)),
      all_((std::uint64_t{2} << pattern.size()) - 1),
      last_(std::uint64_t{1} << pattern.size()) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (pattern[i] < ascii_.size()) {
      ascii_.at(pattern[i]) |= bit;
      continue;
    }
    const auto known =
        std::ranges::find(others_, pattern[i], &decltype(others_)::value_type::first);
    if (known == others_.end()) {
      others_.emplace_back(pattern[i], bit);
    } else {
      known->second |= bit;
    }
  }
}

EditAutomaton::State EditAutomaton::start() const {
  State state;
  for (std::size_t e = 0; e <= edits_; ++e) state.reached[e] = ((std::uint64_t{2} << e) - 1) & all_;
  return state;
}

EditAutomaton::State EditAutomaton::step(const State& from, char32_t c) const {
  const std::uint64_t places = places_of(c);
  State to;
  to.reached[0] = ((from.reached[0] & places) << 1) & all_;
  for (std::size_t e = 1; e <= edits_; ++e) {
    const std::uint64_t fewer = from.reached[e - 1];
    to.reached[e] = ((from.reached[e] & places) << 1)     // as it should be
                    | fewer                               // a character too many
                    | (fewer << 1)                        // another character
                    | (to.reached[e - 1] << 1)            // a character is missing
                    | ((from.pending[e] & places) << 2);  // the second of two exchanged
    to.reached[e] &= all_;
    to.pending[e] = fewer & (places >> 1);
  }
  return to;
}

int EditAutomaton::edits_at_end(const State& state) const {
  for (std::size_t e = 0; e <= edits_; ++e) {
    if ((state.reached[e] & last_) != 0) return static_cast<int>(e);
  }
  return -1;
}

std::uint64_t EditAutomaton::places_of(char32_t c) const {
  if (c < ascii_.size()) return ascii_.at(c);
  const auto known = std::ranges::find(others_, c, &decltype(others_)::value_type::first);
  return known == others_.end() ? 0 : known->second;
}

}  // namespace blogsearch
