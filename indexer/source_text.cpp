// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source_text.hpp"

#include "common/error.hpp"
#include "common/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace blogsearch {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// Windows-1252's letters for 0x80 to 0x9F (WHATWG Encoding, "index windows-1252"); 0: undefined.
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool is_control(unsigned char c) {
  return (c < 0x20 && c != '\t' && c != '\n') || c == 0x7F;
}

// Bytes that need a second look: all that is not ASCII text with \n.
constexpr std::array<bool, 256> special_bytes() {
  std::array<bool, 256> special{};
  for (std::size_t c = 0; c < special.size(); ++c)
    special[c] = (c < 0x20 && c != '\t' && c != '\n') || c >= 0x7F;
  return special;
}
constexpr std::array<bool, 256> kSpecial = special_bytes();

std::size_t next_special(std::string_view bytes, std::size_t at) {
  while (at < bytes.size() && !kSpecial[static_cast<unsigned char>(bytes[at])]) ++at;
  return at;
}

// The first half of a blank that does not break (C2 A0), whose second half some editor took for a
// blank and rewrote.
bool is_lost_blank(std::string_view bytes, std::size_t at) {
  if (bytes[at] != '\xC2') return false;
  return at + 1 == bytes.size() || bytes[at + 1] == ' ' || bytes[at + 1] == '\n' ||
         bytes[at + 1] == '\r';
}

// What the bytes are made of.
struct Survey {
  std::size_t multi_byte = 0;   // whole UTF-8 characters of two bytes and more
  std::size_t high_bytes = 0;   // bytes from 0x80 on
  std::size_t bad_bytes = 0;    // of these, no UTF-8
  std::size_t lost_blanks = 0;  // of these, see is_lost_blank()
  std::size_t undefined = 0;    // of these, nothing in Windows-1252 either
  std::size_t carriage_returns = 0;
  std::size_t c1_controls = 0;      // U+0080 to U+009F, written as UTF-8
  std::size_t controls = 0;         // ASCII's, NUL among them
  std::size_t binary_controls = 0;  // those that no text has

  [[nodiscard]] bool clean() const {
    return bad_bytes + carriage_returns + c1_controls + controls == 0;
  }
};

void look_at_control(unsigned char c, Survey& survey) {
  if (c == '\r') {
    ++survey.carriage_returns;
    return;
  }
  ++survey.controls;
  const bool in_old_texts = c == '\f' || c == '\v' || c == 0x1A || c == 0x1B;
  if (!in_old_texts) ++survey.binary_controls;
}

Survey look_at(std::string_view bytes) {
  Survey survey;
  for (std::size_t at = next_special(bytes, 0); at < bytes.size(); at = next_special(bytes, at)) {
    const auto c = static_cast<unsigned char>(bytes[at]);
    if (c < 0x80) {
      look_at_control(c, survey);
      ++at;
      continue;
    }
    const Decoded decoded = decode_utf8(bytes, at);
    survey.high_bytes += decoded.bytes;
    if (decoded.bytes > 1) ++survey.multi_byte;
    if (decoded.bytes == 1) ++survey.bad_bytes;
    if (decoded.bytes == 1 && is_lost_blank(bytes, at)) ++survey.lost_blanks;
    if (decoded.bytes == 1 && c < 0xA0 && kWindows1252[c - 0x80U] == 0) ++survey.undefined;
    if (decoded.code_point < 0xA0) ++survey.c1_controls;
    at += decoded.bytes;
  }
  return survey;
}

// A picture or a program has some 10 % of control bytes, a text saved in a hurry has two or three.
bool is_binary(const Survey& survey, std::size_t size) {
  return survey.binary_controls > 8 && survey.binary_controls > size / 50;
}

// Western text in the old encoding: not one proper UTF-8 character, and few bytes above ASCII
// (Chinese or Cyrillic ones, by contrast, are mostly such).
bool is_windows_1252(const Survey& survey, std::size_t size) {
  return survey.bad_bytes > survey.lost_blanks && survey.multi_byte == 0 && survey.undefined == 0 &&
         survey.high_bytes <= size / 4;
}

class Repairer {
 public:
  Repairer(std::string_view bytes, bool windows_1252)
      : bytes_(bytes), windows_1252_(windows_1252) {}

  // Bytes that became U+FFFD; to be asked after run().
  [[nodiscard]] std::size_t lost() const { return lost_; }

  std::string run() {
    out_.reserve(bytes_.size() + bytes_.size() / 8);
    for (std::size_t at = 0; at < bytes_.size();) {
      const std::size_t special = next_special(bytes_, at);
      out_.append(bytes_.substr(at, special - at));
      if (special == bytes_.size()) break;
      at = special + repair(special);
    }
    return std::move(out_);
  }

 private:
  // Writes what stands for the byte or character at `at`; gives its bytes.
  std::size_t repair(std::size_t at) {
    const auto c = static_cast<unsigned char>(bytes_[at]);
    if (c == '\r') return line_end(at);
    if (is_control(c)) {
      if (c == '\f' || c == '\v') out_ += ' ';  // they part words
      return 1;
    }
    const Decoded decoded = decode_utf8(bytes_, at);
    if (decoded.bytes == 1) {
      if (!is_lost_blank(bytes_, at))
        add(windows_1252_ || is_alone(at) ? from_windows_1252(c) : kReplacement);
    } else if (decoded.code_point < 0xA0) {
      append_utf8(out_, from_windows_1252(decoded.code_point));
    } else {
      out_.append(bytes_.substr(at, decoded.bytes));
    }
    return decoded.bytes;
  }

