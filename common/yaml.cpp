// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/yaml.hpp"

#include "common/error.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
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

// Builds the Value while yaml-cpp reads, and stops it at the first thing too many: yaml-cpp calls
// back before it descends, so its own recursion stays as shallow as ours.
class ValueBuilder final : public YAML::EventHandler {
 public:
  ValueBuilder(int first_line, const YamlLimits& limits)
      : first_line_(first_line), limits_(limits) {}

  Value take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Value value;
    value.line = line(mark);
    spend({1, 0}, value.line);
    add(std::move(value), anchor, {1, 0});
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    Value value = Value::scalar(text, is_text(tag));
    value.line = line(mark);
    spend({1, text.size()}, value.line);
    add(std::move(value), anchor, {1, text.size()});
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end())
      throw Error("an alias (*name) stands inside the very value that it names", {}, line(mark));
    spend(found->second.weight, line(mark));
    add(found->second.value, 0, found->second.weight);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(Value::Kind::list, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(Value::Kind::map, mark, anchor);
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
    Weight before;  // spent_ when it was opened
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
      throw Error(fmt::format("more than {} values", limits_.nodes), {}, at_line);
    if (spent_.bytes > limits_.bytes * 4)
      throw Error("aliases (*name) repeat too much text", {}, at_line);
  }

  void open(Value::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (open_.size() >= limits_.depth)
      throw Error(fmt::format("nested deeper than {} levels", limits_.depth), {}, line(mark));
    Open opened;
    opened.value.kind = kind;
    opened.value.line = line(mark);
    opened.anchor = anchor;
    opened.before = spent_;
    open_.push_back(std::move(opened));
    spend({1, 0}, line(mark));
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

  int first_line_;
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
    Wording{YAML::ErrorMsg::MAP_VALUE,
            "a ':' where no value can begin: put the text in quotes, or a key is missing"},
    Wording{YAML::ErrorMsg::END_OF_MAP,
            "not a 'key: value' line of its map: look at the indentation and the quotes"},
    Wording{YAML::ErrorMsg::END_OF_MAP_FLOW, "a '{' is not closed by '}'"},
    Wording{YAML::ErrorMsg::END_OF_SEQ, "not a '- item' line of its list: look at the indentation"},
    Wording{YAML::ErrorMsg::END_OF_SEQ_FLOW, "a '[' is not closed by ']'"},
    Wording{YAML::ErrorMsg::FLOW_END, "a ']' or '}' that closes nothing"},
    Wording{YAML::ErrorMsg::TAB_IN_INDENTATION, "a tab in the indentation: use blanks"},
    Wording{
        YAML::ErrorMsg::UNKNOWN_TOKEN,
        "a character that cannot begin a value (a tab, '@', '`' or '%'): put the text in quotes"},
    Wording{YAML::ErrorMsg::CHAR_IN_BLOCK,
            "text after '|' or '>': put the text in quotes, or on the next lines"},
    Wording{YAML::ErrorMsg::BLOCK_ENTRY, "a '- item' where no list can begin"},
    Wording{YAML::ErrorMsg::MAP_KEY, "a key where none can begin"},
    Wording{YAML::ErrorMsg::UNKNOWN_ANCHOR,
            "'*' begins an alias, and no '&' names it: put the text in quotes"},
    Wording{YAML::ErrorMsg::ALIAS_NOT_FOUND, "'*' begins an alias: put the text in quotes"},
    Wording{YAML::ErrorMsg::CHAR_IN_ALIAS, "'*' begins an alias: put the text in quotes"},
    Wording{YAML::ErrorMsg::ANCHOR_NOT_FOUND, "'&' begins an anchor: put the text in quotes"},
    Wording{YAML::ErrorMsg::CHAR_IN_ANCHOR, "'&' begins an anchor: put the text in quotes"},
    Wording{YAML::ErrorMsg::ALIAS_CONTENT, "'*' begins an alias: put the text in quotes"},
    Wording{YAML::ErrorMsg::EOF_IN_SCALAR, "a quote is not closed"},
    Wording{YAML::ErrorMsg::DOC_IN_SCALAR, "a quote is not closed"},
};

std::string wording(const std::string& message) {
  const auto found = std::ranges::find(kWordings, message, &Wording::yaml_cpp);
  return std::string(found == kWordings.end() ? std::string_view(message) : found->ours);
}

}  // namespace

Value parse_yaml(std::string_view text, int first_line, const YamlLimits& limits) {
  if (text.size() > limits.bytes) {
    throw Error(
        fmt::format("{} bytes of YAML, more than the {} allowed", text.size(), limits.bytes), {},
        first_line);
  }
  ValueBuilder builder(first_line, limits);
  std::istringstream stream{std::string(text)};
  try {
    YAML::Parser(stream).HandleNextDocument(builder);
  } catch (const YAML::Exception& error) {
    throw Error(wording(error.msg), {}, first_line + std::max(error.mark.line, 0));
  }
  return builder.take();
}

}  // namespace blogsearch
