// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/slug.hpp"

#include <gtest/gtest.h>

namespace blogsearch {
namespace {

TEST(Slug, Jekyll) {
  using enum JekyllSlug;
  EXPECT_EQ(jekyll_slug("The _config.yml file", simple), "the-config-yml-file");
  EXPECT_EQ(jekyll_slug("The _config.yml file", pretty_cased), "The-_config.yml-file");
  EXPECT_EQ(jekyll_slug("c++-tips & tricks", pretty_cased), "c++-tips-&-tricks");
  EXPECT_EQ(jekyll_slug("Größe – 中文", simple), "größe-中文");
  EXPECT_EQ(jekyll_slug("--a--", simple), "a");
  EXPECT_EQ(jekyll_slug("!!!", simple), "");
  EXPECT_EQ(escape_jekyll_path("c d/é#[x]%"), "c%20d/%C3%A9%23%5Bx%5D%25");
  EXPECT_EQ(sanitize_jekyll_url("a//b/../c/./d"), "/a/b/c/d");
  EXPECT_EQ(sanitize_jekyll_url(""), "/");
}

TEST(Slug, Hugo) {
  EXPECT_EQ(hugo_path("/posts/My First  Post - it's & co", {}), "/posts/my-first-post-its-co");
  EXPECT_EQ(hugo_path("/My Slug_v1.0 & X", {}), "/my-slug_v1.0-x");
  EXPECT_EQ(hugo_path("/Größe X", {false, true}), "/Große-X");
  EXPECT_EQ(hugo_path("/100%/e%20x", {}), "/100/e%20x");
  EXPECT_EQ(escape_hugo_path("/größe/"), "/gr%C3%B6%C3%9Fe/");
  EXPECT_EQ(escape_hugo_path("/U P/(x)"), "/U%20P/%28x%29");
  EXPECT_EQ(escape_hugo_path("/(x)"), "/(x)");
  EXPECT_EQ(unescape_query("c++%20x"), "c   x");
  EXPECT_EQ(unescape_query("100%"), "");
}

TEST(Slug, Paths) {
  EXPECT_EQ(clean_path("a//b/./c/../d"), "/a/b/d");
  EXPECT_EQ(clean_path("../../x/"), "/x/");
  EXPECT_EQ(clean_path(""), "/");
  EXPECT_EQ(capitalize("élan VITAL"), "Élan vital");
}

}  // namespace
}  // namespace blogsearch
