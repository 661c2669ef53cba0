// SPDX-License-Identifier: GPL-3.0-or-later
// Files that no blogger means to write, and some that somebody does to harm: each is read, or gets
// one clear line.
#include "common/analyzer.hpp"
#include "common/error.hpp"
#include "indexer/post.hpp"
#include "indexer/update.hpp"
#include "tests/support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <initializer_list>
#include <string>

#include <sys/stat.h>
#include <time.h>

namespace blogsearch {
namespace {

using ::testing::HasSubstr;

constexpr int kDeep = 10'000;

std::string times(std::string_view text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

std::string post(const std::string& body) {
  return "---\ntitle: T\n---\n" + body;
}

// The post's text, or "LINE: what is wrong".
std::string outcome(const std::string& bytes, std::string_view name = "a.md") {
  const TempDir dir;
  dir.write(name, bytes);
  try {
    return load_post(*open_site(dir.path(), {}), name, bytes).body.text;
  } catch (const Error& error) {
    return std::to_string(error.line()) + ": " + error.what();
  }
}

std::string utf16(std::string_view ascii, bool big_endian) {
  std::string out;
  for (const char c : ascii) out += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  return out;
}

TEST(OddFiles, Encodings) {
  const std::string plain = post("Plain text.\n");
  for (const std::string& bytes :
       {"\xEF\xBB\xBF" + plain, "\xFF\xFE" + utf16(plain, false), "\xFE\xFF" + utf16(plain, true),
        utf16(plain, false), utf16(plain, true)})
    EXPECT_EQ(outcome(bytes), "Plain text.\n");
  EXPECT_EQ(outcome(post("Caf\xE9 \x93na\xEFve\x94\n")), "Café “naïve”\n");
  EXPECT_EQ(outcome("---\r\ntitle: T\r\n---\r\nA\r\n\r\nB\r\n"), "A\nB\n");
  EXPECT_EQ(outcome("---\rtitle: T\r---\rA\r"), "A\n");
  EXPECT_EQ(outcome(post(std::string("a\0b c\n", 6))), "ab c\n");
  EXPECT_THAT(outcome(std::string("\xFF\xFE\0\0-\0\0\0", 8)), HasSubstr("UTF-32"));
}

TEST(OddFiles, FrontMatter) {
  EXPECT_THAT(outcome("---\ntitle: x\n\ntext\n"), HasSubstr("1: front matter is never closed"));
  EXPECT_THAT(outcome("---\n- a\n---\ntext\n"), HasSubstr("2: "));
  EXPECT_EQ(outcome(""), "");
  EXPECT_EQ(outcome("\n\n  \n"), "");
  EXPECT_THAT(outcome("---\n" + times("key: value\n", 100'000) + "---\n"), HasSubstr("YAML"));
  std::string bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'j'; ++c) {
    const std::string above = std::string("*") + static_cast<char>(c - 1) + ",";
    bomb += std::string(1, c) + ": &" + c + " [" + times(above, 8) + above.substr(0, 2) + "]\n";
  }
  EXPECT_THAT(outcome(bomb + "---\n"), HasSubstr("more than 100000 values"));
}

TEST(OddFiles, ValuesOfOtherKinds) {
  const TempDir dir;
  const std::string bytes =
      "---\ntitle: 2024\nauthors: [{name: A, url: x}, 7, [C]]\ntags: [1, 2.50, true, null, {a: "
      "b}]\n"
      "description: {a: b}\n---\nText.\n";
  const PostFacts facts = load_post(*open_site(dir.path(), {}), "a.md", bytes).facts;
  EXPECT_EQ(facts.title, "2024");
  EXPECT_EQ(facts.authors, (std::vector<std::string>{"A", "7"}));
  EXPECT_EQ(facts.tags, (std::vector<std::string>{"1", "2.5", "true"}));
  EXPECT_EQ(facts.description, "");
}

TEST(OddFiles, DeepNesting) {
  const auto start = std::chrono::steady_clock::now();
  const std::string deep = "nested deeper than 64 levels";
  EXPECT_THAT(outcome("---\na: " + times("[", kDeep) + "\n---\n"), HasSubstr(deep));
  EXPECT_THAT(outcome("+++\na = " + times("[", kDeep) + "\n+++\n"), HasSubstr(deep));
  EXPECT_THAT(outcome("{\"a\":" + times("[", kDeep) + times("]", kDeep) + "}\n"), HasSubstr(deep));
  for (const char* open : {">", "- ", "1. ", "<div>", "<b><i>", "{% if a %}", "{{ ", "[", "*a **b ",
                           "`a ", "![", "{{< a >}}", "<!--", "$"}) {
    EXPECT_THAT(outcome(post(times(open, kDeep) + " word\n")), ::testing::Not(HasSubstr(": ")))
        << open;
  }
  EXPECT_THAT(outcome(times("<div>", kDeep) + "word", "a.html"), HasSubstr("word"));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

// A post of about `bytes`: `before`, then `piece` again and again, then `after`.
struct Long {
  std::string_view site, path, before, piece, after;
  int bytes = 25'000;

  [[nodiscard]] std::string text(int factor) const {
    const int count = factor * bytes / static_cast<int>(piece.size());
    return post(std::string(before) + times(piece, count) + std::string(after));
  }
};

// Seconds of this thread to read the post and find its words.
double seconds_for(const Site& site, std::string_view path, const std::string& text) {
  const auto now = [] {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  };
  const double begin = now();
  Analyzer().analyze(load_post(site, path, text).body.text);
  return now() - begin;
}

TEST(OddFiles, FourTimesTheTextIsFourTimesTheWork) {
  constexpr std::string_view kFolder = "readme.txt", kHugo = "hugo.toml", kJekyll = "_config.yml";
  constexpr std::string_view kPost = "content/a.md", kDated = "_posts/2024-01-01-a.md";
  for (const Long& each : std::initializer_list<Long>{
           {kFolder, "a.md", "", "<a", "\n", 10'000},
           {kFolder, "a.md", "", "- ", "END\n"},
           {kFolder, "a.md", "```\n", "_", "\n```\n", 50'000},
           {kFolder, "a.md", "", "{{ ", "}}\n", 400'000},
           {kJekyll, kDated, "", "```x\n\n- ```x\n\n", ""},
           {kHugo, kPost, "", "{{< code >}}\n```\n```\n", "{{< /code >}}\n"},
       }) {
    const TempDir dir;
    dir.write(each.site, "");
    dir.write(each.path, "");
    const auto site = open_site(dir.path(), {});
    double least = 1e9;  // of three: whatever else the machine does only adds to it
    for (int i = 0; i < 3; ++i)
      least = std::min(least, seconds_for(*site, each.path, each.text(1)));
    EXPECT_LT(seconds_for(*site, each.path, each.text(4)), 8 * least + 0.05) << each.piece;
  }
}

TEST(OddFiles, NamesAndKinds) {
  const TempDir dir;
  const std::string text = post("Text.\n");
  for (const char* name :
       {"fine.md", "new\nline.md", "bad\xFFname.md", "esc\x1B[31m.md", "folder.md/inner.md"})
    dir.write(std::string("site/") + name, text);
  dir.write("site/" + std::string(250, 'n') + ".md", text);
  dir.write("secret.md", text);
  const auto site_dir = dir.path() / "site";
  std::filesystem::create_symlink("b.md", site_dir / "a.md");
  std::filesystem::create_symlink("a.md", site_dir / "b.md");
  std::filesystem::create_symlink("../secret.md", site_dir / "out.md");
  std::filesystem::create_symlink("..", site_dir / "folder.md/up");
  ASSERT_EQ(::mkfifo((site_dir / "pipe.md").c_str(), 0600), 0);
  dir.write("site/big.md", text);
  std::filesystem::resize_file(site_dir / "big.md", 200'000'000);

  UpdateOptions options;
  options.site_dir = dir.path() / "index" / "site";
  const Summary summary = update_index(*open_site(site_dir, {}), options);
  EXPECT_EQ(summary.added, 6U);
  std::vector<std::string> lines;
  for (const Skipped& problem : summary.problems)
    lines.push_back(problem.path + ": " + problem.reason);
  EXPECT_THAT(lines, ::testing::ElementsAre("a.md: a symbolic link that leads to itself",
                                            "b.md: a symbolic link that leads to itself",
                                            "big.md: 190 MiB large: a post may have 16 MiB at most",
                                            "folder.md/up: leads to a folder that is read already",
                                            "out.md: a symbolic link that leaves the site",
                                            "pipe.md: a pipe, a socket or a device, no file"));
}

}  // namespace
}  // namespace blogsearch
