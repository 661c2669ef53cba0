// SPDX-License-Identifier: GPL-3.0-or-later
// The arguments of a template tag, a shortcode or a macro, and what of them a page shows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

struct TemplateArg {
  std::string_view name;  // empty: by position
  std::string value;      // without quotes and their escapes
  bool is_quoted = false;
};

// Reads `name="value"`, `name: value`, "value", 'value', `value` and value, between blanks or
// commas.
std::vector<TemplateArg> read_template_args(std::string_view text);

enum class ShownArgs {
  named,         // caption="...", alt="..." and their like only
  quoted_prose,  // and quoted sentences
  prose,         // and two words or more without quotes that are no path, number or option
};

// What a page most likely shows of the arguments: captions, titles, alternative texts; each once,
// between blanks, on one line. Empty where there is nothing.
std::string shown_args(const std::vector<TemplateArg>& args, ShownArgs which);

}  // namespace blogsearch
