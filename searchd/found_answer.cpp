// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/found_answer.hpp"

#include "common/answer.hpp"

#include <mutex>
#include <utility>

namespace blogsearch {

struct FoundAnswer::Content {
  explicit Content(Answer found) : answer(std::move(found)) {}
  const Answer answer;
  mutable std::once_flag once;
  mutable HttpBody json;
};

FoundAnswer::FoundAnswer(Answer answer)
    : content_(std::make_shared<const Content>(std::move(answer))) {}

const Answer& FoundAnswer::operator*() const noexcept {
  return content_->answer;
}

HttpBody FoundAnswer::json() const {
  std::call_once(content_->once, [this] { content_->json = to_json(content_->answer) + "\n"; });
  return content_->json;
}

}  // namespace blogsearch
