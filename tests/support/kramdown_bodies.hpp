// SPDX-License-Identifier: GPL-3.0-or-later
// Posts with headings of every kind, for a test that has kramdown itself name them.
#pragma once

#include <string>
#include <vector>

namespace blogsearch {

// NOLINTBEGIN(bugprone-suspicious-missing-comma): long ones go over lines
inline const std::vector<std::string> kKramdownBodies = {
    // spans
    "# Plain *emphasis* and **strong** text\n\n## A `code span` here\n\n### `Only code`\n",
    "## [Link](https://example.org/a) and ![alt text](a.png) image\n\n## [Ref][a] and [a] and "
    "[no]\n"
    "\n## [Ref] [A]\n\n[a]: https://example.org 'Title'\n",
    "## [title](/x \"With (a) title\")\n\n## [spaces]( /x )\n\n## [angle](</x y>)\n\n## "
    "[open](/x\n\n"
    "## [nested [brackets]](/x)\n\n## ![image](/i.png)[link](/x)\n\n## [![badge](/b.png)](/x) "
    "badge\n",
    "## snake_case and _under_ and __init__ and a_b_c\n\n## *open and ** stars\n\n## ***both***\n\n"
    "## **bold **\n\n## _a_b\n\n## 2 * 3 * 4\n\n## **a*b**\n\n## _**x**, **y**_\n",
    "## Dashes -- and --- and - and ...\n\n## \"Quotes\" and 'single' and it's\n\n## << guillemets "
    ">>\n"
    "\n## a<<b>>c\n",
    "## AT&amp;T &eacute;t&#233; &#x41; &unknown; &copy; & alone &nbsp;x\n",
    "## Escaped \\*stars\\* and \\# and \\_ and \\a and \\~ and \\\\\n",
    "## Math $$x^2 + y$$ and $single$ and $$\n",
    "## Struck ~~out~~ text ~~ no ~~\n",
    "## Emoji :smile: and \xF0\x9F\x98\x80 done\n\n## 中文 标题，第二\n\n## Über straße ÀÉ\n\n## "
    "Привет мир\n"
    "\n## العربية ١٢\n\n## हिन्दी\n",
    "## HTML <em>inside</em> and <br> and <br/> x\n\n## A <b>bold\n\n## <code>raw *a*</code> "
    "x\n\n## "
    "vector<int> and <your_name> and a < b > c\n\n## x</b>\n\n## a <!-- comment --> b\n\n## "
    "<p>block</p>"
    "\n",
    "## Mail <me@example.org> and <https://example.org/x_y>\n",
    "## Note[^1] and [^none]\n\n[^1]: The note.\n\n    ## In the note\n",
    "## Span{:.class} *a*{:.b} c{: d\n\n## {::comment}gone{:/} stays\n\n## *a*{:#id}\n",
    "## Tabs\there\n\n##\tTab first\n\n## Trailing blanks   \n\n##   Leading\n",
    "# 1. Numbers first\n\n## 2024\n\n## !!!\n\n## ???\n\n## -- \n\n## - a\n\n## a - b\n",
    "*[HTML]: Hyper Text\n\n## The HTML heading\n",
    // marks and ids
    "## Closed ##\n\n## Closed##\n\n## Escaped \\##\n\n## Not # closed\n\n##\n\n####### "
    "Seven\n\n"
    "#No blank\n\n # Indented\n\n   ## Three blanks\n",
    "## Given {#my-id}\n\n## Given too {#other} ##\n\n## No blank{#x}\n\n## Bad {#1x}\n\n## Bad {# "
    "y}\n\n"
    "## Colon {:#z}\n\n## Two {#a} {#b}\n",
    "## After\n{: #after}\n\n{: #before}\n## Before\n\n## Class\n{: .c #both}\n\n## Value\n{: "
    "id=\"val\"}\n"
    "\n## Detached\n\n{: #none}\n\nText.\n",
    "{:ref: #referenced .x}\n\n## Refers\n{: ref}\n\n## Unknown\n{:toc}\n\n## "
    "Contents\n{:.no_toc}\n\n* "
    "toc\n{:toc}\n",
    "Same\n====\n\n## Same\n\n## Same\n\n### same!\n\n## Same 1\n\n## Same-1\n\n## Given "
    "{#same}\n\n## Same\n",
    "Setext one\n==========\n\nSetext two {#set}\n---\n\nTwo lines\nof text\n---\n\n   "
    "Indented\n-\n\nText\n\n"
    "---\n\n*a*\n===\n- item\n",
    "Paragraph\n## Right below\ntext\n# Again\n\nText\n***\n## After rule\n",
    // containers
    "- item\n\n  ## In item\n\n- ## First in item\n- text\n  ## Below text\n\n1. one\n\n   ### "
    "Ordered\n\n    "
    "### Four\n\n* a\n    * b\n\n        ## Deep\n\n+ x\n## Lazy\n",
    "> ## In quote\n> text\n>\n> ### More\nlazy\n\n> > ## Twice\n\n>## Tight\n",
    "Term\n: ## Defined\n: text\n\n    ## Within\n\nTerm\n\n: again\n",
    "<div>\n\n## Raw\n\n</div>\n\n## After\n\n<div markdown=\"1\">\n\n## Read\n\n## "
    "Read\n\n</div>\n\n## "
    "Read\n",
    "<section markdown=\"1\">\n## One\n<div>\n## Raw\n</div>\n## Two\n</section>\n\n<details "
    "markdown=\"block\">"
    "\n<summary>S</summary>\n\n## In details\n</details>\n\n<p markdown=\"1\">\n## "
    "Span\n</p>\n\n## End\n",
    "<table width=100%>\n\n## Not HTML\n\n</table>\n\n<td >\n\n## In cell\n\n</td>\n\n## Out\n",
    "<div>\n<div>\n## A\n</div>\n## B\n</span>\n</div>\n## C\n\n<br>\n## D\n\n<hr />\n## E\n\n<img "
    "src=\"x\">\n"
    "## F\n\n<!-- c\n## G\n-->\n## H\n\n  <!-- i -->\n## I\n",
    "<script>\n## S\n</script>\n\n<style>\n\n## T\n\n</style>\n## U\n\n<pre>\n## V\n\n## "
    "W\n</pre>\n## X\n",
    "<h2 id=\"own\">Own</h2>\n\n<h3>None</h3>\n\n## Own\n\n<div><h2>x</h2>\n\n## y\n</div>\n",
    "<div>\n\nNever closed\n\n## Lost\n",
    "<div markdown=\"1\">\nNever closed\n\n## Kept\n",
    // code
    "```\n## Code\n```\n\n~~~ ruby\n## Code\n~~~\n\n    ## Indented\n\n\t## Tab\n\n## After\n",
    "````\n```\n## Code\n````\n\n## After\n\n```ruby?x=1\n## Code\n```\n\n## Again\n",
    "Text\n```\n## Code\n```\n## After\n\n  ```\n  ## Code\n  ```\n\n- a\n\n  ```\n  ## Code\n  "
    "```\n",
    "Text\n    ## Lazy\n\n    code\ntext\n## After\n",
    "$$\n## Math\n$$\n\n## After\n\n$$ a $$ text\n## More\n",
    "{::comment}\n## Gone\n{:/comment}\n\n## Stays\n\n{::nomarkdown}\n## Raw\n{:/}\n\n{::options "
    "auto_ids=\"true\" "
    "/}\n\n## End\n",
    "| a | b |\n|---|---|\n| # | 2 |\n\n## After\n\na | b\n---\n\n^\n## Marker\n",
    "[x]: /y\n## Below definition\n\n[x]: /y\n'title'\n\nSet\n---\n\n*[A]: b\nSet two\n---\n",
    // Liquid
    "{% raw %}\n## {{ raw }} text\n{% endraw %}\n\n## {{ 'said' }} so\n\n## {% if true %}Yes{% "
    "endif %} sir\n\n"
    "{% highlight ruby %}\n## Code\n{% endhighlight %}\n\n{% comment %}\n## Gone\n{% endcomment "
    "%}\n\n## End\n",
    "## Stripped {%- assign a = 1 -%}\n\n## Kept {% assign a = 1 %}\n{: #kept}\n\n{%- comment "
    "-%}\n## Gone\n"
    "{%- endcomment -%}\n\nText\n\n## Last {{- '' -}} one\n",
    "Windows\r\n=======\r\n\r\n## Lines\r\n\r\n## End",
    "\n\n\n## First\n\n\n\n",
};

// NOLINTEND(bugprone-suspicious-missing-comma)

inline const std::vector<std::string> kKramdownConfigurations = {
    "",
    "kramdown: {input: kramdown}\n",
    "kramdown: {auto_ids: false}\n",
    "kramdown: {auto_id_prefix: 'x-'}\n",
    "kramdown: {input: kramdown, auto_id_stripping: true, auto_id_prefix: p}\n",
    "kramdown: {parse_block_html: true}\n",
    "kramdown: {gfm_quirks: [], header_offset: 1}\n",
    "kramdown: {hard_wrap: true, toc_levels: 1..2}\n",
};

}  // namespace blogsearch
