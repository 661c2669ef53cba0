// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/yaml.hpp"

#include "common/text.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <sstream>
#include <string>
#include <unordered_map>

namespace blogsearch {
namespace {

using Entries = std::vector<std::pair<std::string, Value>>;

// What a value weighs once its aliases are copied out.
struct Weight {
  std::size_t nodes = 0;
  std::size_t bytes = 0;
};

// The tags of what is no text: none at all, and YAML 1.1's other scalars. "!" is a quoted scalar's.
constexpr std::array<std::string_view, 6> kPlainTags = {"?",
                                                        "tag:yaml.org,2002:int",
                                                        "tag:yaml.org,2002:float",
                                                        "tag:yaml.org,2002:bool",
                                                        "tag:yaml.org,2002:null",
                                                        "tag:yaml.org,2002:timestamp"};

bool is_text(std::string_view tag) {
  return std::ranges::find(kPlainTags, tag) == kPlainTags.end();
}

// `<<: *base` (YAML 1.1, "Merge Key"): the keys written here win over merged ones, earlier merged
// maps over later.
void merge(Entries& entries) {
  const auto is_merge = [](const std::pair<std::string, Value>& entry) {
    const Value& value = entry.second;
    return entry.first == "<<" &&
           (value.is_map() ||
            (value.is_list() && std::ranges::all_of(value.items, &Value::is_map)));
  };
  if (std::ranges::none_of(entries, is_merge)) return;
  Entries merged;
  Entries own;
  for (auto& entry : entries) {
    if (!is_merge(entry)) {
      own.push_back(std::move(entry));
      continue;
    }
    Value& value = entry.second;
    std::ranges::move(value.entries, std::back_inserter(merged));
    for (auto item = value.items.rbegin(); item != value.items.rend(); ++item) {
      std::ranges::move(item->entries, std::back_inserter(merged));
    }
  }
  std::ranges::move(own, std::back_inserter(merged));
  entries = std::move(merged);
}

// yaml-cpp 0.7 ends a plain scalar in [ ] or { } at any question mark, as in [why?, how?]. So it
// gets this byte, which clean text does not have, for each that does not begin a value.
constexpr char kQuestionMark = '\x01';

std::string hide_question_marks(std::string_view text) {
  std::string hidden(text);
  char before = '\n';
  char last = '\n';  // the last one before that is no blank
  for (char& c : hidden) {
    const bool begins =
        std::string_view(before == ' ' || before == '\t' ? "\n[{,:-?" : "\n[{,").find(last) !=
        std::string_view::npos;
    if (c == '?' && !begins) c = kQuestionMark;
    if (c != ' ' && c != '\t') last = c;
    before = c;
  }
  return hidden;
}

// A scalar's text as it was meant. In quotes, yaml-cpp 0.7 turns the escapes \_ and \N into single
// bytes of Latin-1.
std::string meant_text(std::string text) {
  std::ranges::replace(text, kQuestionMark, '?');
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = decode_utf8(text, at).bytes;
    const bool latin1 = bytes == 1 && (text[at] == '\xA0' || text[at] == '\x85');
    if (latin1) {
      out.append(text, done, at - done) += '\xC2';
      done = at;
    }
    at += bytes;
  }
  return without_control(out.append(text, done));
}

// Builds the Value while yaml-cpp reads, and stops it at the first thing too many: yaml-cpp calls
// back before it descends, so its own recursion stays as shallow as ours.
class ValueBuilder final : public YAML::EventHandler {
 public:
  ValueBuilder(std::string_view text, int first_line, const YamlLimits& limits)
      : text_(text), first_line_(first_line), limits_(limits) {}

  Value take() { return std::move(root_); }

  // Where it stands after an error: the line of the last key or value read, and that of the
  // innermost list or map.
  [[nodiscard]] int last_line() const { return last_line_; }
  [[nodiscard]] int innermost_line() const {
    return open_.empty() ? last_line_ : open_.back().value.line;
  }

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}

