// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/print.hpp"

#include "common/text.hpp"
#include "search/terminal_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <vector>

#include <sys/ioctl.h>
#include <unistd.h>

namespace blogsearch {
namespace {

constexpr int kWidest = 100;  // longer lines are hard to read
constexpr int kIndent = 2;

constexpr std::string_view kEnd = "\x1b[0m";
constexpr std::string_view kFaint = "\x1b[2m";
constexpr std::string_view kUrl = "\x1b[36m";
constexpr Paint kTitle = {"\x1b[1m", "\x1b[1;33m", kEnd};
constexpr Paint kSnippet = {"", "\x1b[1;33m", kEnd};
constexpr Paint kPlain = {"", "", ""};

bool is_set(const char* variable) {
  const char* value =
      std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): one thread, at the start
  return value != nullptr && *value != '\0';
}

bool is_dumb_terminal() {
  const char* term =
      std::getenv("TERM");  // NOLINT(concurrency-mt-unsafe): one thread, at the start
  return term != nullptr && std::string_view(term) == "dumb";
}

std::string painted(std::string_view text, std::string_view paint, const Layout& layout) {
  const std::string safe = escape_control(text);
  return layout.colour ? fmt::format("{}{}{}", paint, safe, kEnd) : safe;
}

std::string hit_line(const Hit& hit, const Layout& layout) {
  std::string line = painted(hit.url, kUrl, layout);
  if (!hit.date.empty()) line += "  " + painted(hit.date, kFaint, layout);
  if (!hit.missing.empty()) {
    line +=
        "  " + painted(fmt::format("without: {}", fmt::join(hit.missing, ", ")), kFaint, layout);
  }
  return line;
}

// "  8.214  homogenization", a line for each part.
std::string score_lines(double score, const std::vector<ScorePart>& parts, const Layout& layout) {
  if (parts.empty()) return {};
  std::string out = painted(fmt::format("{:{}}{:8.3f}  score", "", kIndent, score), kFaint, layout);
  for (const ScorePart& part : parts)
    out += '\n' + painted(fmt::format("{:{}}{:8.3f}  {}", "", kIndent + 2, part.weight, part.label),
                          kFaint, layout);
  return out + '\n';
}

double sum(const std::vector<ScorePart>& parts) {
  double total = 0;
  for (const ScorePart& part : parts) total += part.weight;
  return total;
}

std::string print(const Hit& hit, const Layout& layout) {
  std::string out = render_marked(hit.title, layout.colour ? kTitle : kPlain, {});
  out += '\n' + hit_line(hit, layout) + '\n';
  if (!hit.snippet.text.empty()) {
    const Lines lines{.indent = kIndent, .width = layout.width};
    out += render_marked(hit.snippet, layout.colour ? kSnippet : kPlain, lines) + '\n';
  }
  out += score_lines(hit.score, hit.parts, layout);
  return out + '\n';
}

// Why the hits are not quite what was asked for; empty: they are.
std::string loosened(const Answer& answer) {
  if (answer.hits.empty()) return {};
  if (!answer.missing.empty()) {
    return fmt::format("No post has all words; left out: {}", fmt::join(answer.missing, ", "));
  }
  return answer.hits.front().missing.empty() ? "" : "No post has all words; these come nearest.";
}

// What the reader must know before reading the hits.
std::string notices(const Answer& answer, const Layout& layout) {
  std::string out;
  if (answer.corrected) {
    out +=
        painted(fmt::format("Showing results for: {}", *answer.corrected), kFaint, layout) + '\n';
  }
  const std::string why = loosened(answer);
  if (!why.empty()) out += painted(why, kFaint, layout) + '\n';
  return out.empty() ? out : out + '\n';
}

std::string count(const Answer& answer) {
  if (answer.total == 0) {
    const bool asked_for_all = answer.query.empty() || answer.query == "*";
    return asked_for_all ? "No posts." : fmt::format("Nothing found for: {}", answer.query);
  }
  std::string total = fmt::format("{} {}", answer.total, answer.total == 1 ? "post" : "posts");
  if (answer.hits.size() == answer.total) return total;
  if (answer.hits.empty()) return fmt::format("none of {}", total);
  return fmt::format("{}-{} of {}", answer.offset + 1,
                     answer.offset + static_cast<int>(answer.hits.size()), total);
}

}  // namespace

Layout layout_of_stdout() {
  if (isatty(STDOUT_FILENO) == 0) return {};
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return {.colour = !is_set("NO_COLOR") && !is_dumb_terminal(),
          .width = std::min<int>(known ? size.ws_col : 80, kWidest)};
}

std::string print(const Answer& answer, const Layout& layout) {
  std::string out = notices(answer, layout);
  for (const Hit& hit : answer.hits) out += print(hit, layout);
  return out + painted(count(answer), kFaint, layout) + '\n';
}

std::string print(const WhyNot& why, const Layout& layout) {
  std::string out = painted(why.url, kUrl, layout) + '\n';
  if (!why.title.empty()) out = painted(why.title, kTitle.text, layout) + '\n' + out;
  if (why.rank == 0) {
    out += "is not found:\n";
  } else if (why.rank == 1) {
    out += "is the first post.\n";
  } else {
    out += fmt::format("is post number {}.\n", why.rank);
  }
  for (const std::string& reason : why.reasons)
    out += fmt::format("{:{}}- {}\n", "", kIndent, escape_control(reason));
  out += score_lines(why.score, why.parts, layout);
  if (why.above.empty()) return out;
  out += "The first post is: " + painted(why.above, kTitle.text, layout) + '\n';
  return out + score_lines(sum(why.above_parts), why.above_parts, layout);
}

std::string print(const Suggestions& suggestions) {
  std::string out;
  for (const Suggestion& one : suggestions.found) {
    out += escape_control(one.text) + '\t' + std::string(name_of(one.kind));
    out += (one.url.empty() ? "" : "\t" + escape_control(one.url)) + '\n';
  }
  return out;
}

}  // namespace blogsearch
