// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/html.hpp"

#include "common/text.hpp"
#include "indexer/ascii.hpp"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

// libxml2 takes quadratic time over the attributes of one tag, and over elements held open.
constexpr std::size_t kMaxTag = 32 * 1024;
constexpr int kMaxOpen = 256;
constexpr std::size_t kPiece = 512;

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

// Where the tag that begins at `html[0]` ends; more than kMaxTag where it is that long or never
// ends.
std::size_t tag_size(std::string_view html) {
  char quote = 0;
  const std::string_view within = html.substr(0, kMaxTag);
  for (std::size_t at = 1; at < within.size(); ++at) {
    const char c = within[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '>') {
      return at + 1;
    } else if ((c == '"' || c == '\'') && within[at - 1] == '=') {
      quote = c;
    }
  }
  return std::min(html.size(), kMaxTag) + 1;
}

// The end of <script> or <style> whose start tag has just been read: nothing within is a tag.
std::size_t raw_text_size(std::string_view html, std::string_view name) {
  for (std::size_t at = html.find("</"); at != std::string_view::npos;
       at = html.find("</", at + 2)) {
    if (equal_ignoring_case(html.substr(at + 2, name.size()), name)) return at;
  }
  return html.size();
}

std::size_t end_of(std::string_view html, std::string_view mark) {
  const std::size_t at = html.find(mark);
  return at == std::string_view::npos ? html.size() : at + mark.size();
}

bool is_closing(std::string_view tag, std::string_view name) {
  return tag.starts_with("</") && equal_ignoring_case(tag.substr(2, name.size()), name) &&
         (tag.size() == name.size() + 2 || !is_letter(tag[name.size() + 2]));
}

// The size of the next thing in `html`: text up to a tag, a tag (with what follows in <script>), a
// comment. `is_dropped` is set for what the parser must not see.
std::size_t next_thing(std::string_view html, bool* is_dropped) {
  *is_dropped = false;
  if (html.front() != '<') return std::min(html.find('<'), html.size());
  if (html.starts_with("<!--")) return end_of(html, "-->");
  const char next = html.size() < 2 ? ' ' : html[1];
  if (next == '!' || next == '?') {
    *is_dropped =
        true;  // <!DOCTYPE>, <![CDATA[ ]]>, <?php ?>: not shown, and libxml2 takes some for text
    return end_of(html, ">");
  }
  if (!is_letter(next) && next != '/')
    return 1 + std::min(html.substr(1).find('<'), html.size() - 1);
  const std::size_t size = tag_size(html);
  // Browsers read on behind </body> and </html>, where libxml2 stops.
  *is_dropped = size > kMaxTag || is_closing(html, "body") || is_closing(html, "html");
  for (const std::string_view name : {"script", "style"}) {
    if (!equal_ignoring_case(html.substr(1, name.size()), name)) continue;
    return size >= html.size() ? html.size() : size + raw_text_size(html.substr(size), name);
  }
  return std::min(size, html.size());
}

// Where the parser's events go.
struct Sink {
  HtmlText* text;
  HtmlHead* head;        // may be null
  bool is_open = false;  // false while the parser gets what no page has said
};

Sink& sink(void* user) {
  return *static_cast<Sink*>(user);
}

void on_open(void* user, const xmlChar* name, const xmlChar** pairs) {
  if (!sink(user).is_open) return;
  std::array<HtmlAttribute, 32> attributes;
  std::size_t count = 0;
  for (; pairs != nullptr && *pairs != nullptr && count < attributes.size(); pairs += 2) {
    attributes[count++] = {view(pairs[0]), view(pairs[1])};
  }
  const HtmlAttributes given(attributes.data(), count);
  sink(user).text->open(view(name), given);
  if (sink(user).head != nullptr) sink(user).head->open(view(name), given);
}

void on_close(void* user, const xmlChar* name) {
  sink(user).text->close(view(name));
  if (sink(user).head != nullptr) sink(user).head->close(view(name));
}

void on_text(void* user, const xmlChar* text, int size) {
  const std::string_view piece = view(text).substr(0, static_cast<std::size_t>(size));
  sink(user).text->text(piece);
  if (sink(user).head != nullptr) sink(user).head->text(piece);
}

void on_comment(void* user, const xmlChar* inside) {
  sink(user).text->comment(view(inside));
}

void on_script(void* /*user*/, const xmlChar* /*text*/, int /*size*/) {}

htmlSAXHandler handler() {
  htmlSAXHandler sax{};
  sax.startElement = on_open;
  sax.endElement = on_close;
  sax.characters = on_text;
  sax.ignorableWhitespace = on_text;
  sax.cdataBlock = on_script;
  sax.comment = on_comment;
  return sax;
}

}  // namespace

