// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/query_log.hpp"

#include "common/error.hpp"
#include "common/fold.hpp"
#include "common/log.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = 100;    // of a query
constexpr std::size_t kMostTyped = 1'000;  // queries that wait to be settled

Day today_utc() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

std::string normal_form(std::string_view query) {
  const std::string clean = squeeze(without_control(cut_utf8(query, kMostBytes)));
  return std::string(cut_utf8(exact_form(clean), kMostBytes));
}

bool counts(const SearchRequest& request, const std::string& query) {
  return request.offset == 0 && request.limit > 0 && !query.empty() && query != "*";
}

bool same_query(const QueryCount& a, const QueryCount& b) {
  return a.query == b.query && a.site == b.site;
}

// Today's counts as they were left, so that a restart goes on with them.
QueryDay load(const fs::path& folder, const std::string& day) {
  const fs::path file = query_day_file(folder, day);
  std::error_code error;
  if (!fs::exists(file, error)) return {day, {}, 0};
  try {
    return read_query_day(file);
  } catch (const Error& damaged) {
    const fs::path aside = file.string() + ".damaged";
    fs::rename(file, aside, error);
    log(LogLevel::warning, "query_counts",
        {{"problem", damaged.what()}, {"kept_as", aside.string()}});
    return {day, {}, 0};
  }
}

}  // namespace

void QueryLog::configure(Settings settings) {
  const std::lock_guard lock(mutex_);
  const bool elsewhere = settings.folder != settings_.folder;
  settings_ = std::move(settings);
  if (elsewhere) days_.clear();
  if (settings_.days == 0) {
    typed_.clear();
    days_.clear();
  }
}

void QueryLog::note(const SearchRequest& request, const Answer& answer, Clock::time_point now) {
  Typed next{{normal_form(request.query), answer.site, 1, 0, 0}, request.prefix, now};
  if (!counts(request, next.count.query)) return;
  const bool by_words = request.filter.kind == Query::Kind::all;  // a filter is no fault of theirs
  if (by_words && answer.total == 0)
    next.count.nothing = 1;
  else if (by_words && !answer.missing.empty())
    next.count.partly = 1;
  const std::lock_guard lock(mutex_);
  if (settings_.days == 0) return;
  settle(now - kSettled);
  drop_typed(next);
  if (!next.prefix) return add(next.count);
  typed_.push_back(std::move(next));
  if (typed_.size() <= kMostTyped) return;
  add(typed_.front().count);
  typed_.pop_front();
}

// One at most: two readers may be typing the same.
void QueryLog::drop_typed(const Typed& next) {
  const auto is_on_the_way = [&](const Typed& before) {
    return before.prefix && before.count.site == next.count.site &&
           (next.count.query.starts_with(before.count.query) ||
            before.count.query.starts_with(next.count.query));
  };
  const auto found = std::find_if(typed_.rbegin(), typed_.rend(), is_on_the_way);
  if (found != typed_.rend()) typed_.erase(std::next(found).base());
}

void QueryLog::settle(Clock::time_point before) {
  for (; !typed_.empty() && typed_.front().at <= before; typed_.pop_front())
    add(typed_.front().count);
}

QueryDay& QueryLog::today() {
  const std::string day = to_text(today_utc());
  if (days_.empty() || days_.back().day != day) days_.push_back(load(settings_.folder, day));
  return days_.back();
}

void QueryLog::add(const QueryCount& count) {
  std::vector<QueryCount>& queries = today().queries;
  auto found =
      std::ranges::find_if(queries, [&](const auto& one) { return same_query(one, count); });
  if (found == queries.end()) {
    if (queries.size() >= kMostQueries) make_room();
    found = queries.insert(queries.end(), {count.query, count.site, 0, 0, 0});
  }
  found->asked += count.asked;
  found->partly += count.partly;
  found->nothing += count.nothing;
  changed_ = true;
}

void QueryLog::make_room() {
  QueryDay& day = days_.back();
  const auto least = std::ranges::min_element(day.queries, {}, &QueryCount::asked);
  day.others += least->asked;
  day.queries.erase(least);
}

void QueryLog::save(bool all, Clock::time_point now) {
  Settings settings;
  std::vector<QueryDay> days;
  {
    const std::lock_guard lock(mutex_);
    settings = settings_;
    settle(all ? Clock::time_point::max() : now - kSettled);
    if (std::exchange(changed_, false)) days = days_;
  }
  const Day first = today_utc() - std::chrono::days(settings.days) + std::chrono::days(1);
  write(settings.folder, days, to_text(first));
}

void QueryLog::write(const fs::path& folder, const std::vector<QueryDay>& days,
                     const std::string& first) {
  try {
    remove_query_days(folder, first);
    for (const QueryDay& day : days) write_query_day(folder, day);
    complained_ = false;
    const std::lock_guard lock(mutex_);  // a day that is over is done with
    if (days.size() > 1 && days_.size() >= days.size())
      days_.erase(days_.begin(), days_.begin() + static_cast<std::ptrdiff_t>(days.size()) - 1);
  } catch (const Error& error) {
    if (!std::exchange(complained_, true))
      log(LogLevel::warning, "query_counts",
          {{"problem", error.what()},
           {"next", "set stats.folder to one that searchd may write, or stats.days to 0"}});
    const std::lock_guard lock(mutex_);
    changed_ = true;
  }
}

}  // namespace blogsearch
