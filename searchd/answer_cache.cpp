// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/answer_cache.hpp"

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

std::size_t memory_of(const Query& query) {
  std::size_t bytes = sizeof(Query) + query.text.size();
  for (const Query& part : query.parts) bytes += memory_of(part);
  return bytes;
}

std::size_t memory_of(const SearchRequest& request) {
  return sizeof(SearchRequest) + memory_of(request.query) + memory_of(request.sites) +
         memory_of(request.filter) + request.facets.size() * sizeof(FacetField);
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

}  // namespace

// Only a part of what decides; the rest is compared.
std::size_t AnswerCache::Hash::operator()(const SearchRequest& request) const noexcept {
  const std::size_t page = static_cast<std::size_t>(request.offset) * 131 +
                           static_cast<std::size_t>(request.limit) * 7 + (request.prefix ? 1 : 0);
  return std::hash<std::string_view>()(request.query) ^ (page * 0x9e3779b97f4a7c15U);
}

FoundAnswer AnswerCache::answer(const SearchRequest& request, const std::string& state,
                                const Search& search) {
  if (state.empty() || request.now) return search(request);
  if (const auto kept = find(request, state)) return *kept;
  Answer answer = search(request);
  Answer again = answer;
  again.took_ms = 0;
  keep(request, state, std::move(again));
  return answer;
}

std::optional<FoundAnswer> AnswerCache::find(const SearchRequest& request,
                                             const std::string& state) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(request);
  if (entry == entries_.end() || entry->second.state != state) {
    if (entry != entries_.end()) forget(entry);  // of an older index
    ++numbers_.misses;
    return {};
  }
  order_.splice(order_.begin(), order_, entry->second.place);
  ++numbers_.hits;
  return entry->second.answer;
}

// Another thread may have answered the same meanwhile.
void AnswerCache::keep(const SearchRequest& request, const std::string& state, FoundAnswer answer) {
  const std::size_t bytes = memory_of(request) + memory_of(state) + memory_of(*answer);
  const std::lock_guard lock(mutex_);
  if (bytes > most_bytes_) return;
  const auto before = entries_.find(request);
  if (before != entries_.end()) forget(before);
  const auto entry =
      entries_.try_emplace(request, Entry{state, std::move(answer), bytes, order_.end()}).first;
  order_.push_front(&entry->first);
  entry->second.place = order_.begin();
  numbers_.bytes += bytes;
  while (numbers_.bytes > most_bytes_) forget(entries_.find(*order_.back()));
}

void AnswerCache::forget(Entries::iterator entry) {
  numbers_.bytes -= entry->second.bytes;
  order_.erase(entry->second.place);
  entries_.erase(entry);
}

void AnswerCache::reset(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  most_bytes_ = bytes;
  order_.clear();
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
