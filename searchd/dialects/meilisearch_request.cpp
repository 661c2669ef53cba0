// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/dialects/meilisearch_request.hpp"

#include "common/text.hpp"
#include "searchd/dialects/json_body.hpp"
#include "searchd/dialects/meilisearch_filter.hpp"
#include "searchd/http_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kDocSearchClient = "docs-searchbar";

using Kind = ValueKind;

struct MeilisearchParameter {
  std::string_view name;
  Kind kind;
  void (*read)(std::string_view name, const Json& value, MeilisearchQuery& query);
};

// The names of hierarchy_lvl0 and so on are those of an object's fields elsewhere.
std::vector<std::string> field_names(std::string_view name, const Json& value) {
  constexpr std::string_view flat = "hierarchy_";
  std::vector<std::string> names = to_texts(name, value);
  for (std::string& one : names)
    if (one.starts_with(flat)) one.replace(flat.size() - 1, 1, ".");
  return names;
}

void read_sort(std::string_view name, const Json& value, MeilisearchQuery& query) {
  const std::vector<std::string> rules = to_texts(name, value);
  if (rules.empty()) return;
  const std::string& rule = rules.front();
  const auto colon = std::min(rule.find(':'), rule.size());
  const std::string attribute = rule.substr(0, colon);
  const std::string order = rule.substr(std::min(colon + 1, rule.size()));
  const bool is_date = attribute == "date" || attribute == "timestamp" || attribute == "year";
  if (!is_date || (order != "asc" && order != "desc"))
    not_supported(name, fmt::format("takes date:asc or date:desc, not '{}'. Available sortable "
                                    "attributes are: `date, timestamp, year`.",
                                    escape_control(cut_utf8(rule, 40))));
  query.box.request.sort = order == "asc" ? Sort::date_ascending : Sort::date_descending;
}

// "content:30" is a field and how many words of it.
void read_crop(std::string_view name, const Json& value, MeilisearchQuery& query) {
  query.crop.clear();
  for (const std::string& one : field_names(name, value)) {
    const FieldWords crop = read_field_words(name, one);
    query.crop.push_back(crop.field);
    if (crop.words && (crop.field == "content" || crop.field == "*"))
      query.box.request.snippet_length = characters_of(*crop.words);
  }
}

void read_strategy(std::string_view name, const Json& value, MeilisearchQuery& query) {
  const std::string strategy = to_text(name, value);
  if (strategy != "all" && strategy != "last" && strategy != "frequency")
    not_supported(name, "must be last, all or frequency");
  query.box.request.loosen = strategy != "all";
}

void read_searched_fields(std::string_view name, const Json& value, MeilisearchQuery&) {
  const std::vector<std::string> fields = field_names(name, value);
  const bool everything = fields.empty() || std::ranges::find(fields, "*") != fields.end() ||
                          std::ranges::find(fields, "content") != fields.end();
  if (!everything)
    not_supported(name,
                  "must hold content or *: every field is searched, title:WORD in q looks in "
                  "titles only");
}

void read_distinct(std::string_view name, const Json& value, MeilisearchQuery& query) {
  const std::string field = to_text(name, value);
  if (field == "url_without_anchor") query.box.shape = BoxShape::posts;
  if (!field.empty() && field != "url" && field != "id" && field != "objectID" &&
      field != "url_without_anchor")
    not_supported(name, "can be url, id or url_without_anchor: hits never have one of these twice");
}

void read_off_switch(std::string_view name, const Json& value, MeilisearchQuery&) {
  if (!value.is_null() && to_switch(name, value)) not_supported(name, "is not supported");
}

void refuse(std::string_view name, const Json& value, MeilisearchQuery&) {
  if (!value.is_null()) not_supported(name, "is not supported");
}

