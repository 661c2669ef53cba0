// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/slug.hpp"

#include "common/text.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

namespace blogsearch {
namespace {

utf8proc_category_t category(char32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

bool is_letter(char32_t c) {
  const auto found = category(c);
  return found >= UTF8PROC_CATEGORY_LU && found <= UTF8PROC_CATEGORY_LO;
}

bool is_mark(char32_t c) {
  const auto found = category(c);
  return found >= UTF8PROC_CATEGORY_MN && found <= UTF8PROC_CATEGORY_ME;
}

bool is_decimal(char32_t c) {
  return category(c) == UTF8PROC_CATEGORY_ND;
}

// unicode.IsSpace of Go.
bool is_white(char32_t c) {
  const auto found = category(c);
  return (c >= 9 && c <= 13) || c == 0x85 || found == UTF8PROC_CATEGORY_ZS ||
         found == UTF8PROC_CATEGORY_ZL || found == UTF8PROC_CATEGORY_ZP;
}

char32_t mapped(utf8proc_int32_t (*mapping)(utf8proc_int32_t), char32_t c) {
  return static_cast<char32_t>(mapping(static_cast<utf8proc_int32_t>(c)));
}

template <typename Use>
void each_character(std::string_view text, Use use) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    use(decoded.code_point, text.substr(at, decoded.bytes), at);
    at += decoded.bytes;
  }
}

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_escape(std::string_view text, std::size_t at) {
  return at + 2 < text.size() && text[at] == '%' && is_hex(text[at + 1]) && is_hex(text[at + 2]);
}

bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int hex_digit(char c) {
  return c <= '9' ? c - '0' : (c & ~0x20) - 'A' + 10;
}

std::string unescape(std::string_view text, bool plus_is_blank) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_escape(text, at)) {
      out += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 2;
    } else {
      out += plus_is_blank && text[at] == '+' ? ' ' : text[at];
    }
  }
  return out;
}

// Is every byte one that Go leaves alone in a path that was given in its encoded form?
bool is_valid_encoding(std::string_view path) {
  constexpr std::string_view allowed_signs = "-_.~!$&'()*+,;=:@[]/";
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (is_alnum(path[at]) || allowed_signs.find(path[at]) != std::string_view::npos) continue;
    if (!is_escape(path, at)) return false;
  }
  return true;
}

// `text` in one of Unicode's normal forms; as it is where utf8proc gives up.
std::string normalized(std::string_view text, utf8proc_option_t form) {
  utf8proc_uint8_t* out = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &out,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | form));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(out, &std::free);
  if (size < 0) return std::string(text);
  return {reinterpret_cast<const char*>(out), static_cast<std::size_t>(size)};
}

}  // namespace

std::string without_accents(std::string_view text) {
  std::string out;
  each_character(normalized(text, UTF8PROC_DECOMPOSE),
                 [&](char32_t c, std::string_view bytes, std::size_t) {
                   if (category(c) != UTF8PROC_CATEGORY_MN) out += bytes;
                 });
  return normalized(out, UTF8PROC_COMPOSE);
}

std::string lower(std::string_view text) {
  std::string out;
  each_character(text, [&](char32_t c, std::string_view, std::size_t) {
    append_utf8(out, mapped(utf8proc_tolower, c));
  });
  return out;
}

std::string capitalize(std::string_view text) {
  std::string out;
  each_character(text, [&](char32_t c, std::string_view, std::size_t at) {
    append_utf8(out, mapped(at == 0 ? utf8proc_totitle : utf8proc_tolower, c));
  });
  return out;
}

std::string jekyll_slug(std::string_view text, JekyllSlug mode) {
  const std::string_view kept = mode == JekyllSlug::pretty_cased ? "._~!$&'()+,;=@" : "";
  std::string out;
  bool in_run = false;
  each_character(text, [&](char32_t c, std::string_view bytes, std::size_t) {
    const bool stays = is_letter(c) || is_mark(c) || is_decimal(c) ||
                       (c < 0x80 && kept.find(static_cast<char>(c)) != std::string_view::npos);
    if (stays) out += bytes;
    if (!stays && !in_run) out += '-';
    in_run = !stays;
  });
  if (out.starts_with('-')) out.erase(0, 1);
  if (out.ends_with('-')) out.pop_back();
  return mode == JekyllSlug::simple ? lower(out) : out;
}

std::string percent_encode(std::string_view text, std::string_view kept) {
  std::string out;
  for (const char c : text) {
    const bool plain = is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain || kept.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string escape_jekyll_path(std::string_view text) {
  return percent_encode(text, "!$&'()*+,;=:@/?");
}

std::string sanitize_jekyll_url(std::string_view text) {
  std::string url = "/" + std::string(text);
  for (std::size_t at = 0; (at = url.find("..", at)) != std::string::npos; ++at)
    url.replace(at, 2, "/");
  std::string out;
  for (std::size_t at = 0; at < url.size(); ++at) {
    if (url[at] == '.' && at + 1 < url.size() && url[at + 1] == '/') {
      ++at;
    } else {
      out += url[at];
    }
  }
  const auto is_double = [](char a, char b) { return a == '/' && b == '/'; };
  out.erase(std::unique(out.begin(), out.end(), is_double), out.end());
  return out;
}

std::string hugo_path(std::string_view text, HugoPathRules rules) {
  const std::string plain = rules.remove_accents ? without_accents(text) : std::string(text);
  std::string out;
  bool blank_before = false;
  bool was_hyphen = false;
  each_character(plain, [&](char32_t c, std::string_view bytes, std::size_t at) {
    constexpr std::string_view allowed_signs = "./\\_#+~-@";
    const bool allowed =
        (c < 0x80 && allowed_signs.find(static_cast<char>(c)) != std::string_view::npos) ||
        is_letter(c) || is_decimal(c) || is_mark(c) || is_escape(plain, at);
    if (!allowed) {
      if (!out.empty() && is_white(c) && !was_hyphen) blank_before = true;
      return;
    }
    was_hyphen = c == '-';
    if (blank_before && !was_hyphen) out += '-';
    blank_before = false;
    out += bytes;
  });
  return rules.to_lower ? lower(out) : out;
}

std::string escape_hugo_path(std::string_view text) {
  const std::size_t end = std::min(text.find_first_of("?#"), text.size());
  const std::string_view path = text.substr(0, end);
  const std::string rest = percent_encode(text.substr(end), "!$&'()*+,;=:@/?#%");
  if (is_valid_encoding(path)) return std::string(path) + rest;
  return percent_encode(unescape(path, false), "$&+,/:;=@") + rest;
}

std::string unescape_query(std::string_view text) {
  // Go gives nothing for a text with a stray %.
  for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
    if (!is_escape(text, at)) return {};
  }
  return unescape(text, true);
}

std::string unescape_path(std::string_view text) {
  return unescape(text, false);
}

std::string clean_path(std::string_view text) {
  std::vector<std::string_view> segments;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('/', at), text.size());
    const std::string_view segment = text.substr(at, end - at);
    at = end + 1;
    if (segment.empty() || segment == ".") continue;
    if (segment != "..") {
      segments.push_back(segment);
    } else if (!segments.empty()) {
      segments.pop_back();
    }
  }
  std::string out = "/" + fmt::format("{}", fmt::join(segments, "/"));
  if (text.ends_with('/') && !out.ends_with('/')) out += '/';
  return out;
}

}  // namespace blogsearch
