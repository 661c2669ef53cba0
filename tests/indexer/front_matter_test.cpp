// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/front_matter.hpp"

#include "common/error.hpp"

#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

struct Case {
  const char* text;
  FrontMatterKind kind;
  const char* title;
  const char* body;
  int body_line;
};

TEST(FrontMatter, IsFoundWhereGeneratorsFindIt) {
  using enum FrontMatterKind;
  const Case cases[] = {
      {"---\ntitle: Bread\n---\nText\n", yaml, "Bread", "Text\n", 4},
      {"---\ntitle: Bread\n...\nText", yaml, "Bread", "Text", 4},
      {"---  \ntitle: Bread\n---\t\n\nText", yaml, "Bread", "\nText", 4},
      {"\n \n---\ntitle: Bread\n---\nText", yaml, "Bread", "Text", 6},
      {"---\n---\nText", yaml, "", "Text", 3},
      {"---\ntitle: Bread\n---", yaml, "Bread", "", 3},
      {"+++\ntitle = 'Bread'\n+++\nText", toml, "Bread", "Text", 4},
      {"{\n \"title\": \"Bread }\"\n}\nText", json, "Bread }", "Text", 4},
      {"{}\nText", json, "", "Text", 2},
      {"", none, "", "", 1},
      {"Text\n---\ntitle: no\n---\n", none, "", "Text\n---\ntitle: no\n---\n", 1},
      {"---\n\nA rule across the page.\n", none, "", "---\n\nA rule across the page.\n", 1},
      {"---title: no\n---\n", none, "", "---title: no\n---\n", 1},
      {"{{< figure >}}\nText", none, "", "{{< figure >}}\nText", 1},
      {"{% raw %} {} {% endraw %}", none, "", "{% raw %} {} {% endraw %}", 1},
      {"{\"a\": 1} is JSON\n", none, "", "{\"a\": 1} is JSON\n", 1},
  };
  for (const Case& c : cases) {
    const std::string_view text = c.text;
    const FrontMatter front = read_front_matter(text);
    EXPECT_EQ(front.kind, c.kind) << text;
    EXPECT_EQ(string_at(front.data, "title"), c.title) << text;
    EXPECT_EQ(text.substr(front.body), c.body) << text;
    EXPECT_EQ(front.body_line, c.body_line) << text;
  }
}

TEST(FrontMatter, SaysWhatIsWrongAndWhere) {
  const std::pair<const char*, int> cases[] = {
      {"---\ntitle: Bread\n\nText\n", 1},      {"+++\ntitle = 'Bread'\n", 1},
      {"{\"title\": \"Bread\"\n", 1},          {"---\ntitle: Slow: bread\n---\n", 2},
      {"\n---\ndate: x\ntitle: [a\n---\n", 5}, {"+++\ntitle = Bread\n+++\n", 2},
      {"{\n\"title\": Bread\n}\nText", 2},     {"---\n- a\n- b\n---\n", 2},
      {"---\njust words\n---\n", 2},
  };
  for (const auto& [text, line] : cases) {
    try {
      read_front_matter(text);
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.line(), line) << text << error.what();
    }
  }
}

}  // namespace
}  // namespace blogsearch
