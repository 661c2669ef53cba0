// SPDX-License-Identifier: GPL-3.0-or-later
// The filter grammars of Meilisearch and Algolia, as the queries they become.
#include "common/error.hpp"
#include "searchd/dialects/algolia_filter.hpp"
#include "searchd/dialects/meilisearch_filter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;

struct FilterCase {
  Json filter;
  std::string query;  // as describe() writes it
};

// The first second of the year -9999, and the last one of 9999.
constexpr std::int64_t kFirst = -377'705'116'800;
constexpr std::int64_t kLast = 253'402'300'799;

std::string dates(std::int64_t first, std::int64_t last) {
  return describe(make_dates(first, last));
}
std::string from(std::int64_t second) {
  return dates(second, kLast);
}
std::string until(std::int64_t second) {
  return dates(kFirst, second);
}

template <typename Read>
void expect_queries(const std::vector<FilterCase>& cases, Read read) {
  for (const auto& [filter, query] : cases) EXPECT_EQ(describe(read(filter)), query) << filter;
}

template <typename Read>
void expect_error(const Json& filter, const std::string& message, Read read) {
  try {
    ADD_FAILURE() << filter << " is " << describe(read(filter));
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::bad_parameter);
    EXPECT_THAT(error.what(), HasSubstr(message)) << filter;
  }
}

