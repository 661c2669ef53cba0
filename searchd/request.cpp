// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/request.hpp"

#include <array>

namespace blogsearch {
namespace {

constexpr std::string_view kSiteMeaning = "Which site; may be left out where there is one";

using Text = TextValue<SearchRequest>;
using Number = NumberValue<SearchRequest>;
constexpr std::array kSearch = {
    Parameter<SearchRequest>{
        "q", Text{&SearchRequest::query},
        "What is searched for; any text is a valid query, an empty one is every post"},
    Parameter<SearchRequest>{"limit", Number{&SearchRequest::limit, 0, 100},
                             "How many posts to give at most"},
    Parameter<SearchRequest>{"offset", Number{&SearchRequest::offset, 0, 100'000},
                             "How many of the best posts to leave out, for paging"},
    Parameter<SearchRequest>{"sort", SortValue<SearchRequest>{&SearchRequest::sort},
                             "The order of the posts"},
    Parameter<SearchRequest>{"prefix", SwitchValue<SearchRequest>{&SearchRequest::prefix},
                             "1: the last word may be unfinished, for search as you type"},
    Parameter<SearchRequest>{"site", Text{&SearchRequest::site}, kSiteMeaning},
};

constexpr std::array kSuggest = {
    Parameter<SuggestRequest>{"q", TextValue<SuggestRequest>{&SuggestRequest::text},
                              "What has been typed so far"},
    Parameter<SuggestRequest>{
        "limit", NumberValue<SuggestRequest>{&SuggestRequest::limit, 0, kMaxSuggestions},
        "How many completions to give at most"},
    Parameter<SuggestRequest>{"site", TextValue<SuggestRequest>{&SuggestRequest::site},
                              kSiteMeaning},
};

constexpr std::array kRelated = {
    Parameter<RelatedRequest>{"url", TextValue<RelatedRequest>{&RelatedRequest::url, true},
                              "The URL of a post, with or without its host"},
    Parameter<RelatedRequest>{"limit", NumberValue<RelatedRequest>{&RelatedRequest::limit, 0, 100},
                              "How many posts to give at most"},
    Parameter<RelatedRequest>{"site", TextValue<RelatedRequest>{&RelatedRequest::site},
                              kSiteMeaning},
};

}  // namespace

std::span<const Parameter<SearchRequest>> search_parameters() {
  return kSearch;
}
std::span<const Parameter<SuggestRequest>> suggest_parameters() {
  return kSuggest;
}
std::span<const Parameter<RelatedRequest>> related_parameters() {
  return kRelated;
}

SearchRequest parse_search_request(const GivenParameters& given) {
  return parse_parameters(search_parameters(), given);
}
SuggestRequest parse_suggest_request(const GivenParameters& given) {
  return parse_parameters(suggest_parameters(), given);
}
RelatedRequest parse_related_request(const GivenParameters& given) {
  return parse_parameters(related_parameters(), given);
}

}  // namespace blogsearch
