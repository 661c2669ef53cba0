// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/front_matter.hpp"

#include "common/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

using testing::HasSubstr;

struct Case {
  const char* text;
  const char* title;
  const char* body;
  FrontMatterKind kind;
  int body_line;
};

TEST(FrontMatter, IsFoundWhereGeneratorsFindIt) {
  using enum FrontMatterKind;
  const Case cases[] = {
      {"---\ntitle: Bread\n---\nText\n", "Bread", "Text\n", yaml, 4},
      {"---\ntitle: Bread\n...\nText", "Bread", "Text", yaml, 4},
      {"---  \ntitle: Bread\n---\t\n\nText", "Bread", "\nText", yaml, 4},
      {"\n \n---\ntitle: Bread\n---\nText", "Bread", "Text", yaml, 6},
      {"---\n---\nText", "", "Text", yaml, 3},
      {"---\n# nothing yet\n---\nText", "", "Text", yaml, 4},
      {"---\ntitle: Bread\n---", "Bread", "", yaml, 3},
      {"---\ntitle: Bread\n---\n---\nText", "Bread", "---\nText", yaml, 4},
      {"---\ntitle: |\n  Bread\n   ---\n---\nText", "Bread\n ---\n", "Text", yaml, 6},
      {"+++\ntitle = 'Bread'\n+++\nText", "Bread", "Text", toml, 4},
      {"+++\ntitle = '''\n---\n'''\n+++\nText", "---\n", "Text", toml, 6},
      {"{\n \"title\": \"Bread } \\\" {\"\n}\nText", "Bread } \" {", "Text", json, 4},
      {"{\"title\": \"Bread\", \"a\": {\"b\": {}}}", "Bread", "", json, 1},
      {"{}\nText", "", "Text", json, 2},
      {"", "", "", none, 1},
      {"\n\n", "", "\n\n", none, 1},
      {"Text\n---\ntitle: no\n---\n", "", "Text\n---\ntitle: no\n---\n", none, 1},
      {" ---\ntitle: no\n---\n", "", " ---\ntitle: no\n---\n", none, 1},
      {"---", "", "---", none, 1},
      {"---\n\nA rule across the page.\n", "", "---\n\nA rule across the page.\n", none, 1},
      {"---\nSee https://example.org\n", "", "---\nSee https://example.org\n", none, 1},
      {"---title: no\n---\n", "", "---title: no\n---\n", none, 1},
      {"----\ntitle: no\n----\n", "", "----\ntitle: no\n----\n", none, 1},
      {"{{< figure >}}\nText", "", "{{< figure >}}\nText", none, 1},
      {"{% raw %} {} {% endraw %}", "", "{% raw %} {} {% endraw %}", none, 1},
      {"{: .note}\nText", "", "{: .note}\nText", none, 1},
      {"{\"a\": 1} is JSON\n", "", "{\"a\": 1} is JSON\n", none, 1},
  };
  for (const Case& c : cases) {
    const std::string_view text = c.text;
    const FrontMatter front = read_front_matter(text);
    EXPECT_EQ(front.kind, c.kind) << text;
    EXPECT_TRUE(front.data.is_map()) << text;
    EXPECT_EQ(string_at(front.data, "title"), c.title) << text;
    EXPECT_EQ(text.substr(front.body), c.body) << text;
    EXPECT_EQ(front.body_line, c.body_line) << text;
  }
}

struct Refusal {
  const char* text;
  int line;
  const char* what;
};

TEST(FrontMatter, SaysWhatIsWrongAndWhere) {
  const Refusal cases[] = {
      {"---\ntitle: Bread\n\nText\n", 1, "never closed"},
      {"\n---\n\n# a comment\n title: Bread\n ---\nText\n", 2, "never closed"},
      {"---\ntitle: Bread\n ---\n----\n", 1, "never closed"},
      {"+++\ntitle = 'Bread'\n", 1, "never closed"},
      {"+++\ntitle = 'Bread'\n---\nText\n", 1, "never closed"},
      {"{\"title\": \"Bread\"\n", 1, "never closed"},
      {"---\ntitle: Slow: bread\n---\n", 2, "': '"},
      {"\n---\ndate: x\ntitle: [a\n---\n", 4, "'['"},
      {"+++\ntitle = Bread\n+++\n", 2, ""},
      {"+++\na = 1\na = 2\n+++\n", 3, ""},
      {"{\n\"title\": Bread\n}\nText", 2, "JSON"},
      {"---\n- a\n- b\n---\n", 2, "no 'key: value'"},
      {"---\njust words\n---\n", 2, "no 'key: value'"},
  };
  for (const Refusal& c : cases) {
    try {
      read_front_matter(c.text);
      ADD_FAILURE() << c.text;
    } catch (const Error& error) {
      EXPECT_EQ(error.line(), c.line) << c.text << error.what();
      EXPECT_THAT(error.what(), HasSubstr(c.what)) << c.text;
    }
  }
}

TEST(FrontMatter, IsFoundEvenIfItCannotBeRead) {
  const std::string_view text = "---\ntitle: Slow: bread\n---\nText";
  const FrontMatterBlock block = find_front_matter(text);
  EXPECT_EQ(block.kind, FrontMatterKind::yaml);
  EXPECT_EQ(block.source, "title: Slow: bread\n");
  EXPECT_EQ(block.line, 2);
  EXPECT_EQ(text.substr(block.body), "Text");
  EXPECT_EQ(block.body_line, 4);
}

TEST(FrontMatter, IsBounded) {
  EXPECT_THROW(read_front_matter("---\ntitle: " + std::string(300'000, 'x') + "\n---\n"), Error);
  EXPECT_THROW(read_front_matter("+++\ntitle = '" + std::string(70'000, 'x') + "'\n+++\n"), Error);
  EXPECT_THROW(read_front_matter("{\"title\": \"" + std::string(70'000, 'x') + "\"}\n"), Error);
  EXPECT_THROW(read_front_matter("{\"a\":" + std::string(50'000, '[') + "}\n"), Error);
  EXPECT_EQ(read_front_matter(std::string(1'000'000, '\n')).kind, FrontMatterKind::none);
}

}  // namespace
}  // namespace blogsearch
