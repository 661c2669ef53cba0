// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/request.hpp"

#include <array>
#include <utility>

namespace blogsearch {
namespace {

constexpr std::string_view kSiteMeaning = "Which site; may be left out where there is one";

using Text = TextValue<SearchRequest>;
using Number = NumberValue<SearchRequest>;
using Filter = FilterValue<SearchRequest>;
using Date = DateValue<SearchRequest>;
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
    Parameter<SearchRequest>{"tag", Filter{&SearchRequest::filter, QueryField::tag},
                             "Only posts with this tag; given twice: with both"},
    Parameter<SearchRequest>{"category", Filter{&SearchRequest::filter, QueryField::category},
                             "Only posts of this category; given twice: of both"},
    Parameter<SearchRequest>{"author", Filter{&SearchRequest::filter, QueryField::author},
                             "Only posts by this author; given twice: by both"},
    Parameter<SearchRequest>{
        "lang", Filter{&SearchRequest::filter, QueryField::language, true},
        "Only posts in this language; given twice: in either. en is also en-gb"},
    Parameter<SearchRequest>{"after", Date{&SearchRequest::filter, make_after},
                             "Only posts from this year, month or day on"},
    Parameter<SearchRequest>{"before", Date{&SearchRequest::filter, make_before},
                             "Only posts from before this year, month or day"},
    Parameter<SearchRequest>{"facets", FacetsValue<SearchRequest>{&SearchRequest::facets},
                             "What is counted over all posts found"},
    Parameter<SearchRequest>{"facet_limit", Number{&SearchRequest::facet_limit, 0, 10'000},
                             "How many values of each facet to give at most"},
    Parameter<SearchRequest>{"fragment", SwitchValue<SearchRequest>{&SearchRequest::fragment},
                             "1: links lead to the passage that is shown (#:~:text=)"},
    Parameter<SearchRequest>{"site", NamesValue<SearchRequest>{&SearchRequest::sites},
                             "Which site; given twice: both; may be left out where there is one"},
};

constexpr std::array kSuggest = {
    Parameter<SuggestRequest>{"q", TextValue<SuggestRequest>{&SuggestRequest::text},
                              "What has been typed so far"},
    Parameter<SuggestRequest>{
        "limit", NumberValue<SuggestRequest>{&SuggestRequest::limit, 0, kMaxSuggestions},
        "How many completions to give at most"},
    Parameter<SuggestRequest>{"site", NameValue<SuggestRequest>{&SuggestRequest::site},
                              kSiteMeaning},
};

constexpr std::array kRelated = {
    Parameter<RelatedRequest>{"url", TextValue<RelatedRequest>{&RelatedRequest::url, true},
                              "The URL of a post, with or without its host"},
    Parameter<RelatedRequest>{"limit", NumberValue<RelatedRequest>{&RelatedRequest::limit, 0, 100},
                              "How many posts to give at most"},
    Parameter<RelatedRequest>{"site", NameValue<RelatedRequest>{&RelatedRequest::site},
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

SearchRequest feed_defaults() {
  SearchRequest request;
  request.sort = Sort::date_descending;
  return request;
}

SearchRequest parse_search_request(const GivenParameters& given, SearchRequest defaults) {
  return parse_parameters(search_parameters(), given, std::move(defaults));
}
SuggestRequest parse_suggest_request(const GivenParameters& given) {
  return parse_parameters(suggest_parameters(), given);
}
RelatedRequest parse_related_request(const GivenParameters& given) {
  return parse_parameters(related_parameters(), given);
}

}  // namespace blogsearch
