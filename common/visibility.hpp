// SPDX-License-Identifier: GPL-3.0-or-later
// Which posts are shown at a moment: not those that are scheduled for later or have expired.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

namespace blogsearch {

std::int64_t now_seconds();  // since 1970

// The moments at which a post appears or goes, in order, seconds since 1970. May throw
// Xapian::Error.
std::vector<std::int64_t> visibility_moments(const Xapian::Database& database);

// Of the posts of one index at the moment `now`, seconds since 1970. Lives no longer than the
// database. May throw Xapian::Error.
class Visibility {
 public:
  Visibility(const Xapian::Database& database, std::int64_t now);

  [[nodiscard]] bool is_visible(Xapian::docid post) const;
  // The first visible post that has `term`; 0: none.
  [[nodiscard]] Xapian::docid first_with(const std::string& term) const;
  // The posts that are not shown; empty: all are.
  [[nodiscard]] Xapian::Query hidden() const;
  // `query` without them.
  [[nodiscard]] Xapian::Query restricted(const Xapian::Query& query) const;

 private:
  const Xapian::Database& database_;
  double now_;
  bool some_have_moments_;
};

}  // namespace blogsearch
