// SPDX-License-Identifier: GPL-3.0-or-later
// Dates as Jekyll reads them: Psych makes a time, a day, a number or text of the YAML, Ruby's
// Time.parse reads that.
#pragma once

#include "indexer/date.hpp"

#include <optional>
#include <string_view>

namespace blogsearch {

// `strict`: text without a year is no date, where Ruby takes today's.
std::optional<Moment> read_ruby_date(const Value& value, const TimeZone& zone, bool strict);

// Time.parse of text alone, as for the date in a post's file name.
std::optional<Moment> parse_ruby_time(std::string_view text, const TimeZone& zone);

}  // namespace blogsearch
