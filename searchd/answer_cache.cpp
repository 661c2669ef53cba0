// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/answer_cache.hpp"

#include <iterator>
#include <string_view>
#include <utility>

namespace blogsearch {
namespace {

constexpr std::size_t kMemoryPerEntry = 1'024;
constexpr std::size_t kMemoryPerText = sizeof(std::string);  // beside its bytes

std::size_t memory_of(const std::string& text) {
  return text.size() + kMemoryPerText;
}

std::size_t memory_of(const MarkedText& marked) {
  return memory_of(marked.text) + marked.marks.size() * sizeof(MarkedText::Mark);
}

std::size_t memory_of(const std::vector<std::string>& texts) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += memory_of(text);
  return bytes;
}

std::size_t memory_of(const Hit& hit) {
  std::size_t bytes = sizeof(Hit) + memory_of(hit.url) + memory_of(hit.path);
  bytes += memory_of(hit.title) + memory_of(hit.snippet);
  for (const auto* texts : {&hit.tags, &hit.categories, &hit.authors, &hit.matched, &hit.missing})
    bytes += memory_of(*texts);
  for (const SectionHit& section : hit.sections)
    bytes += sizeof(SectionHit) + memory_of(section.heading) + memory_of(section.url) +
             memory_of(section.snippet);
  return bytes;
}

// About what an answer takes, with its JSON and that compressed.
std::size_t memory_of(const Answer& answer) {
  std::size_t bytes = memory_of(answer.query) + memory_of(answer.missing);
  for (const Hit& hit : answer.hits) bytes += memory_of(hit);
  for (const Facet& facet : answer.facets) {
    for (const FacetCount& count : facet.counts)
      bytes += sizeof(FacetCount) + memory_of(count.value);
  }
  return kMemoryPerEntry + bytes * 2;
}

// Only a part of what decides; the rest is compared.
std::size_t hash_of(const SearchRequest& request) {
  const std::size_t page = static_cast<std::size_t>(request.offset) * 131 +
                           static_cast<std::size_t>(request.limit) * 7 + (request.prefix ? 1 : 0);
  return std::hash<std::string_view>()(request.query) ^ (page * 0x9e3779b97f4a7c15U);
}

}  // namespace

FoundAnswer AnswerCache::answer(const SearchRequest& request, const std::string& state,
                                const Search& search) {
  if (state.empty() || request.now) return search(request);
  const std::size_t hash = hash_of(request);
  if (const auto kept = find(hash, request, state)) return *kept;
  Answer answer = search(request);
  Answer again = answer;
  again.took_ms = 0;
  const std::size_t bytes = memory_of(again);
  keep({hash, request, state, std::move(again), bytes});
  return answer;
}

std::optional<FoundAnswer> AnswerCache::find(std::size_t hash, const SearchRequest& request,
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
  return {};
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