template <auto member>
void read_text(std::string_view name, const Json& value, MeilisearchQuery& query) {
  query.*member = to_text(name, value);
}
template <auto member>
void read_mark(std::string_view name, const Json& value, MeilisearchQuery& query) {
  query.marks.*member = to_text(name, value);
}
template <auto member>
void read_switch(std::string_view name, const Json& value, MeilisearchQuery& query) {
  query.*member = to_switch(name, value);
}
template <auto member>
void read_fields(std::string_view name, const Json& value, MeilisearchQuery& query) {
  if (!value.is_null()) query.*member = field_names(name, value);
}
template <auto member, int most>
void read_page(std::string_view name, const Json& value, MeilisearchQuery& query) {
  if (!value.is_null()) query.*member = to_number(name, value, 0, most);
}
template <auto member, int most>
void read_number(std::string_view name, const Json& value, MeilisearchQuery& query) {
  if (!value.is_null()) query.box.request.*member = to_number(name, value, 0, most);
}

using Asked = MeilisearchQuery;
constexpr std::array kParameters = {
    MeilisearchParameter{"indexUid", Kind::text, read_text<&Asked::index>},
    MeilisearchParameter{"q", Kind::text,
                         [](auto name, const Json& value, auto& query) {
                           query.box.request.query = to_text(name, value);
                         }},
    MeilisearchParameter{"limit", Kind::number, read_number<&SearchRequest::limit, kMaxBoxHits>},
    MeilisearchParameter{"offset", Kind::number,
                         read_number<&SearchRequest::offset, kMaxBoxOffset>},
    MeilisearchParameter{"page", Kind::number, read_page<&Asked::page, kMaxBoxOffset>},
    MeilisearchParameter{"hitsPerPage", Kind::number,
                         read_page<&Asked::hits_per_page, kMaxBoxHits>},
    MeilisearchParameter{"filter", Kind::text_or_list,
                         [](auto name, const Json& value, auto& query) {
                           query.box.request.filter =
                               as_parameter(name, [&] { return read_meilisearch_filter(value); });
                         }},
    MeilisearchParameter{"facets", Kind::texts,
                         [](auto name, const Json& value, auto& query) {
                           query.box.facets = as_parameter(
                               name, [&] { return choose_facets(to_texts(name, value)); });
                         }},
    MeilisearchParameter{"sort", Kind::texts, read_sort},
    MeilisearchParameter{"attributesToRetrieve", Kind::texts, read_fields<&Asked::retrieve>},
    MeilisearchParameter{"attributesToHighlight", Kind::texts, read_fields<&Asked::highlight>},
    MeilisearchParameter{"cropLength", Kind::number,
                         [](auto name, const Json& value, auto& query) {
                           query.crop_words = to_number(name, value, 0, 1'000'000);
                         }},
    MeilisearchParameter{"attributesToCrop", Kind::texts, read_crop},
    MeilisearchParameter{"cropMarker", Kind::text, read_mark<&BoxMarks::ellipsis>},
    MeilisearchParameter{"highlightPreTag", Kind::text, read_mark<&BoxMarks::before>},
    MeilisearchParameter{"highlightPostTag", Kind::text, read_mark<&BoxMarks::behind>},
    MeilisearchParameter{"showMatchesPosition", Kind::yes_or_no, read_switch<&Asked::positions>},
    MeilisearchParameter{"showRankingScore", Kind::yes_or_no, read_switch<&Asked::scores>},
    MeilisearchParameter{"matchingStrategy", Kind::text, read_strategy},
    MeilisearchParameter{"attributesToSearchOn", Kind::texts, read_searched_fields},
    MeilisearchParameter{"distinct", Kind::text, read_distinct},
    MeilisearchParameter{"locales", Kind::texts,  // each post is searched in its own language
                         [](auto name, const Json& value, auto&) { to_texts(name, value); }},
    MeilisearchParameter{"showRankingScoreDetails", Kind::yes_or_no, read_off_switch},
    MeilisearchParameter{"retrieveVectors", Kind::yes_or_no, read_off_switch},
    MeilisearchParameter{"rankingScoreThreshold", Kind::number, refuse},
    MeilisearchParameter{"vector", Kind::texts, refuse},
    MeilisearchParameter{"hybrid", Kind::text, refuse},
    MeilisearchParameter{"media", Kind::text, refuse},
    MeilisearchParameter{"personalize", Kind::text, refuse},
};

