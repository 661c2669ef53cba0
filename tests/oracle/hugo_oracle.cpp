// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/oracle/hugo_oracle.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/html.hpp"
#include "indexer/post.hpp"
#include "indexer/regex.hpp"
#include "indexer/scan.hpp"
#include "indexer/slug.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string_view>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = "POST {";

// A page writes itself down where it is rendered; the home page does it for all once more, since
// pages with one URL overwrite each other.
constexpr std::string_view kPage =
    "{{ if and .File .Permalink }}{{ partial \"record.html\" . | safeHTML }}{{ end }}";
constexpr std::string_view kHome =
    "{{ partial \"record.html\" . | safeHTML }}\n"
    "{{ range .Site.Pages }}{{ $build := default dict .Params._build }}"
    "{{ if and .File .Permalink (ne $build.render \"link\") }}{{ partial \"record.html\" . | "
    "safeHTML "
    "}}\n"
    "{{ end }}{{ end }}";
constexpr std::string_view kRecord = R"({{- $page := . -}}
{{- $names := slice "tags" -}}
{{- range $name, $_ := .Site.Taxonomies }}{{ $names = $names | append $name }}{{ end -}}
{{- $tags := slice -}}
{{- range complement (slice "categories" "authors" "author") (uniq $names) -}}
  {{- with index $page.Params . -}}
    {{- if reflect.IsSlice . }}{{ range . }}{{ $tags = $tags | append (string .) }}{{ end -}}
    {{- else }}{{ $tags = $tags | append (string .) }}{{ end -}}
  {{- end -}}
{{- end -}}
{{- $categories := slice -}}
{{- with .Params.categories -}}
  {{- if reflect.IsSlice . }}{{ range . }}{{ $categories = $categories | append (string .) }}{{ end -}}
  {{- else }}{{ $categories = $categories | append (string .) }}{{ end -}}
{{- end -}}
{{- $date := "" -}}
{{- if not (or .IsNode .Date.IsZero) -}}
  {{- $date = printf "%s = %d" (.Date.Format "2006-01-02 15:04:05") .Date.Unix -}}
{{- end -}}
{{- $file := "" }}{{ with .File }}{{ $file = .Filename }}{{ end -}}
{{- $language := .Language.Lang -}}
{{- if not .Site.IsMultiLingual }}{{ $language = default $language .Site.LanguageCode }}{{ end -}}
{{- $record := dict "path" $file "url" .Permalink "date" $date "language" $language
  "tags" $tags "categories" $categories "content" (string .Content) "title" .Title -}}
{{- return printf "POST %s" (jsonify $record) -}}
)";

void write_file(const fs::path& file, std::string_view content) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
}

std::string file_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool is_word(char32_t c) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  const bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
  return letter || (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_NO);
}

