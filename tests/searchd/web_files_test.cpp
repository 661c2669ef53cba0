// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/web_files.hpp"

#include "common/error.hpp"
#include "searchd/routes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace blogsearch {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

HttpResponse get(const std::string& path) {
  HttpRequest request;
  request.method = "GET";
  request.path = path;
  return make_routes({})(request);
}

std::string header(const HttpResponse& response, const std::string& name) {
  for (const HttpHeader& one : response.headers)
    if (one.name == name) return one.value;
  return {};
}

TEST(WebFiles, EachIsServedWithItsTypeAndVersion) {
  std::set<std::string> versions;
  for (const WebFile& file : web_files()) {
    if (file.name == "openapi.json") continue;  // is completed before it is served
    const std::string path = file.name == "demo.html"     ? "/demo"
                             : file.name == "pagefind.js" ? "/pagefind/pagefind.js"
                                                          : "/" + std::string(file.name);
    const HttpResponse response = get(path);
    EXPECT_EQ(response.status, 200) << path;
    EXPECT_EQ(response.body.text(), file.content);
    EXPECT_THAT(response.content_type, HasSubstr("; charset=utf-8"));
    EXPECT_EQ(header(response, "Access-Control-Allow-Origin"), "*");
    versions.insert(header(response, "ETag"));
  }
  EXPECT_EQ(versions.size() + 1, web_files().size());
  EXPECT_GE(web_files().size(), 15);  // script, styles, demo, and a dozen languages
}

TEST(WebFiles, LoseIndentationAndCommentsButNotTheLicence) {
  const std::string script = get("/search-box.js").body.text();
  EXPECT_THAT(script, StartsWith("// SPDX-License-Identifier: MIT\n"));
  EXPECT_EQ(script.find("\n//"), script.npos);
  EXPECT_EQ(script.find("\n "), script.npos);
  EXPECT_THAT(get("/search-box.css").body.text(),
              StartsWith("/* SPDX-License-Identifier: MIT */\n"));
}

TEST(WebFiles, AreNotSentAgainToWhoHasThem) {
  HttpRequest request;
  request.method = "GET";
  request.path = "/search-box.js";
  request.headers = {{"If-None-Match", header(get("/search-box.js"), "ETag")}};
  const HttpResponse response = make_routes({})(request);
  EXPECT_EQ(response.status, 304);
  EXPECT_EQ(response.body.text(), "");
  EXPECT_EQ(header(response, "ETag"), header(get("/search-box.js"), "ETag"));
  request.headers = {{"If-None-Match", "\"0.0.1-0123456789ab\""}};
  EXPECT_EQ(make_routes({})(request).status, 200);
}

TEST(WebFiles, ALanguageThatIsNotThereIsNotFound) {
  EXPECT_THROW(get("/search-box.xx.json"), Error);
  EXPECT_EQ(get("/search-box.txt").status, 404);
  EXPECT_EQ(get("/demo.html").status, 404);
}

}  // namespace
}  // namespace blogsearch
