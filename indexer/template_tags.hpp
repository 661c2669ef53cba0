// SPDX-License-Identifier: GPL-3.0-or-later
// The template tags that posts contain, one function for each language: what stands there, and what
// a page shows of it.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace blogsearch {

// What replaces the tag at the front of a text.
struct Replacement {
  std::size_t size = 0;  // bytes of the text that it replaces; 0: there is no tag
  std::string shown;     // Markdown
};

// {% endraw %}, {{< /name >}}
struct EndTag {
  std::string_view open, name, close;
  bool has_slash = false;  // before the name
};

// Finds what ends a construct, and remembers what it found, so that many open ends cost one search.
class Ends {
 public:
  explicit Ends(std::string_view body) : body_(body) {}
  // Where `end` begins in the body, at or after `from`; npos if nowhere.
  std::size_t find(std::string_view end, std::size_t from);
  // The same for a whole closing tag, {% endraw %} or {{< /name >}}; empty if there is none.
  std::string_view find_tag(const EndTag& tag, std::size_t from);
  [[nodiscard]] std::string_view body() const { return body_; }

 private:
  struct Known {
    std::size_t from = 1, at = 0;  // nothing lies in [from, at)
  };
  using Tags = std::unordered_map<std::string_view, std::vector<std::string_view>>;  // by name
  Tags read_tags(const EndTag& kind);

  std::string_view body_;
  std::unordered_map<std::string, Known> known_;
  std::unordered_map<std::string, Tags> tags_;  // by what opens them
};

// Where a tag stands.
struct TagPlace {
  std::size_t at = 0;  // byte in the body
  bool in_attribute =
      false;           // within a link's target or a quoted attribute: nothing may be shown there
  std::string indent;  // what the lines of a block in its place begin with
  std::function<std::string(std::string_view)> strip_inside;  // for what a block encloses
};

Replacement liquid_tag(Ends& ends, const TagPlace& place);     // {% name ... %}
Replacement liquid_object(Ends& ends, const TagPlace& place);  // {{ name }}, {{ "text" | filter }}
Replacement shortcode(Ends& ends, const TagPlace& place);      // {{< name ... >}}, {{% name ... %}}
Replacement macro(Ends& ends, const TagPlace& place);          // {{name("argument")}}, {{name}}
Replacement mdx(Ends& ends, const TagPlace& place);            // {/* comment */}, {# comment #}

// `code` as HTML that survives Markdown wherever it stands; its lines begin with `indent`.
std::string code_block_html(std::string_view code, std::string_view language,
                            std::string_view indent);

}  // namespace blogsearch
