// SPDX-License-Identifier: GPL-3.0-or-later
// The pages that a browser's tests cannot reach: odd hosts, odd posts. The rest is in tests/web.
#include "searchd/http_error.hpp"
#include "searchd/pages/links.hpp"
#include "searchd/routes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace blogsearch {
namespace {

using testing::HasSubstr;
using testing::Not;

SearchBackend backend_with(const Hit& hit, std::size_t sites = 1) {
  SearchBackend backend;
  backend.search = [hit](const SearchRequest& request) {
    Answer answer;
    answer.query = request.query;
    answer.limit = request.limit;
    answer.total = 1;
    answer.hits = {hit};
    answer.site = request.sites.empty() ? "" : request.sites.front();
    return answer;
  };
  backend.look_up = backend.search;
  backend.sites = [sites] {
    return std::vector<SiteStatus>(sites, SiteStatus{"tea", 1, "r1", ""});
  };
  return backend;
}

HttpResponse get(const SearchBackend& backend, const std::string& path,
                 const GivenParameters& parameters = {}, const std::string& host = "a.example") {
  HttpRequest request;
  request.method = "GET";
  request.path = path;
  request.parameters = parameters;
  request.headers = {{"Host", host}};
  return make_routes(backend)(request);
}

TEST(Pages, LinksToItselfByTheSettingOrTheHost) {
  SearchBackend backend = backend_with({});
  EXPECT_THAT(get(backend, "/opensearch.xml").body.text(),
              HasSubstr("template=\"http://a.example/?q={searchTerms}\""));
  EXPECT_THAT(get(backend, "/opensearch.xml", {}, "[::1]:7700").body.text(),
              HasSubstr("\"http://[::1]:7700/suggest?q="));
  backend.public_url = "https://b.example/find";
  EXPECT_THAT(get(backend, "/opensearch.xml", {}, "<evil>").body.text(),
              HasSubstr("\"https://b.example/find/?q={searchTerms}\""));
  backend.public_url = "";
  for (const std::string host : {"", "a\"b", "a.example/path", "a b", "<evil>"})
    EXPECT_THROW(get(backend, "/search.atom", {}, host), RequestError) << host;
}

TEST(Pages, AllSitesUnlessOneIsNamed) {
  SearchBackend named = backend_with({}, 2);
  named.sites = [] { return std::vector<SiteStatus>{{"a&b", 1, "r1", ""}, {"tea", 1, "r1", ""}}; };
  EXPECT_THAT(get(named, "/opensearch.xml", {{"site", "a&b"}}).body.text(),
              HasSubstr("/suggest?q={searchTerms}&amp;site=a%26b"));
  EXPECT_THAT(get(named, "/opensearch.xml").body.text(), Not(HasSubstr("/suggest")))
      << "words are completed from one site";
  EXPECT_THROW(get(named, "/opensearch.xml", {{"site", "nope"}}), Error);
  std::vector<std::string> asked;
  SearchBackend backend = backend_with({}, 2);
  backend.search = [&](const SearchRequest& request) {
    asked = request.sites;
    return Answer();
  };
  get(backend, "/");
  EXPECT_THAT(asked, testing::ElementsAre("*"));
  get(backend, "/", {{"site", "tea"}});
  EXPECT_THAT(asked, testing::ElementsAre("tea"));
}

TEST(Pages, OddPostsStayText) {
  Hit hit;
  hit.url = "javascript:alert(1)";
  hit.title = {"A \x01 \"title\" ]]> &", {}};
  hit.snippet = {"x\x0b<y>", {{0, 1}}};
  hit.tags = {"\"><b>"};
  const std::string page = get(backend_with(hit), "/").body.text();
  EXPECT_THAT(page, Not(HasSubstr("href=\"javascript")));
  EXPECT_THAT(page, HasSubstr("&quot;&gt;&lt;b&gt;"));
  const std::string feed = get(backend_with(hit), "/search.atom").body.text();
  EXPECT_THAT(feed, Not(HasSubstr("javascript")));
  EXPECT_THAT(feed, HasSubstr("<title>A  &quot;title&quot; ]]&gt; &amp;</title>"));
  EXPECT_THAT(feed, HasSubstr("&lt;mark&gt;x&lt;/mark&gt;&amp;lt;y&amp;gt;"));
  EXPECT_THAT(feed, HasSubstr("<updated>1970-01-01T00:00:00Z</updated>"));
  EXPECT_EQ(feed.find_first_of("\x01\x0b"), feed.npos);
}

TEST(Pages, AQueryLinkChangesOneThing) {
  const QueryLink link(
      {{"q", "a b"}, {"tag", "x"}, {"tag", "y"}, {"offset", "10"}, {"utm_source", "z"}});
  EXPECT_EQ(link.text(), "?q=a%20b&tag=x&tag=y&offset=10");
  EXPECT_EQ(link.without("tag", "x").text(), "?q=a%20b&tag=y");
  EXPECT_EQ(link.with("tag", "é").text(), "?q=a%20b&tag=x&tag=y&tag=%C3%A9");
  EXPECT_EQ(link.replaced("offset", "20").text(), "?q=a%20b&tag=x&tag=y&offset=20");
  EXPECT_EQ(link.replaced("sort", "date").text(), "?q=a%20b&tag=x&tag=y&sort=date");
  EXPECT_TRUE(link.has("tag", "y"));
  EXPECT_EQ(QueryLink({}).text(), "?");
}

TEST(Pages, SafeLinks) {
  for (const char* url : {"https://a/", "http://a", "/b:c", "b/c:d", "?q=a:b", "#a:b", ""})
    EXPECT_TRUE(is_safe_link(url)) << url;
  for (const char* url : {"javascript:x", "data:text/html,x", "JAVASCRIPT:x", " javascript:x"})
    EXPECT_FALSE(is_safe_link(url)) << url;
}

}  // namespace
}  // namespace blogsearch
