// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/show.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/document.hpp"
#include "indexer/find_post.hpp"
#include "indexer/front_matter.hpp"
#include "indexer/post.hpp"
#include "indexer/scan.hpp"
#include "indexer/show_document.hpp"
#include "indexer/show_text.hpp"
#include "indexer/source_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace blogsearch {
namespace {

std::string line_ends(std::string_view bytes) {
  std::size_t crlf = 0;
  std::size_t cr = 0;
  for (std::size_t at = bytes.find('\r'); at != std::string_view::npos;
       at = bytes.find('\r', at + 1)) {
    ++(bytes.substr(at).starts_with("\r\n") ? crlf : cr);
  }
  const auto all = static_cast<std::size_t>(std::ranges::count(bytes, '\n'));
  const std::size_t lf = all - std::min(all, crlf);
  std::vector<std::string> kinds;
  if (lf > 0) kinds.push_back(fmt::format("{} LF", lf));
  if (crlf > 0) kinds.push_back(fmt::format("{} CRLF", crlf));
  if (cr > 0) kinds.push_back(fmt::format("{} CR", cr));
  return kinds.empty() ? "none" : fmt::format("{}", fmt::join(kinds, ", "));
}

std::string show_file(const std::string& path, std::string_view bytes, const SourceText& source) {
  std::string out =
      "file\n" + show_line("path", path) + show_line("bytes", fmt::format("{}", bytes.size())) +
      show_line("encoding", source.encoding) + show_line("line ends", line_ends(bytes));
  for (const std::string& warning : source.warnings) out += show_line("repaired", warning);
  return out;
}

std::string_view name_of(FrontMatterKind kind) {
  switch (kind) {
    case FrontMatterKind::yaml:
      return "YAML";
    case FrontMatterKind::toml:
      return "TOML";
    case FrontMatterKind::json:
      return "JSON";
    case FrontMatterKind::none:
      break;
  }
  return "none";
}

// On one line, as JSON is written; text that stood in quotes in quotes.
std::string show_value(const Value& value) {
  std::vector<std::string> inner;
  switch (value.kind) {
    case Value::Kind::null:
      return "null";
    case Value::Kind::scalar:
      return value.quoted ? fmt::format("\"{}\"", value.text) : value.text;
    case Value::Kind::list:
      for (const Value& item : value.items) inner.push_back(show_value(item));
      return fmt::format("[{}]", fmt::join(inner, ", "));
    case Value::Kind::map:
      for (const auto& [key, item] : value.entries) inner.push_back(key + ": " + show_value(item));
      return fmt::format("{{{}}}", fmt::join(inner, ", "));
  }
  return {};
}

std::string show_front_matter(const FrontMatter& front) {
  std::string out = "\nfront matter\n";
  if (front.kind == FrontMatterKind::none) return out + show_line("format", "none");
  out += show_line("format", fmt::format("{}, {} lines", name_of(front.kind), front.body_line - 1));
  for (const auto& [key, value] : front.data.entries) {
    const std::string at = value.line > 0 ? fmt::format("   (line {})", value.line) : "";
    out += show_line(key, show_value(value) + at);
  }
  return out;
}

// Why a generator left front matter out that it could not take; empty: it could.
std::string show_problem(const std::optional<Warning>& problem) {
  if (!problem) return {};
  return show_line("problem", problem->line > 0
                                  ? fmt::format("line {}: {}", problem->line, problem->text)
                                  : problem->text);
}

std::string show_moment(const std::optional<Moment>& date) {
  if (!date) return "none";
  return fmt::format("{} on the site, {}", show_clock(*date), show_time(date->time));
}

std::string show_facts(const Site& site, const PostFacts& facts) {
  std::string out = fmt::format("\nrules of the generator ({})\n", site.generator());
  out += show_line("indexed", facts.published ? "yes" : "no: " + facts.hidden_because);
  out += show_line("url", facts.url);
  for (const std::string& alias : facts.aliases) out += show_line("alias", alias);
  out += show_line("date", show_moment(facts.date));
  if (facts.visible_from) out += show_line("visible from", show_time(*facts.visible_from));
  if (facts.visible_until) out += show_line("visible until", show_time(*facts.visible_until));
  out += show_line("tags", show_list(facts.tags)) +
         show_line("categories", show_list(facts.categories)) +
         show_line("authors", show_list(facts.authors));
  return out + show_line("body", facts.is_page   ? "HTML page, its main content"
                                 : facts.is_html ? "HTML"
                                                 : "Markdown");
}

// Where a value comes from that the generator's rules or the text may give.
std::string show_origin(std::string_view value, std::string_view by_rules, bool in_front_matter,
                        std::string_view else_from) {
  if (value.empty()) return "none";
  const std::string_view from = in_front_matter    ? "front matter"
                                : by_rules.empty() ? else_from
                                                   : "the site's rules";
  return fmt::format("{}   (from {})", value, from);
}

bool names(const FrontMatter& front, std::initializer_list<std::string_view> keys) {
  return std::ranges::any_of(front.data.entries, [&](const auto& entry) {
    return std::ranges::find(keys, lower_ascii(entry.first)) != keys.end() &&
           !entry.second.is_null();
  });
}

std::string show_texts(const FrontMatter& front, const PostFacts& rules, const Post& post) {
  const PostFacts& facts = post.facts;
  return show_line("title",
                   show_origin(facts.title, rules.title,
                               !rules.title.empty() && names(front, {"title"}), "the text")) +
         show_line("description", show_origin(facts.description, rules.description,
                                              names(front, {"description"}), "the text")) +
         show_line("language", show_origin(facts.language, rules.language,
                                           !rules.language.empty() &&
                                               names(front, {"lang", "language", "locale"}),
                                           "the text"));
}

std::string show_headings(const Body& body) {
  std::string out = "\nheadings\n";
  for (const Section& section : body.sections) {
    const std::string id = section.id.empty() ? "(no id)" : "#" + section.id;
    out += show_line(fmt::format("h{} {}", section.level, section.heading), id);
  }
  return body.sections.empty() ? out + "  none\n" : out;
}

// The lines of the text; those that code stands in are marked.
std::string show_lines(const Body& body, std::size_t begin, std::size_t end) {
  std::string out;
  while (begin < end) {
    const std::size_t stop = std::min(body.text.find('\n', begin), end);
    const auto code = std::ranges::find_if(
        body.code, [&](const Code& each) { return each.end > begin && each.begin <= begin; });
    const std::string mark =
        code == body.code.end() ? "  " : fmt::format("  code {}| ", code->language);
    out += mark + escape_control(std::string_view(body.text).substr(begin, stop - begin)) + "\n";
    begin = stop + 1;
  }
  return out;
}

std::string show_body(const Body& body) {
  std::string out = "\ntext\n";
  const std::size_t first = body.sections.empty() ? body.text.size() : body.sections.front().begin;
  out += show_lines(body, 0, first);
  for (std::size_t i = 0; i < body.sections.size(); ++i) {
    const Section& section = body.sections[i];
    const std::size_t end =
        i + 1 < body.sections.size() ? body.sections[i + 1].begin : body.text.size();
    out += fmt::format("  [{}]\n", escape_control(section.heading));
    out += show_lines(body, section.begin, end);
  }
  if (!body.excerpt.empty()) out += "\nexcerpt\n" + show_line("", body.excerpt);
  return out;
}

std::string show_error(const Error& error) {
  const std::string at = error.line() > 0 ? fmt::format("line {}: ", error.line()) : "";
  return "\nnot indexed\n" + show_line("because", at + error.what()) +
         show_line("what helps", error.hint());
}

void show_stages(const Site& site, const std::string& path, const RankingConfig& weights,
                 std::string& out) {
  const std::string bytes = read_file(site.root(), path);
  const SourceText source = clean_source(bytes);
  out += show_file(path, bytes, source);
  const FrontMatter front = site.front_matter(source.text);
  out += show_front_matter(front) + show_problem(front.problem);
  const PostFacts rules = site.describe(path, front);
  out += show_problem(rules.problem);
  out += show_facts(site, rules);
  const Post post = load_post(site, path, bytes);
  if (!post.facts.published) return;
  out += show_texts(front, rules, post) + show_headings(post.body) + show_body(post.body);
  out += show_document(DocumentMaker(weights).make(post, ""));
}

}  // namespace

std::string show_post(const Site& site, const std::string& post, const RankingConfig& weights) {
  const std::string path = find_post(site, post);
  const std::string reason = why_not_read(site, path);
  if (!reason.empty())
    return "not indexed\n" + show_line("path", path) + show_line("because", reason);
  std::string out;
  try {
    show_stages(site, path, weights, out);
  } catch (const Error& error) {
    if (out.empty()) out = "file\n" + show_line("path", path);
    out += show_error(error);
  }
  return out;
}

}  // namespace blogsearch
