// SPDX-License-Identifier: GPL-3.0-or-later
// All connections, in one list for each stage, the one that has been there longest in front: so the
// next time limit, and whom to close when there are too many, are found without a search.
#pragma once

#include "searchd/connection.hpp"
#include "searchd/server_limits.hpp"

#include <array>
#include <cstddef>
#include <list>
#include <optional>
#include <span>

namespace blogsearch {

// References stay valid until free_closed(). Used by the event loop's thread only.
class Connections {
 public:
  using Time = Connection::Clock::time_point;

  explicit Connections(const ServerLimits& limits) : limits_(limits) {}

  Connection& add(NewConnection from, Time now);
  void move(Connection& connection, Stage stage, Time now) noexcept;
  // Not for one that a worker has.
  void close(Connection& connection) noexcept;
  void free_closed() noexcept;

  [[nodiscard]] bool empty() const noexcept { return open_ == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return open_; }
  [[nodiscard]] bool full() const noexcept { return open_ >= limits_.connections; }
  // Who waits longest for a client; null: workers have them all.
  Connection* longest_waiting() noexcept;
  // Who is longer in its stage than it may be.
  Connection* late(Time now) noexcept;
  [[nodiscard]] std::optional<Time> next_deadline() const noexcept;
  void shorten_idle() noexcept { idle_limit_ = limits_.drain_idle; }

  // Takes note of a connection's buffers; closes the slowest while all together are too large.
  void count_bytes(Connection& connection) noexcept;

 private:
  std::list<Connection>& list(Stage stage) noexcept {
    return lists_[static_cast<std::size_t>(stage)];
  }
  [[nodiscard]] ServerLimits::Time time_limit(Stage stage) const noexcept;
  Connection* longest_in(std::span<const Stage> stages) noexcept;

  const ServerLimits limits_;
  ServerLimits::Time idle_limit_ = limits_.idle;
  std::array<std::list<Connection>, kStages> lists_;
  std::size_t open_ = 0;
  std::size_t buffered_ = 0;
};

}  // namespace blogsearch
