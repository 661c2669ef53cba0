// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/gzip.hpp"

#include "common/error.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include <zlib.h>

namespace blogsearch {
namespace {

constexpr std::size_t kFewest = 1'024;  // bytes; below, it costs more than it saves
constexpr int kLevel = 5;               // JSON gets to a quarter, at 3 times the speed of level 9

// Of all types that are sent here the ones that are text.
constexpr std::array<std::string_view, 5> kTextTypes = {
    "text/", "application/json", "application/javascript", "application/x-suggestions+json",
    "image/svg"};

bool is_text(std::string_view type) {
  return type.find("xml") != std::string_view::npos ||
         std::ranges::any_of(kTextTypes, [&](auto text) { return type.starts_with(text); });
}

// "gzip;q=0.5" as name and how much it is liked, 1 where it does not say, 0 for what is no number.
struct Choice {
  std::string name;
  double liked = 1;
};

Choice read_choice(std::string_view text) {
  const std::size_t semicolon = std::min(text.find(';'), text.size());
  Choice choice{lower_ascii(trim(text.substr(0, semicolon)))};
  const std::string parameter =
      lower_ascii(trim(text.substr(std::min(semicolon + 1, text.size()))));
  if (!parameter.starts_with("q=")) return choice;
  choice.liked = 0;
  std::from_chars(parameter.data() + 2, parameter.data() + parameter.size(), choice.liked);
  return choice;
}

class Deflater {
 public:
  Deflater() {
    constexpr int gzip_window = 15 + 16;  // zlib.h: 16 more asks for gzip's header
    constexpr int usual_memory = 8;
    if (deflateInit2(&stream_, kLevel, Z_DEFLATED, gzip_window, usual_memory, Z_DEFAULT_STRATEGY) !=
        Z_OK)
      throw Error("no memory to compress an answer");
  }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  std::string run(std::string_view bytes) {
    std::string out(deflateBound(&stream_, bytes.size()), '\0');
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) throw Error("an answer cannot be compressed");
    out.resize(stream_.total_out);
    return out;
  }

 private:
  z_stream stream_{};
};

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  std::optional<double> gzip;
  std::optional<double> any;
  double identity = 0;
  while (!accept_encoding.empty()) {
    const std::string_view item = accept_encoding.substr(0, accept_encoding.find(','));
    accept_encoding.remove_prefix(std::min(item.size() + 1, accept_encoding.size()));
    const Choice choice = read_choice(item);
    if (choice.name == "gzip" || choice.name == "x-gzip") gzip = choice.liked;
    if (choice.name == "*") any = choice.liked;
    if (choice.name == "identity") identity = choice.liked;
  }
  const double liked = gzip.value_or(any.value_or(0));
  return liked > 0 && liked >= identity;
}

std::string gzip(std::string_view bytes) {
  return Deflater().run(bytes);
}

Step compress_answers() {
  return [](const HttpRequest& request, const HttpHandler& next) {
    HttpResponse response = next(request);
    const bool unchanged = response.status == 304;
    if (!unchanged && !is_text(response.content_type)) return response;
    add_to_header(response, "Vary", "Accept-Encoding");
    if (response.body.size() < kFewest || !accepts_gzip(request.header("Accept-Encoding")))
      return response;
    response.body = response.body.encoded(gzip);
    set_header(response, "Content-Encoding", "gzip");
    return response;
  };
}

}  // namespace blogsearch
