// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/heading_slug.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace blogsearch {
namespace {

std::vector<std::string> ids(HeadingIdRule rule) {
  HeadingIds numbered(rule);
  std::vector<std::string> all;
  for (const char* heading :
       {"Hello World", "C++ & std::vector — what?", "Hello World", "Größe über alles 123",
        "日本 語", "1. First_step (really)", "Don't \"quote\" it"})
    all.push_back(numbered.next(heading, heading));
  return all;
}

using Ids = std::vector<std::string>;

// As MkDocs 1.6.1 and Hexo 8.1 built them.
TEST(HeadingSlug, AsBuilt) {
  EXPECT_EQ(ids(HeadingIdRule::mkdocs),
            (Ids{"hello-world", "c-stdvector-what", "hello-world_1", "groe-uber-alles-123", "_1",
                 "1-first_step-really", "dont-quote-it"}));
  EXPECT_EQ(ids(HeadingIdRule::hexo),
            (Ids{"Hello-World", "C-std-vector-—-what", "Hello-World-1", "Grose-uber-alles-123",
                 "日本-語", "1-First-step-really", "Don’t-“quote”-it"}));
}

// By the code of each.
TEST(HeadingSlug, AsTheirCodeSays) {
  EXPECT_EQ(ids(HeadingIdRule::vitepress),
            (Ids{"hello-world", "c-std-vector-—-what", "hello-world-1", "große-uber-alles-123",
                 "日本-語", "_1-first-step-really", "don-t-quote-it"}));
  EXPECT_EQ(ids(HeadingIdRule::zola),
            (Ids{"hello-world", "c-std-vector-what", "hello-world-1", "grosse-uber-alles-123", "",
                 "1-first-step-really", "don-t-quote-it"}));
  EXPECT_EQ(ids(HeadingIdRule::mdbook),
            (Ids{"hello-world", "c--stdvector--what", "hello-world-1", "größe-über-alles-123",
                 "日本-語", "1-first_step-really", "dont-quote-it"}));
  EXPECT_EQ(ids(HeadingIdRule::pandoc),
            (Ids{"hello-world", "c--stdvector--what", "hello-world-1", "größe-über-alles-123",
                 "日本-語", "first_step-really", "dont-quote-it"}));
}

}  // namespace
}  // namespace blogsearch
