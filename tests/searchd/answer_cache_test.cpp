// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/answer_cache.hpp"

#include "common/answer.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace blogsearch {
namespace {

SearchRequest request_for(const std::string& query) {
  SearchRequest request;
  request.query = query;
  return request;
}

// Says what was asked, and how often it was.
class Engine {
 public:
  AnswerCache::Search search() {
    return [this](const SearchRequest& request) {
      ++asked;
      Answer answer;
      answer.query = request.query;
      answer.took_ms = 1'000;
      answer.hits.resize(1);
      answer.hits[0].url = std::string(1'000, 'u');
      return answer;
    };
  }
  std::atomic<int> asked = 0;
};

TEST(AnswerCache, AsksOnceForEachQuestionAndState) {
  Engine engine;
  AnswerCache cache(1'000'000);
  EXPECT_EQ(cache.answer(request_for("tea"), "r1", engine.search())->took_ms, 1'000);
  const FoundAnswer again = cache.answer(request_for("tea"), "r1", engine.search());
  EXPECT_EQ(again->query, "tea");
  EXPECT_EQ(again->took_ms, 0);  // nothing was searched
  EXPECT_EQ(engine.asked, 1);
  cache.answer(request_for("tea"), "r2", engine.search());
  cache.answer(request_for("milk"), "r2", engine.search());
  SearchRequest page = request_for("tea");
  page.offset = 10;
  cache.answer(page, "r2", engine.search());
  SearchRequest filtered = request_for("tea");
  filtered.facets = {FacetField::tag};
  cache.answer(filtered, "r2", engine.search());
  EXPECT_EQ(engine.asked, 5);
  EXPECT_EQ(cache.numbers().hits, 1U);
  EXPECT_EQ(cache.numbers().misses, 5U);
  EXPECT_EQ(cache.numbers().answers, 4U);
}

TEST(AnswerCache, WhatHasNoStateIsNotKept) {
  Engine engine;
  AnswerCache cache(1'000'000);
  cache.answer(request_for("tea"), "", engine.search());
  cache.answer(request_for("tea"), "", engine.search());
  SearchRequest then = request_for("tea");
  then.now = 1'000;
  cache.answer(then, "r1", engine.search());
  EXPECT_EQ(engine.asked, 3);
  EXPECT_EQ(cache.numbers().answers, 0U);
}

TEST(AnswerCache, KeepsThoseUsedLastWithinItsBytes) {
  Engine engine;
  AnswerCache cache(50'000);
  cache.answer(request_for("popular"), "r", engine.search());
  for (int i = 0; i < 1'000; ++i) {
    cache.answer(request_for("q" + std::to_string(i)), "r", engine.search());
    cache.answer(request_for("popular"), "r", engine.search());
    EXPECT_LE(cache.numbers().bytes, 50'000U);
  }
  EXPECT_EQ(engine.asked, 1'001);
  EXPECT_GT(cache.numbers().answers, 5U);
  cache.reset(0);
  cache.answer(request_for("popular"), "r", engine.search());
  EXPECT_EQ(cache.numbers().answers, 0U);
  EXPECT_EQ(cache.numbers().bytes, 0U);
}

TEST(AnswerCache, CountsWhatWasAsked) {
  Engine engine;
  AnswerCache cache(1'000'000);
  SearchRequest request = request_for("tea");
  request.filter = make_filter(QueryField::tag, std::string(100'000, 'x'));
  cache.answer(request, "r", engine.search());
  EXPECT_GT(cache.numbers().bytes, 100'000U);
}

TEST(AnswerCache, OneThatWasAskedTwiceAtOnceIsKeptOnce) {
  Engine engine;
  AnswerCache cache(1'000'000);
  const auto asks_again = [&](const SearchRequest& request) {
    cache.answer(request, "r", engine.search());
    return engine.search()(request);
  };
  cache.answer(request_for("tea"), "r", asks_again);
  EXPECT_EQ(engine.asked, 2);
  EXPECT_EQ(cache.numbers().answers, 1U);
}

TEST(AnswerCache, FailuresAreNotKept) {
  AnswerCache cache(50'000);
  const auto fails = [](const SearchRequest&) -> Answer { throw std::runtime_error("no"); };
  EXPECT_THROW(cache.answer(request_for("tea"), "r", fails), std::runtime_error);
  Engine engine;
  EXPECT_EQ(cache.answer(request_for("tea"), "r", engine.search())->query, "tea");
}

TEST(AnswerCache, WhatIsKeptIsWrittenAndCompressedOnce) {
  Engine engine;
  AnswerCache cache(1'000'000);
  cache.answer(request_for("tea"), "r", engine.search());
  const HttpBody first = cache.answer(request_for("tea"), "r", engine.search()).json();
  const HttpBody second = cache.answer(request_for("tea"), "r", engine.search()).json();
  EXPECT_EQ(first.text(), to_json(*cache.answer(request_for("tea"), "r", engine.search())) + "\n");
  EXPECT_EQ(&first.text(), &second.text());
  int packed = 0;
  const auto pack = [&](const std::string& text) { return text + std::to_string(++packed); };
  EXPECT_EQ(first.encoded(pack).text(), first.text() + "1");
  EXPECT_EQ(second.encoded(pack).text(), first.text() + "1");
  EXPECT_EQ(HttpBody().encoded(pack).size(), 0U);
}

TEST(AnswerCache, SharedByThreads) {
  Engine engine;
  AnswerCache cache(30'000);
  std::atomic<int> wrong = 0;
  std::vector<std::jthread> threads;
  threads.reserve(4);
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 500; ++i) {
        const std::string query = "q" + std::to_string((i * (t + 1)) % 20);
        const std::string state = "r" + std::to_string(i / 100);
        if (cache.answer(request_for(query), state, engine.search())->query != query) ++wrong;
      }
    });
  threads.clear();
  EXPECT_EQ(wrong, 0);
  EXPECT_LE(cache.numbers().bytes, 30'000U);
}

}  // namespace
}  // namespace blogsearch
