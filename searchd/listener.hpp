// SPDX-License-Identifier: GPL-3.0-or-later
// The address searchd listens on: HOST:PORT, [IPv6]:PORT or unix:/PATH.
#pragma once

#include "common/file_descriptor.hpp"
#include "common/ip_address.hpp"

#include <optional>
#include <string>

namespace blogsearch {

struct NewConnection {
  FileDescriptor socket;          // does not block
  std::optional<IpAddress> peer;  // empty: a Unix socket
};

class Listener {
 public:
  // Binds and listens. Port 0: any free one. [::] takes IPv4 too. A socket file that nobody listens
  // on any more is replaced. Throws Error: usage (not an address), failed (in use, not ours, ...).
  explicit Listener(const std::string& address);
  // Takes over a socket that listens already; whoever made it removes its file.
  explicit Listener(FileDescriptor socket);
  ~Listener();  // as close()
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // Who waits longest. No valid socket: nobody waits, or errno says why it failed.
  [[nodiscard]] NewConnection accept() const;
  // Takes no more connections; removes the socket file.
  void close();
  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }
  // As it is now, with the real port.
  [[nodiscard]] const std::string& address() const noexcept { return address_; }

 private:
  FileDescriptor socket_;
  std::string address_;
  std::string file_;  // of a Unix socket
};

}  // namespace blogsearch
