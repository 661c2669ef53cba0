// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/query.hpp"

#include "common/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <utility>

namespace blogsearch {
namespace {

enum class PrefixKind : std::uint8_t { text, filter, after, before, date };

// What may stand before a colon.
struct Prefix {
  std::string_view name;
  PrefixKind kind;
  QueryField field;
};

constexpr std::array kPrefixes = {
    Prefix{"title", PrefixKind::text, QueryField::title},
    Prefix{"heading", PrefixKind::text, QueryField::heading},
    Prefix{"code", PrefixKind::text, QueryField::code},
    Prefix{"tag", PrefixKind::filter, QueryField::tag},
    Prefix{"category", PrefixKind::filter, QueryField::category},
    Prefix{"author", PrefixKind::filter, QueryField::author},
    Prefix{"lang", PrefixKind::filter, QueryField::language},
    Prefix{"url", PrefixKind::filter, QueryField::url},
    Prefix{"after", PrefixKind::after, QueryField::any},
    Prefix{"before", PrefixKind::before, QueryField::any},
    Prefix{"date", PrefixKind::date, QueryField::any},
};

constexpr std::int64_t kDaySeconds = 86'400;

// The seconds from the first of a year, month or day to the last of it.
struct Span {
  std::int64_t first, last;
};

std::optional<int> read_number(std::string_view digits, std::size_t most_digits) {
  int number = 0;
  if (digits.empty() || digits.size() > most_digits) return std::nullopt;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || number < 0)
    return std::nullopt;
  return number;
}

std::int64_t day_start(int year, int month, int day) {
  const auto date = std::chrono::year(year) / month / day;
  return std::chrono::sys_days(date).time_since_epoch().count() * kDaySeconds;
}

// "2024", "2024-01" or "2024-01-31".
std::optional<Span> read_span(std::string_view text) {
  const auto first_dash = std::min(text.find('-'), text.size());
  const auto year = read_number(text.substr(0, first_dash), 4);
  if (!year) return std::nullopt;
  if (first_dash == text.size())
    return Span{day_start(*year, 1, 1), day_start(*year + 1, 1, 1) - 1};
  text.remove_prefix(first_dash + 1);
  const auto second_dash = std::min(text.find('-'), text.size());
  const auto month = read_number(text.substr(0, second_dash), 2);
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  if (second_dash == text.size()) {
    const bool december = *month == 12;
    const std::int64_t next = day_start(*year + (december ? 1 : 0), december ? 1 : *month + 1, 1);
    return Span{day_start(*year, *month, 1), next - 1};
  }
  const auto day = read_number(text.substr(second_dash + 1), 2);
  if (!day || !(std::chrono::year(*year) / *month / *day).ok()) return std::nullopt;
  const std::int64_t start = day_start(*year, *month, *day);
  return Span{start, start + kDaySeconds - 1};
}

const std::int64_t kEarliest = day_start(-9999, 1, 1);
const std::int64_t kLatest = day_start(10'000, 1, 1) - 1;

// "after:2024-01" begins with that month, "before:2023" ends before that year; "date:2019..2021",
// open at either end.
std::optional<Query> read_dates(PrefixKind kind, std::string_view value) {
  if (kind == PrefixKind::date) {
    const auto dots = value.find("..");
    if (dots == std::string_view::npos) {
      const auto span = read_span(value);
      return span ? std::optional(make_dates(span->first, span->last)) : std::nullopt;
    }
    const std::string_view from = value.substr(0, dots);
    const std::string_view to = value.substr(dots + 2);
    const auto first = from.empty() ? Span{kEarliest, 0} : read_span(from);
    const auto last = to.empty() ? Span{0, kLatest} : read_span(to);
    if (!first || !last || (from.empty() && to.empty())) return std::nullopt;
    return make_dates(first->first, last->last);
  }
  const auto span = read_span(value);
  if (!span) return std::nullopt;
  return kind == PrefixKind::after ? make_dates(span->first, kLatest)
                                   : make_dates(kEarliest, span->first - 1);
}

// Recursive descent: any_of := all_of ("OR" all_of)*; all_of := ["-"] unit ...; unit := "(" any_of
// ")" | [name ":"] value.
class Parser {
 public:
  explicit Parser(std::string_view typed) : rest_(typed) {}

  Query parse() {
    std::vector<Query> found;
    while (!at_end()) {
      Query part = parse_any_of(0);
      if (!is_nothing(part)) found.push_back(std::move(part));
      if (!at_end()) rest_.remove_prefix(1);  // a bracket that nothing opened
    }
    Query query = join(Query::Kind::all_of, std::move(found));
    return is_dashed_word(query) ? std::move(query.parts.front()) : query;
  }

 private:
  // "-moz-float-edge" and nothing else: all posts without it is not what anyone asks for.
  static bool is_dashed_word(const Query& query) {
    if (query.kind != Query::Kind::none_of) return false;
    const Query& part = query.parts.front();
    return part.kind == Query::Kind::text && !part.phrase && part.field == QueryField::any &&
           part.text.find('-') != std::string::npos;
  }

  static constexpr std::string_view kBlank = " \t\n\r\v\f";

  bool at_end() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(kBlank), rest_.size()));
    return rest_.empty();
  }

  // An operator is a word by itself, in capitals.
  bool take_operator(std::string_view word) {
    if (at_end() || !rest_.starts_with(word)) return false;
    if (rest_.size() > word.size() && kBlank.find(rest_[word.size()]) == std::string_view::npos)
      return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  static Query join(Query::Kind kind, std::vector<Query> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    Query query;
    query.kind = kind;
    query.parts = std::move(parts);
    return query;
  }

  static Query nothing() { return join(Query::Kind::all_of, {}); }
  static bool is_nothing(const Query& query) {
    return query.kind == Query::Kind::all_of && query.parts.empty();
  }

  Query parse_any_of(int depth) {
    std::vector<Query> choices;
    do {
      Query choice = parse_all_of(depth);
      if (!is_nothing(choice)) choices.push_back(std::move(choice));
    } while (take_operator("OR"));
    if (choices.empty()) return join(Query::Kind::all_of, {});
    return join(Query::Kind::any_of, std::move(choices));
  }

  Query parse_all_of(int depth) {
    std::vector<Query> parts;
    while (!at_end() && rest_.front() != ')' && !is_or()) {
      if (take_operator("AND")) continue;
      Query part = parse_signed(depth);
      if (!is_nothing(part)) parts.push_back(std::move(part));
    }
    return join(Query::Kind::all_of, std::move(parts));
  }

  bool is_or() {
    const std::string_view before = rest_;
    const bool found = take_operator("OR");
    rest_ = before;
    return found;
  }

  Query parse_signed(int depth) {
    const bool minus = rest_.front() == '-' && !rest_.starts_with("--");
    if (!minus && !take_operator("NOT")) return parse_unit(depth);
    if (minus) rest_.remove_prefix(1);
    if (rest_.empty() || (minus && kBlank.find(rest_.front()) != std::string_view::npos))
      return nothing();
    if (at_end() || rest_.front() == ')') return nothing();
    Query part = parse_unit(depth);
    if (is_nothing(part)) return part;
    Query query;
    query.kind = Query::Kind::none_of;
    query.parts.push_back(std::move(part));
    return query;
  }

  Query parse_unit(int depth) {
    if (rest_.front() != '(') return parse_term();
    rest_.remove_prefix(1);
    if (depth >= kMaxQueryDepth) return nothing();
    Query inner = parse_any_of(depth + 1);
    if (!at_end() && rest_.front() == ')') rest_.remove_prefix(1);
    return inner;
  }

  Query parse_term() {
    if (rest_.front() == '"') return parse_phrase(QueryField::any);
    if (const Prefix* prefix = take_prefix()) return parse_prefixed(*prefix);
    return make_text(QueryField::any, take_word());
  }

  // The prefix that the text starts with, if a value follows it.
  const Prefix* take_prefix() {
    const auto colon = rest_.find(':');
    if (colon == std::string_view::npos || colon > 10) return nullptr;
    const std::string name = lower_ascii(rest_.substr(0, colon));
    const auto* found = std::ranges::find(kPrefixes, std::string_view(name), &Prefix::name);
    const std::string_view value = rest_.substr(colon + 1);
    if (found == kPrefixes.end() || value.empty() || value.front() == ':' ||
        ends_word(value.front()))
      return nullptr;
    rest_ = value;
    return found;
  }

  Query parse_prefixed(const Prefix& prefix) {
    const bool quoted = rest_.front() == '"';
    if (prefix.kind == PrefixKind::text) {
      return quoted ? parse_phrase(prefix.field) : make_text(prefix.field, take_word());
    }
    const std::string_view value = quoted ? take_quoted() : take_word();
    if (prefix.kind == PrefixKind::filter) {
      Query query;
      query.kind = Query::Kind::filter;
      query.field = prefix.field;
      query.text = value;
      return count(std::move(query));
    }
    if (auto dates = read_dates(prefix.kind, value)) return count(std::move(*dates));
    return make_text(QueryField::any,
                     std::string(prefix.name) + ":" + std::string(value));  // no date: words then
  }

  Query parse_phrase(QueryField field) {
    Query query;
    query.kind = Query::Kind::text;
    query.field = field;
    query.phrase = true;
    query.text = take_quoted();
    if (trim(query.text).empty()) return nothing();
    return count(std::move(query));
  }

  // An opened quotation that is never closed goes to the end: its last words are being typed.
  std::string_view take_quoted() {
    rest_.remove_prefix(1);
    const auto end = std::min(rest_.find('"'), rest_.size());
    const std::string_view quoted = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return quoted;
  }

  static bool ends_word(char c) { return c == ')' || kBlank.find(c) != std::string_view::npos; }

  // Up to a blank or a quotation mark; a closing bracket ends it unless the word opened it: "f(x)".
  std::string_view take_word() {
    std::size_t end = 0;
    int open = 0;
    for (; end < rest_.size() && kBlank.find(rest_[end]) == std::string_view::npos &&
           rest_[end] != '"';
         ++end) {
      if (rest_[end] == '(') ++open;
      if (rest_[end] == ')' && --open < 0) break;
    }
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return word;
  }

  Query make_text(QueryField field, std::string_view word) {
    Query query;
    if (word == "*") return count(std::move(query));
    query.kind = Query::Kind::text;
    query.field = field;
    query.prefix = word.size() > 1 && word.ends_with('*');
    query.text = query.prefix ? word.substr(0, word.size() - 1) : word;
    return count(std::move(query));
  }

  Query count(Query query) {
    if (++words_ > kMaxQueryWords) return nothing();
    return query;
  }

  std::string_view rest_;
  std::size_t words_ = 0;
};

