// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/web_files.hpp"

#include "common/error.hpp"
#include "searchd/conditional.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace blogsearch {
namespace {

constexpr std::array kContentTypes = {
    std::pair<std::string_view, std::string_view>{".css", "text/css; charset=utf-8"},
    std::pair<std::string_view, std::string_view>{".html", "text/html; charset=utf-8"},
    std::pair<std::string_view, std::string_view>{".js", "text/javascript; charset=utf-8"},
    std::pair<std::string_view, std::string_view>{".json", "application/json; charset=utf-8"},
};

std::string content_type(std::string_view name) {
  for (const auto& [ending, type] : kContentTypes)
    if (name.ends_with(ending)) return std::string(type);
  throw Error(ErrorCode::failed, "no content type for " + std::string(name));
}

// In the order of web_files(): compressed once for all readers.
std::span<const HttpBody> bodies() {
  static const std::vector<HttpBody> made = [] {
    std::vector<HttpBody> all;
    for (const WebFile& file : web_files()) all.emplace_back(std::string(file.content));
    return all;
  }();
  return made;
}

// A module script and its styles must be readable for the pages of every site. Other than answers,
// they do not change with the index, so they say themselves what keeps them.
HttpResponse respond(const HttpRequest& request, std::string_view name) {
  const auto files = web_files();
  const auto file = std::ranges::find(files, name, &WebFile::name);
  if (file == files.end())
    throw Error(ErrorCode::not_found, "there is no file " + std::string(name));
  const std::string etag = "\"" BLOGSEARCH_VERSION "-" + std::string(file->version) + "\"";
  const auto number = static_cast<std::size_t>(file - files.begin());
  HttpResponse response = {200, content_type(name), bodies()[number]};
  if (names_etag(request.header("If-None-Match"), etag)) response = {304, {}, {}};
  response.headers = {{"ETag", etag},
                      {"Cache-Control", "public, max-age=3600"},
                      {"Access-Control-Allow-Origin", "*"},
                      {"Cross-Origin-Resource-Policy", "cross-origin"}};
  return response;
}

}  // namespace

HttpResponse answer_web_file(const SearchBackend&, const HttpRequest& request) {
  return respond(request, std::string_view(request.path).substr(request.path.rfind('/') + 1));
}

HttpResponse answer_demo(const SearchBackend&, const HttpRequest& request) {
  return respond(request, "demo.html");
}

}  // namespace blogsearch
