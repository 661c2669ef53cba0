// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/seen_files.hpp"

#include "common/error.hpp"
#include "common/file.hpp"
#include "common/schema.hpp"

#include <cstring>
#include <system_error>

namespace blogsearch {
namespace {

// The file: this line, the hash of all that follows, the index's id and the hash of its metadata,
// the length of the site's folder (4 bytes) and the folder, then for each file its stamp, the hash
// of its content, what the index has of it (1 byte) and under which hash, the length of its path (4
// bytes) and the path. A hash that is not there is zeros.
constexpr std::string_view kHeader = "blogsearch seen 3\n";
constexpr std::size_t kHashBytes = 8;

template <typename Number>
void put(std::string& out, Number number) {
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void put_hash(std::string& out, std::string_view hash) {
  const std::size_t end = out.size() + kHashBytes;
  out += hash.substr(0, kHashBytes);
  out.resize(end, '\0');
}

void put_text(std::string& out, std::string_view text) {
  put(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

std::string_view take(std::string_view& bytes, std::size_t size) {
  const std::string_view taken = bytes.substr(0, size);
  bytes.remove_prefix(taken.size());
  return taken;
}

template <typename Number>
Number take_number(std::string_view& bytes) {
  const std::string_view taken = take(bytes, sizeof(Number));
  Number number{};
  if (taken.size() == sizeof number) std::memcpy(&number, taken.data(), sizeof number);
  return number;
}

std::string_view take_text(std::string_view& bytes) {
  const auto size = take_number<std::uint32_t>(bytes);
  return take(bytes, size);
}

}  // namespace

SeenFiles::SeenFiles(const std::filesystem::path& file) {
  try {
    bytes_ = read_small_file(file).value_or("");
  } catch (const Error&) {
    bytes_.clear();  // all is read again
  }
  read();
}

void SeenFiles::read() {
  std::string_view rest = bytes_;
  if (take(rest, kHeader.size()) != kHeader) return;
  const std::string_view hash = take(rest, kHashBytes);
  if (hash != hash_bytes(rest)) return;
  index_.id = take(rest, kHashBytes);
  index_.metadata = take(rest, kHashBytes);
  index_.site = take_text(rest);
  while (!rest.empty()) {
    SeenFile& file = files_.emplace_back();
    file.stamp = take_number<std::uint64_t>(rest);
    file.content = take(rest, kHashBytes);
    file.as = take_number<SeenAs>(rest);
    file.hash = take(rest, kHashBytes);
    file.path = take_text(rest);
  }
}

void write_seen(const std::filesystem::path& file, const SeenIndex& index,
                const std::vector<SeenFile>& files) {
  std::string body;
  put_hash(body, index.id);
  put_hash(body, index.metadata);
  put_text(body, index.site);
  for (const SeenFile& seen : files) {
    put(body, seen.content.empty() ? std::uint64_t{0} : seen.stamp);
    put_hash(body, seen.content);
    put(body, seen.as);
    put_hash(body, seen.hash);
    put_text(body, seen.path);
  }
  try {
    replace_file(file, std::string(kHeader) + hash_bytes(body) + body);
  } catch (const Error&) {
    return;  // costs the next run the time to find all again
  } catch (const std::filesystem::filesystem_error&) {
    return;
  }
}

}  // namespace blogsearch
