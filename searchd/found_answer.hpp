// SPDX-License-Identifier: GPL-3.0-or-later
// What a search found, and the same as JSON. Copies share both, so that one that is kept is
// written once for all who ask for it again.
#pragma once

#include "common/search_types.hpp"
#include "searchd/http_message.hpp"

#include <memory>

namespace blogsearch {

// Thread-safe, as it never changes.
class FoundAnswer {
 public:
  FoundAnswer(Answer answer);  // NOLINT(google-explicit-constructor): an answer is what was found

  const Answer& operator*() const noexcept;
  const Answer* operator->() const noexcept { return &**this; }
  // One line, as common/answer.hpp has it: written when it is asked for the first time.
  [[nodiscard]] HttpBody json() const;

 private:
  struct Content;
  std::shared_ptr<const Content> content_;
};

}  // namespace blogsearch