// libxml2's push parser, fed thing by thing, and begun anew when too many elements stand open.
class HtmlPieces::Parser {
 public:
  // `is_whole`: a document with <html> of its own.
  Parser(HtmlText* text, HtmlHead* head, bool is_whole) : sink_{text, head}, is_whole_(is_whole) {
    start();
  }
  ~Parser() { htmlFreeParserCtxt(context_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  Parser(Parser&&) = delete;
  Parser& operator=(Parser&&) = delete;

  void feed(std::string_view html) {
    std::size_t ready = 0;  // bytes of `html` that wait for the next push
    while (ready < html.size()) {
      bool is_dropped = false;
      const std::size_t size = next_thing(html.substr(ready), &is_dropped);
      if (is_dropped) {
        push(html.substr(0, ready));
        html.remove_prefix(ready + size);
        ready = 0;
        continue;
      }
      ready += size;
      if (ready >= kPiece) {
        push(html.substr(0, ready));
        html.remove_prefix(ready);
        ready = 0;
      }
    }
    push(html);
  }

  // Text that waits for the next tag is given out; an unfinished tag is dropped.
  void flush() {
    push("<!---->");
    if (context_->input->cur < context_->input->end) restart();
  }
  void finish() { htmlParseChunk(context_, "", 0, 1); }

 private:
  void start() {
    context_ = htmlCreatePushParserCtxt(&sax_, &sink_, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8);
    if (context_ == nullptr) throw std::bad_alloc();
    htmlCtxtUseOptions(context_, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                     HTML_PARSE_NOIMPLIED | HTML_PARSE_NONET);
    sink_.is_open = false;
    if (!is_whole_)
      push(
          "<html><body>");  // else it implies elements of its own and stops at the last closing tag
    sink_.is_open = true;
  }
  void restart() {
    htmlFreeParserCtxt(context_);
    start();
  }
  void push(std::string_view html) {
    htmlParseChunk(context_, html.data(), static_cast<int>(html.size()), 0);
    if (context_->nameNr > kMaxOpen && context_->input->cur >= context_->input->end) restart();
  }

  htmlSAXHandler sax_ = handler();
  Sink sink_;
  bool is_whole_;
  htmlParserCtxtPtr context_ = nullptr;
};

HtmlPieces::HtmlPieces(HtmlText& text) : text_(text) {}
HtmlPieces::~HtmlPieces() = default;

void HtmlPieces::feed(std::string_view html) {
  if (!parser_) parser_ = std::make_unique<Parser>(&text_, nullptr, false);
  parser_->feed(html);
  parser_->flush();
}

namespace {

std::size_t count_of(std::string_view html, std::string_view mark) {
  std::size_t count = 0;
  for (std::size_t at = html.find(mark); at != std::string_view::npos; at = html.find(mark, at + 1))
    ++count;
  return count;
}

// Whether it is worth a parse to look for this root; what is found may still stand in a comment.
// Several articles are a list of them.
bool may_have(std::string_view html, HtmlRoot root) {
  switch (root) {
    case HtmlRoot::pagefind:
      return html.find("data-pagefind-body") != std::string_view::npos;
    case HtmlRoot::main:
      return html.find("main") != std::string_view::npos;
    case HtmlRoot::article:
      return count_of(html, "<article") == 1;
    default:
      return true;
  }
}

HtmlText read_root(std::string_view html, HtmlRoot root, HtmlHead* head) {
  HtmlText text(root);
  HtmlPieces::Parser parser(&text, head, html.find("<html") != std::string_view::npos);
  parser.feed(html);
  parser.finish();
  return text;
}

}  // namespace

HtmlPage read_html(std::string_view html, const HtmlOptions& options) {
  HtmlPage page;
  if (!options.page) {
    page.body = read_root(html, HtmlRoot::fragment, nullptr).finish();
    return page;
  }
  const auto read = [&](HtmlRoot root) {
    if (!may_have(html, root)) return HtmlPage{};
    HtmlHead head;
    HtmlText text = read_root(html, root, &head);
    return HtmlPage{text.finish(), head.finish(), text.link_share()};
  };
  page = read(HtmlRoot::pagefind);
  if (!page.body.text.empty()) return page;
  page = read(HtmlRoot::article);
  HtmlPage whole = read(HtmlRoot::main);
  if (page.body.text.size() * 2 < whole.body.text.size()) page = std::move(whole);
  if (page.body.text.empty()) page = read(HtmlRoot::body);
  return page;
}

}  // namespace blogsearch
