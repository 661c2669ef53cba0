// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/plain_spans.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxTarget = 500;  // bytes
constexpr std::size_t kMaxOpen = 64;     // brackets held open; older ones are no link

struct CodeTag {
  std::string_view begin, end;
};
constexpr std::array kCodeTags = std::to_array<CodeTag>({{"<pre", "</pre"},
                                                         {"<code", "</code"},
                                                         {"<script", "</script"},
                                                         {"<style", "</style"},
                                                         {"<textarea", "</textarea"}});

class PlainSpans {
 public:
  explicit PlainSpans(std::string_view html) : html_(html) {}

  std::string run() {
    out_.reserve(html_.size());
    while (at_ < html_.size()) {
      switch (html_[at_]) {
        case '<':
          tag();
          break;
        case '[':
          open();
          break;
        case ']':
          close();
          break;
        case '`':
          code();
          break;
        default:
          out_ += html_[at_++];
      }
    }
    return std::move(out_);
  }

 private:
  void copy_to(std::size_t end) {
    out_ += html_.substr(at_, end - at_);
    at_ = end;
  }

  // A tag; of code with all that it encloses.
  void tag() {
    const std::string_view rest = html_.substr(at_);
    std::size_t from = at_;
    for (const CodeTag& code : kCodeTags) {
      if (rest.starts_with(code.begin))
        from = std::min(html_.find(code.end, at_), html_.size() - 1);
    }
    copy_to(std::min(html_.find('>', from), html_.size() - 1) + 1);
  }

  void open() {
    if (brackets_.size() == kMaxOpen) brackets_.erase(brackets_.begin());
    brackets_.push_back(out_.size());
    out_ += html_[at_++];
  }

  void close() {
    const std::size_t target = link_target_size(html_.substr(at_ + 1));
    if (!brackets_.empty() && target > 0) {
      const std::size_t open = brackets_.back();
      const bool is_image = open > 0 && out_[open - 1] == '!';
      out_.erase(is_image ? open - 1 : open, is_image ? 2 : 1);
      at_ += target;
    } else {
      out_ += ']';
    }
    if (!brackets_.empty()) brackets_.pop_back();
    ++at_;
  }

  void code() {
    const std::size_t end = html_.substr(0, at_ + kMaxTarget).find_first_of("`\n", at_ + 1);
    const bool is_span = end != std::string_view::npos && html_[end] == '`' && end > at_ + 1;
    if (is_span) out_ += html_.substr(at_ + 1, end - at_ - 1);
    if (!is_span) out_ += '`';
    at_ = is_span ? end + 1 : at_ + 1;
  }

  std::string_view html_;
  std::string out_;
  std::size_t at_ = 0;
  std::vector<std::size_t> brackets_;  // where in `out_` each open [ stands
};

}  // namespace

std::size_t link_target_size(std::string_view text) {
  if (!text.starts_with('(')) return 0;
  int depth = 0;
  for (std::size_t at = 0; at < std::min(text.size(), kMaxTarget); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) return at + 1;
    if (text.substr(at, 2) == "\n\n") return 0;
  }
  return 0;
}

std::string plain_spans(std::string_view html) {
  return PlainSpans(html).run();
}

}  // namespace blogsearch