  // libyaml, and with it Ruby and Go, takes no other names; text that begins with & is hardly ever
  // meant as one.
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override {
    const bool named = std::ranges::all_of(
        name, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; });
    if (!named) throw Error("'&' begins an anchor: put the text in quotes", {}, line(mark));
  }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (!open_.empty()) check_colon(open_.back());
    Value value;
    value.line = line(mark);
    spend({1, 0}, value.line);
    add(std::move(value), anchor, {1, 0});
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    const bool quoted = is_text(tag);
    Value value = Value::scalar(meant_text(text), quoted);
    value.line = last_line_ = line(mark);
    note_scalar(quoted ? std::string_view::npos : static_cast<std::size_t>(mark.pos));
    spend({1, text.size()}, value.line);
    add(std::move(value), anchor, {1, text.size()});
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end())
      throw Error("an alias (*name) stands inside the very value that it names", {}, line(mark));
    note_scalar(std::string_view::npos);
    spend(found->second.weight, line(mark));
    add(found->second.value, 0, found->second.weight);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(Value::Kind::list, mark, anchor, style);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(Value::Kind::map, mark, anchor, style);
  }
  void OnMapEnd() override {
    merge(open_.back().value.entries);
    keep_last(open_.back().value.entries);
    close();
  }

 private:
  struct Open {
    Value value;
    YAML::anchor_t anchor = 0;
    Weight before;             // spent_ when it was opened
    bool in_flow = false;      // [a, b] or {a: b}
    std::size_t plain_at = 0;  // where in the text the last scalar began; npos: it was quoted
    std::string key;
    int key_line = 0;
    enum { no_key, named, unnamed } key_state = no_key;
  };
  struct Anchored {
    Value value;
    Weight weight;
  };

  [[nodiscard]] int line(const YAML::Mark& mark) const {
    return first_line_ + std::max(mark.line, 0);
  }

  void spend(Weight weight, int at_line) {
    spent_.nodes += weight.nodes;
    spent_.bytes += weight.bytes;
    if (spent_.nodes > limits_.nodes)
      throw YamlLimitError(fmt::format("more than {} values", limits_.nodes), {}, at_line);
    if (spent_.bytes > limits_.bytes * 4)
      throw YamlLimitError("aliases (*name) repeat too much text", {}, at_line);
  }

  void open(Value::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor,
            YAML::EmitterStyle::value style) {
    if (open_.size() >= limits_.depth)
      throw YamlLimitError(fmt::format("nested deeper than {} levels", limits_.depth), {},
                           line(mark));
    Open opened;
    opened.value.kind = kind;
    opened.value.line = line(mark);
    opened.anchor = anchor;
    opened.before = spent_;
    opened.in_flow = style == YAML::EmitterStyle::Flow;
    open_.push_back(std::move(opened));
    spend({1, 0}, line(mark));
  }

  void note_scalar(std::size_t plain_at) {
    if (!open_.empty()) open_.back().plain_at = plain_at;
  }

  // yaml-cpp takes a last line `word` in a map for `word:`; the generators' readers do not.
  void check_colon(const Open& map) const {
    if (map.key.empty() || map.in_flow || map.plain_at >= text_.size()) return;
    const std::string_view from_key = text_.substr(map.plain_at);
    if (map.key_state != Open::named || !from_key.starts_with(map.key)) return;
    const std::size_t before = text_.substr(0, map.plain_at).find_last_not_of(" \t");
    const bool question = before != std::string_view::npos && text_[before] == '?';
    const std::size_t after = from_key.find_first_not_of(" \t", map.key.size());
    if (question || (after != std::string_view::npos && from_key[after] == ':')) return;
    throw Error("a line without 'key:'", {}, map.key_line);
  }

  void close() {
    Open closed = std::move(open_.back());
    open_.pop_back();
    const Weight weight = {spent_.nodes - closed.before.nodes, spent_.bytes - closed.before.bytes};
    add(std::move(closed.value), closed.anchor, weight);
  }

  void add(Value value, YAML::anchor_t anchor, Weight weight) {
    if (anchor != 0) {
      spend(weight, value.line);  // the copy that is kept for aliases counts, too
      anchors_.insert_or_assign(anchor, Anchored{value, weight});
    }
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (Open& parent = open_.back(); parent.value.is_list()) {
      parent.value.items.push_back(std::move(value));
    } else {
      add_to_map(parent, std::move(value));
    }
  }

  // Keys and values come in turn. A list or a map as key, as in `title: {{ x }}`, has no name: its
  // entry is left out.
  static void add_to_map(Open& parent, Value value) {
    if (parent.key_state == Open::no_key) {
      parent.key_state = value.is_list() || value.is_map() ? Open::unnamed : Open::named;
      parent.key = std::move(value.text);
      parent.key_line = value.line;
      return;
    }
    if (value.is_null()) value.line = parent.key_line;  // yaml-cpp only sees it at the next key
    if (parent.key_state == Open::named)
      parent.value.entries.emplace_back(std::move(parent.key), std::move(value));
    parent.key_state = Open::no_key;
  }

  std::string_view text_;
  int first_line_;
  int last_line_ = first_line_;
  YamlLimits limits_;
  Weight spent_;
  Value root_;
  std::vector<Open> open_;
  std::unordered_map<YAML::anchor_t, Anchored> anchors_;
};

struct Wording {
  std::string_view yaml_cpp;
  std::string_view ours;
};

