// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/terminal_text.hpp"

#include "common/text.hpp"

#include <utf8proc.h>

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

class Splitter {
 public:
  explicit Splitter(const Paint& paint) : paint_(paint) { piece_.text = paint.text; }

  std::vector<Piece> split(const MarkedText& marked) {
    auto mark = marked.marks.begin();
    const std::string_view text = marked.text;
    for (std::size_t at = 0; at < text.size();) {
      if (mark != marked.marks.end() && at == mark->begin) paint(paint_.mark);
      at += take(text, at);
      if (mark == marked.marks.end() || at < mark->end) continue;
      paint(paint_.text);
      ++mark;
    }
    piece_.text += paint_.end;
    if (piece_.width == 0 && !pieces_.empty()) {  // the text ends with white space
      pieces_.back().text += piece_.text;
    } else {
      pieces_.push_back(std::move(piece_));
    }
    return std::move(pieces_);
  }

 private:
  // Reads one blank or character; returns its bytes.
  std::size_t take(std::string_view text, std::size_t at) {
    if (constexpr std::string_view blanks = " \t\n\r\f\v"; blanks.find(text[at]) != blanks.npos) {
      if (piece_.width > 0) next_piece(true);
      return 1;
    }
    const Decoded decoded = decode_utf8(text, at);
    const int width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(decoded.code_point));
    if (width == 2 && piece_.width > 0) next_piece(false);
    const std::string shown = escape_control(text.substr(at, decoded.bytes));
    piece_.text += shown;
    piece_.width += shown.size() > decoded.bytes ? static_cast<int>(shown.size()) : width;
    return decoded.bytes;
  }

  void paint(std::string_view sequence) {
    piece_.text += paint_.end;
    piece_.text += sequence;
  }

  void next_piece(bool blank) {
    pieces_.push_back(std::exchange(piece_, Piece{}));
    piece_.blank_before = blank;
  }

  const Paint& paint_;
  Piece piece_;
  std::vector<Piece> pieces_;
};

}  // namespace

std::string render_marked(const MarkedText& marked, const Paint& paint, const Lines& lines) {
  const std::string indent(static_cast<std::size_t>(lines.indent), ' ');
  std::string out = indent;
  int column = lines.indent;
  for (const Piece& piece : Splitter(paint).split(marked)) {
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
