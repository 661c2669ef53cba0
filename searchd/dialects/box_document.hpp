// SPDX-License-Identifier: GPL-3.0-or-later
// The posts of an Answer as the records that search boxes show: what all dialects have in common.
#pragma once

#include "common/search_types.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// What one record is.
enum class BoxShape : std::uint8_t {
  posts,     // a post
  sections,  // a post or one of its sections, as DocSearch shows them
};

// A field of a record. Fields of an object have a dot in their name: "hierarchy.lvl1".
struct BoxField {
  std::string_view name;
  nlohmann::ordered_json value;              // null, a number, a text, or a list of texts
  std::vector<MarkedText::Mark> marks = {};  // of a text
};

struct BoxDocument {
  std::vector<BoxField> fields;
  std::string site;
  double score = 0;
  std::size_t query_words = 0;
};

// Every record has the same fields; those of a post without a date lack date, timestamp and year.
// content: the passage that answers, not the whole post.
std::vector<BoxDocument> make_box_documents(const Answer& answer, BoxShape shape);

// Does one of `patterns` name `field`: by its whole name, by an object that it is in, or by "*"?
bool names_field(const std::vector<std::string>& patterns, std::string_view field);

// How marked text is written for a box.
struct BoxMarks {
  std::string before = "<em>", behind = "</em>";
  std::string ellipsis = "\u2026";  // where the passage was cut
  bool escape = true;               // the text, as HTML
};

// A field's text with its marks.
std::string write_field(const BoxField& field, const BoxMarks& marks);

// `setting`: of server.escape. Text with tags of HTML goes into a page as it is, so the rest of it
// is escaped; with other marks the client escapes it itself.
bool must_escape(std::string_view setting, std::string_view before);

}  // namespace blogsearch
