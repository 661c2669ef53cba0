// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/dialects/algolia_answer.hpp"

#include "common/analyzer.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

// Puts a field where its name says: "hierarchy.lvl1" into the object "hierarchy".
Json& place(Json& object, std::string_view name) {
  const auto dot = std::min(name.find('.'), name.size());
  Json& outer = object[std::string(name.substr(0, dot))];
  return dot == name.size() ? outer : outer[std::string(name.substr(dot + 1))];
}

// The words of the query that stand in the field, each once.
Json matched_words(const BoxField& field) {
  const std::string text = field.value.get<std::string>();
  Json words = Json::array();
  for (const MarkedText::Mark& mark : field.marks) {
    const std::string word = fold_phrase(text.substr(mark.begin, mark.end - mark.begin));
    if (std::ranges::find(words, Json(word)) == words.end()) words.push_back(word);
  }
  return words;
}

std::string_view match_level(std::size_t matched, std::size_t words) {
  return matched == 0 ? "none" : matched < words ? "partial" : "full";
}

bool is_fully_marked(const BoxField& field) {
  const std::size_t size = field.value.get_ref<const std::string&>().size();
  return field.marks.size() == 1 && field.marks[0].begin == 0 && field.marks[0].end == size;
}

Json highlighted(const BoxField& field, const BoxDocument& document, const BoxMarks& marks) {
  const Json words = matched_words(field);
  Json shown = {{"value", write_field(field, marks)},
                {"matchLevel", match_level(words.size(), document.query_words)},
                {"matchedWords", words}};
  if (!words.empty()) shown["fullyHighlighted"] = is_fully_marked(field);
  return shown;
}

Json plain(const std::string& text, const BoxMarks& marks) {
  return {{"value", marks.escape ? escape_html(text) : text},
          {"matchLevel", "none"},
          {"matchedWords", Json::array()}};
}

Json snippet(const BoxField& field, const BoxDocument& document, const BoxMarks& marks) {
  return {{"value", write_field(field, marks)},
          {"matchLevel", match_level(matched_words(field).size(), document.query_words)}};
}

Json to_hit(const BoxDocument& document, const AlgoliaQuery& query) {
  Json hit = Json::object();
  Json highlights = Json::object();
  Json snippets = Json::object();
  for (const BoxField& field : document.fields) {
    if (names_field(query.retrieve, field.name) || field.name == "objectID")
      place(hit, field.name) = field.value;
    if (field.value.is_string() && names_field(query.highlight, field.name))
      place(highlights, field.name) = highlighted(field, document, query.marks);
    if (field.value.is_array() && names_field(query.highlight, field.name)) {
      Json& list = place(highlights, field.name) = Json::array();
      for (const Json& one : field.value)
        list.push_back(plain(one.get<std::string>(), query.marks));
    }
    if (field.value.is_string() && names_field(query.snippet, field.name))
      place(snippets, field.name) = snippet(field, document, query.marks);
  }
  if (!query.snippet.empty()) hit["_snippetResult"] = std::move(snippets);
  if (!query.highlight.empty()) hit["_highlightResult"] = std::move(highlights);
  return hit;
}

void add_facets(const std::vector<BoxFacet>& facets, Json& answer) {
  Json counts = Json::object();
  Json ranges = Json::object();
  for (const BoxFacet& facet : facets) {
    if (facet.range)
      ranges[facet.name] = {{"min", facet.range->first}, {"max", facet.range->second}};
    if (facet.counts.empty()) continue;  // as Algolia: nothing is not there
    Json& values = counts[facet.name] = Json::object();
    for (const FacetCount& count : facet.counts) values[count.value] = count.posts;
  }
  answer["facets"] = std::move(counts);
  if (!ranges.empty()) answer["facets_stats"] = std::move(ranges);
}

// The value with the beginning that was typed marked.
std::string mark_beginning(const std::string& value, const AlgoliaQuery& query) {
  const std::string lower = lower_ascii(value);
  const std::string typed = lower_ascii(trim(query.facet_text));
  const auto at = typed.empty() ? std::string::npos : lower.find(typed);
  MarkedText marked{value, {}};
  if (at != std::string::npos) marked.marks.push_back({at, at + typed.size()});
  return write_marked(marked, {query.marks.before, query.marks.behind, query.marks.escape});
}

}  // namespace

Json to_algolia(const BoxAnswer& answer, const AlgoliaQuery& query) {
  Json hits = Json::array();
  for (const BoxDocument& document : answer.documents) hits.push_back(to_hit(document, query));
  const SearchRequest& request = query.box.request;
  const auto size = static_cast<std::size_t>(request.limit);
  Json json = {{"hits", std::move(hits)},
               {"nbHits", answer.total},
               {"page", size == 0 ? 0 : static_cast<std::size_t>(request.offset) / size},
               {"nbPages", size == 0 ? 0 : (answer.total + size - 1) / size},
               {"hitsPerPage", request.limit},
               {"exhaustiveNbHits", true},
               {"exhaustiveFacetsCount", true},
               {"exhaustive", {{"nbHits", true}, {"facetsCount", true}}},
               {"processingTimeMS", std::lround(answer.took_ms)},
               {"query", request.query},
               {"params", query.params},
               {"index", query.index}};
  if (!query.box.facets.empty()) add_facets(answer.facets, json);
  return json;
}

Json to_algolia(const BoxFacet& facet, const AlgoliaQuery& query) {
  Json hits = Json::array();
  for (const FacetCount& count : facet.counts)
    hits.push_back({{"value", count.value},
                    {"highlighted", mark_beginning(count.value, query)},
                    {"count", count.posts}});
  return {{"facetHits", std::move(hits)}, {"exhaustiveFacetsCount", true}, {"processingTimeMS", 0}};
}

HttpResponse algolia_error(const HttpRequest&, const HttpError& error) {
  const int status = status_of(error.problem);
  const Json json = {{"message", error.message}, {"status", status}};
  return {status, "application/json; charset=utf-8",
          json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n", headers_of(error)};
}

}  // namespace blogsearch
