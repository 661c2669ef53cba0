// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a post of a Jekyll site, all stages to the document; the length says which file it
// is.
#include "indexer/post.hpp"

#include "common/error.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "indexer/document.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <array>

using namespace blogsearch;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto jekyll = open_site(BLOGSEARCH_TEST_DATA "/blog", {});
  static const auto hugo = open_site(BLOGSEARCH_TEST_DATA "/hugo", {});
  static const auto folder = open_site(BLOGSEARCH_TEST_DATA "/folder", {});
  static DocumentMaker maker{RankingConfig()};
  struct Place {
    const Site& site;
    const char* path;
  };
  const std::array<Place, 5> places = {Place{*jekyll, "_posts/2024-01-05-a-post.md"},
                                       Place{*jekyll, "page.html"},
                                       Place{*hugo, "content/posts/a.md"},
                                       Place{*folder, "guides/a.md"}, Place{*folder, "tools.html"}};
  const Place& place = places.at(size % places.size());
  try {
    const Post post = load_post(place.site, place.path, as_text(data, size));
    if (!post.facts.published) return 0;
    const Xapian::Document document = maker.make(post, "12345678");
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
      require(!(*term).empty() && (*term).size() <= kMaxTermBytes, "a term's length");
    require(decode_record(document.get_data()).path == place.path, "the record is read back");
  } catch (const Error& error) {
    require(*error.what() != '\0', "an error says what it is");
  }
  return 0;
}
