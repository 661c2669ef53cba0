// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/measure.hpp"

#include "common/error.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>

namespace blogsearch {
namespace {

std::vector<std::string> read_until(const std::string& file, char end) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(ErrorCode::usage, "cannot read " + file);
  std::vector<std::string> parts;
  for (std::string part; std::getline(in, part, end);) parts.push_back(part);
  if (parts.empty()) throw Error(ErrorCode::usage, "nothing in " + file);
  return parts;
}

}  // namespace

std::vector<std::string> read_lines(const std::string& file) {
  return read_until(file, '\n');
}

std::vector<std::string> read_parts(const std::string& file) {
  return read_until(file, '\0');
}

double median_ms(int rounds, const std::function<void()>& work) {
  work();
  std::vector<double> times(static_cast<std::size_t>(rounds));
  std::ranges::generate(times, [&work] {
    const auto start = CpuClock::now();
    work();
    return std::chrono::duration<double, std::milli>(CpuClock::now() - start).count();
  });
  const auto middle = times.begin() + rounds / 2;
  std::ranges::nth_element(times, middle);
  return *middle;
}

}  // namespace blogsearch