void add_words(std::string_view text, std::vector<std::string>& words) {
  std::string word;
  for (std::size_t at = 0; at <= text.size();) {
    const Decoded decoded = at < text.size() ? decode_utf8(text, at) : Decoded{U' ', 1};
    const bool is_selector = decoded.code_point == 0xFE0E || decoded.code_point == 0xFE0F;
    if (is_word(decoded.code_point) && !is_selector) {
      append_utf8(word, static_cast<char32_t>(
                            utf8proc_tolower(static_cast<utf8proc_int32_t>(decoded.code_point))));
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
    at += decoded.bytes;
  }
}

void set_body(const Body& body, PostRecord& record) {
  add_words(body.text, record.words);
  for (const Section& section : body.sections) {
    add_words(section.heading, record.words);
    if (!section.id.empty()) record.heading_ids.push_back(section.id);
  }
  std::ranges::sort(record.words);
}

bool has_formulas(const std::string& html) {
  static const std::regex formula(
      R"(\$\$|\\\(|\\\[|\\begin\{|\$[^$\n]{0,200}[\\^_{][^$\n]{0,200}\$)");
  return std::regex_search(html, formula);
}

// What this version of Hugo leaves in its output, and newer ones do not: the marks of alerts, and
// entities in the texts of images.
std::string without_leftovers(const std::string& html) {
  static const std::regex leftover(
      R"(\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][+-]?|&amp;(?:[lr][sd]quo|[nm]dash|hellip|[lr]aquo);)");
  return std::regex_replace(html, leftover, " ");
}

std::vector<std::string> sorted(std::vector<std::string> names) {
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string words_of(std::string_view text) {
  std::vector<std::string> words;
  add_words(text, words);
  return fmt::format("{}", fmt::join(words, " "));
}

std::vector<std::string> strings_of(const nlohmann::json& list) {
  return list.is_array() ? sorted(list.get<std::vector<std::string>>())
                         : std::vector<std::string>();
}

void read_record(std::string_view line, const std::string& root, PostRecords& records) {
  const auto json = nlohmann::json::parse(line.substr(kMark.size() - 1), nullptr, false);
  if (json.is_discarded()) return;  // two pages wrote into one file: the home page has both
  const auto file = json.at("path").get<std::string>();
  if (!file.starts_with(root)) return;
  PostRecord& record = records.posts[file.substr(root.size())];
  if (!record.url.empty()) return;
  record.url = json.at("url").get<std::string>();
  record.date = json.at("date").get<std::string>();
  record.language = lower_ascii(json.at("language").get<std::string>());
  record.title = words_of(json.at("title").get<std::string>());
  record.tags = strings_of(json.at("tags"));
  record.categories = strings_of(json.at("categories"));
  const auto content = json.at("content").get<std::string>();
  record.has_formulas = has_formulas(content);
  set_body(read_html(without_leftovers(content), {}).body, record);
}

// By the URL that they lead to: "/old/" for public/old/index.html.
using Redirects = std::multimap<std::string, std::string>;

bool read_redirect(const fs::path& root, const fs::path& file, std::string_view text,
                   Redirects& redirects) {
  static constexpr std::string_view mark = "content=\"0; url=";
  const std::size_t begin = text.find(mark);
  if (begin == std::string_view::npos || text.find("http-equiv=\"refresh\"") > begin) return false;
  const std::string_view target = text.substr(begin + mark.size());
  std::string from = "/" + file.lexically_relative(root / "public").generic_string();
  if (from.ends_with("/index.html")) from.resize(from.size() - 10);
  redirects.emplace(target.substr(0, target.find('"')), from);
  return true;
}

void read_output(const fs::path& root, PostRecords& records) {
  Redirects redirects;
  for (const auto& entry : fs::recursive_directory_iterator(root / "public")) {
    if (!entry.is_regular_file()) continue;
    const std::string text = file_text(entry.path());
    if (read_redirect(root, entry.path(), text, redirects)) continue;
    for (std::size_t at = text.find(kMark); at != std::string::npos;
         at = text.find(kMark, at + 1)) {
      if (at == 0 || text[at - 1] == '\n')
        read_record(std::string_view(text).substr(at, text.find('\n', at) - at),
                    root.string() + "/", records);
    }
  }
  for (auto& [path, record] : records.posts) {
    const auto [begin, end] = redirects.equal_range(record.url);
    for (auto it = begin; it != end; ++it) {
      if (it->second != "/") record.aliases.push_back(it->second);
    }
    record.aliases = sorted(record.aliases);
  }
}

std::string shown_date(const Moment& moment) {
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} = {}", moment.year, moment.month,
                     moment.day, moment.hour, moment.minute, moment.second, moment.time);
}

bool is_shown_now(const PostFacts& facts) {
  const UnixTime now = std::time(nullptr);
  return facts.published && facts.visible_from.value_or(now) <= now &&
         facts.visible_until.value_or(now + 1) > now;
}

PostRecord our_record(const Post& post, std::string_view source) {
  PostRecord record;
  record.has_shortcodes =
      source.find("{{<") != std::string_view::npos || source.find("{{%") != std::string_view::npos;
  record.url = post.facts.url;
  record.language = post.facts.language;
  record.title = words_of(post.facts.title);
  const bool is_list = fs::path(post.path).filename().string().starts_with("_index.");
  if (post.facts.date && !is_list) record.date = shown_date(*post.facts.date);
  record.tags = sorted(post.facts.tags);
  record.categories = sorted(post.facts.categories);
  for (const std::string& alias : post.facts.aliases)
    record.aliases.push_back(unescape_path(alias));
  record.aliases = sorted(record.aliases);
  set_body(post.body, record);
  return record;
}

void add_difference(Differences& all, const char* kind, const std::string& path,
                    const std::string& generator, const std::string& ours) {
  if (generator != ours)
    all[kind].push_back(fmt::format("{}: {} / ours {}", path, generator, ours));
}

std::string joined(const std::vector<std::string>& list) {
  return fmt::format("[{}]", fmt::join(list, ", "));
}

std::vector<std::string> only_in(const std::vector<std::string>& words,
                                 const std::vector<std::string>& others) {
  std::vector<std::string> only;
  std::ranges::set_difference(words, others, std::back_inserter(only));
  return only;
}

