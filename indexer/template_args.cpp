// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/template_args.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

// Parameters that themes and generators print: Hugo's figure and details, Docsy, Docusaurus,
// Jekyll's usual includes.
constexpr std::array kShownNames = std::to_array<std::string_view>(
    {"alt", "attr", "author", "caption", "cite", "description", "header", "heading", "label",
     "name", "quote", "subtitle", "summary", "text", "title"});

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == ',';
}

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// Takes arguments off the front of a text.
class ArgReader {
 public:
  explicit ArgReader(std::string_view text) : text_(text) {}

  bool read(TemplateArg& arg) {
    skip_blanks();
    if (text_.empty()) return false;
    arg = {};
    arg.name = read_name();
    read_value(arg);
    return true;
  }

 private:
  void skip_blanks() {
    while (!text_.empty() && is_blank(text_.front())) text_.remove_prefix(1);
  }

  // name= or name: before a value; what else begins with a word is a value itself.
  std::string_view read_name() {
    const auto* const end = std::find_if_not(text_.begin(), text_.end(), is_name_char);
    const auto size = static_cast<std::size_t>(end - text_.begin());
    const std::size_t sign = std::min(text_.find_first_not_of(' ', size), text_.size());
    const std::string_view after = text_.substr(sign);
    const bool is_named = size > 0 && !after.starts_with("==") && !after.starts_with("://") &&
                          (after.starts_with('=') || (after.starts_with(": ") && sign == size));
    if (!is_named) return {};
    const std::string_view name = text_.substr(0, size);
    text_.remove_prefix(sign + 1);
    skip_blanks();
    return name;
  }

  void read_value(TemplateArg& arg) {
    const char quote = text_.empty() ? ' ' : text_.front();
    if (quote == '"' || quote == '\'' || quote == '`') {
      arg.is_quoted = true;
      read_quoted(arg.value);
      return;
    }
    const std::size_t size = std::min(text_.find_first_of(" \t\n,"), text_.size());
    arg.value = text_.substr(0, size);
    text_.remove_prefix(size);
  }

  void read_quoted(std::string& value) {
    const char quote = text_.front();
    std::size_t at = 1;
    for (; at < text_.size() && text_[at] != quote; ++at) {
      if (text_[at] == '\\' && quote != '`' && at + 1 < text_.size()) ++at;
      value += text_[at];
    }
    text_.remove_prefix(std::min(at + 1, text_.size()));
  }

  std::string_view text_;
};

bool is_address(std::string_view value) {
  return value.find(' ') == std::string_view::npos &&
         (value.find("://") != std::string_view::npos || value.starts_with('/') ||
          value.starts_with('#'));
}

// Two words at least, or a run of a script that has no blanks; no format, path or expression.
bool is_prose(std::string_view value) {
  if (value.find_first_of("=<>{}|%\\") != std::string_view::npos ||
      !is_letter(value.empty() ? ' ' : value.front())) {
    return false;
  }
  const std::size_t blank = value.find(' ');
  const bool has_words =
      blank != std::string_view::npos && blank + 1 < value.size() &&
      std::any_of(value.begin() + static_cast<std::ptrdiff_t>(blank), value.end(), is_letter);
  const auto high =
      std::count_if(value.begin(), value.end(), [](char c) { return (c & 0x80) != 0; });
  return has_words || (high >= 9 && value.find('/') == std::string_view::npos);
}

// A word of a sentence: letters, perhaps with punctuation after them.
bool is_word(std::string_view value) {
  while (!value.empty() &&
         std::string_view(".,;:!?)'\"").find(value.back()) != std::string_view::npos) {
    value.remove_suffix(1);
  }
  while (value.starts_with('(') || value.starts_with('"')) value.remove_prefix(1);
  const auto inside = [](char c) { return is_letter(c) || c == '\'' || c == '-'; };
  return !value.empty() && is_letter(value.front()) &&
         std::all_of(value.begin(), value.end(), inside);
}

void add_once(std::vector<std::string>& shown, std::string_view value) {
  std::string text = squeeze(value);
  if (!text.empty() && std::find(shown.begin(), shown.end(), text) == shown.end())
    shown.push_back(std::move(text));
}

// The longest run of bare words from `at` on; how many arguments it has.
std::size_t word_run(const std::vector<TemplateArg>& args, std::size_t at) {
  std::size_t end = at;
  while (end < args.size() && args[end].name.empty() && !args[end].is_quoted &&
         is_word(args[end].value))
    ++end;
  return end - at;
}

}  // namespace

std::vector<TemplateArg> read_template_args(std::string_view text) {
  std::vector<TemplateArg> args;
  ArgReader reader(text);
  for (TemplateArg arg; reader.read(arg);) args.push_back(std::move(arg));
  return args;
}

std::string shown_args(const std::vector<TemplateArg>& args, ShownArgs which) {
  std::vector<std::string> shown;
  for (std::size_t at = 0; at < args.size();) {
    const TemplateArg& arg = args[at];
    const std::size_t words = which == ShownArgs::prose ? word_run(args, at) : 0;
    if (words >= 2) {
      std::string run;
      for (std::size_t i = at; i < at + words; ++i) run += args[i].value + " ";
      add_once(shown, run);
    } else if (!arg.name.empty()) {
      const bool is_shown =
          std::find(kShownNames.begin(), kShownNames.end(), arg.name) != kShownNames.end();
      if (is_shown && !is_address(arg.value)) add_once(shown, arg.value);
    } else if (arg.is_quoted && which != ShownArgs::named && is_prose(arg.value)) {
      add_once(shown, arg.value);
    }
    at += std::max<std::size_t>(words, 1);
  }
  std::string out;
  for (const std::string& each : shown) out += each + " ";
  return out;
}

}  // namespace blogsearch
