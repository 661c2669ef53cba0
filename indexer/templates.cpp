// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/templates.hpp"

#include "common/text.hpp"
#include "indexer/markdown_code.hpp"
#include "indexer/template_tags.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace blogsearch {
namespace {

using Reader = Replacement (*)(Ends&, const TagPlace&);

// How a tag begins, what reads it, and in which languages; the first that fits is taken.
struct TagKind {
  std::string_view begin;
  Reader read;
  bool in_liquid, in_shortcodes, in_unknown;
};
constexpr std::array kTagKinds = std::to_array<TagKind>({
    {"{{<", shortcode, false, true, true},
    {"{{%", shortcode, false, true, true},
    {"{{", liquid_object, true, false, false},
    {"{{", macro, false, false, true},
    {"{%", liquid_tag, true, false, true},
    {"{/*", mdx, false, false, true},
    {"{# ", mdx, false, false, true},
    {"{#-", mdx, false, false, true},
});

bool is_in(const TagKind& kind, TemplateLanguage language) {
  switch (language) {
    case TemplateLanguage::liquid:
      return kind.in_liquid;
    case TemplateLanguage::shortcodes:
      return kind.in_shortcodes;
    case TemplateLanguage::unknown:
      return kind.in_unknown;
    case TemplateLanguage::none:
      return false;
  }
  return false;
}

constexpr std::size_t kMaxLabel = 1000;  // bytes of the line before a link's address

std::size_t count_lines(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

class Stripper {
 public:
  Stripper(std::string_view body, TemplateLanguage language, bool is_inside = false)
      : body_(body), language_(language), is_inside_(is_inside), ends_(body) {
    if (language == TemplateLanguage::unknown) code_ = code_ranges(body);
  }

  std::string run() {
    out_.reserve(body_.size());
    std::size_t copied = 0;
    for (std::size_t at = body_.find('{'); at != std::string_view::npos; at = body_.find('{', at)) {
      const Replacement replacement = read_tag(at);
      if (replacement.size == 0) {
        ++at;
        continue;
      }
      out_ += body_.substr(copied, at - copied);
      const std::string_view source = body_.substr(at, replacement.size);
      if (takes_blanks_before(source)) out_.erase(trim_right(out_).size());
      write(replacement, source);
      at += replacement.size;
      if (takes_blanks_behind(source))
        at = std::min(body_.find_first_not_of(" \t\n", at), body_.size());
      copied = at;
    }
    out_ += body_.substr(copied);
    return std::move(out_);
  }

 private:
  // {%- and -%}: Liquid's "whitespace control".
  [[nodiscard]] bool takes_blanks_before(std::string_view source) const {
    return language_ == TemplateLanguage::liquid &&
           (source.starts_with("{%-") || source.starts_with("{{-"));
  }
  [[nodiscard]] bool takes_blanks_behind(std::string_view source) const {
    return language_ == TemplateLanguage::liquid &&
           (source.ends_with("-%}") || source.ends_with("-}}"));
  }
  static std::string_view trim_right(std::string_view text) {
    return text.substr(0, text.find_last_not_of(" \t\n") + 1);
  }

  Replacement read_tag(std::size_t at) {
    const std::string_view rest = body_.substr(at);
    const bool is_escaped = at > 0 && body_[at - 1] == '\\';
    for (const TagKind& kind : kTagKinds) {
      if (!rest.starts_with(kind.begin) || !is_in(kind, language_)) continue;
      if (is_in_code(at) && !is_raw_tag(rest)) return {};
      if (is_escaped && language_ == TemplateLanguage::unknown)
        return {2, kind.begin.starts_with("{{") ? "{\\{" : std::string(kind.begin.substr(0, 2))};
      const TagPlace place = place_of(at);
      Replacement replacement = kind.read(ends_, place);
      // A definition without an address would be text, and its links, too.
      if (replacement.shown.empty() && is_definition(at)) replacement.shown = "#";
      return replacement;
    }
    return {};
  }

  // {% raw %} shows that the generator reads templates in code as well.
  static bool is_raw_tag(std::string_view rest) {
    if (!rest.starts_with("{%")) return false;
    rest.remove_prefix(std::min(rest.find_first_not_of(" -", 2), rest.size()));
    return rest.starts_with("raw ") || rest.starts_with("raw%") || rest.starts_with("raw-");
  }

  bool is_in_code(std::size_t at) {
    while (next_code_ < code_.size() && code_[next_code_].end <= at) ++next_code_;
    return next_code_ < code_.size() && code_[next_code_].begin <= at;
  }

  TagPlace place_of(std::size_t at) {
    TagPlace place;
    place.at = at;
    const std::size_t newline = body_.substr(0, at).substr(scanned_).rfind('\n');
    if (newline != std::string_view::npos) line_ = scanned_ + newline + 1;
    scanned_ = at;
    place.in_attribute = is_attribute(body_.substr(0, at)) || is_definition(at);
    if (at - line_ < 100) place.indent = indent_of(body_.substr(line_, at - line_));
    // What a block encloses is stripped once, however deep it nests.
    place.strip_inside = [this](std::string_view inside) {
      const bool is_left = is_inside_ || language_ == TemplateLanguage::unknown;
      return is_left ? std::string(inside) : Stripper(inside, language_, true).run();
    };
    return place;
  }

  static bool is_attribute(std::string_view before) {
    return before.ends_with("](") || before.ends_with('=') || before.ends_with("=\"") ||
           before.ends_with("='") || before.ends_with("](<");
  }

  // [label]: before the address of a link, in the line of `at`, which place_of() has found; a
  // footnote's is text.
  [[nodiscard]] bool is_definition(std::size_t at) const {
    if (at - line_ > kMaxLabel) return false;
    std::string_view before = body_.substr(line_, at - line_);
    before.remove_prefix(container_prefix(before));
    return before.starts_with('[') && !before.starts_with("[^") &&
           trim_right(before).ends_with("]:");
  }

  // Blanks in place of list markers; nothing where the tag does not begin its line.
  static std::string indent_of(std::string_view before) {
    if (container_prefix(before) != before.size()) return {};
    std::string indent(before);
    for (char& c : indent) {
      if (c != '>' && c != '\t') c = ' ';
    }
    return indent;
  }

  void write(const Replacement& replacement, std::string_view source) {
    out_ += replacement.shown;
    if (language_ == TemplateLanguage::liquid) return;
    const std::size_t had = count_lines(source), has = count_lines(replacement.shown);
    if (had > has) out_.append(had - has, '\n');
  }

  std::string_view body_;
  TemplateLanguage language_;
  bool is_inside_;
  Ends ends_;
  std::string out_;
  std::vector<TextRange> code_;
  std::size_t next_code_ = 0;
  std::size_t line_ = 0, scanned_ = 0;  // where the line begins, as far as it was looked for
};

}  // namespace

std::size_t Ends::find(std::string_view end, std::size_t from) {
  Known& known = known_[std::string(end)];
  if (from < known.from || from > known.at) known = {from, body_.find(end, from)};
  return known.at;
}

std::string_view Ends::find_tag(const EndTag& tag, std::size_t from) {
  auto known = tags_.find(std::string(tag.open));
  if (known == tags_.end()) known = tags_.emplace(tag.open, read_tags(tag)).first;
  const auto same = known->second.find(tag.name);
  if (same == known->second.end()) return {};
  const auto next = std::lower_bound(
      same->second.begin(), same->second.end(), body_.data() + from,
      [](std::string_view each, const char* place) { return each.data() < place; });
  return next == same->second.end() ? std::string_view() : *next;
}

// All tags of this kind, whatever their names, in their order.
Ends::Tags Ends::read_tags(const EndTag& kind) {
  const std::string_view before = kind.has_slash ? " \t\n/" : " \t\n-+";
  Tags tags;
  std::size_t next = 0;
  for (std::size_t at = body_.find(kind.open); at != std::string_view::npos; at = next) {
    const std::size_t inside = at + kind.open.size();
    next = body_.find(kind.open, inside);
    const std::size_t name = std::min(body_.find_first_not_of(before, inside), body_.size());
    const std::size_t end = find(kind.close, name);
    if (end == std::string_view::npos) break;
    const bool has_slash = body_.substr(inside, name - inside).find('/') != std::string_view::npos;
    if (end > next || has_slash != kind.has_slash) continue;
    const std::string_view text = body_.substr(name, end - name);
    tags[text.substr(0, text.find_last_not_of(" \t\n-+") + 1)].push_back(
        body_.substr(at, end + kind.close.size() - at));
  }
  return tags;
}

std::string code_block_html(std::string_view code, std::string_view language,
                            std::string_view indent) {
  std::string out = "<pre><code class=\"language-" + escape_html(lower_ascii(language)) + "\">";
  for (const char c : code) {
    const bool is_plain = (c & 0x80) != 0 || c == ' ' || (c >= '0' && c <= '9') ||
                          ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    if (c == '\n') {
      out += '\n';
      out += indent;
    } else if (is_plain || c == '\t') {
      out += c;
    } else {
      out += "&#" + std::to_string(static_cast<int>(c)) + ";";
    }
  }
  return out + "</code></pre>";
}

std::string strip_templates(std::string_view body, TemplateLanguage language) {
  if (language == TemplateLanguage::none || body.find('{') == std::string_view::npos)
    return std::string(body);
  return Stripper(body, language).run();
}

}  // namespace blogsearch