TEST(MeilisearchFilter, Conditions) {
  expect_queries(
      {
          {nullptr, "*"},
          {"  ", "*"},
          {"tags = math", R"(tag:"math")"},
          {R"("tags"="static sites")", R"(tag:"static sites")"},
          {R"(tags = 'it\'s "it"')", R"(tag:"it's "it"")"},
          {"tags != math", R"((not tag:"math"))"},
          {"categories IN [a, 'b c']", R"((or category:"a" category:"b c"))"},
          {"lang in [en,]", R"(lang:"en")"},
          {"lang IN []", "(not *)"},
          {"author NOT IN [x]", R"((not author:"x"))"},
          {"tags = ''", "(not *)"},
          {"date >= 1700000000", from(1'700'000'000)},
          {"date>=1700000000", from(1'700'000'000)},
          {"date < 2024-01-31", until(1'706'659'199)},
          {"timestamp > 2023", from(1'704'067'200)},
          {"date <= 2023-12", until(1'704'067'199)},
          {"timestamp 1e9 TO 1.5e9", dates(1'000'000'000, 1'500'000'000)},
          {"year = 2024", dates(1'704'067'200, 1'735'689'599)},
          {"year 2023 TO 2024", dates(1'672'531'200, 1'735'689'599)},
          {"date EXISTS", from(kFirst)},
          {"date NOT EXISTS", "(not " + from(kFirst) + ")"},
          {"year IS NOT NULL", from(kFirst)},
          {"tags EXISTS", "*"},
      },
      read_meilisearch_filter);
}

TEST(MeilisearchFilter, AndBindsCloserThanOrAndNotCloserThanBoth) {
  expect_queries(
      {
          {"tags = a OR tags = b AND tags = c", R"((or tag:"a" (and tag:"b" tag:"c")))"},
          {"(tags = a OR tags = b) AND NOT tags = c",
           R"((and (or tag:"a" tag:"b") (not tag:"c")))"},
          {"not not tags = a", R"((not (not tag:"a")))"},
          {Json::array({"tags = a", Json::array({"tags = b", "lang = en"})}),
           R"((and tag:"a" (or tag:"b" lang:"en")))"},
          {Json::array({Json::array({R"("tags"="math")"})}), R"(tag:"math")"},
          {Json::array({"", Json::array()}), "*"},
      },
      read_meilisearch_filter);
}

TEST(MeilisearchFilter, ErrorsSayWhere) {
  const std::vector<std::pair<Json, std::string>> cases = {
      {"colour = red", "Attribute `colour` is not filterable. Available filterable attributes are"},
      {"tags", "expected an operator at byte 4, not the end"},
      {"tags = ", "expected a value at byte 7"},
      {"tags = a b", "expected AND, OR or the end at byte 9, not 'b'"},
      {"(tags = a", "expected ) at byte 9"},
      {"tags = 'a", "the quotation that begins at byte 7 does not end"},
      {"tags IN [a b]", "expected , or ] at byte 11"},
      {"tags > a", "tags has no order"},
      {"date > soon", "date is compared with seconds"},
      {"year = 2024-01", "year is compared with a year"},
      {"tags CONTAINS a", "CONTAINS is not supported"},
      {"tags 1 TO 2", "tags has no order"},
      {"AND", "Attribute `AND`"},
      {"= a", "expected an attribute at byte 0, not '='"},
      {7, "a filter is a text"},
      {Json::array({Json::array({Json::array({"tags = a"})})}), "a filter is a text"},
      {std::string(40, '(') + "tags = a", "16 brackets in brackets"},
  };
  for (const auto& [filter, message] : cases)
    expect_error(filter, message, read_meilisearch_filter);
}

// "ONE", `times` over.
std::string repeated(int times, const std::string& one, const std::string& between) {
  std::string all = one;
  for (int i = 1; i < times; ++i) all += between + one;
  return all;
}

// Xapian's work for them is quadratic, and no time limit sees it.
TEST(MeilisearchFilter, HasConditionsUpToALimitHoweverTheyAreWritten) {
  const Json enough = {"tags IN [" + repeated(499, "a", ",") + "]", {"lang = en"}};
  EXPECT_NO_THROW(read_meilisearch_filter(enough));
  const std::vector<Json> too_many = {
      repeated(501, "tags = a", " OR "),
      repeated(501, "NOT tags = a", " AND "),
      "tags IN [" + repeated(501, "a", ",") + "]",
      repeated(2, "tags NOT IN [" + repeated(251, "a", ",") + "]", " AND "),
      repeated(501, "tags IN []", " OR "),
      Json(501, "tags = a"),
      Json::array({Json(501, "tags = a")}),
      Json::array({Json(250, "tags = a"), Json(251, "date EXISTS")}),
  };
  for (const Json& filter : too_many)
    expect_error(filter, "500 conditions", read_meilisearch_filter);
}

Query read_filters(const Json& filter) {
  FilterConditions conditions;
  return read_algolia_filters(filter.get<std::string>(), conditions);
}

template <auto read>
Query read_list(const Json& filter) {
  FilterConditions conditions;
  return read(filter, conditions);
}

TEST(AlgoliaFilter, Filters) {
  expect_queries(
      {
          {"", "*"},
          {"tags:math", R"(tag:"math")"},
          {"math", R"(tag:"math")"},
          {"_tags:\"a b\" AND (date >= 1700000000 OR NOT lang:en)",
           "(and tag:\"a b\" (or " + from(1'700'000'000) + " (not lang:\"en\")))"},
          {"timestamp:10000 TO 2000000000", dates(10000, 2'000'000'000)},
          {"year!=2024", "(not " + dates(1'704'067'200, 1'735'689'599) + ")"},
      },
      read_filters);
  expect_error("color:red", "there is no attribute 'color'", read_filters);
  expect_error("tags:", "expected a value at byte 5", read_filters);
  expect_error("tags:a)", "expected AND, OR or the end", read_filters);
}

TEST(AlgoliaFilter, FacetFilters) {
  expect_queries(
      {
          {nullptr, "*"},
          {Json::array(), "*"},
          {Json::array({"tags:math"}), R"(tag:"math")"},
          {Json::array({Json::array({"tags:a", "tags:b: c"}), "lang:en"}),
           R"((and (or tag:"a" tag:"b: c") lang:"en"))"},
          {Json::array({"tags:-a", "tags:\\-b"}), R"((and (not tag:"a") tag:"-b"))"},
          {"tags:a,lang:en", R"((and tag:"a" lang:"en"))"},
          {R"([["tags:a","tags:b"]])", R"((or tag:"a" tag:"b"))"},
      },
      read_list<read_facet_filters>);
  expect_error(Json::array({"math"}), "write ATTRIBUTE:VALUE", read_list<read_facet_filters>);
  expect_error(Json::array({1}), "a list of texts", read_list<read_facet_filters>);
  expect_error("[[", "no JSON", read_list<read_facet_filters>);
}

TEST(AlgoliaFilter, NumericFilters) {
  expect_queries({{Json::array({"date>=10000", Json::array({"year=2024", "year:2019 TO 2021"})}),
                   "(and " + from(10000) + " (or " + dates(1'704'067'200, 1'735'689'599) + " " +
                       dates(1'546'300'800, 1'640'995'199) + "))"}},
                 read_list<read_numeric_filters>);
}

TEST(AlgoliaFilter, HasConditionsUpToALimitHoweverTheyAreWritten) {
  expect_error(repeated(501, "tags:a", " OR "), "500 conditions", read_filters);
  for (const Json& filter : {Json(501, "tags:a"), Json::array({Json(501, "tags:a")}),
                             Json::array({Json(250, "tags:a"), Json(251, "tags:a")}),
                             Json(repeated(501, "tags:a", ","))})
    expect_error(filter, "500 conditions", read_list<read_facet_filters>);
  expect_error(Json::array({Json(251, "year=2024 OR year=2025")}), "500 conditions",
               read_list<read_numeric_filters>);
}

// Whatever is sent: a query, or an error that says what is wrong with the parameter.
TEST(Filters, AnyTextIsAQueryOrABadParameter) {
  const std::string alphabet =
      "ta gs=<>!'\"()[],:\\\xff"
      "ANDOR12 T";
  unsigned random = 7;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 24; ++i) {
      random = random * 1'664'525U + 1'013'904'223U;
      text += i < 4 && round % 2 == 0 ? "tags"[i] : alphabet[(random >> 16U) % alphabet.size()];
    }
    for (const auto read :
         {+[](const Json& one) { return read_meilisearch_filter(one); },
          +[](const Json& one) { return read_list<read_facet_filters>(one); },
          +[](const Json& one) { return read_list<read_numeric_filters>(one); }}) {
      try {
        read(text);
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::bad_parameter) << text;
      }
    }
  }
}

}  // namespace
}  // namespace blogsearch
