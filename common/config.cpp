// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config.hpp"

#include "common/config_checks.hpp"
#include "common/error.hpp"
#include "common/options.hpp"
#include "common/text.hpp"
#include "common/value.hpp"
#include "common/yaml.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <span>
#include <string_view>
#include <system_error>
#include <variant>
#include <vector>

#include <unistd.h>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxBytes = std::size_t{256} * 1024;

using Text = std::string& (*)(Config&);
using Whole = int& (*)(Config&);
using Number = double& (*)(Config&);
struct Rules {
  std::vector<Rule>& (*member)(Config&);
  bool arrow;  // each needs one
};

using Switch = bool& (*)(Config&);
struct Words {
  std::vector<std::string>& (*member)(Config&);
  bool (*is_one)(std::string_view);
  std::string_view form;  // what one looks like
};
using Networks = std::vector<IpNetwork>& (*)(Config&);
struct Choice {
  Text member;
  std::span<const std::string_view> values;
};
struct WebAddress {  // kept without a slash at its end
  Text member;
};

struct Setting {
  std::string_view key;
  std::variant<Text, Whole, Number, Switch, Choice, WebAddress, Rules, Words, Networks> member;
  double min = 0;
  double max = 0;
};

// Config::section.member as a function, so that settings of all sections fit into one table.
template <auto section, auto member>
auto& in(Config& config) {
  return config.*section.*member;
}
std::string& index_of(Config& config) {
  return config.index;
}
constexpr auto kSite = &Config::site;
constexpr auto kRanking = &Config::ranking;
constexpr auto kSearch = &Config::search;
constexpr auto kServer = &Config::server;
constexpr auto kLog = &Config::log;
constexpr auto kStats = &Config::stats;

constexpr std::array<std::string_view, 2> kLogFormats = {"text", "json"};
constexpr std::array<std::string_view, 3> kEscapes = {"auto", "always", "never"};

