// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes from a client: head, query string, parameters of each path.
#include "common/error.hpp"
#include "searchd/query_string.hpp"
#include "searchd/request.hpp"
#include "searchd/request_head.hpp"
#include "searchd/server_limits.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <string>

using namespace blogsearch;

namespace {

template <typename Parse>
void try_to(Parse parse, const GivenParameters& parameters) {
  try {
    parse(parameters);
  } catch (const Error& error) {
    require(error.code() == ErrorCode::bad_parameter, error.what());
  }
}

void try_parameters(std::string_view query) {
  const GivenParameters parameters = parse_query_string(query);
  try_to([](const GivenParameters& given) { parse_search_request(given); }, parameters);
  try_to([](const GivenParameters& given) { parse_suggest_request(given); }, parameters);
  try_to([](const GivenParameters& given) { parse_related_request(given); }, parameters);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = as_text(data, size);
  const ServerLimits limits;
  std::size_t searched = 0;
  early_problem(bytes, limits);
  const auto end = find_head_end(bytes, searched);
  if (!end) {
    try_parameters(bytes);
    return 0;
  }
  require(*end <= bytes.size(), "a head ends in what has come");
  RequestHead head;
  const bool good = !parse_head(bytes.substr(0, *end), limits, head);
  require(head.request.path.size() <= *end, "a path is a part of what came");
  if (good) try_parameters(head.request.query);
  return 0;
}