[[noreturn]] void unknown_parameter(const std::string& name) {
  std::vector<std::string_view> known;
  for (const MeilisearchParameter& one : kParameters) known.push_back(one.name);
  unknown_field(name, known);
}

const MeilisearchParameter& parameter_named(const std::string& name) {
  const auto* found = std::ranges::find(kParameters, name, &MeilisearchParameter::name);
  if (found == kParameters.end()) unknown_parameter(name);
  return *found;
}

// In the order of the table: what depends on another parameter stands behind it.
MeilisearchQuery read_in_order(const Json& body) {
  for (const auto& [name, value] : body.items()) parameter_named(name);
  MeilisearchQuery query;
  query.box = new_box_query();
  query.box.request.limit = 20;
  query.box.request.facet_limit = 100;
  for (const MeilisearchParameter& parameter : kParameters) {
    const auto found = body.find(std::string(parameter.name));
    if (found != body.end()) parameter.read(parameter.name, *found, query);
  }
  return query;
}

void finish_crop(MeilisearchQuery& query) {
  const bool crops = names_field(query.crop, "content");
  if (crops && query.box.request.snippet_length == 0)
    query.box.request.snippet_length = characters_of(query.crop_words);
}

// Pages count from 1; page 0 has nothing on it, as Meilisearch has it.
void finish_pages(MeilisearchQuery& query) {
  if (!query.page && !query.hits_per_page) return;
  SearchRequest& request = query.box.request;
  const int size = query.hits_per_page.value_or(20);
  const int page = query.page.value_or(1);
  query.hits_per_page = size;
  query.page = page;
  if (static_cast<std::int64_t>(page) * size > kMaxBoxOffset)
    not_supported("page", fmt::format("leads beyond the first {} hits", kMaxBoxOffset));
  request.limit = page == 0 ? 0 : size;
  request.offset = std::max(page - 1, 0) * size;
}

MeilisearchQuery read(const Json& body) {
  MeilisearchQuery query = read_in_order(body);
  finish_crop(query);
  finish_pages(query);
  return query;
}

}  // namespace

MeilisearchQuery read_meilisearch_query(const Json& body, bool is_in_multi) {
  MeilisearchQuery query = read(body);
  if (is_in_multi && query.index.empty())
    throw ParameterError("indexUid", "Missing field `indexUid`");
  if (!is_in_multi && !query.index.empty()) unknown_parameter("indexUid");
  return query;
}

MeilisearchQuery read_meilisearch_query(
    const std::vector<std::pair<std::string, std::string>>& given) {
  Json body = Json::object();
  for (const auto& [name, value] : given) {
    if (body.contains(repair_utf8(name))) throw ParameterError(name, name + " is given twice");
    body[repair_utf8(name)] = from_query_string(parameter_named(name).kind, repair_utf8(value));
  }
  return read_meilisearch_query(body, false);
}

MeilisearchFacetQuery read_meilisearch_facet_query(Json body) {
  MeilisearchFacetQuery query;
  const auto take = [&](const char* name) {
    const std::string text = body.contains(name) ? to_text(name, body[name]) : "";
    body.erase(name);
    return text;
  };
  query.name = take("facetName");
  query.text = take("facetQuery");
  if (query.name.empty()) throw ParameterError("facetName", "Missing field `facetName`");
  body.erase("exhaustiveFacetCount");  // counts are exact in any case
  query.search = read_meilisearch_query(body, false);
  return query;
}

void choose_meilisearch_index(const SearchBackend& backend, std::string_view index,
                              const HttpRequest& request, MeilisearchQuery& query) {
  const auto names_level = [](const std::string& name) { return name.starts_with("hierarchy."); };
  const bool by_sections =
      std::ranges::any_of(query.retrieve, names_level) ||
      std::ranges::any_of(query.highlight, names_level) ||
      std::ranges::any_of(query.crop, names_level) ||
      // Not for GET: what caches keep must not depend on it.
      (request.method == "POST" &&
       request.header("X-Meilisearch-Client").find(kDocSearchClient) != std::string::npos);
  if (by_sections) query.box.shape = BoxShape::sections;
  choose_index(backend, index, query.box);
}

}  // namespace blogsearch
