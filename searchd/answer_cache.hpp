// SPDX-License-Identifier: GPL-3.0-or-later
// The answers given last, kept while the index stays as it is: readers of one site ask much the
// same, and while they type, the first letters above all.
#pragma once

#include "common/search_types.hpp"
#include "searchd/found_answer.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace blogsearch {

// Thread-safe. Shared by all workers.
class AnswerCache {
 public:
  using Search = std::function<Answer(const SearchRequest&)>;

  // Keeps about `bytes` of answers, those used last; 0: none.
  explicit AnswerCache(std::size_t bytes) : most_bytes_(bytes) {}

  // The answer to `request` from here, or else from `search`, as the index is in `state`
  // (StateOf). took_ms of what is kept is 0: nothing was searched.
  FoundAnswer answer(const SearchRequest& request, const std::string& state, const Search& search);
  // Forgets all, and keeps so many bytes from now on.
  void reset(std::size_t bytes);

  struct Numbers {
    std::uint64_t hits = 0, misses = 0;
    std::size_t answers = 0, bytes = 0;
  };
  [[nodiscard]] Numbers numbers() const;

 private:
  struct Hash {
    std::size_t operator()(const SearchRequest& request) const noexcept;
  };
  using Order = std::list<const SearchRequest*>;  // the one used last in front
  struct Entry {
    std::string state;
    FoundAnswer answer;
    std::size_t bytes = 0;
    Order::iterator place;
  };
  using Entries = std::unordered_map<SearchRequest, Entry, Hash>;

  std::optional<FoundAnswer> find(const SearchRequest& request, const std::string& state);
  void keep(const SearchRequest& request, const std::string& state, FoundAnswer answer);
  void forget(Entries::iterator entry);

  mutable std::mutex mutex_;  // guards what follows
  std::size_t most_bytes_;
  Entries entries_;
  Order order_;  // of the keys of entries_
  Numbers numbers_;
};

}  // namespace blogsearch
