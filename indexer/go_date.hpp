// SPDX-License-Identifier: GPL-3.0-or-later
// Dates as Hugo reads and writes them: Go's layouts.
#pragma once

#include "indexer/date.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace blogsearch {

// Hugo's reading (cast.ToTimeInDefaultLocation): the first layout of its list that fits the text,
// or a plain integer as seconds since 1970. Without zone, or with one by name only, it is time in
// `zone`.
std::optional<Moment> read_go_date(const Value& value, const TimeZone& zone);

// Go's Time.Format for the layouts that permalinks may hold: "2006", "06", "Jan", "January", "1",
// "01", "2", "02", "Mon", "Monday", "15", "03", "3", "04", "4", "05", "5", "PM", "pm" and "002".
// Other characters stay.
std::string format_go_date(const Moment& moment, std::string_view layout);

}  // namespace blogsearch
