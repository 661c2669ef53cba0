// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/request.hpp"

#include "searchd/http_error.hpp"

#include <gtest/gtest.h>

namespace blogsearch {
namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

TEST(Request, NothingGivenIsTheDefault) {
  const SearchRequest request = parse_search_request({});
  EXPECT_EQ(request.query, "");
  EXPECT_EQ(request.limit, 10);
  EXPECT_EQ(request.offset, 0);
  EXPECT_EQ(request.sort, Sort::relevance);
  EXPECT_FALSE(request.prefix);
  EXPECT_TRUE(request.sites.empty());
}

TEST(Request, EveryParameterArrives) {
  const SearchRequest request = parse_search_request({{"q", "two words"},
                                                      {"limit", "100"},
                                                      {"offset", "100000"},
                                                      {"sort", "-date"},
                                                      {"prefix", "1"},
                                                      {"site", "blog"}});
  EXPECT_EQ(request.query, "two words");
  EXPECT_EQ(request.limit, 100);
  EXPECT_EQ(request.offset, 100'000);
  EXPECT_EQ(request.sort, Sort::date_descending);
  EXPECT_TRUE(request.prefix);
  EXPECT_EQ(request.sites, std::vector<std::string>{"blog"});
  EXPECT_EQ(parse_search_request({{"sort", "date"}}).sort, Sort::date_ascending);
  EXPECT_EQ(parse_search_request({{"limit", "0"}}).limit, 0);
}

TEST(Request, FiltersMayBeRepeated) {
  const SearchRequest request = parse_search_request({{"tag", "a b"},
                                                      {"lang", "de"},
                                                      {"tag", "c"},
                                                      {"lang", "fr"},
                                                      {"after", "1970-01-02"},
                                                      {"site", "one"},
                                                      {"site", "two"}});
  ASSERT_EQ(request.filter.kind, Query::Kind::all_of);
  ASSERT_EQ(request.filter.parts.size(), 4U) << describe(request.filter);
  EXPECT_EQ(request.filter.parts[0], make_filter(QueryField::tag, "a b"));
  Query either = make_filter(QueryField::language, "de");
  add_choice(either, make_filter(QueryField::language, "fr"));
  EXPECT_EQ(request.filter.parts[1], either);
  EXPECT_EQ(request.filter.parts[2], make_filter(QueryField::tag, "c"));
  EXPECT_EQ(request.filter.parts[3].first, 86'400);
  EXPECT_EQ(request.sites, (std::vector<std::string>{"one", "two"}));
}

TEST(Request, FacetsAreAList) {
  const SearchRequest request = parse_search_request({{"facets", "year,tag,year"}});
  EXPECT_EQ(request.facets, (std::vector{FacetField::year, FacetField::tag}));
  EXPECT_TRUE(parse_search_request({{"facets", ""}}).facets.empty());
}

TEST(Request, AnyBytesAreAQuery) {
  EXPECT_EQ(parse_search_request({{"q", "caf\xe9"}}).query, "caf\xef\xbf\xbd");
  EXPECT_EQ(parse_search_request({{"q", std::string(5'000, 'a')}}).query.size(), 5'000U);
}

TEST(Request, WhatOthersAddToLinksIsPassedOver) {
  const SearchRequest request = parse_search_request(
      {{"utm_source", "a"}, {"utm_source", "b"}, {"_", "1700000000"}, {"fbclid", "x"}, {"q", "a"}});
  EXPECT_EQ(request.query, "a");
}

struct BadCase {
  Parameters parameters;
  std::string parameter;
  std::string message;
};

TEST(Request, WhatIsWrongIsNamed) {
  const BadCase cases[] = {
      {{{"limit", "abc"}}, "limit", "limit must be a whole number from 0 to 100, not 'abc'"},
      {{{"limit", ""}}, "limit", "limit must be a whole number from 0 to 100, not ''"},
      {{{"limit", "101"}}, "limit", "limit must be a whole number from 0 to 100, not '101'"},
      {{{"limit", "-1"}}, "limit", "limit must be a whole number from 0 to 100, not '-1'"},
      {{{"limit", "1.5"}}, "limit", "limit must be a whole number from 0 to 100, not '1.5'"},
      {{{"limit", " 1"}}, "limit", "limit must be a whole number from 0 to 100, not ' 1'"},
      {{{"limit", "99999999999"}},
       "limit",
       "limit must be a whole number from 0 to 100, not '99999999999'"},
      {{{"offset", "100001"}},
       "offset",
       "offset must be a whole number from 0 to 100000, not '100001'"},
      {{{"offset", std::string("1\0", 2)}},
       "offset",
       "offset must be a whole number from 0 to 100000, not '1\\u{0}'"},
      {{{"sort", "newest"}}, "sort", "sort must be relevance, date or -date, not 'newest'"},
      {{{"sort", ""}}, "sort", "sort must be relevance, date or -date, not ''"},
      {{{"prefix", "yes"}}, "prefix", "prefix must be 0 or 1, not 'yes'"},
      {{{"limit", std::string(1'000, '9')}},
       "limit",
       "limit must be a whole number from 0 to 100, not '" + std::string(40, '9') + "...'"},
      {{{"tag", " "}}, "tag", "tag must be something to look for, not ' '"},
      {{{"after", "soon"}},
       "after",
       "after must be a date as in 2024, 2024-01 or 2024-01-31, not 'soon'"},
      {{{"before", "2024-02-30"}},
       "before",
       "before must be a date as in 2024, 2024-01 or 2024-01-31, not '2024-02-30'"},
      {{{"facets", "tag,colour"}},
       "facets",
       "facets must be of tag, category, author, lang and year, with commas between, not 'colour'"},
      {{{"facets", "tag,"}},
       "facets",
       "facets must be of tag, category, author, lang and year, with commas between, not ''"},
      {{{"site", ""}}, "site", "site must be a name, not ''"},
      {{{"facets", "tag"}, {"facets", "year"}}, "facets", "facets is given more than once"},
      {{{"q", "a"}, {"q", "b"}}, "q", "q is given more than once"},
      {{{"lmit", "3"}}, "lmit", "unknown parameter 'lmit'; did you mean 'limit'?"},
      {{{"colour", "red"}},
       "colour",
       "unknown parameter 'colour'; known are: q, limit, offset, sort, prefix, tag, category, "
       "author, lang, after, before, facets, facet_limit, fragment, site"},
  };
  for (const BadCase& bad : cases) {
    try {
      parse_search_request(bad.parameters);
      ADD_FAILURE() << "accepted: " << bad.message;
    } catch (const ParameterError& error) {
      EXPECT_EQ(error.code(), ErrorCode::bad_parameter);
      EXPECT_EQ(error.problem().parameter, bad.parameter);
      EXPECT_EQ(error.what() + (error.hint().empty() ? "" : "; " + error.hint()), bad.message);
    }
  }
}

TEST(Request, TheTableDescribesEveryParameter) {
  for (const auto& parameter : search_parameters()) EXPECT_FALSE(parameter.meaning.empty());
}

TEST(Request, EachPathHasItsOwnTable) {
  const SuggestRequest typed =
      parse_suggest_request({{"q", "caf\xe9"}, {"limit", "20"}, {"site", "blog"}});
  EXPECT_EQ(typed.text, "caf\xef\xbf\xbd");
  EXPECT_EQ(typed.limit, 20);
  EXPECT_EQ(typed.site, "blog");
  EXPECT_EQ(parse_suggest_request({}).limit, 8);
  EXPECT_EQ(parse_suggest_request({{"utm_source", "x"}}).text, "");
  EXPECT_THROW(parse_suggest_request({{"limit", "21"}}), ParameterError);
  EXPECT_THROW(parse_suggest_request({{"offset", "1"}}), ParameterError) << "it has none";
  EXPECT_THROW(parse_suggest_request({{"site", ""}}), ParameterError);

  const RelatedRequest like = parse_related_request({{"url", "/a/"}, {"limit", "3"}});
  EXPECT_EQ(like.url, "/a/");
  EXPECT_EQ(like.limit, 3);
  EXPECT_EQ(parse_related_request({{"url", "/a/"}}).limit, 10);
  EXPECT_THROW(parse_related_request({{"url", "/a/"}, {"limit", "101"}}), ParameterError);
  EXPECT_THROW(parse_related_request({{"url", "/a/"}, {"site", " "}}), ParameterError);
  for (const Parameters& missing : {Parameters{}, Parameters{{"url", ""}}}) {
    try {
      parse_related_request(missing);
      ADD_FAILURE() << "taken";
    } catch (const ParameterError& error) {
      EXPECT_EQ(error.problem().parameter, "url");
    }
  }
  for (const auto& parameter : suggest_parameters()) EXPECT_FALSE(parameter.meaning.empty());
  for (const auto& parameter : related_parameters()) EXPECT_FALSE(parameter.meaning.empty());
}

}  // namespace
}  // namespace blogsearch
