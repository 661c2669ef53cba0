// SPDX-License-Identifier: GPL-3.0-or-later
// What is stored with a post for display: the document data of the index.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

struct SectionRecord {
  std::uint32_t begin = 0;  // byte in Record::text where the section's text starts
  std::string heading;
  std::string id;  // empty: cannot be linked to
};

struct Record {
  std::string path, url, title, description, date, language;
  std::vector<std::string> tags, categories, authors;
  std::vector<SectionRecord> sections;  // ascending
  std::string text;                     // running text, as in the post's Body
};

// Compressed, with a checksum: a damaged record is never taken for another one.
std::string encode(const Record& record);
// The inverse. Throws Error if `bytes` are not what encode() makes.
Record decode_record(std::string_view bytes);

// A list of texts, as it lies in a value slot.
std::string encode_list(const std::vector<std::string>& list);
// The inverse. Throws as decode_record() does.
std::vector<std::string> decode_list(std::string_view bytes);

}  // namespace blogsearch
