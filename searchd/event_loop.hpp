// SPDX-License-Identifier: GPL-3.0-or-later
// One thread that waits for all clients at once. A client costs a worker only while its request is
// being answered: whoever is idle, sends slowly or reads slowly waits here, where thousands are
// cheap.
//
//   accept -> idle -> reading_head -> reading_body -> working -> writing -> idle, or lingering ->
//   closed
//
// Only this thread touches connections; workers get a request's bytes and give back an answer's.
#pragma once

#include "searchd/connections.hpp"
#include "searchd/http_service.hpp"
#include "searchd/listener.hpp"
#include "searchd/server_limits.hpp"
#include "searchd/wakeup.hpp"
#include "searchd/worker_pool.hpp"

#include <atomic>
#include <optional>
#include <span>

struct epoll_event;

namespace blogsearch {

class EventLoop {
 public:
  // All must live as long as the loop. `wakeup` is to be signalled when `pool` has finished
  // something.
  EventLoop(Listener& listener, WorkerPool& pool, const Wakeup& wakeup, const HttpService& service,
            const ServerLimits& limits);

  // Serves until stop() and everybody has been answered, or ServerLimits::drain has passed.
  void run();
  void stop() noexcept;  // any thread

 private:
  using Time = Connections::Time;

  // One turn of the loop.
  void wait_for_events();
  void handle(const epoll_event& event);
  void take_answers();
  void end_late_ones();
  void begin_drain();
  [[nodiscard]] bool is_over() const noexcept;
  [[nodiscard]] int wait_milliseconds() const noexcept;

  // New connections.
  void accept_some();
  bool accept_one();
  void accept_failed(int error);
  void listen_for_more(bool on);

  // One connection's way.
  void advance(Connection& connection);
  void read(Connection& connection);
  void take_request(Connection& connection);
  void take_head(Connection& connection);
  void wait_for_head(Connection& connection);
  void dispatch(Connection& connection);
  std::optional<HttpError> admit(Connection& connection);
  void refuse(Connection& connection, const HttpError& error, bool stays_open = false);
  void write(Connection& connection);
  void answered(Connection& connection);
  template <typename Step>
  void guarded(Connection& connection, const Step& step) noexcept;

  Listener& listener_;
  WorkerPool& pool_;
  const Wakeup& wakeup_;
  const HttpService& service_;
  const ServerLimits limits_;
  FileDescriptor epoll_;
  Connections connections_;
  Time now_;
  std::optional<Time> accept_again_;    // accepting pauses until then
  std::optional<Time> drain_deadline_;  // the server stops
  Time next_complaint_;                 // not before then: a log must not fill
  std::atomic<bool> stop_requested_ = false;
};

}  // namespace blogsearch
