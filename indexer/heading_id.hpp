// SPDX-License-Identifier: GPL-3.0-or-later
// The ids that generators give to headings, so that results can link to a section.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace blogsearch {

// Whose rule; heading_id.cpp names the source of each.
enum class HeadingIdRule {
  none,          // the generator makes none
  kramdown_gfm,  // Jekyll's default
  kramdown,      // Jekyll with `input: kramdown`
  hugo,          // Hugo's default, autoHeadingIDType github
  hugo_ascii,    // github-ascii
  blackfriday,   // Hugo's third type: its old Markdown library
  github,        // github-slugger: Docusaurus, Astro, and where nothing is known
  mkdocs,        // Python-Markdown's toc
  hexo,          // hexo-renderer-marked
  vitepress,
  zola,
  mdbook,
  pandoc,        // Quarto
};

// One per post: it numbers repeated ids.
class HeadingIds {
 public:
  explicit HeadingIds(HeadingIdRule rule) : rule_(rule) {}
  // `text`: the heading as read; `source`: its Markdown. Hugo and plain kramdown work on the
  // source, the others on the text. Empty: this heading has no id.
  std::string next(std::string_view text, std::string_view source);
  // An id written by the author ({#my-id}): taken as it is, and counted.
  std::string fixed(std::string_view id);

 private:
  HeadingIdRule rule_;
  std::unordered_map<std::string, int> used_;
};

}  // namespace blogsearch
