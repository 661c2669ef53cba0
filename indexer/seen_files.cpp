// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/seen_files.hpp"

#include "common/error.hpp"
#include "common/file.hpp"
#include "common/schema.hpp"

#include <algorithm>
#include <cstring>
#include <system_error>
#include <utility>

namespace blogsearch {
namespace {

// The file: this line, the hash of all that follows, then for each file its stamp, the hash of its
// content, the length of its path (4 bytes) and the path.
constexpr std::string_view kHeader = "blogsearch seen 1\n";
constexpr std::size_t kHashBytes = 8;

template <typename Number>
void put(std::string& out, Number number) {
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

std::string_view take(std::string_view& bytes, std::size_t size) {
  const std::string_view taken = bytes.substr(0, size);
  bytes.remove_prefix(taken.size());
  return taken;
}

template <typename Number>
Number take_number(std::string_view& bytes) {
  const std::string_view taken = take(bytes, sizeof(Number));
  Number number = 0;
  if (taken.size() == sizeof number) std::memcpy(&number, taken.data(), sizeof number);
  return number;
}

}  // namespace

SeenFiles::SeenFiles(std::filesystem::path file) : file_(std::move(file)) {
  try {
    bytes_ = read_small_file(file_).value_or("");
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
  while (!rest.empty()) {
    SeenFile file;
    file.stamp = take_number<std::uint64_t>(rest);
    file.hash = take(rest, kHashBytes);
    file.path = take(rest, take_number<std::uint32_t>(rest));
    files_.push_back(file);
  }
}

std::optional<std::string_view> SeenFiles::hash_of(std::string_view path,
                                                   std::uint64_t stamp) const {
  if (stamp == 0) return std::nullopt;
  const auto found = std::ranges::lower_bound(files_, path, {}, &SeenFile::path);
  if (found == files_.end() || found->path != path || found->stamp != stamp) return std::nullopt;
  return found->hash;
}

void SeenFiles::replace(const std::vector<SeenFile>& files) {
  std::string body;
  for (const SeenFile& file : files) {
    if (file.stamp == 0 || file.hash.size() != kHashBytes) continue;
    put(body, file.stamp);
    body += file.hash;
    put(body, static_cast<std::uint32_t>(file.path.size()));
    body += file.path;
  }
  files_.clear();
  try {
    replace_file(file_, std::string(kHeader) + hash_bytes(body) + body);
  } catch (const Error&) {
    return;  // costs the next run the time to read all
  } catch (const std::filesystem::filesystem_error&) {
    return;
  }
}

}  // namespace blogsearch
