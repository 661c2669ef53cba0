// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/connection.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <utility>

#include <sys/epoll.h>
#include <sys/socket.h>

namespace blogsearch {
namespace {

constexpr std::size_t kChunk = 16'384;
constexpr std::size_t kMostDiscarded = 1'048'576;

}  // namespace

void Connection::note_events(unsigned events) noexcept {
  if ((events & (EPOLLIN | EPOLLRDHUP)) != 0) readable_ = true;
  if ((events & EPOLLRDHUP) != 0) ended_ = true;
  if ((events & (EPOLLHUP | EPOLLERR)) != 0) broken_ = true;
}

bool Connection::receive(std::size_t limit) {
  std::array<char, kChunk> chunk;  // NOLINT(cppcoreguidelines-pro-type-member-init): recv fills it
  while (readable_ && input.size() < limit) {
    const std::size_t wanted = std::min(chunk.size(), limit - input.size());
    const ssize_t count = ::recv(descriptor(), chunk.data(), wanted, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno != EAGAIN) broken_ = true;
    if (count == 0) ended_ = true;
    // Less than asked for: there is no more (epoll(7), question 9).
    readable_ = count == static_cast<ssize_t>(wanted);
    if (count > 0) input.append(chunk.data(), static_cast<std::size_t>(count));
  }
  return !broken_ && (!ended_ || readable_);
}

bool Connection::discard() {
  std::array<char, kChunk> chunk;  // NOLINT(cppcoreguidelines-pro-type-member-init): recv fills it
  while (readable_ && discarded_ < kMostDiscarded) {
    const ssize_t count = ::recv(descriptor(), chunk.data(), chunk.size(), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno != EAGAIN) broken_ = true;
    if (count == 0) ended_ = true;
    readable_ = count > 0;
    if (count > 0) discarded_ += static_cast<std::size_t>(count);
  }
  return !broken_ && !ended_ && discarded_ < kMostDiscarded;
}

void Connection::queue_answer(std::string bytes) noexcept {
  answer_ = std::move(bytes);
  sent_ = 0;
}

Connection::Sent Connection::send_answer() {
  while (sent_ < answer_.size()) {
    const ssize_t count =
        ::send(descriptor(), answer_.data() + sent_, answer_.size() - sent_, MSG_NOSIGNAL);
    if (count >= 0) {
      sent_ += static_cast<std::size_t>(count);
    } else if (errno == EAGAIN) {
      return Sent::waiting;
    } else if (errno != EINTR) {
      return Sent::failed;
    }
  }
  return Sent::all;
}

// A client that cannot take these few bytes now sends its body after a while all the same.
void Connection::send_continue() const noexcept {
  constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
  ::send(descriptor(), line.data(), line.size(), MSG_NOSIGNAL);
}

void Connection::finish_sending() const noexcept {
  ::shutdown(descriptor(), SHUT_WR);
}

void Connection::close() noexcept {
  socket_.close();
  free_buffers();
}

std::size_t Connection::held_bytes() const noexcept {
  return input.capacity() + head.held_bytes + answer_.capacity();
}

void Connection::free_buffers() noexcept {
  input = std::string();
  answer_ = std::string();
  head = RequestHead();
  searched = 0;
}

}  // namespace blogsearch
