// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/glob.hpp"

#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

struct Case {
  GlobRule rule;
  const char* pattern;
  const char* path;
  bool expected;
};

TEST(Glob, MatchesAsTheGeneratorsDo) {
  using enum GlobRule;
  const Case cases[] = {
      {fnmatch, "*.md", "a.md", true},
      {fnmatch, "*.md", "sub/a.md", true},
      {fnmatch, "a?c", "abc", true},
      {fnmatch, "a[b-d]c", "acc", true},
      {fnmatch, "a[!b-d]c", "acc", false},
      {fnmatch, "{a,b}", "a", false},
      {fnmatch, "a\\*", "a*", true},
      {fnmatch, "a\\*", "ab", false},
      {dir_glob, "_posts/*", "_posts/a/b", false},
      {dir_glob, "_posts/*", "_posts/a", true},
      {dir_glob, "_posts/**/x", "_posts/x", true},
      {dir_glob, "_posts/**/x", "_posts/a/b/x", true},
      {dir_glob, "_posts/**/x", "_posts/ax", false},
      {dir_glob, "{a,b}/c", "b/c", true},
      {hugo, "/blog/**", "/blog/a/b", true},
      {hugo, "/blog/**", "/blog", false},
      {hugo, "/blog/*", "/blog/a/b", false},
      {hugo, "{/a/**,/b/**}", "/b/c", true},
      {hugo, "{page,section}", "section", true},
      {hugo, "**", "", true},
      {hugo, "{a", "{a", true},
      {hugo, "[", "[", true},
      {hugo, "", "", true},
      {hugo, "", "a", false},
  };
  for (const Case& c : cases)
    EXPECT_EQ(glob_matches(c.pattern, c.path, c.rule), c.expected) << c.pattern << " on " << c.path;
}

TEST(Glob, HostilePatternsEnd) {
  std::string stars;
  std::string braces;
  for (int i = 0; i < 200; ++i) stars += "*a";
  for (int i = 0; i < 200; ++i) braces += "{a,b}";
  EXPECT_FALSE(glob_matches(stars, std::string(2000, 'a') + "b", GlobRule::fnmatch));
  EXPECT_FALSE(glob_matches(braces, std::string(200, 'a'), GlobRule::hugo));
  EXPECT_FALSE(glob_matches(std::string(5000, '{'), "a", GlobRule::hugo));
}

}  // namespace
}  // namespace blogsearch
