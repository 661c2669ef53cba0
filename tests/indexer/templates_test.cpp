// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/templates.hpp"

#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

struct Case {
  std::string_view source, shown;
};

TEST(Templates, ShortcodesOfCodeEndAtTheirOwnTag) {
  for (const Case& each : {
           Case{"{{< code >}}a{{< /code >}} b", R"(<pre><code class="language-">a</code></pre> b)"},
           Case{"{{< code-x >}}a{{< / code-x - >}}b",
                R"(<pre><code class="language-">a</code></pre>b)"},
           Case{"{{< code >}}a{{< /code2 >}}{{</code>}}b",
                R"(<pre><code class="language-">a</code></pre>b)"},
           Case{"{{< code >}}a{{% /code %}}b", "ab"},
           Case{"{{< code >}}a{{< /code {{< /code >}}b",
                R"(<pre><code class="language-">a&#123;&#123;&#60; &#47;code </code></pre>b)"},
           Case{"{{< code >}}\n\n```\na\n```\n{{< /code >}}\n", "\n\n```\na\n```\n\n"},
           Case{"{{< comment >}}a{{< /comment >}}b{{< comment >}}c{{< /comment >}}d", "bd"},
       })
    EXPECT_EQ(strip_templates(each.source, TemplateLanguage::shortcodes), each.shown);
}

TEST(Templates, LiquidBlocksEndAtTheirOwnTag) {
  for (const Case& each : {
           Case{"{% raw %}{{ a }}{% endraw %}{{ b }}", "{{ a }}"},
           Case{"{%- comment -%} a {%- endcomment -%} b", "b"},
           Case{"{% raw %}a{% /endraw %}{% endraw %}b", "a{% /endraw %}b"},
           Case{"{% raw %}a{% endcomment %}b", "ab"},
       })
    EXPECT_EQ(strip_templates(each.source, TemplateLanguage::liquid), each.shown);
}

TEST(Templates, AnEscapedTagIsShown) {
  for (const Case& each : {
           Case{R"(\{{ a }})", R"(\{\{ a }})"},
           Case{R"(\{/* a */} b)", R"(\{/* a */} b)"},
           Case{R"(\{% raw %} a)", R"(\{% raw %} a)"},
       })
    EXPECT_EQ(strip_templates(each.source, TemplateLanguage::unknown), each.shown);
}

}  // namespace
}  // namespace blogsearch
