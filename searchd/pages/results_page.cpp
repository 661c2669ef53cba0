// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/pages/results_page.hpp"

#include "common/text.hpp"
#include "searchd/pages/links.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace blogsearch {
namespace {

constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'";

constexpr int kFacetValues = 10;  // of each facet

struct FacetTitle {
  FacetField field;
  std::string_view title;
};
constexpr std::array kFacets = {
    FacetTitle{FacetField::tag, "Tags"},       FacetTitle{FacetField::category, "Categories"},
    FacetTitle{FacetField::author, "Authors"}, FacetTitle{FacetField::language, "Languages"},
    FacetTitle{FacetField::year, "Years"},
};

struct Order {
  Sort sort;
  std::string_view title;
};
constexpr std::array kOrders = {Order{Sort::relevance, "Best first"},
                                Order{Sort::date_descending, "Newest first"},
                                Order{Sort::date_ascending, "Oldest first"}};

// Filters that are links on the page: "tag", and what stands before its value there.
struct FilterName {
  std::string_view parameter, label;
};
constexpr std::array kFilters = {
    FilterName{"tag", "tag"},       FilterName{"category", "category"},
    FilterName{"author", "author"}, FilterName{"lang", "language"},
    FilterName{"after", "since"},   FilterName{"before", "before"},
    FilterName{"site", "site"},
};

std::string link(const QueryLink& to, std::string_view text, std::string_view attributes = "") {
  return fmt::format("<a href=\"{}\"{}{}>{}</a>", escape_html(to.text()),
                     attributes.empty() ? "" : " ", attributes, escape_html(text));
}

std::string lang_attribute(const std::string& language) {
  return language.empty() ? "" : fmt::format(" lang=\"{}\"", escape_html(language));
}

// What stays as it is when other words are searched for.
std::string hidden_fields(const QueryLink& here) {
  std::string html;
  for (const auto& [name, value] : here.parameters()) {
    if (name != "q" && name != "offset")
      html += fmt::format("<input type=\"hidden\" name=\"{}\" value=\"{}\">\n", escape_html(name),
                          escape_html(value));
  }
  return html;
}

std::string search_form(const QueryLink& here, std::string_view query) {
  return fmt::format(
      "<form role=\"search\" method=\"get\">\n"
      "<label for=\"q\">Search the posts</label>\n"
      "<input type=\"search\" id=\"q\" name=\"q\" value=\"{}\" maxlength=\"1000\" "
      "autocomplete=\"off\" enterkeyhint=\"search\">\n{}<button>Search</button>\n</form>\n",
      escape_html(query), hidden_fields(here));
}

// Everything around the contents; `links`: elements for the head.
std::string whole_page(std::string_view title, std::string_view links, std::string_view contents) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"robots\" content=\"noindex\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<title>{}</title>\n<link rel=\"stylesheet\" href=\"page.css\">\n"
      "<link rel=\"search\" type=\"application/opensearchdescription+xml\" title=\"Search\" "
      "href=\"opensearch.xml\">\n{}</head>\n<body>\n<main>\n<h1>Search</h1>\n{}</main>\n</body>\n"
      "</html>\n",
      escape_html(title), links, contents);
}

HttpResponse page_response(int status, std::string html) {
  return {status,
          "text/html; charset=utf-8",
          std::move(html),
          {{"Content-Security-Policy", std::string(kPolicy)}, {"X-Robots-Tag", "noindex"}}};
}

// "12 posts", and what was made of the query.
std::string summary(const Answer& answer, const QueryLink& here) {
  const std::string about =
      trim(answer.query).empty() ? "" : fmt::format(" for “{}”", escape_html(answer.query));
  std::string html = fmt::format("<p role=\"status\">{} {}{}</p>\n", answer.total,
                                 answer.total == 1 ? "post" : "posts", about);
  if (answer.corrected)
    html += fmt::format("<p>Showing results for {}.</p>\n",
                        link(here.replaced("q", *answer.corrected), *answer.corrected));
  std::string missing;
  for (const std::string& word : answer.missing)
    missing += fmt::format("{}<s>{}</s>", missing.empty() ? "" : ", ", escape_html(word));
  if (!missing.empty())
    html += fmt::format("<p>No post has all of these words. Left out: {}.</p>\n", missing);
  return html;
}

