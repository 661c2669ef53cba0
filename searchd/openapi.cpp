// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/openapi.hpp"

#include "searchd/request.hpp"
#include "searchd/web_files.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

Json as_list(const Json& items) {
  return {{"type", "array"}, {"items", items}};
}

Json a_name() {
  return {{"type", "string"}, {"pattern", "\\S"}};
}

Json names_of_facets() {
  Json names = Json::array();
  for (const FacetField field : {FacetField::tag, FacetField::category, FacetField::author,
                                 FacetField::language, FacetField::year})
    names.push_back(name_of(field));
  return names;
}

Json names_of_orders() {
  Json names = Json::array();
  for (const SortName& one : sort_names()) names.push_back(one.name);
  return names;
}

// The schema of a parameter's value. One overload for each kind of value.
template <typename Request>
struct Schema {
  const Request& defaults;

  Json operator()(const TextValue<Request>& kind) const {
    Json schema = {{"type", "string"}};
    if (kind.required) schema["minLength"] = 1;
    return schema;
  }
  Json operator()(const NumberValue<Request>& kind) const {
    return {{"type", "integer"},
            {"minimum", kind.min},
            {"maximum", kind.max},
            {"default", defaults.*kind.target}};
  }
  Json operator()(const SwitchValue<Request>& kind) const {
    return {{"type", "integer"}, {"enum", {0, 1}}, {"default", defaults.*kind.target ? 1 : 0}};
  }
  Json operator()(const SortValue<Request>& kind) const {
    return {{"type", "string"},
            {"enum", names_of_orders()},
            {"default", name_of(defaults.*kind.target)}};
  }
  Json operator()(const NameValue<Request>&) const { return a_name(); }
  Json operator()(const NamesValue<Request>&) const { return as_list(a_name()); }
  Json operator()(const FilterValue<Request>&) const { return as_list(a_name()); }
  Json operator()(const DateValue<Request>&) const {
    return {{"type", "string"}, {"pattern", "^\\d{1,4}(-\\d{1,2}(-\\d{1,2})?)?$"}};
  }
  Json operator()(const FacetsValue<Request>&) const {
    return as_list({{"type", "string"}, {"enum", names_of_facets()}});
  }
};

template <typename Request>
Json describe(const Parameter<Request>& parameter, const Request& defaults) {
  Json json = {{"name", parameter.name},
               {"in", "query"},
               {"description", parameter.meaning},
               {"schema", std::visit(Schema<Request>{defaults}, parameter.value)}};
  const auto* text = std::get_if<TextValue<Request>>(&parameter.value);
  if (text != nullptr && text->required) json["required"] = true;
  if (parameter.may_repeat()) json["explode"] = true;
  if (std::holds_alternative<FacetsValue<Request>>(parameter.value)) json["explode"] = false;
  return json;
}

template <typename Request>
Json describe_all(std::span<const Parameter<Request>> table, const Request& defaults = {}) {
  Json list = Json::array();
  for (const Parameter<Request>& parameter : table) list.push_back(describe(parameter, defaults));
  return list;
}

Json make_description() {
  const auto files = web_files();
  const auto file = std::ranges::find(files, "openapi.json", &WebFile::name);
  Json description = Json::parse(file->content);
  description["info"]["version"] = BLOGSEARCH_VERSION;
  Json& paths = description["paths"];
  paths["/search"]["get"]["parameters"] = describe_all(search_parameters());
  paths["/search.atom"]["get"]["parameters"] = describe_all(search_parameters(), feed_defaults());
  paths["/suggest"]["get"]["parameters"] = describe_all(suggest_parameters());
  paths["/related"]["get"]["parameters"] = describe_all(related_parameters());
  return description;
}

}  // namespace

HttpResponse answer_openapi(const SearchBackend& backend, const HttpRequest&) {
  Json description = make_description();
  description["servers"] = {
      {{"url", backend.public_url.empty() ? std::string(".") : backend.public_url}}};
  return {200, "application/json; charset=utf-8", description.dump() + "\n"};
}

}  // namespace blogsearch
