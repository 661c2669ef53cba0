// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/pipeline.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace blogsearch {
namespace {

auto find_header(auto& headers, std::string_view name) {
  return std::ranges::find(headers, name, &HttpHeader::name);
}

}  // namespace

HttpHandler chain(std::vector<Step> steps, HttpHandler handler) {
  for (; !steps.empty(); steps.pop_back())
    handler = [step = std::move(steps.back()), next = std::move(handler)](
                  const HttpRequest& request) { return step(request, next); };
  return handler;
}

void set_header(HttpResponse& response, std::string_view name, std::string value) {
  const auto found = find_header(response.headers, name);
  if (found == response.headers.end())
    response.headers.push_back({std::string(name), std::move(value)});
  else
    found->value = std::move(value);
}

std::string_view header_of(const HttpResponse& response, std::string_view name) {
  const auto found = find_header(response.headers, name);
  return found == response.headers.end() ? std::string_view() : found->value;
}

void add_to_header(HttpResponse& response, std::string_view name, std::string_view word) {
  const std::string before(header_of(response, name));
  set_header(response, name, (before.empty() ? "" : before + ", ").append(word));
}

}  // namespace blogsearch