// The filters in force, each with a link that takes it away.
std::string chips(const QueryLink& here) {
  std::string html;
  for (const auto& [name, value] : here.parameters()) {
    const auto* filter = std::ranges::find(kFilters, name, &FilterName::parameter);
    if (filter == kFilters.end()) continue;
    html += fmt::format(
        "<li><a href=\"{}\" rel=\"nofollow\"><span>Without {} </span>{} ✕</a></li>\n",
        escape_html(here.without(name, value).text()), filter->label, escape_html(value));
  }
  return html.empty() ? html : "<ul class=\"chips\">\n" + html + "</ul>\n";
}

std::string orders(const QueryLink& here, Sort sort) {
  std::string html = "<nav aria-label=\"Order\"><ul class=\"orders\">\n";
  for (const Order& order : kOrders)
    html += "<li>" +
            link(here.replaced("sort", name_of(order.sort)), order.title,
                 order.sort == sort ? "aria-current=\"true\"" : "") +
            "</li>\n";
  return html + "</ul></nav>\n";
}

// A link to the posts of a value; a year is the time from it to the next.
QueryLink narrowed(const QueryLink& here, FacetField field, const std::string& value) {
  if (field != FacetField::year) return here.with(name_of(field), value);
  int next = 0;
  for (const char digit : value) next = next * 10 + (digit - '0');
  return here.replaced("after", value).replaced("before", std::to_string(next + 1));
}

std::string facet_list(const QueryLink& here, const Facet& facet) {
  std::string html;
  for (const FacetCount& count : facet.counts) {
    if (here.has(name_of(facet.field), count.value)) continue;
    html +=
        fmt::format("<li>{} <small>{}</small></li>\n",
                    link(narrowed(here, facet.field, count.value), count.value, "rel=\"nofollow\""),
                    count.posts);
  }
  return html;
}

std::string facets(const Answer& answer, const QueryLink& here) {
  std::string html;
  for (const Facet& facet : answer.facets) {
    const std::string values = facet_list(here, facet);
    const bool choice = facet.counts.size() > 1;
    const auto* named = std::ranges::find(kFacets, facet.field, &FacetTitle::field);
    if (choice && !values.empty() && named != kFacets.end())
      html += fmt::format("<details><summary>{}</summary>\n<ul>\n{}</ul>\n</details>\n",
                          named->title, values);
  }
  return html.empty() ? html
                      : "<nav class=\"facets\" aria-label=\"Narrow down\">\n" + html + "</nav>\n";
}

std::string linked(std::string_view url, std::string_view html) {
  if (!is_safe_link(url)) return std::string(html);
  return fmt::format("<a href=\"{}\">{}</a>", escape_html(url), html);
}

std::string about(const Hit& hit) {
  std::string html;
  const auto add = [&](const std::string& part) { html += (html.empty() ? "" : " · ") + part; };
  if (!hit.date.empty()) add(fmt::format("<time>{}</time>", escape_html(hit.date)));
  for (const std::string& author : hit.authors) add(escape_html(author));
  for (const std::string& tag : hit.tags) add(escape_html(tag));
  return html.empty() ? html : "<p class=\"about\">" + html + "</p>\n";
}

std::string sections(const Hit& hit) {
  std::string html;
  for (const SectionHit& section : hit.sections)
    html += fmt::format("<li>{}\n<p class=\"snippet\">{}</p></li>\n",
                        linked(section.url, write_marked(section.heading)),
                        write_marked(section.snippet));
  return html.empty() ? html : "<ul class=\"sections\">\n" + html + "</ul>\n";
}

std::string result(const Hit& hit) {
  const std::string title = hit.title.text.empty() ? escape_html(hit.url) : write_marked(hit.title);
  // Where sections are shown, they say it better.
  const std::string snippet =
      hit.sections.empty() ? fmt::format("<p class=\"snippet\">{}</p>\n", write_marked(hit.snippet))
                           : "";
  return fmt::format("<li{}>\n<h2>{}</h2>\n{}{}{}</li>\n", lang_attribute(hit.lang),
                     linked(hit.url, title), about(hit), snippet, sections(hit));
}

