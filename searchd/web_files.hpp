// SPDX-License-Identifier: GPL-3.0-or-later
// The files for browsers, searchd/web/*, as they are compiled into searchd.
#pragma once

#include "searchd/backend.hpp"
#include "searchd/http_message.hpp"

#include <span>
#include <string_view>

namespace blogsearch {

// embed.cmake makes them. Full-line comments other than the licence, and indentation, are left out.
struct WebFile {
  std::string_view name;     // "search-box.js"
  std::string_view content;  // UTF-8
  std::string_view version;  // differs whenever the content does
};

std::span<const WebFile> web_files();

// The file that the path ends in; any page may load it. Throws Error(not_found) where there is
// none.
HttpResponse answer_web_file(const SearchBackend& backend, const HttpRequest& request);
// The page that shows every form of the box.
HttpResponse answer_demo(const SearchBackend& backend, const HttpRequest& request);

}  // namespace blogsearch
