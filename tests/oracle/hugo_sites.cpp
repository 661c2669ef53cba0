// SPDX-License-Identifier: GPL-3.0-or-later
// Reads whole Hugo sites with our rules and with Hugo itself, and prints where they differ. Works
// on a copy without theme, modules and layouts; each shortcode that the site brings along is
// replaced by one that prints what it encloses.
#include "common/options.hpp"
#include "common/program.hpp"
#include "indexer/regex.hpp"
#include "tests/oracle/hugo_oracle.hpp"
#include "tests/support/temp_dir.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

// What is taken out of the settings: what needs the network, the site's theme, its git log, or a
// newer Hugo. Only HTML is made.
constexpr std::string_view kSettings = R"({
  "theme": [], "enableGitInfo": false, "disableAliases": false, "refLinksErrorLevel": "warning",
  "module": {"imports": [], "replacements": []},
  "outputs": {"home": ["HTML"], "page": ["HTML"], "section": ["HTML"], "taxonomy": ["HTML"],
              "term": ["HTML"]}
})";
// Hugo's own shortcodes, those aside that need the network or a newer version.
const std::set<std::string> kBuiltIn = {"gist", "highlight", "param", "ref", "relref", "youtube"};
constexpr int kMaxRefused = 50;

bool is_left_out(const std::string& name) {
  static const std::set<std::string> folders = {"layouts", "themes", "static",       "assets",
                                                "public",  ".git",   "node_modules", "resources"};
  return folders.contains(name);
}

void copy_site(const fs::path& from, const fs::path& to) {
  for (const auto& entry : fs::directory_iterator(from)) {
    const std::string name = entry.path().filename().string();
    if (!is_left_out(name))
      fs::copy(entry.path(), to / name,
               fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  }
}

std::string file_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// `build` and `target` in front matter and `cascade.target` were _build and _target in this
// version.
void put_in_old_words(const fs::path& file) {
  static const std::regex words(
      "(^|\n)([ \t]*(?:- )?)(build|target)(?=:)|(cascade\\.)(?=target\\])");
  const std::string text = file_text(file);
  const std::size_t end = text.starts_with("---") ? text.find("\n---", 3) : text.size();
  if (end == std::string::npos || text.find("cascade") > end) return;
  const std::string front = std::regex_replace(text.substr(0, end), words, "$1$2$4_$3");
  std::ofstream(file, std::ios::binary) << front << text.substr(end);
}

// The shortcodes in a text: which there are, which enclose something, which stand in Markdown.
struct Shortcodes {
  std::set<std::string> all, enclosing, in_markdown;
};

void find_shortcodes(const std::string& text, Shortcodes& found) {
  static const std::regex tag(R"(\{\{([<%])\s*(/?)\s*([A-Za-z0-9_./-]+))");
  for (std::sregex_iterator it(text.begin(), text.end(), tag), end; it != end; ++it) {
    std::string name = (*it)[3];
    while (name.ends_with('/')) name.pop_back();
    if (name.ends_with(".html")) name.resize(name.size() - 5);
    found.all.insert(name);
    if ((*it)[2].length() > 0) found.enclosing.insert(name);
    if ((*it)[1] == "%") found.in_markdown.insert(name);
  }
}

// Hugo's figure says its caption twice, as the text of the image as well.
std::string stub(const std::string& name, const Shortcodes& found) {
  if (name == "figure")
    return "{{ range uniq (slice (.Get \"title\") (.Get \"caption\") (.Get \"alt\") (.Get "
           "\"attr\")) }}<p>{{ . | markdownify }}</p>{{ end }}";
  if (!found.enclosing.contains(name)) return "";
  if (name == "comment") return "{{ $_ := .Inner }}";
  return found.in_markdown.contains(name) ? "{{ .Inner }}" : "{{ .Inner | markdownify }}";
}

void put_site_in_old_words(const TempDir& dir) {
  static const std::set<std::string> endings = {".md", ".yaml", ".toml"};
  for (const auto& entry : fs::recursive_directory_iterator(dir.path())) {
    if (entry.is_regular_file() && endings.contains(entry.path().extension().string()))
      put_in_old_words(entry.path());
  }
}

void write_stubs(const TempDir& dir) {
  Shortcodes found;
  for (const auto& entry : fs::recursive_directory_iterator(dir.path())) {
    if (entry.is_regular_file() && entry.path().extension() != ".json")
      find_shortcodes(file_text(entry.path()), found);
  }
  for (const std::string& name : found.all) {
    if (!kBuiltIn.contains(name))
      dir.write("layouts/shortcodes/" + name + ".html", stub(name, found));
  }
}

// The first file of the content that Hugo's log names.
std::string culprit(const std::string& log, const fs::path& root) {
  const std::size_t at = log.find(root.string() + "/content");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + root.string().size() + 1;
  return log.substr(begin, log.find_first_of(":\"", begin) - begin);
}

// Hugo stops at the first file that it refuses: that one is taken out, and it may try again.
PostRecords build(const TempDir& dir) {
  std::map<std::string, std::string> refused;
  for (int round = 0; round < kMaxRefused; ++round) {
    PostRecords records = hugo_records(dir.path());
    const std::string log = records.refused[""];
    const std::string file = culprit(log, dir.path());
    if (!records.posts.empty() || file.empty() || !fs::remove(dir.path() / file)) {
      records.refused.merge(refused);
      return records;
    }
    refused[file] = log;
  }
  return {};
}

void print_site(const std::string& site, const PostRecords& generator, const PostRecords& ours,
                const std::string& kind, int limit) {
  Differences all = compare(generator, ours);
  fmt::print("{}: {} posts", site, generator.posts.size());
  for (const auto& [name, lines] : all) fmt::print(", {} {}", lines.size(), name);
  fmt::print("\n");
  for (const auto& [file, why] : generator.refused) {
    const bool is_all = file.empty() && generator.posts.empty();  // else only something was logged
    if (is_all || (!file.empty() && !ours.refused.contains(file)))
      fmt::print("  hugo refuses {}: {}\n", file, why.substr(0, 2000));
  }
  for (const auto& [file, why] : ours.refused) {
    if (!generator.refused.contains(file)) fmt::print("  we refuse {}: {}\n", file, why);
  }
  for (const auto& [name, lines] : all) {
    if (!kind.empty() && kind != name) continue;
    for (std::size_t i = 0; i < lines.size() && i < static_cast<std::size_t>(limit); ++i)
      fmt::print("  {}: {}\n", name, lines[i]);
  }
}

int run(int argc, const char* const* argv) {
  std::vector<std::string> sites;
  std::string kind;
  int limit = 20;
  const std::array options = {
      Option{"SITE_DIR...", "", "sites made with Hugo", &sites},
      Option{"--kind", "KIND", "print only these differences: url, date, words ...", &kind},
      Option{"--limit", "N", "print at most so many of each kind (20)", &limit}};
  const Program program = {"hugo_sites", "compares our reading of Hugo sites with Hugo's", "",
                           options};
  if (!parse_options(program, argc, argv)) return kExitDone;
  for (const std::string& site : sites) {
    const TempDir dir;
    copy_site(site, dir.path());
    put_site_in_old_words(dir);
    dir.write("config/production/config.json", kSettings);
    write_stubs(dir);
    const PostRecords generator = build(dir);
    print_site(site, generator, our_records(*open_site(site, {})), kind, limit);
  }
  return kExitDone;
}

}  // namespace
}  // namespace blogsearch

int main(int argc, char** argv) {
  return blogsearch::run_program("hugo_sites", [&] { return blogsearch::run(argc, argv); });
}
