// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/related.hpp"

#include "common/error.hpp"
#include "common/find_post.hpp"
#include "common/hit.hpp"
#include "common/record.hpp"
#include "common/relations.hpp"
#include "common/snippet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace blogsearch {
namespace {

std::int64_t moment_of(const RelatedRequest& request) {
  return request.now.value_or(now_seconds());
}

Xapian::doccount limit_of(const RelatedRequest& request) {
  return static_cast<Xapian::doccount>(std::max(request.limit, 0));
}

Record record_of(const Xapian::Database& database, Xapian::docid post) {
  return decode_record(database.get_document(post, Xapian::DOC_ASSUME_VALID).get_data());
}

// A post that is not shown now does not exist for who asks.
Xapian::docid shown_post(const Xapian::Database& database, const RelatedRequest& request) {
  const Visibility visibility(database, moment_of(request));
  const Xapian::docid post = find_post(database, request.url);
  if (post != 0 && visibility.is_visible(post)) return post;
  const std::string near = nearest_url(database, request.url);
  const Xapian::docid meant = near.empty() ? 0 : find_post(database, near);
  const bool is_known = meant != 0 && visibility.is_visible(meant);
  throw Error(ErrorCode::not_found, fmt::format("there is no post '{}'", request.url),
              is_known ? fmt::format("did you mean {}?", record_of(database, meant).url)
                       : "give the URL of a post, with or without its host");
}

}  // namespace

Answer related_in(OpenSite& site, const RelatedRequest& request, const Config& config) {
  const Xapian::docid post = shown_post(site.database(), request);
  Relations relations(site.database(), config.ranking, moment_of(request));
  const std::vector<QueryWord> no_words;
  Highlighter highlighter(no_words, config.search.snippet_length);
  Answer answer;
  answer.query = request.url;
  for (const auto& [like, score] : relations.of(post, limit_of(request))) {
    Record record = record_of(site.database(), like);
    Snippet snippet = highlighter.snippet(record, site.stemmer_of(record.language));
    Hit hit = make_hit(std::move(record), std::move(snippet));
    hit.score = score;
    answer.hits.push_back(std::move(hit));
  }
  answer.total = answer.hits.size();
  answer.limit = request.limit;
  return answer;
}

std::vector<RelatedPosts> all_related_in(OpenSite& site, const RelatedRequest& request,
                                         const Config& config) {
  const Xapian::Database& database = site.database();
  const std::int64_t now = moment_of(request);
  const Visibility visibility(database, now);
  std::unordered_map<Xapian::docid, Record> shown;
  std::vector<Xapian::docid> order;
  for (auto post = database.postlist_begin(""); post != database.postlist_end(""); ++post) {
    if (!visibility.is_visible(*post)) continue;
    Record& record = shown[*post] = record_of(database, *post);
    record.text = {};  // the rest of it is small
    order.push_back(*post);
  }
  Relations relations(database, config.ranking, now);
  std::vector<RelatedPosts> all;
  for (const Xapian::docid post : order) {
    RelatedPosts related{shown[post].url, {}};
    for (const auto& [like, score] : relations.of(post, limit_of(request)))
      related.posts.push_back({shown[like].url, shown[like].title, score});
    all.push_back(std::move(related));
  }
  return all;
}

}  // namespace blogsearch
