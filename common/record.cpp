// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/record.hpp"

#include "common/compression.hpp"
#include "common/error.hpp"

#include <concepts>
#include <type_traits>
#include <utility>

namespace blogsearch {
namespace {

Error damaged() {
  return Error(ErrorCode::unavailable, "a stored post is damaged", "run indexer --rebuild");
}

// Numbers are LEB128; a string is its length and its bytes; a list its length and its elements. One
// function names the fields in their order, for both directions.
class Writer {
 public:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) out += static_cast<char>((value & 0x7FU) | 0x80U);
    out += static_cast<char>(value);
  }
  void field(const std::string& text) {
    number(text.size());
    out += text;
  }
  void field(std::uint32_t value) { number(value); }
  template <typename T>
  void field(const std::vector<T>& list) {
    number(list.size());
    for (const T& element : list) visit(*this, element);
  }
  std::string out;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1).front());
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    throw damaged();
  }
  void field(std::string& text) { text = take(number()); }
  void field(std::uint32_t& value) { value = static_cast<std::uint32_t>(number()); }
  template <typename T>
  void field(std::vector<T>& list) {
    const std::uint64_t size = number();
    if (size > bytes_.size()) throw damaged();
    list.resize(size);
    for (T& element : list) visit(*this, element);
  }
  [[nodiscard]] bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view take(std::uint64_t size) {
    if (size > bytes_.size()) throw damaged();
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  std::string_view bytes_;
};

template <typename Codec, typename Text>
void visit(Codec& codec, Text& text) requires std::same_as<std::remove_const_t<Text>, std::string> {
  codec.field(text);
}

template <typename Codec, typename Section>
void visit(Codec& codec,
           Section& s) requires std::same_as<std::remove_const_t<Section>, SectionRecord> {
  codec.field(s.begin);
  codec.field(s.heading);
  codec.field(s.id);
}

template <typename Codec, typename Post>
void visit_record(Codec& codec, Post& r) {
  codec.field(r.path);
  codec.field(r.url);
  codec.field(r.title);
  codec.field(r.description);
  codec.field(r.date);
  codec.field(r.language);
  codec.field(r.tags);
  codec.field(r.categories);
  codec.field(r.authors);
  codec.field(r.sections);
  codec.field(r.text);
}

}  // namespace

std::string encode(const Record& record) {
  Writer writer;
  visit_record(writer, record);
  return compress(writer.out);
}

Record decode_record(std::string_view bytes) {
  const auto plain = decompress(bytes);
  if (!plain) throw damaged();
  Reader reader(*plain);
  Record record;
  visit_record(reader, record);
  std::size_t last = 0;
  for (const SectionRecord& section : record.sections) {
    if (section.begin < last || section.begin > record.text.size()) throw damaged();
    last = section.begin;
  }
  if (!reader.at_end()) throw damaged();
  return record;
}

std::string encode_list(const std::vector<std::string>& list) {
  Writer writer;
  writer.field(list);
  return std::move(writer.out);
}

std::vector<std::string> decode_list(std::string_view bytes) {
  Reader reader(bytes);
  std::vector<std::string> list;
  reader.field(list);
  if (!reader.at_end()) throw damaged();
  return list;
}

}  // namespace blogsearch
