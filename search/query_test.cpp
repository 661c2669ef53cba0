// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query_test.hpp"

#include "common/error.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <string_view>

namespace blogsearch {
namespace {

constexpr int kDeepest = 100;  // places looked at
constexpr std::size_t kCutoff = 10;

[[noreturn]] void bad_line(const std::filesystem::path& file, int line) {
  throw Error(ErrorCode::usage,
              fmt::format("{}:{}: not \"QUERY<TAB>POST\" or \"QUERY<TAB>POST<TAB>PLACE\"",
                          file.string(), line),
              "PLACE is a number from 1 to 100", line);
}

std::vector<std::string_view> columns_of(std::string_view line) {
  std::vector<std::string_view> columns;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t tab = std::min(line.find('\t', at), line.size());
    columns.push_back(trim(line.substr(at, tab - at)));
    at = tab + 1;
  }
  return columns;
}

Expectation read_line(std::string_view line, const std::filesystem::path& file, int number) {
  const auto columns = columns_of(line);
  if (columns.size() < 2 || columns.size() > 3 || columns[1].empty()) bad_line(file, number);
  Expectation expected{std::string(columns[0]), std::string(columns[1]), 1, number};
  if (columns.size() == 2) return expected;
  const char* end = columns[2].data() + columns[2].size();
  const auto [stop, error] = std::from_chars(columns[2].data(), end, expected.place);
  if (error != std::errc() || stop != end || expected.place < 1 || expected.place > kDeepest)
    bad_line(file, number);
  return expected;
}

// The place of a post among the hits, from 1; 0: it is not there.
std::size_t place_of(const std::string& post, const Answer& answer) {
  const auto found = std::ranges::find_if(answer.hits, [&](const Hit& hit) {
    return hit.path == post || url_key(hit.url) == url_key(post);
  });
  return found == answer.hits.end() ? 0 : static_cast<std::size_t>(found - answer.hits.begin()) + 1;
}

double gain(std::size_t place) {
  return place == 0 || place > kCutoff ? 0 : 1 / std::log2(static_cast<double>(place) + 1);
}

// The figures of one query, or their sums over several.
struct Figures {
  double reciprocal = 0, ndcg = 0, recall = 0;
};

Figures judge(const std::vector<std::size_t>& places) {
  Figures figures;
  double ideal = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::size_t place = places[i];
    if (place > 0)
      figures.reciprocal = std::max(figures.reciprocal, 1.0 / static_cast<double>(place));
    figures.ndcg += gain(place);
    figures.recall += place > 0 && place <= kCutoff ? 1 : 0;
    ideal += gain(i + 1);
  }
  figures.ndcg /= ideal;
  figures.recall /= static_cast<double>(places.size());
  return figures;
}

class Tester {
 public:
  Tester(Searcher& searcher, const std::string& site) : searcher_(searcher), site_(site) {}

  // All expectations of one query.
  void test(const std::vector<Expectation>& expectations) {
    SearchRequest request;
    request.query = expectations.front().query;
    if (!site_.empty()) request.sites = {site_};
    request.limit = kDeepest;
    const Answer answer = searcher_.search(request);
    std::vector<std::size_t> places;
    for (const Expectation& expected : expectations) {
      places.push_back(place_of(expected.post, answer));
      note(expected, places.back());
    }
    const Figures figures = judge(places);
    sum_.reciprocal += figures.reciprocal;
    sum_.ndcg += figures.ndcg;
    sum_.recall += figures.recall;
    queries_ += 1;
  }

  TestReport report() {
    if (queries_ == 0) return {"no query to test\n", false};
    report_.text += fmt::format(
        "{} of {} posts where they ought to be; MRR {:.3f}, nDCG@10 {:.3f}, recall@10 {:.3f}\n",
        good_, all_, sum_.reciprocal / queries_, sum_.ndcg / queries_, sum_.recall / queries_);
    report_.passed = good_ == all_;
    return std::move(report_);
  }

 private:
  void note(const Expectation& expected, std::size_t place) {
    const bool good = place > 0 && place <= static_cast<std::size_t>(expected.place);
    ++all_;
    good_ += good ? 1 : 0;
    report_.text += fmt::format("{} {:>3}  {}  {}\n", good ? "ok  " : "FAIL",
                                place == 0 ? "-" : std::to_string(place),
                                escape_control(expected.query), escape_control(expected.post));
  }

  Searcher& searcher_;
  const std::string& site_;
  TestReport report_;
  Figures sum_;
  double queries_ = 0;
  int good_ = 0, all_ = 0;
};

}  // namespace

std::vector<Expectation> read_expectations(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(ErrorCode::usage, fmt::format("cannot read {}", file.string()));
  std::vector<Expectation> expectations;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (!trim(line).empty() && line.front() != '#')
      expectations.push_back(read_line(line, file, number));
  }
  return expectations;
}

TestReport test_queries(Searcher& searcher, const std::vector<Expectation>& expectations,
                        const std::string& site) {
  Tester tester(searcher, site);
  std::vector<bool> done(expectations.size());
  for (std::size_t i = 0; i < expectations.size(); ++i) {
    if (done[i]) continue;
    std::vector<Expectation> same;
    for (std::size_t j = i; j < expectations.size(); ++j) {
      if (expectations[j].query != expectations[i].query) continue;
      done[j] = true;
      // Said twice, a post would count twice.
      if (std::ranges::find(same, expectations[j].post, &Expectation::post) == same.end())
        same.push_back(expectations[j]);
    }
    tester.test(same);
  }
  return tester.report();
}

}  // namespace blogsearch
