// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/dialects/box_document.hpp"

#include "common/query.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kEllipsis = "\u2026";  // of our snippets

constexpr std::array<std::string_view, 4> kDeeperLevels = {"hierarchy.lvl3", "hierarchy.lvl4",
                                                           "hierarchy.lvl5", "hierarchy.lvl6"};

BoxField text_field(std::string_view name, const MarkedText& text) {
  return {name, text.text, text.marks};
}

// A part of a post that becomes a record.
struct Part {
  std::string_view type;  // as DocSearch names them
  std::string url;
  const MarkedText* heading = nullptr;
  const MarkedText* content = nullptr;
};

Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

void add_dates(const Hit& hit, std::vector<BoxField>& fields) {
  const auto day = make_after(hit.date);
  if (!day) return;
  fields.push_back({"date", hit.date});
  fields.push_back({"timestamp", day->first});
  fields.push_back({"year", std::stoi(hit.date.substr(0, 4))});
}

// A title that is empty would leave a box without anything to show.
MarkedText title_of(const Hit& hit) {
  return hit.title.text.empty() ? MarkedText{hit.url, {}} : hit.title;
}

void add_hierarchy(const Hit& hit, const Part& part, std::vector<BoxField>& fields) {
  fields.push_back({"hierarchy.lvl0", hit.categories.empty() ? hit.site : hit.categories.front()});
  fields.push_back(text_field("hierarchy.lvl1", title_of(hit)));
  fields.push_back(part.heading == nullptr ? BoxField{"hierarchy.lvl2", nullptr}
                                           : text_field("hierarchy.lvl2", *part.heading));
  for (const std::string_view level : kDeeperLevels) fields.push_back({level, nullptr});
}

BoxDocument make_document(const Hit& hit, const Part& part) {
  const std::string id = hash_hex(hit.site + " " + part.url);
  const auto hash = std::min(part.url.find('#'), part.url.size());
  const std::string anchor = part.url.substr(std::min(hash + 1, part.url.size()));
  BoxDocument document{{}, hit.site, hit.score, hit.matched.size() + hit.missing.size()};
  std::vector<BoxField>& fields = document.fields;
  fields = {{"id", id}, {"objectID", id}, {"url", part.url}};
  fields.push_back(text_field("title", title_of(hit)));
  fields.push_back(text_field("content", *part.content));
  fields.insert(fields.end(), {{"tags", hit.tags},
                               {"categories", hit.categories},
                               {"authors", hit.authors},
                               {"author", text_or_null(joined(hit.authors))},
                               {"lang", text_or_null(hit.lang)}});
  add_dates(hit, fields);
  fields.push_back({"site", hit.site});
  fields.insert(fields.end(), {{"type", part.type},
                               {"anchor", text_or_null(anchor)},
                               {"url_without_anchor", part.url.substr(0, hash)}});
  add_hierarchy(hit, part, fields);
  return document;
}

void add_post(const Hit& hit, std::vector<BoxDocument>& documents) {
  documents.push_back(make_document(hit, {"lvl1", hit.url, nullptr, &hit.snippet}));
}

// The sections that match, and the post itself where its title does or no section is there.
void add_sections(const Hit& hit, std::vector<BoxDocument>& documents) {
  if (!hit.title.marks.empty() || hit.sections.empty()) add_post(hit, documents);
  for (const SectionHit& section : hit.sections) {
    const std::string_view type = section.heading.marks.empty() ? "content" : "lvl2";
    documents.push_back(
        make_document(hit, {type, section.url, &section.heading, &section.snippet}));
  }
}

// The text without the ellipses of our own, which the box may want to be others.
struct Bare {
  std::string_view text;
  bool cut_left = false, cut_right = false;
};

Bare without_ellipses(std::string_view text) {
  Bare bare{text};
  if ((bare.cut_left = bare.text.starts_with(kEllipsis))) bare.text.remove_prefix(kEllipsis.size());
  if ((bare.cut_right = bare.text.ends_with(kEllipsis))) bare.text.remove_suffix(kEllipsis.size());
  return bare;
}

}  // namespace

std::vector<BoxDocument> make_box_documents(const Answer& answer, BoxShape shape) {
  std::vector<BoxDocument> documents;
  for (const Hit& hit : answer.hits) {
    if (shape == BoxShape::posts) {
      add_post(hit, documents);
    } else {
      add_sections(hit, documents);
    }
  }
  const auto most = static_cast<std::size_t>(std::max(answer.limit, 0));
  if (documents.size() > most) documents.resize(most);
  return documents;
}

bool names_field(const std::vector<std::string>& patterns, std::string_view field) {
  return std::ranges::any_of(patterns, [&](const std::string& pattern) {
    return pattern == "*" || pattern == field ||
           (field.starts_with(pattern) && field[pattern.size()] == '.');
  });
}

std::string write_field(const BoxField& field, const BoxMarks& marks) {
  const std::string text = field.value.get<std::string>();
  const bool is_passage = field.name == "content";
  const Bare bare = is_passage ? without_ellipses(text) : Bare{text};
  MarkedText marked{std::string(bare.text), field.marks};
  const std::size_t left_out = bare.cut_left ? kEllipsis.size() : 0;
  for (MarkedText::Mark& mark : marked.marks) mark.begin -= left_out, mark.end -= left_out;
  const std::string written = write_marked(marked, {marks.before, marks.behind, marks.escape});
  return (bare.cut_left ? marks.ellipsis : "") + written + (bare.cut_right ? marks.ellipsis : "");
}

bool must_escape(std::string_view setting, std::string_view before) {
  if (setting == "always") return true;
  return setting == "auto" && before.find('<') != std::string_view::npos;
}

}  // namespace blogsearch
