// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/glob.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxAlternatives = 64;

struct Token {
  enum class Kind { literal, any, set, star, folders };
  Kind kind = Kind::literal;
  char character = 0;        // literal
  bool crosses = false;      // any, star: also a /
  bool negated = false;      // set
  std::string_view members;  // set: as written between the brackets
};

// The } that closes the { at `open`, and the commas that part its alternatives.
struct Braces {
  std::size_t close = 0;
  std::vector<std::size_t> commas;
};

std::optional<Braces> find_braces(std::string_view pattern, std::size_t open) {
  Braces braces;
  int depth = 0;
  for (std::size_t at = open; at < pattern.size(); ++at) {
    if (pattern[at] == '\\') {
      ++at;
    } else if (pattern[at] == '{') {
      ++depth;
    } else if (pattern[at] == ',' && depth == 1) {
      braces.commas.push_back(at);
    } else if (pattern[at] == '}' && --depth == 0) {
      braces.close = at;
      return braces;
    }
  }
  return std::nullopt;
}

// a{b,c}d -> abd, acd; false where there would be too many.
bool expand(const std::string& pattern, std::vector<std::string>& out) {
  std::vector<std::string> open = {pattern};
  while (!open.empty()) {
    if (open.size() + out.size() > kMaxAlternatives) return false;
    const std::string next = std::move(open.back());
    open.pop_back();
    const std::size_t at = next.find('{');
    const auto braces = at == std::string::npos ? std::nullopt : find_braces(next, at);
    if (!braces) {
      out.push_back(next);
      continue;
    }
    std::size_t begin = at + 1;
    for (std::size_t i = 0; i <= braces->commas.size(); ++i) {
      const std::size_t end = i < braces->commas.size() ? braces->commas[i] : braces->close;
      open.push_back(next.substr(0, at) + next.substr(begin, end - begin) +
                     next.substr(braces->close + 1));
      begin = end + 1;
    }
  }
  return true;
}

// The [set] at `at`; `at` moves behind it. Nothing where it is not closed.
std::optional<Token> read_set(std::string_view pattern, std::size_t& at) {
  const std::size_t close = pattern.find(']', at + 2);
  if (close == std::string_view::npos) return std::nullopt;
  Token token{Token::Kind::set, 0, false, false, pattern.substr(at + 1, close - at - 1)};
  token.negated = token.members.starts_with('!') || token.members.starts_with('^');
  if (token.negated) token.members.remove_prefix(1);
  at = close + 1;
  return token;
}

std::vector<Token> tokens_of(std::string_view pattern, GlobRule rule) {
  std::vector<Token> tokens;
  const bool crosses = rule == GlobRule::fnmatch;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::string_view rest = pattern.substr(at);
    if (rule == GlobRule::dir_glob && rest.starts_with("**/")) {
      tokens.push_back({Token::Kind::folders, 0, true, false, {}});
      at += 3;
    } else if (rest.front() == '*') {
      const std::size_t stars = std::min(rest.find_first_not_of('*'), rest.size());
      tokens.push_back(
          {Token::Kind::star, 0, crosses || (rule == GlobRule::hugo && stars > 1), false, {}});
      at += stars;
    } else if (rest.front() == '?') {
      tokens.push_back({Token::Kind::any, 0, crosses, false, {}});
      ++at;
    } else if (const auto set = rest.front() == '[' ? read_set(pattern, at) : std::nullopt) {
      tokens.push_back(*set);
    } else {
      if (rest.front() == '\\' && rest.size() > 1) ++at;
      tokens.push_back({Token::Kind::literal, pattern[at], false, false, {}});
      ++at;
    }
  }
  return tokens;
}

bool in_set(const Token& token, char c) {
  const std::string_view m = token.members;
  for (std::size_t i = 0; i < m.size(); ++i) {
    const bool range = i + 2 < m.size() && m[i + 1] == '-';
    if (range ? m[i] <= c && c <= m[i + 2] : m[i] == c) return !token.negated;
    if (range) i += 2;
  }
  return token.negated;
}

bool takes(const Token& token, char c) {
  switch (token.kind) {
    case Token::Kind::literal:
      return token.character == c;
    case Token::Kind::set:
      return in_set(token, c);
    default:
      return token.crosses || c != '/';
  }
}

bool may_be_skipped(const Token& token) {
  return token.kind == Token::Kind::star || token.kind == Token::Kind::folders;
}

// Which tokens may come next, walked over the path as over an automaton; ends as soon as none may.
bool matches(const std::vector<Token>& tokens, std::string_view path) {
  std::vector<bool> now(tokens.size() + 1);
  std::vector<bool> next(tokens.size() + 1);
  now[0] = true;
  for (std::size_t i = 0; i < tokens.size() && now[i]; ++i) now[i + 1] = may_be_skipped(tokens[i]);
  for (const char c : path) {
    std::fill(next.begin(), next.end(), false);
    bool alive = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (!now[i] || !takes(tokens[i], c)) continue;
      next[may_be_skipped(tokens[i]) ? i : i + 1] = true;
      alive = true;
    }
    if (!alive) return false;
    // **/ may end only behind a /.
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const bool ends = tokens[i].kind == Token::Kind::star || c == '/';
      if (next[i] && may_be_skipped(tokens[i]) && ends) next[i + 1] = true;
    }
    std::swap(now, next);
  }
  return now[tokens.size()];
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view path, GlobRule rule) {
  std::vector<std::string> alternatives;
  if (rule == GlobRule::fnmatch) {
    alternatives.emplace_back(pattern);
  } else if (!expand(std::string(pattern), alternatives)) {
    return false;
  }
  return std::ranges::any_of(alternatives, [&](const std::string& alternative) {
    return matches(tokens_of(alternative, rule), path);
  });
}

}  // namespace blogsearch