std::string results(const Answer& answer) {
  if (answer.limit == 0) return {};
  if (answer.hits.empty())
    return answer.total > 0 ? "<p>There are no more posts.</p>\n"
                            : "<p>Nothing was found. Fewer or other words may help.</p>\n";
  std::string html = fmt::format("<ol class=\"results\" start=\"{}\">\n", answer.offset + 1);
  for (const Hit& hit : answer.hits) html += result(hit);
  return html + "</ol>\n";
}

struct Pages {
  std::optional<QueryLink> before, after;
  std::size_t number = 1, count = 1;
};

Pages pages_of(const Answer& answer, const QueryLink& here) {
  Pages pages;
  if (answer.limit == 0) return pages;
  const auto size = static_cast<std::size_t>(answer.limit);
  const auto offset = static_cast<std::size_t>(answer.offset);
  pages.number = offset / size + 1;
  pages.count = std::max((answer.total + size - 1) / size, pages.number);
  const std::size_t last = answer.total == 0 ? 0 : (answer.total - 1) / size * size;
  if (offset > 0)
    pages.before =
        here.replaced("offset", std::to_string(std::min(last, offset > size ? offset - size : 0)));
  if (offset + size < answer.total)
    pages.after = here.replaced("offset", std::to_string(offset + size));
  return pages;
}

std::string paging(const Pages& pages) {
  if (!pages.before && !pages.after) return {};
  std::string html = "<nav class=\"pages\" aria-label=\"Pages\">\n";
  if (pages.before) html += link(*pages.before, "← Before", "rel=\"prev\"") + "\n";
  html += fmt::format("<span>Page {} of {}</span>\n", pages.number, pages.count);
  if (pages.after) html += link(*pages.after, "More →", "rel=\"next\"") + "\n";
  return html + "</nav>\n";
}

std::string head_links(const Pages& pages, const QueryLink& here) {
  std::string html = fmt::format(
      "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Follow this search\" "
      "href=\"search.atom{}\">\n",
      escape_html(here.without_all("offset").without_all("sort").text()));
  if (pages.before)
    html += fmt::format("<link rel=\"prev\" href=\"{}\">\n", escape_html(pages.before->text()));
  if (pages.after)
    html += fmt::format("<link rel=\"next\" href=\"{}\">\n", escape_html(pages.after->text()));
  return html;
}

std::string title_of(const Answer& answer) {
  return trim(answer.query).empty() ? "Search: the newest posts" : "Search: " + answer.query;
}

}  // namespace

HttpResponse answer_results_page(const SearchBackend& backend, const HttpRequest& request) {
  SearchRequest search = parse_page_request(backend, request.parameters);
  if (search.facets.empty())
    for (const FacetTitle& facet : kFacets) search.facets.push_back(facet.field);
  search.facet_limit = std::min(search.facet_limit, kFacetValues);
  const FoundAnswer found = backend.search(search);
  const Answer& answer = *found;
  const QueryLink here(request.parameters);
  const Pages pages = pages_of(answer, here);
  const std::string contents = search_form(here, answer.query) + summary(answer, here) +
                               chips(here) + orders(here, search.sort) + facets(answer, here) +
                               results(answer) + paging(pages);
  return page_response(200, whole_page(title_of(answer), head_links(pages, here), contents));
}

HttpResponse results_page_error(const HttpRequest&, const HttpError& error) {
  const std::string contents =
      search_form(QueryLink({}), "") +
      fmt::format("<p role=\"alert\">This cannot be answered: {}.</p>\n<p>{}</p>\n",
                  escape_html(repair_utf8(error.message)), "<a href=\"?\">Start again</a>");
  HttpResponse response =
      page_response(status_of(error.problem), whole_page("Search", "", contents));
  for (HttpHeader& header : headers_of(error)) response.headers.push_back(std::move(header));
  return response;
}

}  // namespace blogsearch