std::string_view field_name(QueryField field) {
  const auto* found = std::ranges::find(kPrefixes, field, &Prefix::field);
  return field == QueryField::any ? std::string_view() : found->name;
}

std::string describe_text(const Query& query) {
  std::string text =
      query.field == QueryField::any ? "" : fmt::format("{}:", field_name(query.field));
  text += query.phrase ? fmt::format("\"{}\"", query.text) : query.text;
  return query.prefix ? text + "*" : text;
}

// "2024-01-31", with its time where that is not the day's first second.
std::string describe_moment(std::int64_t seconds) {
  const std::chrono::sys_seconds moment{std::chrono::seconds(seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  const std::string text =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (moment == day) return text;
  const std::chrono::hh_mm_ss time(moment - day);
  return fmt::format("{}T{:02}:{:02}:{:02}Z", text, time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

// As it can be typed, where it is of whole days.
std::string describe_dates(std::int64_t first, std::int64_t last) {
  const bool from_ever = first <= kEarliest;
  const bool for_ever = last >= kLatest;
  if (from_ever && for_ever) return "date:..";
  if (for_ever) return "after:" + describe_moment(first);
  if (from_ever) return "before:" + describe_moment(last + 1);
  const bool ends_day = (last + 1) % kDaySeconds == 0;
  const std::string begin = describe_moment(first);
  const std::string end = describe_moment(ends_day ? last + 1 - kDaySeconds : last);
  return begin == end ? "date:" + begin : fmt::format("date:{}..{}", begin, end);
}

std::string describe_parts(std::string_view name, const std::vector<Query>& parts) {
  std::string text = fmt::format("({}", name);
  for (const Query& part : parts) text += " " + describe(part);
  return text + ")";
}

void add_part(Query::Kind kind, Query& query, Query part) {
  if (query.kind != kind) {
    Query group;
    group.kind = kind;
    group.parts.push_back(std::move(query));
    query = std::move(group);
  }
  query.parts.push_back(std::move(part));
}

}  // namespace

Query parse_query(std::string_view typed) {
  const std::string clean = repair_utf8(cut_utf8(typed, kMaxQueryBytes));
  Query query = Parser(clean).parse();
  const bool nothing = query.kind == Query::Kind::all_of && query.parts.empty();
  if (!nothing) return query;
  query = {};
  if (trim(clean).empty()) return query;
  query.kind = Query::Kind::text;  // operators alone, "OR" or "(-": taken as they stand
  query.text = clean;
  return query;
}

Query make_dates(std::int64_t first, std::int64_t last) {
  Query query;
  query.kind = Query::Kind::dates;
  query.first = first;
  query.last = last;
  return query;
}

Query make_filter(QueryField field, std::string_view value) {
  Query query;
  query.kind = Query::Kind::filter;
  query.field = field;
  query.text = value;
  query.phrase = true;
  return query;
}

std::optional<Query> make_after(std::string_view date) {
  return read_dates(PrefixKind::after, date);
}

std::optional<Query> make_before(std::string_view date) {
  return read_dates(PrefixKind::before, date);
}

void add_condition(Query& query, Query part) {
  if (query.kind == Query::Kind::all) {
    query = std::move(part);
  } else {
    add_part(Query::Kind::all_of, query, std::move(part));
  }
}

void add_choice(Query& query, Query part) {
  add_part(Query::Kind::any_of, query, std::move(part));
}

std::string describe(const Query& query) {
  switch (query.kind) {
    case Query::Kind::all:
      return "*";
    case Query::Kind::text:
    case Query::Kind::filter:
      return describe_text(query);
    case Query::Kind::dates:
      return describe_dates(query.first, query.last);
    case Query::Kind::all_of:
      return describe_parts("and", query.parts);
    case Query::Kind::any_of:
      return describe_parts("or", query.parts);
    case Query::Kind::none_of:
      return describe_parts("not", query.parts);
  }
  return {};
}

}  // namespace blogsearch
