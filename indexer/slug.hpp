// SPDX-License-Identifier: GPL-3.0-or-later
// Text as parts of a URL, by the rules of each generator.
#pragma once

#include <string>
#include <string_view>

namespace blogsearch {

// Unicode's simple mapping, character by character.
std::string lower(std::string_view text);
// The first character in upper case, the rest in lower case (Ruby's String#capitalize).
std::string capitalize(std::string_view text);

// Jekyll's Utils.slugify: each run of other characters than letters, marks and digits becomes a
// hyphen, one hyphen at either end goes. `pretty` keeps also ._~!$&'()+,;=@
enum class JekyllSlug { simple, pretty_cased };
std::string jekyll_slug(std::string_view text, JekyllSlug mode);
// Jekyll's URL.escape_path: percent-encodes what RFC 3986 does not allow in a path.
std::string escape_jekyll_path(std::string_view text);
// Jekyll's URL.sanitize_url: one / in front and between, no "..", no "./".
std::string sanitize_jekyll_url(std::string_view text);

// Go's golang.org/x/text as Hugo uses it: decomposed, without what stands above or below a letter
// (category Mn), composed again.
std::string without_accents(std::string_view text);

// Hugo's PathSpec.MakePathSanitized.
struct HugoPathRules {
  bool to_lower = true;         // not disablePathToLower
  bool remove_accents = false;  // removePathAccents
};
std::string hugo_path(std::string_view text, HugoPathRules rules);
// Go's url.Parse(text).String() for a path that may have a query or a fragment.
std::string escape_hugo_path(std::string_view text);
// Go's url.QueryUnescape, which also makes blanks of +.
std::string unescape_query(std::string_view text);
// %XX only.
std::string unescape_path(std::string_view text);
// Go's path.Join("/", text), keeping one / at the end: no "//", no ".", no "..".
std::string clean_path(std::string_view text);

// Every byte but unreserved characters and those in `kept` as %XX.
std::string percent_encode(std::string_view text, std::string_view kept);

}  // namespace blogsearch
