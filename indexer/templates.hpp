// SPDX-License-Identifier: GPL-3.0-or-later
// Takes a generator's template language out of a post, leaving Markdown (or HTML): what is said,
// not how it is made.
#pragma once

#include <string>
#include <string_view>

namespace blogsearch {

enum class TemplateLanguage {
  none,
  liquid,      // Jekyll: {% tag %}, {{ object }}, {% raw %}, {% highlight %} becomes a fenced code
               // block
  shortcodes,  // Hugo: {{< name >}}inner{{< /name >}}, {{% name %}}, escaped {{</* shown */>}}
  unknown,     // a folder of files: MDN's {{macro("arg")}}, Liquid and shortcodes, MDX imports, :::
               // containers; by shape
};

// Code spans and code blocks are left as they are where the generator leaves them so. Linear in the
// length of `body`. Line breaks are kept, so that a line of the result is that line of `body`.
std::string strip_templates(std::string_view body, TemplateLanguage language);

}  // namespace blogsearch
