// SPDX-License-Identifier: GPL-3.0-or-later
// One client: its socket, what it has sent, what it is still to get. Belongs to the event loop's
// thread.
#pragma once

#include "common/file_descriptor.hpp"
#include "searchd/listener.hpp"
#include "searchd/request_head.hpp"

#include <chrono>
#include <cstddef>
#include <list>
#include <optional>
#include <string>

namespace blogsearch {

// Where a connection is on the way of a request. Each but `working` and `closed` has its time
// limit.
enum class Stage {
  idle,  // nothing of the next request has come
  reading_head,
  reading_body,
  working,    // a worker has the request, or it waits for one
  writing,    // the client takes the answer
  lingering,  // answered for the last time: what it still sends is thrown away until it has seen
              // that
  closed,     // waits to be freed
};
inline constexpr std::size_t kStages = 7;

class Connection {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Connection(NewConnection from) : peer(from.peer), socket_(std::move(from.socket)) {}

  // What the kernel says about the socket (EPOLL...); each change is told once (edge-triggered).
  void note_events(unsigned events) noexcept;
  [[nodiscard]] bool broken() const noexcept { return broken_; }
  [[nodiscard]] bool readable() const noexcept { return readable_; }

  // Appends what has come to `input`, until that holds `limit` bytes. False: the client is gone, or
  // has finished sending, and no more will come.
  bool receive(std::size_t limit);
  // Throws away what has come. False: the client is gone, or sends without end.
  bool discard();

  void queue_answer(std::string bytes) noexcept;
  enum class Sent { all, waiting, failed };
  Sent send_answer();  // as much as the client takes now
  void send_continue() const noexcept;
  void finish_sending() const noexcept;  // the client sees the end of the answer
  void close() noexcept;

  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }
  [[nodiscard]] std::size_t held_bytes() const noexcept;
  void free_buffers() noexcept;

  const std::optional<IpAddress> peer;  // empty: through a Unix socket
  std::string input;                    // received, not yet a request
  std::size_t searched = 0;             // of `input`, for the end of a head
  RequestHead head;                     // of the request whose body is being read
  bool close_after = false;             // after the answer that is being written

  // Set by Connections: which of its lists holds this one, where in it, since when, with how many
  // bytes.
  Stage stage = Stage::idle;
  Clock::time_point since;
  std::list<Connection>::iterator self;
  std::size_t counted_bytes = 0;

 private:
  FileDescriptor socket_;
  std::string answer_;
  std::size_t sent_ = 0;
  std::size_t discarded_ = 0;
  bool readable_ = false;
  bool ended_ = false;  // the client has shut down its side
  bool broken_ = false;
};

}  // namespace blogsearch
