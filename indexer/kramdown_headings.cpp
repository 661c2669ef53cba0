// SPDX-License-Identifier: GPL-3.0-or-later
// Sources: kramdown 2.4, converter/base.rb ("generate_id"); kramdown-parser-gfm 1.1
// ("update_elements", "generate_gfm_header_id").
#include "indexer/kramdown_headings.hpp"

#include "indexer/heading_id.hpp"
#include "indexer/kramdown_blocks.hpp"

namespace blogsearch {

KramdownIds kramdown_heading_ids(std::string_view markdown, const KramdownOptions& options) {
  const KramdownBlocks blocks = read_kramdown_blocks(markdown, options);
  HeadingIds gfm(HeadingIdRule::kramdown_gfm), plain(HeadingIdRule::kramdown);
  KramdownIds ids;
  for (const KramdownHeading& heading : blocks.headings) {
    std::string& id = ids[heading.line];
    id = heading.id;
    if (!id.empty() || !options.auto_ids) continue;
    const bool is_stripped = options.is_gfm || options.auto_id_stripping;
    const std::string text =
        is_stripped ? kramdown_heading_text(heading.text, blocks.names, options.is_gfm)
                    : heading.text;
    // The GFM parser does not look into HTML; what it leaves, the converter names.
    const bool is_plain = !options.is_gfm || heading.is_in_html;
    id = is_plain ? plain.next(text, text) : gfm.next(text, text);
    if (!id.empty() || !options.auto_id_prefix.empty()) id.insert(0, options.auto_id_prefix);
  }
  return ids;
}

}  // namespace blogsearch