void compare_words(const std::string& path, const PostRecord& generator, const PostRecord& ours,
                   Differences& all) {
  const std::vector<std::string> missing = only_in(generator.words, ours.words);
  const std::vector<std::string> added = only_in(ours.words, generator.words);
  const char* const kind = generator.has_formulas                   ? "words of formulas"
                           : ours.has_shortcodes && missing.empty() ? "words of arguments"
                                                                    : "words";
  if (!missing.empty() || !added.empty())
    add_difference(all, kind, path, joined(missing), joined(added));
}

void compare_post(const std::string& path, const PostRecord& generator, const PostRecord& ours,
                  Differences& all) {
  add_difference(all, "url", path, generator.url, ours.url);
  add_difference(all, "date", path, generator.date, ours.date);
  const auto main_language = [](const PostRecord& r) {
    return r.language.substr(0, r.language.find('-'));
  };
  if (!generator.title.empty()) add_difference(all, "title", path, generator.title, ours.title);
  if (!ours.language.empty())  // else only the text can tell
    add_difference(all, "language", path, main_language(generator), main_language(ours));
  add_difference(all, "tags", path, joined(generator.tags), joined(ours.tags));
  add_difference(all, "categories", path, joined(generator.categories), joined(ours.categories));
  add_difference(all, "aliases", path, joined(generator.aliases), joined(ours.aliases));
  add_difference(all, "heading ids", path, joined(generator.heading_ids), joined(ours.heading_ids));
  compare_words(path, generator, ours, all);
}

}  // namespace

bool has_hugo() {
  return std::system("hugo version >/dev/null 2>&1") == 0;  // NOLINT(concurrency-mt-unsafe)
}

PostRecords hugo_records(const fs::path& root) {
  write_file(root / "layouts/_default/single.html", kPage);
  write_file(root / "layouts/_default/list.html", kPage);
  write_file(root / "layouts/index.html", kHome);
  write_file(root / "layouts/partials/record.html", kRecord);
  const fs::path log = root / "hugo.log";
  const std::string command = fmt::format("cd '{}' && hugo --quiet > hugo.log 2>&1", root.string());
  PostRecords records;
  if (std::system(command.c_str()) != 0)  // NOLINT(concurrency-mt-unsafe): tests have one thread
    records.refused[""] = file_text(log);
  if (fs::exists(root / "public")) read_output(root, records);
  return records;
}

PostRecords our_records(const Site& site) {
  PostRecords records;
  const Scan found = scan(
      site.root(), [&](std::string_view path) { return site.wants_folder(path); },
      [&](std::string_view path) { return site.wants_file(path); });
  for (const PostFile& file : found.files) {
    try {
      const std::string source = read_file(site.root(), file.path);
      Post post = load_post(site, file.path, source);
      post.facts.published = post.facts.published || post.is_left_out;
      if (is_shown_now(post.facts)) records.posts[file.path] = our_record(post, source);
    } catch (const Error& error) {
      records.refused[file.path] = error.what();
    }
  }
  return records;
}

Differences compare(const PostRecords& generator, const PostRecords& ours) {
  Differences all;
  for (const auto& [path, record] : generator.posts) {
    const auto other = ours.posts.find(path);
    if (other != ours.posts.end()) {
      compare_post(path, record, other->second, all);
      continue;
    }
    const auto refused = ours.refused.find(path);
    all["published"].push_back(path + ": " + record.url + " / ours nothing" +
                               (refused == ours.refused.end() ? "" : ": " + refused->second));
  }
  for (const auto& [path, record] : ours.posts) {
    if (!generator.posts.contains(path))
      all["published"].push_back(path + ": nothing / ours " + record.url);
  }
  return all;
}

std::string hugo_disagreement(const fs::path& root) {
  const PostRecords generator = hugo_records(root);
  const PostRecords ours = our_records(*open_site(root, {}));
  std::string text;
  for (const auto& [path, why] : generator.refused)
    text += fmt::format("Hugo refuses it: {}\n", why);
  for (const auto& [path, why] : ours.refused) text += fmt::format("we refuse {}: {}\n", path, why);
  for (const auto& [kind, lines] : compare(generator, ours)) {
    for (const std::string& line : lines) text += fmt::format("{}: {}\n", kind, line);
  }
  return generator.posts.empty() ? text + "Hugo publishes nothing\n" : text;
}

}  // namespace blogsearch
