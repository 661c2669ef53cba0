// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/html_text.hpp"

#include "common/text.hpp"
#include "indexer/plain_spans.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace blogsearch {

enum class HtmlText::Role : std::uint8_t {
  inline_,  // says nothing about the text
  unknown,  // a custom element: its text does not run together with what stands beside it
  block,
  heading,
  cell,
  pre,
  code,
  link,
  line_break,
  rule,
  image,
  nothing,    // has no inside
  skipped,    // its inside is not read
  furniture,  // its inside is read in a post, not in a page
};

namespace {

constexpr std::size_t kMaxOpen = 256;
constexpr std::size_t kWrappers = 4;  // elements around <pre> that may name its language

// Classes of what a generator adds to code and to headings: line numbers, and TeX beside its
// rendering.
constexpr std::array kSkippedClasses = std::to_array<std::string_view>(
    {"lineno", "linenos", "linenodiv", "gutter", "rouge-gutter", "lnt", "ln", "line-numbers",
     "katex-mathml", "MathJax_Preview"});
constexpr std::array kPermalinkClasses = std::to_array<std::string_view>(
    {"anchor", "anchorjs-link", "anchor-link", "hash-link", "header-anchor", "header-link",
     "headerlink", "heading-anchor", "heading-link", "permalink"});
constexpr std::array kPermalinkSigns =
    std::to_array<std::string_view>({"#", "##", "¶", "§", "🔗", "⚓", "∞"});

// "language-cpp" -> "cpp"
constexpr std::array kLanguagePrefixes =
    std::to_array<std::string_view>({"language-", "lang-", "highlight-source-", "highlight-"});

std::string_view attribute(HtmlAttributes attributes, std::string_view name) {
  for (const HtmlAttribute& each : attributes) {
    if (each.name == name) return each.value;
  }
  return {};
}

bool has_attribute(HtmlAttributes attributes, std::string_view name) {
  return std::any_of(attributes.begin(), attributes.end(),
                     [&](const HtmlAttribute& a) { return a.name == name; });
}

template <typename Visit>
void for_each_word(std::string_view words, Visit visit) {
  while (!(words = trim(words)).empty()) {
    const std::size_t end = std::min(words.find_first_of(" \t\n\r\f"), words.size());
    visit(words.substr(0, end));
    words.remove_prefix(end);
  }
}

template <typename List>
bool contains(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

template <typename List>
bool has_class_of(const List& list, HtmlAttributes attributes) {
  bool has = false;
  for_each_word(attribute(attributes, "class"),
                [&](std::string_view word) { has = has || contains(list, word); });
  return has;
}

// "img_1025", "r-logo", "photo.jpg": what a program put in as the alternative text. Scripts without
// blanks write sentences as one such token.
bool names_file(std::string_view alt) {
  static constexpr std::array endings =
      std::to_array<std::string_view>({".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"});
  alt = trim(alt);
  if (alt.find_first_of(" \t\n") != std::string_view::npos) return false;
  const std::string lowered = lower_ascii(alt);
  if (std::any_of(endings.begin(), endings.end(),
                  [&](std::string_view ending) { return lowered.ends_with(ending); }))
    return true;
  const bool is_ascii = std::all_of(alt.begin(), alt.end(), [](char c) { return (c & 0x80) == 0; });
  return is_ascii && alt.find_first_of("-_0123456789") != std::string_view::npos;
}

// Of a built page: not shown, or a landmark that is not the content (WAI-ARIA 1.2).
bool is_out_of_sight(HtmlAttributes attributes) {
  static constexpr std::array roles = std::to_array<std::string_view>(
      {"navigation", "search", "banner", "contentinfo", "complementary", "dialog"});
  static constexpr std::array classes = std::to_array<std::string_view>(
      {"sr-only", "visually-hidden", "screen-reader-text", "skip-link", "skip-nav",
       "skip-to-content", "toc", "table-of-contents", "breadcrumb", "breadcrumbs", "pagination"});
  static constexpr std::array ids =
      std::to_array<std::string_view>({"TableOfContents", "markdown-toc", "toc"});
  std::string style = lower_ascii(attribute(attributes, "style"));
  std::erase(style, ' ');
  return contains(roles, attribute(attributes, "role")) || has_class_of(classes, attributes) ||
         contains(ids, attribute(attributes, "id")) ||
         style.find("display:none") != std::string::npos;
}

std::string language_of(HtmlAttributes attributes) {
  for (const std::string_view name : {"data-lang", "data-language"}) {
    const std::string_view value = attribute(attributes, name);
    if (!value.empty()) return lower_ascii(value);
  }
  std::string_view language, before;
  for_each_word(attribute(attributes, "class"), [&](std::string_view word) {
    for (const std::string_view prefix : kLanguagePrefixes) {
      if (language.empty() && word.starts_with(prefix)) language = word.substr(prefix.size());
    }
    if (before == "sourceCode" || before == "brush:") language = word;  // pandoc, SyntaxHighlighter
    before = word;
  });
  return lower_ascii(language);
}

}  // namespace

// Every element of HTML that is not simply inline or unknown, by what it means; names between
// blanks.
struct HtmlText::Names {
  Role role;
  std::string_view names;
};

HtmlText::Role HtmlText::role_of(std::string_view name) {
  static constexpr std::array kNames = std::to_array<Names>({
      {Role::inline_,
       "abbr acronym b bdi bdo big cite data del dfn em font html i ins kbd mark mi mn mo mrow "
       "msub msup nobr picture q "
       "rb ruby s samp small span strike strong sub sup time tt u var"},
      {Role::block,
       "address article blockquote body caption center dd details dir div dl dt fieldset "
       "figcaption figure hgroup "
       "legend li main menu ol option p section summary table tbody textarea tfoot thead tr ul"},
      {Role::heading, "h1 h2 h3 h4 h5 h6"},
      {Role::cell, "td th"},
      {Role::pre, "pre"},
      {Role::code, "code"},
      {Role::link, "a"},
      {Role::line_break, "br"},
      {Role::rule, "hr"},
      {Role::image, "img"},
      {Role::nothing,
       "area base basefont col embed frame input isindex link meta param source track wbr"},
      {Role::skipped,
       "annotation applet audio canvas datalist head iframe noframes noscript object rp script "
       "style svg template "
       "title video"},
      {Role::furniture, "aside button dialog footer form header nav select"},
  });
  static const auto kRoles = [] {
    std::unordered_map<std::string_view, Role> roles;
    for (const Names& each : kNames) {
      for_each_word(each.names, [&](std::string_view word) { roles.emplace(word, each.role); });
    }
    return roles;
  }();
  const auto found = kRoles.find(name);
  return found == kRoles.end() ? Role::unknown : found->second;
}

bool HtmlText::is_skipped(Role role, std::string_view name, HtmlAttributes attributes) const {
  if (role == Role::skipped) return true;
  if (has_class_of(kSkippedClasses, attributes)) return true;
  const std::string_view purpose = attribute(attributes, "role");
  if (purpose == "doc-noteref" || purpose == "doc-backlink") return true;  // a footnote's number
  if (root_ == HtmlRoot::fragment) return false;
  return is_furniture(role, name) || has_attribute(attributes, "data-pagefind-ignore") ||
         has_attribute(attributes, "hidden") || is_out_of_sight(attributes);
}

// An aside within the content itself is a note of its author's, else it is a sidebar.
bool HtmlText::is_furniture(Role role, std::string_view name) const {
  const bool in_content = root_ == HtmlRoot::pagefind || root_ == HtmlRoot::article;
  return role == Role::furniture && !(name == "aside" && in_content && roots_ > 0);
}

bool HtmlText::is_chosen(std::string_view name, HtmlAttributes attributes) const {
  switch (root_) {
    case HtmlRoot::pagefind:
      return has_attribute(attributes, "data-pagefind-body");
    case HtmlRoot::main:
      return name == "main" || attribute(attributes, "role") == "main";
    case HtmlRoot::article:
      return name == "article";
    default:
      return false;
  }
}

void HtmlText::separate(Role role) {
  if (role == Role::block || role == Role::pre || role == Role::rule || role == Role::furniture)
    body_.end_line();
  if (role == Role::cell || role == Role::unknown || role == Role::image) body_.blank();
  if (role == Role::line_break) pre_ > 0 ? body_.end_line() : body_.blank();
}

HtmlText::Element HtmlText::element(std::string_view name, Role role,
                                    HtmlAttributes attributes) const {
  Element element;
  element.name = name;
  element.role = role;
  element.skips = is_skipped(role, name, attributes);
  element.is_root = is_chosen(name, attributes);
  element.id = attribute(attributes, "id");
  element.language = language_of(attributes);
  element.is_permalink = has_class_of(kPermalinkClasses, attributes);
  element.heading_at = in_heading_ ? body_.heading().size() : 0;
  return element;
}

void HtmlText::open(std::string_view name, HtmlAttributes attributes) {
  const Role role = role_of(name);
  if (is_read()) {
    separate(role);
    if (role == Role::image) {
      const std::string_view alt = attribute(attributes, "alt");
      alt.find('[') == std::string_view::npos ? image(alt) : image(plain_spans(alt));
    }
  }
  if (role == Role::image || role == Role::line_break || role == Role::rule ||
      role == Role::nothing)
    return;
  while (role == Role::heading && in_heading_) pop();
  if (open_.size() < kMaxOpen) push(element(name, role, attributes));
}

void HtmlText::push(Element element) {
  enter(element);
  if (element.is_root) body_.end_line();  // what was read before stood elsewhere on the page
  skipping_ += element.skips;
  links_ += element.name == "a";
  roots_ += element.is_root;
  open_.push_back(std::move(element));
}

void HtmlText::enter(Element& element) {
  if (!is_read()) {
    if (element.role != Role::skipped)
      element.role = Role::inline_;  // nothing to undo when it ends
    return;
  }
  if (element.role == Role::pre || element.role == Role::code) enter_code(element);
  if (element.role == Role::heading) {
    in_heading_ = true;
    body_.begin_heading();
  }
}

std::string HtmlText::code_language() const {
  const auto end = open_.rbegin() + static_cast<std::ptrdiff_t>(std::min(open_.size(), kWrappers));
  for (auto each = open_.rbegin(); each != end; ++each) {
    if (!each->language.empty()) return each->language;
  }
  return {};
}

void HtmlText::enter_code(const Element& element) {
  if (element.role == Role::pre) ++pre_;
  if (++code_ > 1) {
    if (!element.language.empty()) body_.name_code(element.language);
    return;
  }
  body_.begin_code(element.language.empty() && element.role == Role::pre ? code_language()
                                                                         : element.language);
}

void HtmlText::leave_code() {
  if (--code_ == 0) body_.end_code();
}

void HtmlText::close(std::string_view name) {
  const auto found = std::find_if(open_.rbegin(), open_.rend(),
                                  [&](const Element& each) { return each.name == name; });
  if (found == open_.rend()) return;
  const auto left = static_cast<std::size_t>(std::distance(found, open_.rend()) - 1);
  while (open_.size() > left) pop();
}

void HtmlText::pop() {
  const Element element = std::move(open_.back());
  open_.pop_back();
  skipping_ -= element.skips;
  links_ -= element.name == "a";
  roots_ -= element.is_root;
  leave(element);
}

void HtmlText::leave(const Element& element) {
  switch (element.role) {
    case Role::pre:
      --pre_;
      leave_code();
      break;
    case Role::code:
      leave_code();
      break;
    case Role::heading:
      leave_heading(element);
      break;
    case Role::link:
      leave_link(element);
      break;
    default:
      break;
  }
  if (is_read()) separate(element.role);
}

void HtmlText::leave_heading(const Element& element) {
  in_heading_ = false;
  const int level = element.name[1] - '0';
  body_.end_heading(level, element.id);
}

// Takes the sign that links a heading to itself out again.
void HtmlText::leave_link(const Element& element) {
  if (!in_heading_ || body_.heading().size() <= element.heading_at) return;
  const std::string_view heading = body_.heading();
  const bool is_named_so = element.is_permalink && element.heading_at > 0;
  if (!is_named_so && !contains(kPermalinkSigns, trim(heading.substr(element.heading_at)))) return;
  body_.set_heading(std::string(trim(heading.substr(0, element.heading_at))));
}

void HtmlText::text(std::string_view piece) {
  if (!is_read()) return;
  text_bytes_ += trim(piece).size();
  if (links_ > 0) link_bytes_ += trim(piece).size();
  if (pre_ > 0) {
    body_.lines(piece);
  } else {
    body_.text(piece);
  }
}

void HtmlText::image(std::string_view alt) {
  body_.blank();
  if (!names_file(alt)) text(alt);
  body_.blank();
}

void HtmlText::comment(std::string_view inside) {
  if (trim(inside) == "more") body_.end_excerpt();
}

void HtmlText::identify_heading(std::string_view id) {
  if (!in_heading_) return;
  const auto heading = std::find_if(open_.rbegin(), open_.rend(),
                                    [](const Element& each) { return each.role == Role::heading; });
  heading->id = id;
}

void HtmlText::end_skipped() {
  while (skipping_ > 0) pop();
}

Body HtmlText::finish() {
  while (!open_.empty()) pop();
  return body_.finish();
}

}  // namespace blogsearch
