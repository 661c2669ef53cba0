// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/pages/feed.hpp"

#include "common/schema.hpp"
#include "common/text.hpp"
#include "searchd/pages/links.hpp"
#include "searchd/parameters.hpp"
#include "searchd/request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace blogsearch {
namespace {

constexpr std::string_view kLongAgo = "1970-01-01";  // of a post without a date
constexpr std::size_t kShortName = 16;               // characters that OpenSearch allows

// XML has no way to write control characters, U+FFFE and U+FFFF.
std::string xml(std::string_view text) {
  std::string clean = without_control(text);
  for (const std::string_view none : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (auto at = clean.find(none); at != std::string::npos; at = clean.find(none, at))
      clean.erase(at, none.size());
  }
  return escape_html(clean);
}

std::string moment(const std::string& date) {
  return (date.empty() ? std::string(kLongAgo) : date) + "T00:00:00Z";
}

// The same for the same post whenever it is found.
std::string entry_id(const Hit& hit) {
  const bool absolute = hit.url.find("://") != std::string::npos;
  return absolute ? hit.url : "urn:blogsearch:" + hash_hex(hit.site + " " + hit.url);
}

std::string entry(const Hit& hit) {
  std::string text = fmt::format(
      "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n", xml(entry_id(hit)),
      xml(hit.title.text.empty() ? hit.url : hit.title.text), moment(hit.date));
  if (is_safe_link(hit.url)) text += fmt::format("<link href=\"{}\"/>\n", xml(hit.url));
  for (const std::string& author : hit.authors)
    text += fmt::format("<author><name>{}</name></author>\n", xml(author));
  for (const std::string& tag : hit.tags)
    text += fmt::format("<category term=\"{}\"/>\n", xml(tag));
  return text + fmt::format("<summary type=\"html\">{}</summary>\n</entry>\n",
                            xml(write_marked(hit.snippet)));
}

std::string newest(const Answer& answer) {
  std::string date;
  for (const Hit& hit : answer.hits) date = std::max(date, hit.date);
  return moment(date);
}

std::string open_search_elements(const Answer& answer) {
  return fmt::format(
      "<openSearch:totalResults>{}</openSearch:totalResults>\n"
      "<openSearch:startIndex>{}</openSearch:startIndex>\n"
      "<openSearch:itemsPerPage>{}</openSearch:itemsPerPage>\n"
      "<openSearch:Query role=\"request\" searchTerms=\"{}\"/>\n",
      answer.total, answer.offset + 1, answer.limit, xml(answer.query));
}

std::string feed(const Answer& answer, const std::string& base, const QueryLink& here) {
  const std::string self = base + "/search.atom" + here.text();
  const std::string about = trim(answer.query).empty() ? "Newest posts" : "Posts: " + answer.query;
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
      "xmlns:openSearch=\"http://a9.com/-/spec/opensearch/1.1/\">\n<id>{0}</id>\n"
      "<title>{1}</title>\n<updated>{2}</updated>\n<author><name>blogsearch</name></author>\n"
      "<link rel=\"self\" type=\"application/atom+xml\" href=\"{0}\"/>\n"
      "<link rel=\"alternate\" type=\"text/html\" href=\"{3}\"/>\n"
      "<link rel=\"search\" type=\"application/opensearchdescription+xml\" href=\"{4}\"/>\n",
      xml(self), xml(about), newest(answer), xml(base + "/" + here.text()),
      xml(base + "/opensearch.xml"));
  text += open_search_elements(answer);
  for (const Hit& hit : answer.hits) text += entry(hit);
  return text + "</feed>\n";
}

struct DescriptionRequest {
  std::string site;
};
constexpr std::array kDescriptionParameters = {
    Parameter<DescriptionRequest>{"site", NameValue<DescriptionRequest>{&DescriptionRequest::site},
                                  "Which site; may be left out where there is one"}};

std::string url_element(std::string_view type, const std::string& url,
                        std::string_view relation = "results") {
  return fmt::format("<Url type=\"{}\" rel=\"{}\" template=\"{}\"/>\n", type, relation, xml(url));
}

std::string short_name(const std::string& site) {
  const bool fits = !site.empty() && decode_utf8(site).size() <= kShortName;
  return fits ? site : "Search";
}

// Where there is one site, it need not be named in a URL, but its name is shown.
std::string name_of_only_site(const SearchBackend& backend) {
  const std::vector<SiteStatus> sites = backend.sites();
  return sites.size() == 1 ? sites.front().name : "";
}

std::string description(const std::string& name, const std::string& base, const std::string& site) {
  const std::string about = name.empty() ? "Finds posts" : "Finds posts of " + name;
  const std::string of_site = site.empty() ? "" : "site=" + percent_encode(site);
  const std::string words = "?q={searchTerms}" + (of_site.empty() ? "" : "&" + of_site);
  // One site must be meant: words are completed from its posts.
  const std::string suggestions =
      name.empty()
          ? ""
          : url_element("application/x-suggestions+json", base + "/suggest" + words, "suggestions");
  return fmt::format(
             "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
             "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
             "<ShortName>{}</ShortName>\n<Description>{}</Description>\n"
             "<InputEncoding>UTF-8</InputEncoding>\n<OutputEncoding>UTF-8</OutputEncoding>\n",
             xml(short_name(name)), xml(cut_utf8(about, 1024))) +
         url_element("text/html", base + "/" + words) + suggestions +
         url_element("application/atom+xml", base + "/search.atom" + words) +
         url_element("application/opensearchdescription+xml",
                     base + "/opensearch.xml" + (of_site.empty() ? "" : "?" + of_site), "self") +
         "</OpenSearchDescription>\n";
}

}  // namespace

HttpResponse answer_feed(const SearchBackend& backend, const HttpRequest& request) {
  const SearchRequest search = parse_page_request(backend, request.parameters, feed_defaults());
  const std::string base = public_address(backend, request);
  return {200, "application/atom+xml; charset=utf-8",
          feed(*backend.look_up(search), base, QueryLink(request.parameters))};
}

HttpResponse answer_open_search(const SearchBackend& backend, const HttpRequest& request) {
  const auto wanted = parse_parameters(
      std::span<const Parameter<DescriptionRequest>>(kDescriptionParameters), request.parameters);
  const std::vector<SiteStatus> sites = backend.sites();
  if (!wanted.site.empty() &&
      std::ranges::find(sites, wanted.site, &SiteStatus::name) == sites.end())
    throw Error(ErrorCode::not_found, "there is no site '" + wanted.site + "'");
  const std::string name = wanted.site.empty() ? name_of_only_site(backend) : wanted.site;
  return {200, "application/opensearchdescription+xml; charset=utf-8",
          description(name, public_address(backend, request), wanted.site)};
}

}  // namespace blogsearch
