// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/marked_text.hpp"

#include "common/text.hpp"

#include <utf8proc.h>

#include <array>
#include <utility>
#include <vector>

namespace blogsearch {
namespace {

// What may stand in a line of its own: text between two places where a line may end.
struct Piece {
  std::string text;  // with its escape sequences
  int width = 0;     // columns
  bool blank_before = false;
};

// What escape_html makes, and back.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kEntities = {{
    {"&amp;", "&"},
    {"&lt;", "<"},
    {"&gt;", ">"},
    {"&quot;", "\""},
    {"&#39;", "'"},
}};

class Splitter {
 public:
  explicit Splitter(const Paint& paint) : paint_(paint) { piece_.text = paint.text; }

  std::vector<Piece> split(std::string_view html) {
    for (std::size_t at = 0; at < html.size();) at += take(html, at);
    piece_.text += paint_.end;
    pieces_.push_back(std::move(piece_));
    return std::move(pieces_);
  }

 private:
  // Reads one tag, entity, blank or character; returns its bytes.
  std::size_t take(std::string_view html, std::size_t at) {
    const std::string_view rest = html.substr(at);
    if (rest.starts_with("<mark>")) return paint(paint_.mark, 6);
    if (rest.starts_with("</mark>")) return paint(paint_.text, 7);
    for (const auto& [entity, character] : kEntities) {
      if (rest.starts_with(entity)) return add(character, 1, entity.size());
    }
    if (rest.front() == ' ') return next_piece(true);
    const Decoded decoded = decode_utf8(html, at);
    const int width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(decoded.code_point));
    if (width == 2 && piece_.width > 0) next_piece(false);
    add(rest.substr(0, decoded.bytes), width, decoded.bytes);
    return decoded.bytes;
  }

  std::size_t paint(std::string_view sequence, std::size_t bytes) {
    piece_.text += paint_.end;
    piece_.text += sequence;
    return bytes;
  }

  std::size_t add(std::string_view character, int width, std::size_t bytes) {
    piece_.text += character;
    piece_.width += width;
    return bytes;
  }

  std::size_t next_piece(bool blank) {
    pieces_.push_back(std::exchange(piece_, Piece{}));
    piece_.blank_before = blank;
    return 1;
  }

  const Paint& paint_;
  Piece piece_;
  std::vector<Piece> pieces_;
};

}  // namespace

std::string render_marked(std::string_view html, const Paint& paint, const Lines& lines) {
  const std::string indent(static_cast<std::size_t>(lines.indent), ' ');
  std::string out = indent;
  int column = lines.indent;
  for (const Piece& piece : Splitter(paint).split(escape_control(squeeze(html)))) {
    const int needed = piece.width + (piece.blank_before ? 1 : 0);
    if (lines.width > 0 && column > lines.indent && column + needed > lines.width) {
      out += '\n' + indent;
      column = lines.indent + piece.width;
    } else {
      if (piece.blank_before) out += ' ';
      column += needed;
    }
    out += piece.text;
  }
  return out;
}

}  // namespace blogsearch
