// SPDX-License-Identifier: GPL-3.0-or-later
// What the measuring programs share: lines of a file, and the processor time of some work.
#pragma once

#include "common/cpu_clock.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// The lines of a file, at least one. Throws Error: usage.
std::vector<std::string> read_lines(const std::string& file);
// The parts of a file that end with a NUL. Throws Error: usage.
std::vector<std::string> read_parts(const std::string& file);

// Milliseconds of this thread's processor time: the median of `rounds` after one that is not
// counted.
double median_ms(int rounds, const std::function<void()>& work);

}  // namespace blogsearch
