// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/query_log.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace blogsearch {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::Pair;

class QueryLogTest : public testing::Test {
 protected:
  struct Search {
    std::string query;
    bool prefix = false;
    std::size_t total = 3;
    std::vector<std::string> missing = {};
    std::string site = "blog";
  };

  void ask(const Search& search, milliseconds after = milliseconds(0)) {
    now_ += after;
    SearchRequest request;
    request.query = search.query;
    request.prefix = search.prefix;
    Answer answer;
    answer.total = search.total;
    answer.missing = search.missing;
    answer.site = search.site;
    log_.note(request, answer, now_);
  }
  void type(const std::string& text, milliseconds each = milliseconds(200)) {
    for (std::size_t size = 1; size <= text.size(); ++size) ask({text.substr(0, size), true}, each);
  }
  // "query: asked/partly/nothing", as it is on disk.
  std::vector<std::string> saved() {
    log_.save(true, now_);
    std::vector<std::string> lines;
    for (const std::string& day : list_query_days(dir_.path()))
      for (const QueryCount& one : read_query_day(query_day_file(dir_.path(), day)).queries)
        lines.push_back(one.query + ": " + std::to_string(one.asked) + "/" +
                        std::to_string(one.partly) + "/" + std::to_string(one.nothing));
    return lines;
  }
  [[nodiscard]] std::filesystem::path today_file() const {
    return query_day_file(
        dir_.path(),
        to_text(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())));
  }

  TempDir dir_;
  QueryLog log_{{dir_.path(), 90}};
  QueryLog::Clock::time_point now_ = QueryLog::Clock::now();
};

TEST_F(QueryLogTest, CountsWhatWasAskedAndWhatFoundNothing) {
  ask({"Kettle"});
  ask({" kettle "});
  ask({"samovar", false, 0});
  ask({"blue kettle", false, 2, {"blue"}});
  EXPECT_THAT(saved(), ElementsAre("kettle: 2/0/0", "samovar: 1/0/1", "blue kettle: 1/1/0"));
}

TEST_F(QueryLogTest, WhoTypesLooksForTheLastOne) {
  type("kettle");
  ask({"kettle"});  // Enter
  EXPECT_THAT(saved(), ElementsAre("kettle: 1/0/0"));
  type("kettles", milliseconds(900));  // slowly
  type("kett", milliseconds(300));     // and back
  EXPECT_THAT(saved(), ElementsAre("kettle: 1/0/0", "kett: 1/0/0"));
}

TEST_F(QueryLogTest, AfterAPauseSomebodyElseTypes) {
  type("ket");
  now_ += milliseconds(6'000);
  type("kettle", milliseconds(100));
  ask({"k", true}, milliseconds(6'000));
  ask({"kettle drum", true}, milliseconds(6'000));
  EXPECT_THAT(saved(), testing::UnorderedElementsAre("kettle: 1/0/0", "ket: 1/0/0", "k: 1/0/0",
                                                     "kettle drum: 1/0/0"));
}

TEST_F(QueryLogTest, TwoWhoTypeAtOnceAreBothCounted) {
  const std::string first = "tea";
  const std::string second = "milk";
  for (std::size_t size = 1; size <= 4; ++size) {
    ask({first.substr(0, size), true}, milliseconds(100));
    ask({second.substr(0, size), true}, milliseconds(100));
  }
  EXPECT_THAT(saved(), ElementsAre("tea: 1/0/0", "milk: 1/0/0"));
}

TEST_F(QueryLogTest, WholeQueriesAreNeverDropped) {
  ask({"tea"});
  ask({"tea pot"});
  ask({"tea"});
  EXPECT_THAT(saved(), ElementsAre("tea: 2/0/0", "tea pot: 1/0/0"));
}

TEST_F(QueryLogTest, PagesAndCountsBesideThemAreNoSearches) {
  SearchRequest request;
  request.query = "tea";
  request.offset = 10;
  log_.note(request, {}, now_);
  request.offset = 0;
  request.limit = 0;
  log_.note(request, {}, now_);
  ask({""});
  ask({" * "});
  EXPECT_THAT(saved(), ElementsAre());
  EXPECT_FALSE(std::filesystem::exists(today_file()));
}

TEST_F(QueryLogTest, ARestartGoesOn) {
  ask({"tea"});
  saved();
  {
    QueryLog next({dir_.path(), 90});
    SearchRequest request;
    request.query = "tea";
    Answer answer;
    answer.site = "blog";
    answer.total = 1;
    next.note(request, answer, now_);
    next.save(true, now_);
  }
  EXPECT_THAT(read_query_day(today_file()).queries.front().asked, 2U);
}

TEST_F(QueryLogTest, ADamagedFileIsKeptAsideAndCountingStartsAnew) {
  const std::string half = R"({"format":1,"day":"2026-)";
  dir_.write(today_file().filename().string(), half);
  testing::internal::CaptureStderr();
  ask({"tea"});
  EXPECT_THAT(saved(), ElementsAre("tea: 1/0/0"));
  EXPECT_THAT(testing::internal::GetCapturedStderr(), testing::HasSubstr("is damaged"));
  EXPECT_EQ(std::filesystem::file_size(today_file().string() + ".damaged"), half.size());
}

TEST_F(QueryLogTest, AFolderThatCannotBeWrittenIsSaidOnceAndTriedAgain) {
  const std::filesystem::path blocked = dir_.path() / "file" / "folder";
  dir_.write("file", "");
  log_.configure({blocked, 90});
  testing::internal::CaptureStderr();
  ask({"tea"});
  log_.save(true, now_);
  log_.save(true, now_);
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, testing::HasSubstr("stats.folder"));
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1);
  std::filesystem::remove(dir_.path() / "file");
  log_.save(true, now_);
  EXPECT_EQ(list_query_days(blocked).size(), 1U);
}

TEST_F(QueryLogTest, TheNumberOfQueriesIsBounded) {
  for (int i = 0; i < 3; ++i) ask({"popular"});
  for (std::size_t i = 0; i < QueryLog::kMostQueries + 500; ++i) ask({"q" + std::to_string(i)});
  ask({std::string(10'000, 'x')});
  log_.save(true, now_);
  const QueryDay day = read_query_day(today_file());
  EXPECT_EQ(day.queries.size(), QueryLog::kMostQueries);
  EXPECT_EQ(day.queries.front().query, "popular");
  EXPECT_EQ(day.queries.back().query.size(), 100U);
  EXPECT_EQ(day.others, 502U);
}

TEST_F(QueryLogTest, DaysThatAreOverGo) {
  write_query_day(dir_.path(), {"2020-01-01", {{"old", "blog", 1, 0, 0}}, 0});
  write_query_day(dir_.path(), {"2999-01-01", {{"new", "blog", 1, 0, 0}}, 0});
  dir_.write("notes.txt", "not ours");
  log_.save();
  EXPECT_THAT(list_query_days(dir_.path()), ElementsAre("2999-01-01"));
  EXPECT_TRUE(std::filesystem::exists(dir_.path() / "notes.txt"));
}

TEST_F(QueryLogTest, OffIsOff) {
  ask({"tea"});
  saved();
  log_.configure({dir_.path(), 0});
  ask({"milk"});
  EXPECT_THAT(saved(), ElementsAre());
  EXPECT_FALSE(std::filesystem::exists(today_file()));
}

}  // namespace
}  // namespace blogsearch
