// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/connections.hpp"

#include <algorithm>
#include <utility>

namespace blogsearch {
namespace {

constexpr std::array kTimed = {Stage::idle, Stage::reading_head, Stage::reading_body,
                               Stage::writing, Stage::lingering};
constexpr std::array kHoldBytes = {Stage::reading_head, Stage::reading_body, Stage::writing};

}  // namespace

Connection& Connections::add(NewConnection from, Time now) {
  auto& idle = list(Stage::idle);
  Connection& added = idle.emplace_back(std::move(from));
  added.self = std::prev(idle.end());
  added.since = now;
  ++open_;
  return added;
}

void Connections::move(Connection& connection, Stage stage, Time now) noexcept {
  auto& target = list(stage);
  target.splice(target.end(), list(connection.stage), connection.self);
  connection.stage = stage;
  connection.since = now;
}

void Connections::close(Connection& connection) noexcept {
  if (connection.stage == Stage::closed) return;
  connection.close();
  buffered_ -= std::exchange(connection.counted_bytes, 0);
  --open_;
  move(connection, Stage::closed, connection.since);
}

void Connections::free_closed() noexcept {
  list(Stage::closed).clear();
}

Connection* Connections::longest_in(std::span<const Stage> stages) noexcept {
  Connection* longest = nullptr;
  for (const Stage stage : stages) {
    if (list(stage).empty()) continue;
    Connection& first = list(stage).front();
    if (longest == nullptr || first.since < longest->since) longest = &first;
  }
  return longest;
}

Connection* Connections::longest_waiting() noexcept {
  return longest_in(kTimed);
}

ServerLimits::Time Connections::time_limit(Stage stage) const noexcept {
  switch (stage) {
    case Stage::idle:
      return idle_limit_;
    case Stage::reading_head:
      return limits_.read_head;
    case Stage::reading_body:
      return limits_.read_body;
    case Stage::writing:
      return limits_.write;
    case Stage::lingering:
      return limits_.linger;
    case Stage::working:
    case Stage::closed:
      break;
  }
  return ServerLimits::Time::max();
}

Connection* Connections::late(Time now) noexcept {
  for (const Stage stage : kTimed)
    if (!list(stage).empty() && list(stage).front().since + time_limit(stage) <= now)
      return &list(stage).front();
  return nullptr;
}

std::optional<Connections::Time> Connections::next_deadline() const noexcept {
  std::optional<Time> next;
  for (const Stage stage : kTimed) {
    const auto& waiting = lists_[static_cast<std::size_t>(stage)];
    if (waiting.empty()) continue;
    const Time deadline = waiting.front().since + time_limit(stage);
    if (!next || deadline < *next) next = deadline;
  }
  return next;
}

void Connections::count_bytes(Connection& connection) noexcept {
  if (connection.stage == Stage::closed) return;
  if (connection.stage == Stage::idle) connection.free_buffers();
  buffered_ -= std::exchange(connection.counted_bytes, connection.held_bytes());
  buffered_ += connection.counted_bytes;
  while (buffered_ > limits_.buffered) {
    Connection* slowest = longest_in(kHoldBytes);
    if (slowest == nullptr) return;
    close(*slowest);
  }
}

}  // namespace blogsearch
