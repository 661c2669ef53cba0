// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/tex.hpp"

#include "indexer/ascii.hpp"

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

// Commands whose name is what a reader would say; sorted.
constexpr std::array kSpoken = std::to_array<std::string_view>(
    {"Delta",   "Gamma",      "Lambda",  "Omega",  "Phi",    "Pi",     "Psi",    "Sigma",   "Theta",
     "Upsilon", "Xi",         "alpha",   "approx", "arccos", "arcsin", "arctan", "arg",     "beta",
     "chi",     "cos",        "cosh",    "cot",    "delta",  "det",    "dim",    "epsilon", "eta",
     "exp",     "gamma",      "gcd",     "inf",    "infty",  "int",    "iota",   "kappa",   "ker",
     "lambda",  "lim",        "ln",      "log",    "max",    "min",    "mod",    "mu",      "nabla",
     "nu",      "omega",      "partial", "phi",    "pi",     "prod",   "psi",    "rho",     "sigma",
     "sin",     "sinh",       "sqrt",    "sum",    "sup",    "tan",    "tanh",   "tau",     "theta",
     "upsilon", "varepsilon", "varphi",  "xi",     "zeta"});
static_assert(std::is_sorted(kSpoken.begin(), kSpoken.end()));

std::size_t command_size(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_letter(text[end])) ++end;
  return end - at;
}

void add_blank(std::string& out) {
  if (!out.empty() && out.back() != ' ') out += ' ';
}

}  // namespace

bool is_tex(std::string_view text) {
  std::size_t longest_word = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' || text[at] == '^' || text[at] == '_') return true;
    const std::size_t word = command_size(text, at);
    longest_word = std::max(longest_word, word);
    at += word > 0 ? word - 1 : 0;
  }
  return longest_word <= 2;
}

std::string tex_words(std::string_view tex) {
  std::string out;
  for (std::size_t at = 0; at < tex.size();) {
    const char c = tex[at];
    if (c == '\\') {
      const std::size_t size = command_size(tex, at + 1);
      const std::string_view name = tex.substr(at + 1, size);
      add_blank(out);
      if (std::binary_search(kSpoken.begin(), kSpoken.end(), name)) {
        out += name;
        add_blank(out);
      }
      at += std::max<std::size_t>(size, 1) + 1;
      continue;
    }
    if (c == '}' || c == '&' || c == '~' || c == '\n') {
      add_blank(out);
    } else if (c != '{' && c != '$') {
      out += c;
    }
    ++at;
  }
  return out;
}

}  // namespace blogsearch