// Every key there is. What each means stands in config/blogsearch.yaml.
constexpr std::array kSettings = {
    Setting{"index", Text(index_of)},
    Setting{"site.name", Text(in<kSite, &SiteConfig::name>)},
    Setting{"site.base_url", Text(in<kSite, &SiteConfig::base_url>)},
    Setting{"site.language", Text(in<kSite, &SiteConfig::language>)},
    Setting{"site.permalink", Text(in<kSite, &SiteConfig::permalink>)},
    Setting{"ranking.title", Number(in<kRanking, &RankingConfig::title>), 0, 1000},
    Setting{"ranking.headings", Number(in<kRanking, &RankingConfig::headings>), 0, 1000},
    Setting{"ranking.tags", Number(in<kRanking, &RankingConfig::tags>), 0, 1000},
    Setting{"ranking.description", Number(in<kRanking, &RankingConfig::description>), 0, 1000},
    Setting{"ranking.code", Number(in<kRanking, &RankingConfig::code>), 0, 1000},
    Setting{"ranking.recency", Number(in<kRanking, &RankingConfig::recency>), 0, 1},
    Setting{"ranking.recency_half_life_days",
            Whole(in<kRanking, &RankingConfig::recency_half_life_days>), 1, 100'000},
    Setting{"search.time_limit_ms", Whole(in<kSearch, &SearchConfig::time_limit_ms>), 1, 60'000},
    Setting{"search.snippet_length", Whole(in<kSearch, &SearchConfig::snippet_length>), 20, 2000},
    Setting{"search.synonyms", Rules{in<kSearch, &SearchConfig::synonyms>, false}},
    Setting{"search.pinned", Rules{in<kSearch, &SearchConfig::pinned>, true}},
    Setting{"server.listen", Text(in<kServer, &ServerConfig::listen>)},
    Setting{"server.workers", Whole(in<kServer, &ServerConfig::workers>), 0, 1024},
    Setting{"server.queue", Whole(in<kServer, &ServerConfig::queue>), 0, 100'000},
    Setting{"server.max_connections", Whole(in<kServer, &ServerConfig::max_connections>), 1,
            1'000'000},
    Setting{"server.trusted_proxies", Networks(in<kServer, &ServerConfig::trusted_proxies>)},
    Setting{"server.cors_origins", Words{in<kServer, &ServerConfig::cors_origins>, is_origin,
                                         "https://example.org, without a path, or *"}},
    Setting{"server.api_keys", Words{in<kServer, &ServerConfig::api_keys>, is_key,
                                     "letters, digits and signs, without blanks and commas"}},
    Setting{"server.rate_limit", Number(in<kServer, &ServerConfig::rate_limit>), 0, 1'000'000},
    Setting{"server.rate_burst", Whole(in<kServer, &ServerConfig::rate_burst>), 1, 1'000'000},
    Setting{"server.max_age", Whole(in<kServer, &ServerConfig::max_age>), 0, 31'536'000},
    Setting{"server.cache_bytes", Whole(in<kServer, &ServerConfig::cache_bytes>), 0, 1'000'000'000},
    Setting{"server.metrics_clients", Networks(in<kServer, &ServerConfig::metrics_clients>)},
    Setting{"server.public_url", WebAddress{in<kServer, &ServerConfig::public_url>}},
    Setting{"server.escape", Choice{in<kServer, &ServerConfig::escape>, kEscapes}},
    Setting{"log.format", Choice{in<kLog, &LogConfig::format>, kLogFormats}},
    Setting{"log.requests", Switch(in<kLog, &LogConfig::requests>)},
    Setting{"log.clients", Switch(in<kLog, &LogConfig::clients>)},
    Setting{"log.queries", Switch(in<kLog, &LogConfig::queries>)},
    Setting{"stats.days", Whole(in<kStats, &StatsConfig::days>), 0, 3'650},
    Setting{"stats.folder", Text(in<kStats, &StatsConfig::folder>)},
};

[[noreturn]] void usage_error(const std::string& what, std::string hint = {}) {
  throw Error(ErrorCode::usage, what, std::move(hint));
}

// Where something stands in the settings file: "blogsearch.yaml:12".
std::string place(const fs::path& file, int line) {
  return fmt::format("{}:{}", file.string(), line);
}

template <class T>
std::optional<T> read_number(const std::string& text) {
  T number{};
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || at != end) return std::nullopt;
  return number;
}

template <class T>
bool assign_number(T& target, const std::string& text, const Setting& setting) {
  const std::optional<T> number = read_number<T>(text);
  // Written so that NaN fails.
  if (!number || !(*number >= setting.min && *number <= setting.max)) return false;
  target = *number;
  return true;
}

// The parts of "js, javascript" without blanks around them; empty parts are left out.
std::vector<std::string> split_list(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const std::string_view part = list.substr(0, list.find(','));
    list.remove_prefix(std::min(part.size() + 1, list.size()));
    if (std::string squeezed = squeeze(part); !squeezed.empty())
      parts.push_back(std::move(squeezed));
  }
  return parts;
}

// Empty where it says nothing: one word alone, or nothing on one side of the arrow.
std::optional<Rule> read_rule(std::string_view line, bool needs_arrow) {
  constexpr std::string_view arrow = "=>";
  const auto at = line.find(arrow);
  if (at == std::string_view::npos) {
    Rule rule{split_list(line), {}};
    return needs_arrow || rule.left.size() < 2 ? std::nullopt : std::optional(rule);
  }
  Rule rule{split_list(line.substr(0, at)), split_list(line.substr(at + arrow.size()))};
  return rule.left.empty() || rule.right.empty() ? std::nullopt : std::optional(rule);
}

void assign_rules(std::vector<Rule>& target, const Rules& rules, const Value& value,
                  const Setting& setting, const fs::path& file) {
  if (!value.is_list()) {
    usage_error(fmt::format("{}: {} takes a list of lines", place(file, value.line), setting.key),
                "config/blogsearch.yaml has an example");
  }
  target.clear();
  for (const Value& line : value.items) {
    const auto rule = line.is_scalar() ? read_rule(line.text, rules.arrow) : std::optional<Rule>();
    if (!rule) {
      usage_error(
          fmt::format("{}: {}: '{}' is no rule", place(file, line.line), setting.key, line.text),
          rules.arrow ? "write QUERY => URL, URL" : "write WORD, WORD or WORD => WORD");
    }
    target.push_back(*rule);
  }
}

// Only what may stand in a page or a header as it is.
bool is_web_address(std::string_view url) {
  const bool has_scheme = url.starts_with("https://") || url.starts_with("http://");
  const auto is_plain = [](char c) {
    return c > ' ' && c < '\x7f' &&
           std::string_view("\"'<>\\?#`").find(c) == std::string_view::npos;
  };
  return has_scheme && std::ranges::all_of(url, is_plain) && !url.ends_with("://");
}

// Puts a value from the file into the settings: one overload for each kind of setting.
struct Assigner {
  Config& config;
  const Setting& setting;
  const Value& value;
  const fs::path& file;

  void operator()(Text text) const { text(config) = scalar(); }
  void operator()(Whole whole) const {
    if (!assign_number(whole(config), scalar(), setting)) not_a_number("whole number");
  }
  void operator()(Number number) const {
    if (!assign_number(number(config), scalar(), setting)) not_a_number("number");
  }
  void operator()(Switch target) const {
    const std::string& text = scalar();
    const auto on = as_bool(value);
    if (!on) wrong(value, fmt::format("'{}' is neither true nor false", text));
    target(config) = *on;
  }
  void operator()(const Choice& choice) const {
    if (std::ranges::find(choice.values, scalar()) == choice.values.end())
      wrong(value, fmt::format("'{}' is none of {}", value.text, fmt::join(choice.values, ", ")));
    choice.member(config) = value.text;
  }
  void operator()(const WebAddress& address) const {
    std::string_view url = scalar();
    if (!url.empty() && !is_web_address(url))
      wrong(value, fmt::format("'{}' is no web address", url),
            "write https://HOST or https://HOST/PATH");
    while (url.ends_with('/')) url.remove_suffix(1);
    address.member(config) = url;
  }
  void operator()(const Rules& rules) const {
    assign_rules(rules.member(config), rules, value, setting, file);
  }
  void operator()(const Words& words) const {
    words.member(config).clear();
    for (const Value& item : items()) {
      if (!words.is_one(item.text))
        wrong(item, fmt::format("'{}' is none", item.text), fmt::format("write {}", words.form));
      words.member(config).push_back(item.text);
    }
  }
  void operator()(Networks networks) const {
    networks(config).clear();
    for (const Value& item : items()) {
      const auto network = parse_ip_network(item.text);
      if (!network) {
        wrong(item, fmt::format("'{}' is no network", item.text),
              "write an address, or a network as in 10.0.0.0/8 or 2001:db8::/32");
      }
      networks(config).push_back(*network);
    }
  }

 private:
  [[noreturn]] void wrong(const Value& at, const std::string& what, std::string hint = {}) const {
    usage_error(fmt::format("{}: {}: {}", place(file, at.line), setting.key, what),
                std::move(hint));
  }
  [[noreturn]] void not_a_number(std::string_view kind) const {
    wrong(value, fmt::format("'{}' is not a {} from {} to {}", value.text, kind, setting.min,
                             setting.max));
  }
  [[nodiscard]] const std::string& scalar() const {
    if (!value.is_scalar())
      usage_error(fmt::format("{}: {} takes one value", place(file, value.line), setting.key));
    return value.text;
  }
  [[nodiscard]] const std::vector<Value>& items() const {
    if (value.is_list() && std::ranges::all_of(value.items, &Value::is_scalar)) return value.items;
    usage_error(
        fmt::format("{}: {} takes a list", place(file, value.line), setting.key),
        fmt::format("write {}: [ONE, OTHER]", setting.key.substr(setting.key.rfind('.') + 1)));
  }
};

void assign(Config& config, const Setting& setting, const Value& value, const fs::path& file) {
  if (value.is_null()) return;  // `key:` alone leaves the default
  std::visit(Assigner{config, setting, value, file}, setting.member);
}

[[noreturn]] void unknown_key(std::string_view key, const std::string& at) {
  std::vector<std::string_view> known;
  known.reserve(kSettings.size());
  for (const Setting& setting : kSettings) known.push_back(setting.key);
  const std::string meant = nearest(key, known);
  const std::string advice = meant.empty() ? "" : fmt::format("; did you mean '{}'?", meant);
  usage_error(fmt::format("{}: unknown key '{}'{}", at, key, advice),
              "config/blogsearch.yaml has every key");
}

// Walks the file's tree; `prefix` is "" or "ranking.".
void read_map(Config& config, const fs::path& file, const Value& map, const std::string& prefix) {
  for (const auto& [name, value] : map.entries) {
    const std::string key = prefix + name;
    const auto* setting = std::ranges::find(kSettings, key, &Setting::key);
    if (setting != kSettings.end()) {
      assign(config, *setting, value, file);
      continue;
    }
    const std::string section = key + ".";
    const bool known = std::ranges::any_of(
        kSettings, [&](const Setting& s) { return s.key.starts_with(section); });
    if (value.is_map() && !value.entries.empty()) {
      read_map(config, file, value, section);
    } else if (!known) {
      unknown_key(key, place(file, value.line));
    } else if (!value.is_null() && !value.is_map()) {
      usage_error(
          fmt::format("{}: '{}' takes keys below it, not a value", place(file, value.line), key));
    }
  }
}

std::string read_bytes(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes(kMaxBytes + 1, '\0');
  if (in) in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!in.is_open() || in.bad() || (in.fail() && !in.eof())) {
    const std::string reason = std::generic_category().message(errno != 0 ? errno : EIO);
    usage_error(fmt::format("cannot read the settings '{}': {}", file.string(), reason));
  }
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > kMaxBytes)
    usage_error(fmt::format("the settings '{}' have more than {} bytes", file.string(), kMaxBytes));
  return bytes;
}

// nullptr where it is unset or empty.
const char* environment(const char* name) {
  const char* value =
      std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing of ours calls setenv
  return value != nullptr && *value != '\0' ? value : nullptr;
}

// A setting's value as describe() prints it.
struct Shown {
  Config& config;

  std::string operator()(const Rules& rules) const {
    std::string shown;
    for (const Rule& rule : rules.member(config)) {
      if (!shown.empty()) shown += "; ";
      shown += fmt::format("{}", fmt::join(rule.left, ", "));
      if (!rule.right.empty()) shown += fmt::format(" => {}", fmt::join(rule.right, ", "));
    }
    return shown;
  }
  std::string operator()(Networks networks) const {
    std::string shown;
    for (const IpNetwork& network : networks(config))
      shown += (shown.empty() ? "" : ", ") + to_text(network);
    return shown;
  }
  std::string operator()(const Words& words) const {
    return fmt::format("{}", fmt::join(words.member(config), ", "));
  }
  std::string operator()(const Choice& choice) const { return choice.member(config); }
  std::string operator()(const WebAddress& address) const { return address.member(config); }
  std::string operator()(const auto member) const { return fmt::format("{}", member(config)); }
};

}  // namespace

