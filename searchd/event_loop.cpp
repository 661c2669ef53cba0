// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/event_loop.hpp"

#include "common/log.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <system_error>
#include <utility>

#include <sys/epoll.h>
#include <sys/socket.h>

namespace blogsearch {
namespace {

using std::chrono::milliseconds;

constexpr int kEventsPerTurn = 256;
constexpr int kAcceptsPerTurn = 64;
constexpr milliseconds kAcceptPause{100};
constexpr milliseconds kComplaintPause{10'000};

// Each change is told once, so nothing has to be switched on and off for each request.
constexpr unsigned kClientEvents = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;

bool is_reading(Stage stage) {
  return stage == Stage::idle || stage == Stage::reading_head || stage == Stage::reading_body;
}

// Some clients send an empty line after a body (RFC 9112, 2.2). Only one: else who sends nothing
// but such lines would keep us busy.
void drop_blank_line(std::string& input) {
  if (input.starts_with("\r\n")) input.erase(0, 2);
}

void watch(int epoll, int operation, int descriptor, unsigned events, const void* whom) {
  epoll_event event{};
  event.events = events;
  event.data.ptr = const_cast<void*>(whom);
  if (::epoll_ctl(epoll, operation, descriptor, &event) != 0)
    throw Error("cannot watch a socket: " + std::generic_category().message(errno));
}

}  // namespace

EventLoop::EventLoop(Listener& listener, WorkerPool& pool, const Wakeup& wakeup,
                     const HttpService& service, const ServerLimits& limits)
    : listener_(listener),
      pool_(pool),
      wakeup_(wakeup),
      service_(service),
      limits_(limits),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      connections_(limits) {
  watch(epoll_.get(), EPOLL_CTL_ADD, listener_.descriptor(), EPOLLIN, &listener_);
  watch(epoll_.get(), EPOLL_CTL_ADD, wakeup_.descriptor(), EPOLLIN, &wakeup_);
}

void EventLoop::stop() noexcept {
  stop_requested_ = true;
  wakeup_.signal();
}

// ---- One turn
// ----------------------------------------------------------------------------------------

void EventLoop::run() {
  while (!is_over()) {
    wait_for_events();
    take_answers();
    end_late_ones();
    if (stop_requested_ && !drain_deadline_) begin_drain();
    service_.gauges->connections.store(connections_.size(), std::memory_order_relaxed);
    connections_.free_closed();  // only now: no event of this turn speaks of them any more
  }
}

void EventLoop::wait_for_events() {
  std::array<epoll_event, kEventsPerTurn> events;  // NOLINT(*-member-init): epoll_wait fills it
  const int count = ::epoll_wait(epoll_.get(), events.data(), kEventsPerTurn, wait_milliseconds());
  now_ = Connection::Clock::now();
  for (int i = 0; i < count; ++i) handle(events[static_cast<std::size_t>(i)]);
}

void EventLoop::handle(const epoll_event& event) {
  if (event.data.ptr == &wakeup_) return wakeup_.clear();
  if (event.data.ptr == &listener_) return accept_some();
  Connection& connection = *static_cast<Connection*>(event.data.ptr);
  connection.note_events(event.events);
  guarded(connection, [&] { advance(connection); });
}

void EventLoop::take_answers() {
  for (Finished& finished : pool_.take_finished()) {
    Connection& connection = *finished.connection;
    connection.queue_answer(std::move(finished.answer));
    connection.close_after = !finished.keep_alive;
    connections_.move(connection, Stage::writing, now_);
    guarded(connection, [&] { advance(connection); });
  }
}

void EventLoop::end_late_ones() {
  while (Connection* late = connections_.late(now_)) {
    if (late->stage == Stage::reading_head || late->stage == Stage::reading_body)
      guarded(*late, [&] {
        refuse(*late, {HttpProblem::request_timeout, "the request did not come in time"});
      });
    else
      connections_.close(*late);
  }
  if (accept_again_ && *accept_again_ <= now_) listen_for_more(true);
}

int EventLoop::wait_milliseconds() const noexcept {
  std::optional<Time> next = connections_.next_deadline();
  for (const auto& other : {accept_again_, drain_deadline_})
    if (other && (!next || *other < *next)) next = other;
  if (!next) return -1;
  const auto left = std::chrono::ceil<milliseconds>(*next - Connection::Clock::now()).count();
  return static_cast<int>(std::clamp<long>(left, 0, 60'000));
}

// Who has connected is still served; who is between two requests has a moment to send the next.
void EventLoop::begin_drain() {
  for (int i = 0; i < SOMAXCONN && accept_one(); ++i) {
  }
  listener_.close();
  accept_again_.reset();
  connections_.shorten_idle();
  drain_deadline_ = now_ + limits_.drain;
}

bool EventLoop::is_over() const noexcept {
  return drain_deadline_ && (connections_.empty() || *drain_deadline_ <= now_);
}

// ---- New connections
// ---------------------------------------------------------------------------------

void EventLoop::accept_some() {
  for (int i = 0; i < kAcceptsPerTurn && accept_one(); ++i) {
  }
}

bool EventLoop::accept_one() {
  NewConnection accepted = listener_.accept();
  if (!accepted.socket.valid()) {
    accept_failed(errno);
    return false;
  }
  if (Connection* oldest = connections_.full() ? connections_.longest_waiting() : nullptr)
    connections_.close(*oldest);
  try {
    Connection& added = connections_.add(std::move(accepted), now_);
    guarded(added,
            [&] { watch(epoll_.get(), EPOLL_CTL_ADD, added.descriptor(), kClientEvents, &added); });
  } catch (const std::bad_alloc&) {
    accept_failed(ENOMEM);
    return false;
  }
  return true;
}

// A client that is gone already, or a network that is, is no trouble. A lack of descriptors or
// memory passes: the connection that waited longest is given up, and after a pause it goes on.
void EventLoop::accept_failed(int error) {
  constexpr std::array lacks = {EMFILE, ENFILE, ENOBUFS, ENOMEM};
  if (std::ranges::find(lacks, error) == lacks.end()) return;
  if (Connection* oldest = connections_.longest_waiting()) connections_.close(*oldest);
  listen_for_more(false);
  if (now_ < next_complaint_) return;
  next_complaint_ = now_ + kComplaintPause;
  log(LogLevel::warning, "accept_failed", {{"cause", std::generic_category().message(error)}});
}

void EventLoop::listen_for_more(bool on) {
  watch(epoll_.get(), EPOLL_CTL_MOD, listener_.descriptor(), on ? EPOLLIN : 0U, &listener_);
  accept_again_ = on ? std::optional<Time>() : now_ + kAcceptPause;
}

// ---- One connection's way
// ----------------------------------------------------------------------------

// No client can end the loop: what goes wrong with one, ends that one.
template <typename Step>
void EventLoop::guarded(Connection& connection, const Step& step) noexcept {
  try {
    step();
  } catch (const std::exception& error) {
    log(LogLevel::error, "connection_failed", {{"cause", error.what()}});
    connections_.close(connection);
  }
  connections_.count_bytes(connection);
}

void EventLoop::advance(Connection& connection) {
  switch (connection.stage) {
    case Stage::working:  // it is looked at again when the answer is there
    case Stage::closed:
      return;
    case Stage::idle:
    case Stage::reading_head:
    case Stage::reading_body:
      return read(connection);
    case Stage::writing:
      return write(connection);
    case Stage::lingering:
      if (!connection.discard()) connections_.close(connection);
  }
}

// Goes on while there is something to read and the request is not complete.
void EventLoop::read(Connection& connection) {
  bool more_may_come = true;
  do {
    const bool body = connection.stage == Stage::reading_body;
    more_may_come = connection.receive(body ? connection.head.body_bytes : limits_.head);
    take_request(connection);
  } while (is_reading(connection.stage) && connection.readable());
  if (is_reading(connection.stage) && !more_may_come) connections_.close(connection);
}

void EventLoop::take_request(Connection& connection) {
  if (connection.stage != Stage::reading_body) take_head(connection);
  if (connection.stage != Stage::reading_body) return;
  if (connection.input.size() >= connection.head.body_bytes) dispatch(connection);
}

void EventLoop::take_head(Connection& connection) {
  drop_blank_line(connection.input);
  const auto end = find_head_end(connection.input, connection.searched);
  if (!end) return wait_for_head(connection);
  connection.head = {};
  const auto unreadable =
      parse_head(std::string_view(connection.input).substr(0, *end), limits_, connection.head);
  connection.input.erase(0, *end);
  connection.searched = 0;
  const auto unwelcome = admit(connection);  // also of one that cannot be read: it counts
  if (unwelcome) return refuse(connection, *unwelcome);
  if (unreadable) return refuse(connection, *unreadable);
  if (connection.head.expects_continue && connection.input.empty()) connection.send_continue();
  connections_.move(connection, Stage::reading_body, now_);
}

void EventLoop::wait_for_head(Connection& connection) {
  if (const auto problem = early_problem(connection.input, limits_))
    return refuse(connection, *problem);
  if (connection.stage == Stage::idle && !connection.input.empty())
    connections_.move(connection, Stage::reading_head, now_);
}

void EventLoop::dispatch(Connection& connection) {
  const std::size_t body_bytes = connection.head.body_bytes;
  Job job{&connection, std::exchange(connection.head, {}), connection.input.substr(0, body_bytes)};
  connection.input.erase(0, body_bytes);
  job.head.request.received = now_;
  if (drain_deadline_) job.head.keep_alive = false;
  connections_.move(connection, Stage::working, now_);
  if (pool_.submit(std::move(job))) return;
  connection.head = std::move(job.head);
  // It was read to its end. To close and open connections would cost more than the answer, just
  // when there is much to do.
  const bool stays_open =
      connection.head.keep_alive && connection.input.empty() && !connection.readable();
  refuse(connection, {HttpProblem::overloaded, "too many requests wait already; try again soon"},
         stays_open);
}

std::optional<HttpError> EventLoop::admit(Connection& connection) {
  HttpRequest& request = connection.head.request;
  if (service_.admit) return service_.admit(connection.peer, request);
  if (connection.peer) request.client = to_text(*connection.peer);
  return {};
}

void EventLoop::refuse(Connection& connection, const HttpError& error, bool stays_open) {
  HttpRequest& request = connection.head.request;
  if (request.client.empty() && connection.peer) request.client = to_text(*connection.peer);
  const HttpResponse response =
      service_.refuse ? service_.refuse(request, error) : error_response(error);
  connection.queue_answer(
      write_response(response, {request.method == "HEAD", connection.head.http_1_0, stays_open}));
  connection.close_after = !stays_open;
  connections_.move(connection, Stage::writing, now_);
  write(connection);
}

void EventLoop::write(Connection& connection) {
  switch (connection.send_answer()) {
    case Connection::Sent::all:
      return answered(connection);
    case Connection::Sent::waiting:
      return;
    case Connection::Sent::failed:
      return connections_.close(connection);
  }
}

void EventLoop::answered(Connection& connection) {
  if (!connection.close_after) {
    connection.head = {};  // of a request that was refused: the next one may not get as far
    connections_.move(connection, Stage::idle, now_);
    return read(connection);  // the next request may be here already
  }
  connection.finish_sending();
  connections_.move(connection, Stage::lingering, now_);
  if (!connection.discard()) connections_.close(connection);
}

}  // namespace blogsearch
