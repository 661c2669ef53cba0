// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/answer.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) {
  return std::round(value * 1000) / 1000;
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

// One name as it is, several joined, none as null.
Json author(const std::vector<std::string>& authors) {
  std::string joined;
  for (const std::string& name : authors) joined += (joined.empty() ? "" : ", ") + name;
  return text_or_null(joined);
}

Json sections(const std::vector<SectionHit>& found) {
  Json list = Json::array();
  for (const SectionHit& section : found) {
    list.push_back({{"heading", section.heading.text},
                    {"heading_html", write_marked(section.heading)},
                    {"url", section.url},
                    {"snippet_html", write_marked(section.snippet)}});
  }
  return list;
}

Json explanation(const std::vector<ScorePart>& parts) {
  Json list = Json::array();
  for (const ScorePart& part : parts)
    list.push_back({{"part", part.label}, {"weight", rounded(part.weight)}});
  return list;
}

Json to_object(const Hit& hit, bool with_site) {
  Json object;
  if (with_site) object["site"] = hit.site;
  object.update({{"url", hit.url},
                 {"title", hit.title.text},
                 {"title_html", write_marked(hit.title)},
                 {"snippet_html", write_marked(hit.snippet)},
                 {"date", text_or_null(hit.date)},
                 {"tags", hit.tags},
                 {"categories", hit.categories},
                 {"author", author(hit.authors)},
                 {"lang", text_or_null(hit.lang)},
                 {"score", rounded(hit.score)},
                 {"matched", hit.matched},
                 {"missing", hit.missing},
                 {"sections", sections(hit.sections)}});
  if (!hit.parts.empty()) object["explanation"] = explanation(hit.parts);
  return object;
}

Json facets(const std::vector<Facet>& counted) {
  Json object = Json::object();
  for (const Facet& facet : counted) {
    Json& counts = object[name_of(facet.field)] = Json::object();
    for (const FacetCount& count : facet.counts) counts[count.value] = count.posts;
  }
  return object;
}

}  // namespace

std::string to_json(const Answer& answer) {
  Json hits = Json::array();
  for (const Hit& hit : answer.hits) hits.push_back(to_object(hit, answer.site.empty()));
  const Json object = {{"query", answer.query},
                       {"site", text_or_null(answer.site)},
                       {"total", answer.total},
                       {"offset", answer.offset},
                       {"limit", answer.limit},
                       {"took_ms", rounded(answer.took_ms)},
                       {"corrected", answer.corrected ? Json(*answer.corrected) : Json(nullptr)},
                       {"missing", answer.missing},
                       {"hits", std::move(hits)},
                       {"facets", facets(answer.facets)}};
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_json(const WhyNot& why) {
  const Json object = {{"url", why.url},
                       {"title", text_or_null(why.title)},
                       {"rank", why.rank},
                       {"score", rounded(why.score)},
                       {"reasons", why.reasons},
                       {"explanation", explanation(why.parts)},
                       {"first", text_or_null(why.above)},
                       {"first_explanation", explanation(why.above_parts)}};
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace blogsearch