std::vector<IpNetwork> this_machine() {
  return {*parse_ip_network("127.0.0.0/8"), *parse_ip_network("::1")};
}

Config read_config(const fs::path& file) {
  Config config;
  Value settings;
  const std::string bytes = read_bytes(file);
  try {
    settings = parse_yaml(bytes);
  } catch (const Error& error) {
    usage_error(fmt::format("{}: {}", place(file, error.line()), error.what()), error.hint());
  }
  if (!settings.is_map() && !settings.is_null())
    usage_error(fmt::format("{}: no 'key: value' lines", place(file, 1)));
  read_map(config, file, settings, "");
  return config;
}

fs::path default_config_file() {
  if (const char* file = environment("BLOGSEARCH_CONFIG")) return file;
  const fs::path installed = "/etc/blogsearch/blogsearch.yaml";
  std::error_code ignored;
  return fs::exists(installed, ignored) ? installed : fs::path();
}

fs::path index_dir(const std::string& option, const Config& config) {
  if (!option.empty()) return option;
  if (!config.index.empty()) return config.index;
  if (const char* index = environment("BLOGSEARCH_INDEX")) return index;
  if (::geteuid() == 0) return "/var/lib/blogsearch";
  // The XDG Base Directory Specification has relative paths ignored.
  const char* data_home = environment("XDG_DATA_HOME");
  if (data_home != nullptr && *data_home == '/') return fs::path(data_home) / "blogsearch";
  const char* home = environment("HOME");
  if (home == nullptr)
    usage_error("no folder for the index: HOME is not set", "give one with --index DIR");
  return fs::path(home) / ".local/share/blogsearch";
}

std::string describe(const Config& config) {
  Config copy = config;
  std::string text;
  for (const Setting& setting : kSettings)
    text += fmt::format("{} = {}\n", setting.key, std::visit(Shown{copy}, setting.member));
  return text;
}

}  // namespace blogsearch
