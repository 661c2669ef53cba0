// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/answer.hpp"

#include "common/json_text.hpp"

#include <cmath>

namespace blogsearch {
namespace {

double rounded(double value) {
  return std::round(value * 1000) / 1000;
}

void write_text_or_null(JsonText& json, std::string_view name, std::string_view text) {
  json.key(name);
  if (text.empty()) {
    json.null();
  } else {
    json.value(text);
  }
}

// One name as it is, several joined.
std::string author(const std::vector<std::string>& authors) {
  std::string joined;
  for (const std::string& name : authors) joined += (joined.empty() ? "" : ", ") + name;
  return joined;
}

void write(JsonText& json, std::string_view name, const std::vector<SectionHit>& sections) {
  json.key(name).begin_list();
  for (const SectionHit& section : sections) {
    json.begin_object()
        .member("heading", section.heading.text)
        .member("heading_html", write_marked(section.heading))
        .member("url", section.url)
        .member("snippet_html", write_marked(section.snippet))
        .end_object();
  }
  json.end_list();
}

void write(JsonText& json, std::string_view name, const std::vector<ScorePart>& parts) {
  json.key(name).begin_list();
  for (const ScorePart& part : parts) {
    json.begin_object().member("part", part.label).member("weight", rounded(part.weight));
    json.end_object();
  }
  json.end_list();
}

void write(JsonText& json, std::string_view name, const std::vector<Facet>& facets) {
  json.key(name).begin_object();
  for (const Facet& facet : facets) {
    json.key(name_of(facet.field)).begin_object();
    for (const FacetCount& count : facet.counts) json.member(count.value, count.posts);
    json.end_object();
  }
  json.end_object();
}

void write(JsonText& json, const Hit& hit, bool with_site) {
  json.begin_object();
  if (with_site) json.member("site", hit.site);
  json.member("url", hit.url)
      .member("title", hit.title.text)
      .member("title_html", write_marked(hit.title))
      .member("snippet_html", write_marked(hit.snippet));
  write_text_or_null(json, "date", hit.date);
  json.member("tags", hit.tags).member("categories", hit.categories);
  write_text_or_null(json, "author", author(hit.authors));
  write_text_or_null(json, "lang", hit.lang);
  json.member("score", rounded(hit.score))
      .member("matched", hit.matched)
      .member("missing", hit.missing);
  write(json, "sections", hit.sections);
  if (!hit.parts.empty()) write(json, "explanation", hit.parts);
  json.end_object();
}

}  // namespace

std::string to_json(const Answer& answer) {
  JsonText json;
  json.begin_object().member("query", answer.query);
  write_text_or_null(json, "site", answer.site);
  json.member("total", answer.total)
      .member("offset", answer.offset)
      .member("limit", answer.limit)
      .member("took_ms", rounded(answer.took_ms));
  write_text_or_null(json, "corrected", answer.corrected.value_or(""));
  json.member("missing", answer.missing).key("hits").begin_list();
  for (const Hit& hit : answer.hits) write(json, hit, answer.site.empty());
  json.end_list();
  write(json, "facets", answer.facets);
  return json.end_object().take();
}

std::string to_json(const WhyNot& why) {
  JsonText json;
  json.begin_object().member("url", why.url);
  write_text_or_null(json, "title", why.title);
  json.member("rank", why.rank).member("score", rounded(why.score)).member("reasons", why.reasons);
  write(json, "explanation", why.parts);
  write_text_or_null(json, "first", why.above);
  write(json, "first_explanation", why.above_parts);
  return json.end_object().take();
}

}  // namespace blogsearch
