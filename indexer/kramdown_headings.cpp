// SPDX-License-Identifier: GPL-3.0-or-later
// Sources: kramdown 2.4, converter/base.rb ("generate_id"); kramdown-parser-gfm 1.1
// ("update_elements", "generate_gfm_header_id").
#include "indexer/kramdown_headings.hpp"

#include "indexer/heading_id.hpp"
#include "indexer/kramdown_blocks.hpp"

namespace blogsearch {

namespace {

// Gives the headings their ids, one after the other.
class Naming {
 public:
  Naming(const KramdownNames& names, const KramdownOptions& options)
      : names_(names), options_(options) {}

  std::string next(const KramdownHeading& heading) {
    if (!heading.id.empty() || !options_.auto_ids) return heading.id;
    const bool is_stripped = options_.is_gfm || options_.auto_id_stripping;
    const std::string text =
        is_stripped ? kramdown_heading_text(heading.text, names_, options_.is_gfm) : heading.text;
    const bool is_plain = !options_.is_gfm || heading.is_in_html;
    return options_.auto_id_prefix + (is_plain ? plain_ : gfm_).next(text, text);
  }

 private:
  const KramdownNames& names_;
  const KramdownOptions& options_;
  HeadingIds gfm_{HeadingIdRule::kramdown_gfm}, plain_{HeadingIdRule::kramdown};
};

}  // namespace

KramdownIds kramdown_heading_ids(std::string_view markdown, const KramdownOptions& options) {
  const KramdownBlocks blocks = read_kramdown_blocks(markdown, options);
  KramdownOptions said = options;
  said.auto_ids = blocks.auto_ids;
  Naming naming(blocks.names, said);
  KramdownIds ids;
  for (const bool is_footnote : {false, true}) {  // which are shown last
    for (const KramdownHeading& heading : blocks.headings) {
      if (heading.is_in_footnote == is_footnote) ids[heading.line] = naming.next(heading);
    }
  }
  return ids;
}

}  // namespace blogsearch