  void add(char32_t c) {
    lost_ += c == kReplacement;
    append_utf8(out_, c);
  }

  // Between two ASCII bytes: a letter of Windows-1252 pasted into UTF-8, and not the rest of
  // something else.
  [[nodiscard]] bool is_alone(std::size_t at) const {
    const auto ascii = [&](std::size_t i) {
      return i >= bytes_.size() || static_cast<unsigned char>(bytes_[i]) < 0x80;
    };
    return (at == 0 || ascii(at - 1)) && ascii(at + 1);
  }

  std::size_t line_end(std::size_t at) {
    out_ += '\n';
    return bytes_.substr(at).starts_with("\r\n") ? 2 : 1;
  }

  static char32_t from_windows_1252(char32_t c) {
    if (c >= 0xA0) return c;
    const char32_t letter = kWindows1252[c - 0x80U];
    return letter != 0 ? letter : kReplacement;
  }

  std::string_view bytes_;
  bool windows_1252_;
  std::size_t lost_ = 0;
  std::string out_;
};

std::string counted(std::size_t count, std::string_view one, std::string_view many,
                    std::string_view rest) {
  return fmt::format("{} {} {}", count, count == 1 ? one : many, rest);
}

SourceText clean_utf8(std::string_view bytes) {
  const Survey survey = look_at(bytes);
  if (survey.clean()) return {std::string(bytes), {}, "UTF-8"};
  if (is_binary(survey, bytes.size())) throw Error("a binary file, no text");
  const bool windows_1252 = is_windows_1252(survey, bytes.size());
  Repairer repairer(bytes, windows_1252);
  SourceText source{repairer.run(), {}, "UTF-8"};
  if (windows_1252) {
    source.encoding = "Windows-1252";
    source.warnings.emplace_back("read as Windows-1252, since it is no UTF-8");
  } else if (repairer.lost() > 0) {
    source.warnings.push_back(counted(repairer.lost(), "byte that is", "bytes that are",
                                      "no UTF-8 could not be read: save the file as UTF-8"));
  } else if (survey.bad_bytes > 0) {
    source.warnings.push_back(
        counted(survey.bad_bytes, "byte that is", "bytes that are", "no UTF-8 repaired"));
  }
  if (survey.controls > 0) {
    source.warnings.push_back(
        counted(survey.controls, "control character", "control characters", "taken out"));
  }
  return source;
}

// The 16-bit unit at byte `at`.
char32_t unit_at(std::string_view bytes, std::size_t at, bool big_endian) {
  const auto first = static_cast<unsigned char>(bytes[at]);
  const auto second = static_cast<unsigned char>(bytes[at + 1]);
  return big_endian ? first * 256U + second : second * 256U + first;
}

// UTF-16 without its BOM to UTF-8; halves of pairs and a last odd byte become U+FFFD.
std::string from_utf16(std::string_view bytes, bool big_endian) {
  std::string out;
  out.reserve(bytes.size());
  std::size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) {
    char32_t unit = unit_at(bytes, at, big_endian);
    const bool high = unit >= 0xD800 && unit < 0xDC00;
    const char32_t low = high && at + 3 < bytes.size() ? unit_at(bytes, at + 2, big_endian) : 0;
    if (low >= 0xDC00 && low < 0xE000) {
      unit = 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00);
      at += 2;
    } else if (unit >= 0xD800 && unit < 0xE000) {
      unit = kReplacement;
    }
    append_utf8(out, unit);
  }
  if (at < bytes.size()) append_utf8(out, kReplacement);
  return out;
}

}  // namespace

namespace {

// How many of the bytes at even or at odd places are NUL.
std::size_t nuls_at(std::string_view bytes, std::size_t first) {
  std::size_t count = 0;
  for (std::size_t at = first; at < bytes.size(); at += 2) count += bytes[at] == '\0' ? 1U : 0U;
  return count;
}

enum class Utf16 { no, little_endian, big_endian };

// By its BOM; without one, text in Latin letters has a NUL in nearly every pair, on one side.
Utf16 utf16_kind(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return Utf16::little_endian;
  if (bytes.starts_with("\xFE\xFF")) return Utf16::big_endian;
  const std::string_view sample = bytes.substr(0, 4096);
  const std::size_t most = sample.size() * 2 / 5;
  if (sample.size() < 8) return Utf16::no;
  if (nuls_at(sample, 1) > most && nuls_at(sample, 0) == 0) return Utf16::little_endian;
  if (nuls_at(sample, 0) > most && nuls_at(sample, 1) == 0) return Utf16::big_endian;
  return Utf16::no;
}

}  // namespace

SourceText clean_source(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    SourceText source = clean_utf8(bytes.substr(3));
    source.encoding = "UTF-8 with BOM";
    return source;
  }
  if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4)))
    throw Error("UTF-32, which no generator reads", "save the file as UTF-8");
  const Utf16 kind = utf16_kind(bytes);
  if (kind == Utf16::no) return clean_utf8(bytes);
  const bool has_bom = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  SourceText source =
      clean_utf8(from_utf16(bytes.substr(has_bom ? 2 : 0), kind == Utf16::big_endian));
  source.warnings.emplace_back("read as UTF-16");
  source.encoding = "UTF-16";
  return source;
}

}  // namespace blogsearch
