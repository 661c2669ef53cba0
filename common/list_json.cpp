// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/list_json.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <set>
#include <string_view>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

std::string one_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json list_of(const std::vector<RelatedPosts::One>& posts) {
  Json list = Json::array();
  for (const RelatedPosts::One& post : posts) {
    list.push_back({{"url", post.url},
                    {"title", post.title},
                    {"score", std::round(post.score * 1000) / 1000}});
  }
  return list;
}

}  // namespace

std::string to_json(const Suggestions& suggestions) {
  Json texts = Json::array();
  Json kinds = Json::array();
  Json urls = Json::array();
  for (const Suggestion& one : suggestions.found) {
    texts.push_back(one.text);
    kinds.push_back(name_of(one.kind));
    urls.push_back(one.url);
  }
  return one_line(Json::array({suggestions.text, texts, kinds, urls}));
}

std::string to_json(const std::vector<RelatedPosts>& all) {
  std::string out = "{";
  std::set<std::string_view> known;
  for (const RelatedPosts& post : all) {
    if (!known.insert(post.url).second) continue;
    out += (known.size() > 1 ? ",\n" : "\n") + one_line(post.url) + ": " +
           one_line(list_of(post.posts));
  }
  return out + "\n}";
}

}  // namespace blogsearch