// yaml-cpp's messages in the words of one who writes posts.
const std::array kWordings = {
    Wording{YAML::ErrorMsg::MAP_VALUE, "a ': ' where none can stand: put the value in quotes"},
    Wording{YAML::ErrorMsg::END_OF_MAP,
            "not a 'key: value' line of its map: look at the indentation and the quotes"},
    Wording{YAML::ErrorMsg::END_OF_MAP_FLOW, "a '{' is not closed by '}'"},
    Wording{YAML::ErrorMsg::END_OF_SEQ, "not a '- item' line of its list: look at the indentation"},
    Wording{YAML::ErrorMsg::END_OF_SEQ_FLOW, "a '[' is not closed by ']'"},
    Wording{YAML::ErrorMsg::FLOW_END, "a ']' or '}' that closes nothing"},
    Wording{YAML::ErrorMsg::TAB_IN_INDENTATION, "a tab in the indentation: use blanks"},
    Wording{YAML::ErrorMsg::UNKNOWN_TOKEN,
            "no value can begin with a tab, '@', '`' or '%': put the text in quotes"},
    Wording{YAML::ErrorMsg::CHAR_IN_BLOCK,
            "text after '|' or '>': put it in quotes, or on the next lines"},
    Wording{YAML::ErrorMsg::BLOCK_ENTRY, "a '- item' where no list can begin"},
    Wording{YAML::ErrorMsg::MAP_KEY, "a key where none can begin"},
    Wording{YAML::ErrorMsg::UNKNOWN_ANCHOR,
            "'*' begins an alias, and no '&' names it: put the text in quotes"},
    Wording{YAML::ErrorMsg::ALIAS_NOT_FOUND, "'*' begins an alias: put the text in quotes"},
    Wording{YAML::ErrorMsg::CHAR_IN_ALIAS, "'*' begins an alias: put the text in quotes"},
    Wording{YAML::ErrorMsg::ALIAS_CONTENT, "'*' begins an alias: put the text in quotes"},
    Wording{YAML::ErrorMsg::ANCHOR_NOT_FOUND, "'&' begins an anchor: put the text in quotes"},
    Wording{YAML::ErrorMsg::CHAR_IN_ANCHOR, "'&' begins an anchor: put the text in quotes"},
    Wording{YAML::ErrorMsg::EOF_IN_SCALAR, "a quote is not closed"},
    Wording{YAML::ErrorMsg::DOC_IN_SCALAR, "a quote is not closed"},
};

std::string_view wording(const std::string& message) {
  const auto found = std::ranges::find(kWordings, message, &Wording::yaml_cpp);
  return found == kWordings.end() ? std::string_view(message) : found->ours;
}

// The line that ends before byte `end`.
std::string_view line_before(std::string_view text, std::size_t end) {
  text = text.substr(0, end);
  return text.substr(text.rfind('\n') + 1);
}

// How many lines above the `:` at byte `colon` the fault is: a line without its colon swallows the
// lines below it, up to the next colon. 0: the fault is that colon.
int lines_without_colon(std::string_view text, std::size_t colon) {
  std::string_view line = line_before(text, colon);
  if (line.find(": ") != std::string_view::npos) return 0;
  int lines = 0;
  int fault = 0;
  std::size_t fault_indent = 0;
  for (std::size_t end = colon - line.size(); end > 0; end -= line.size()) {
    line = line_before(text, --end);
    const std::string_view content = trim(line);
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    if (content.ends_with(':'))
      return indent < fault_indent ? 0 : fault;  // 0: its value, over some lines
    if (content.find(": ") != std::string_view::npos) break;
    ++lines;
    if (!content.empty() && !content.starts_with('#') && !content.starts_with('-'))
      fault = lines, fault_indent = indent;
  }
  return fault;
}

Error explained(const YAML::Exception& error, std::string_view text, int first_line,
                const ValueBuilder& read) {
  const std::string what(wording(error.msg));
  const auto is = [&](const char* message) { return error.msg == message; };
  if (is(YAML::ErrorMsg::EOF_IN_SCALAR) || is(YAML::ErrorMsg::DOC_IN_SCALAR))
    return Error(what, {}, read.last_line());
  if (is(YAML::ErrorMsg::END_OF_MAP_FLOW) || is(YAML::ErrorMsg::END_OF_SEQ_FLOW))
    return Error(what, {}, read.innermost_line());
  const int line = first_line + std::max(error.mark.line, 0);
  if (!is(YAML::ErrorMsg::MAP_VALUE)) return Error(what, {}, line);
  const int above = lines_without_colon(
      text, std::min(static_cast<std::size_t>(std::max(error.mark.pos, 0)), text.size()));
  return above == 0 ? Error(what, {}, line) : Error("a line without 'key:'", {}, line - above);
}

}  // namespace

Value parse_yaml(std::string_view text, int first_line, const YamlLimits& limits) {
  if (text.size() > limits.bytes) {
    throw YamlLimitError(
        fmt::format("{} bytes of YAML, more than the {} allowed", text.size(), limits.bytes), {},
        first_line);
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // yaml-cpp does not count it either
  ValueBuilder builder(text, first_line, limits);
  // The end mark stops a quote that is never closed: at the end of its input yaml-cpp would close
  // it.
  std::istringstream stream(hide_question_marks(text) +
                            (text.ends_with('\n') ? "...\n" : "\n...\n"));
  try {
    YAML::Parser(stream).HandleNextDocument(builder);
  } catch (const YAML::Exception& error) {
    throw explained(error, text, first_line, builder);
  }
  return builder.take();
}

}  // namespace blogsearch
