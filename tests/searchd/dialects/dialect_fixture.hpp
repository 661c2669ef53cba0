// SPDX-License-Identifier: GPL-3.0-or-later
// A small site, asked in the forms of other engines.
#pragma once

#include "searchd/http_error.hpp"
#include "searchd/routes.hpp"
#include "tests/support/test_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace blogsearch {

using Json = nlohmann::json;

inline constexpr std::int64_t kDay = 86'400;

inline Post tea_post(const std::string& title, const std::string& text, int year,
                     const std::vector<std::string>& tags) {
  Post post = make_post(title, text);
  post.facts.url = "https://tea.example/" + std::to_string(year) + "/";
  const auto day = std::chrono::sys_days(std::chrono::year(year) / 3 / 4);
  post.facts.date =
      Moment{.time = day.time_since_epoch().count() * kDay, .year = year, .month = 3, .day = 4};
  post.facts.tags = tags;
  return post;
}

class Dialects : public testing::Test {
 protected:
  Dialects() {
    const std::vector<Post> posts = {
        tea_post("Green <b>tea</b>", "Some water.\n# Cups & <i>pots</i>\nA cup of tea, \"hot\".\n",
                 2021, {"green", "a & b"}),
        tea_post("Black tea", "It is tea.\n# Pots\nA pot of tea.\n", 2022, {"black"}),
        tea_post("Coffee", "No leaves here.\n", 2023, {"black", "beans"}),
    };
    index_.write(posts);
    index_.write({tea_post("Tea elsewhere", "Tea of another site.\n", 2020, {"green"})}, "other");
    searcher_ = std::make_shared<Searcher>(index_.searcher());
    backend_ = {[this](const SearchRequest& request) { return searcher_->search(request); },
                [this](const SuggestRequest& request) { return searcher_->suggest(request); },
                [this](const RelatedRequest& request) { return searcher_->related(request); },
                [this] { return searcher_->sites(); }};
    backend_.look_up = backend_.search;
  }

  HttpResponse send(HttpRequest request) {
    try {
      return make_routes(backend_)(request);
    } catch (const Error& error) {
      return error_for(request, to_http_error(error));
    }
  }
  HttpResponse post(const std::string& path, const std::string& body) {
    return send({"POST", path, {}, body});
  }
  Json ok(const std::string& path, const Json& body) {
    const HttpResponse response = post(path, body.dump());
    EXPECT_EQ(response.status, 200) << response.body.text();
    return Json::parse(response.body.text());
  }
  Json meilisearch(const Json& query) { return ok("/indexes/blog/search", query); }
  Json algolia(Json query) {
    query["indexName"] = query.value("indexName", "blog");
    return ok("/1/indexes/*/queries", {{"requests", {query}}})["results"][0];
  }
  // Status and code or message.
  std::pair<int, std::string> failure(const std::string& path, const std::string& body) {
    const HttpResponse response = post(path, body);
    const Json json = Json::parse(response.body.text());
    return {response.status, json.contains("code") ? json["code"] : json["message"]};
  }
  static std::vector<std::string> titles(const Json& answer) {
    std::vector<std::string> found;
    for (const Json& hit : answer["hits"]) found.push_back(hit["title"]);
    return found;
  }

  TestIndex index_;
  std::shared_ptr<Searcher> searcher_;
  SearchBackend backend_;
};

}  // namespace blogsearch
