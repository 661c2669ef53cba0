// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/visibility.hpp"

#include "common/schema.hpp"

#include <algorithm>
#include <chrono>
#include <string>

namespace blogsearch {
namespace {

constexpr double kEver = 1e15;  // seconds: beyond every moment

Xapian::Query moments(Slot slot, double first, double last) {
  return {Xapian::Query::OP_VALUE_RANGE, slot, Xapian::sortable_serialise(first),
          Xapian::sortable_serialise(last)};
}

}  // namespace

std::int64_t now_seconds() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::vector<std::int64_t> visibility_moments(const Xapian::Database& database) {
  std::vector<std::int64_t> moments;
  const std::string window(prefix::kWindow);
  for (auto post = database.postlist_begin(window); post != database.postlist_end(window); ++post) {
    const Xapian::Document document = database.get_document(*post, Xapian::DOC_ASSUME_VALID);
    for (const Slot slot : {kSlotVisibleFrom, kSlotVisibleUntil}) {
      const std::string value = document.get_value(slot);
      if (value.empty()) continue;
      const double moment = Xapian::sortable_unserialise(value);
      moments.push_back(static_cast<std::int64_t>(std::clamp(moment, -kEver, kEver)));
    }
  }
  std::ranges::sort(moments);
  return moments;
}

Visibility::Visibility(const Xapian::Database& database, std::int64_t now)
    : database_(database),
      now_(static_cast<double>(now)),
      some_have_moments_(database.get_termfreq(std::string(prefix::kWindow)) > 0) {}

bool Visibility::is_visible(Xapian::docid post) const {
  if (!some_have_moments_) return true;
  const Xapian::Document document = database_.get_document(post, Xapian::DOC_ASSUME_VALID);
  const std::string from = document.get_value(kSlotVisibleFrom);
  const std::string until = document.get_value(kSlotVisibleUntil);
  return (from.empty() || Xapian::sortable_unserialise(from) <= now_) &&
         (until.empty() || Xapian::sortable_unserialise(until) > now_);
}

Xapian::docid Visibility::first_with(const std::string& term) const {
  for (auto post = database_.postlist_begin(term); post != database_.postlist_end(term); ++post) {
    if (is_visible(*post)) return *post;
  }
  return 0;
}

Xapian::Query Visibility::hidden() const {
  if (!some_have_moments_) return {};
  const Xapian::Query not_yet = moments(kSlotVisibleFrom, now_ + 1, kEver);
  const Xapian::Query no_longer = moments(kSlotVisibleUntil, -kEver, now_);
  return {Xapian::Query::OP_FILTER, Xapian::Query(std::string(prefix::kWindow)),
          Xapian::Query(Xapian::Query::OP_OR, not_yet, no_longer)};
}

Xapian::Query Visibility::restricted(const Xapian::Query& query) const {
  if (!some_have_moments_) return query;
  return {Xapian::Query::OP_AND_NOT, query, hidden()};
}

}  // namespace blogsearch
