// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/show_document.hpp"

#include "common/record.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"
#include "indexer/date.hpp"
#include "indexer/show_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace blogsearch {
namespace {

struct TermKind {
  std::string_view prefix, meaning;
};

// In the order in which they are printed; what each is stands in common/schema.hpp.
constexpr std::array kTermKinds = std::to_array<TermKind>({
    {prefix::kPath, "path"},
    {prefix::kUrl, "URL"},
    {prefix::kLanguage, "language"},
    {prefix::kWholeTitle, "whole title"},
    {prefix::kTag, "tags"},
    {prefix::kCategory, "categories"},
    {prefix::kAuthor, "authors"},
    {prefix::kWindow, "shown for a time"},
    {prefix::kTitle, "words of the title"},
    {prefix::kTitleStem, "stems of the title"},
    {prefix::kHeading, "words of headings"},
    {prefix::kHeadingStem, "stems of headings"},
    {prefix::kUrlWord, "words of the URL"},
    {prefix::kAuthorWord, "words of authors"},
    {prefix::kCode, "words of code"},
    {prefix::kExact, "exact forms"},
    {prefix::kHump, "parts of camelCase"},
    {prefix::kWord, "words"},
    {prefix::kStem, "stems"},
});

struct Terms {
  std::vector<std::string> shown;  // "word×3"
  std::size_t positions = 0;
};

// Upper-case letters in front of a term; folded words have none.
std::string_view prefix_of(const std::string& term) {
  std::size_t size = 0;
  while (size < term.size() && term[size] >= 'A' && term[size] <= 'Z') ++size;
  std::string_view found;
  for (const TermKind& kind : kTermKinds) {
    const bool fits = kind.prefix.size() <= size && term.starts_with(kind.prefix);
    if (fits && kind.prefix.size() > found.size()) found = kind.prefix;
  }
  return found;
}

std::string show_term(std::string_view value, unsigned wdf) {
  std::string text = escape_control(value);
  if (text.find(' ') != std::string::npos) text = fmt::format("\"{}\"", text);
  return wdf > 1 ? fmt::format("{}×{}", text, wdf) : text;
}

std::string show_terms(const Xapian::Document& document) {
  std::array<Terms, kTermKinds.size()> by_kind;
  for (auto it = document.termlist_begin(); it != document.termlist_end(); ++it) {
    const std::string term = *it;
    const std::string_view found = prefix_of(term);
    const auto kind = static_cast<std::size_t>(
        std::ranges::find(kTermKinds, found, &TermKind::prefix) - kTermKinds.begin());
    by_kind.at(kind).positions += it.positionlist_count();
    by_kind.at(kind).shown.push_back(
        show_term(std::string_view(term).substr(found.size()), it.get_wdf()));
  }
  std::string out;
  for (std::size_t i = 0; i < kTermKinds.size(); ++i) {
    const Terms& terms = by_kind.at(i);
    if (terms.shown.empty()) continue;
    const TermKind& kind = kTermKinds.at(i);
    out += show_line(fmt::format("{:2} {}", kind.prefix, kind.meaning),
                     fmt::format("{}, {} positions", terms.shown.size(), terms.positions));
    out += wrap(terms.shown);
  }
  return out;
}

std::string show_values(const Xapian::Document& document) {
  const auto moment = [&](Slot slot, auto show) {
    const std::string value = document.get_value(slot);
    return value.empty() ? std::string("none")
                         : show(static_cast<UnixTime>(Xapian::sortable_unserialise(value)));
  };
  const auto on_the_site = [](UnixTime shown) {
    return show_clock(TimeZone().at(shown)) + " on the site";
  };
  return show_line("date", moment(kSlotDate, on_the_site)) +
         show_line("visible from", moment(kSlotVisibleFrom, show_time)) +
         show_line("visible until", moment(kSlotVisibleUntil, show_time));
}

std::string show_record(const Record& record) {
  return show_line("path", record.path) + show_line("url", record.url) +
         show_line("title", record.title) + show_line("description", record.description) +
         show_line("date", record.date) + show_line("language", record.language) +
         show_line("tags", show_list(record.tags)) +
         show_line("categories", show_list(record.categories)) +
         show_line("authors", show_list(record.authors)) +
         show_line("sections", fmt::format("{}", record.sections.size())) +
         show_line("text", fmt::format("{} bytes", record.text.size()));
}

}  // namespace

std::string show_document(const Xapian::Document& document) {
  const Record record = decode_record(document.get_data());
  return "\nterms (word×count, counts by field weight)\n" + show_terms(document) + "\nvalues\n" +
         show_values(document) + "\nstored record\n" + show_record(record);
}

}  // namespace blogsearch
