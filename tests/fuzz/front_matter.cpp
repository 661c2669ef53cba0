// SPDX-License-Identifier: GPL-3.0-or-later
// Any file's beginning, as each generator reads it.
#include "indexer/front_matter.hpp"

#include "common/error.hpp"
#include "indexer/hugo_front.hpp"
#include "indexer/jekyll_front.hpp"
#include "indexer/source_text.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace blogsearch;

namespace {

template <typename Read>
void try_to(std::string_view text, Read read) {
  try {
    const FrontMatter front = read(text);
    require(front.body <= text.size(), "the body begins inside the text");
    require(front.body_line >= 1, "the body has a line");
  } catch (const Error& error) {
    require(*error.what() != '\0', "an error says what it is");
    require(error.line() >= 0, "an error's line");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  SourceText source;
  try {
    source = clean_source(as_text(data, size));
  } catch (const Error&) {
    return 0;  // binary
  }
  try_to(source.text, [](std::string_view text) { return read_front_matter(text); });
  try_to(source.text, [](std::string_view text) { return read_hugo_front_matter(text); });
  for (const bool strict : {false, true})
    try_to(source.text,
           [&](std::string_view text) { return read_jekyll_front_matter(text, strict); });
  return 0;
}
