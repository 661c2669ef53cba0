// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/answer_cache.hpp"

#include "common/answer.hpp"

#include <chrono>
#include <iterator>
#include <string_view>
#include <utility>

namespace blogsearch {
namespace {

using Clock = std::chrono::steady_clock;

// An answer of several times its JSON, since most of it is short strings.
constexpr std::size_t kMemoryPerByte = 2;
constexpr std::size_t kMemoryPerEntry = 1'024;

double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

// Only a part of what decides; the rest is compared.
std::size_t hash_of(const SearchRequest& request) {
  const std::size_t page = static_cast<std::size_t>(request.offset) * 131 +
                           static_cast<std::size_t>(request.limit) * 7 + (request.prefix ? 1 : 0);
  return std::hash<std::string_view>()(request.query) ^ (page * 0x9e3779b97f4a7c15U);
}

}  // namespace

Answer AnswerCache::answer(const SearchRequest& request, const std::string& state,
                           const Search& search) {
  const auto begin = Clock::now();
  if (state.empty() || request.now) return search(request);
  const std::size_t hash = hash_of(request);
  if (const Kept kept = find(hash, request, state)) {
    Answer answer = *kept;
    answer.took_ms = milliseconds_since(begin);
    return answer;
  }
  Answer answer = search(request);
  const std::size_t bytes = to_json(answer).size() * kMemoryPerByte + kMemoryPerEntry;
  keep({hash, request, state, std::make_shared<const Answer>(answer), bytes});
  return answer;
}

AnswerCache::Kept AnswerCache::find(std::size_t hash, const SearchRequest& request,
                                    const std::string& state) {
  const std::lock_guard lock(mutex_);
  const auto [first, last] = by_hash_.equal_range(hash);
  for (auto at = first; at != last; ++at) {
    const auto entry = at->second;
    if (!(entry->request == request)) continue;
    if (entry->state != state) {  // of an older index
      forget(entry);
      break;
    }
    entries_.splice(entries_.begin(), entries_, entry);
    ++numbers_.hits;
    return entry->answer;
  }
  ++numbers_.misses;
  return nullptr;
}

void AnswerCache::keep(Entry entry) {
  const std::lock_guard lock(mutex_);
  if (entry.bytes > most_bytes_) return;
  numbers_.bytes += entry.bytes;
  entries_.push_front(std::move(entry));
  by_hash_.emplace(entries_.front().hash, entries_.begin());
  while (numbers_.bytes > most_bytes_) forget(std::prev(entries_.end()));
}

void AnswerCache::forget(Entries::iterator entry) {
  const auto [first, last] = by_hash_.equal_range(entry->hash);
  for (auto at = first; at != last; ++at) {
    if (at->second != entry) continue;
    by_hash_.erase(at);
    break;
  }
  numbers_.bytes -= entry->bytes;
  entries_.erase(entry);
}

void AnswerCache::reset(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  most_bytes_ = bytes;
  by_hash_.clear();
  entries_.clear();
  numbers_.bytes = 0;
}

AnswerCache::Numbers AnswerCache::numbers() const {
  const std::lock_guard lock(mutex_);
  Numbers numbers = numbers_;
  numbers.answers = entries_.size();
  return numbers;
}

}  // namespace blogsearch
