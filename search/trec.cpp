// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/trec.hpp"

#include "common/error.hpp"
#include "common/text.hpp"

#include <fmt/format.h>

#include <fstream>

namespace blogsearch {
namespace {

TrecQuery parse_line(std::string_view line, const std::filesystem::path& file, int number) {
  const std::size_t tab = line.find('\t');
  const std::string_view id = trim(line.substr(0, tab));
  if (tab == std::string_view::npos || id.empty() || id.find(' ') != std::string_view::npos) {
    throw Error(ErrorCode::usage, fmt::format("{}:{}: not \"ID<TAB>QUERY\"", file.string(), number),
                "one query a line: an identifier without blanks, a tab, the query", number);
  }
  return {std::string(id), std::string(trim(line.substr(tab + 1)))};
}

std::string post_column(const std::string& path) {
  const std::string post = std::filesystem::path(path).replace_extension().string();
  std::string out;
  for (const char c : post) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7f) {
      out += fmt::format("%{:02X}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::vector<TrecQuery> read_trec_queries(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(ErrorCode::usage, fmt::format("cannot read {}", file.string()));
  std::vector<TrecQuery> queries;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (!trim(line).empty()) queries.push_back(parse_line(line, file, number));
  }
  return queries;
}

std::string trec_lines(const TrecQuery& query, const Answer& answer) {
  std::string out;
  int rank = answer.offset;
  for (const Hit& hit : answer.hits) {
    out += fmt::format("{} Q0 {} {} {:.6f} blogsearch\n", query.id, post_column(hit.path), ++rank,
                       hit.score);
  }
  return out;
}

}  // namespace blogsearch
