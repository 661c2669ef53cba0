// SPDX-License-Identifier: GPL-3.0-or-later
// A raw HTTP client for tests: sends exactly the bytes it is told to, broken ones too.
#pragma once

#include "common/file_descriptor.hpp"
#include "common/text.hpp"

#include <chrono>
#include <cstring>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace blogsearch {

struct TestResponse {
  int status = 0;                              // 0: the connection ended before an answer
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class TestClient {
 public:
  using Time = std::chrono::milliseconds;

  // `address`: as Listener::address() gives it, 127.0.0.1:PORT, [::1]:PORT or unix:/PATH.
  explicit TestClient(const std::string& address) : socket_(connect(address)) {}

  // False: the server has closed the connection.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  // As much as the server takes, without waiting for it.
  void send_some(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count =
          ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (count < 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  // The next answer; of a HEAD or a 204 without looking for a body.
  TestResponse read(bool has_body = true, Time patience = Time(10'000)) {
    while (received_.find("\r\n\r\n") == std::string::npos)
      if (!receive(patience)) return {};
    TestResponse response = take_head();
    const auto length = response.headers.find("content-length");
    if (!has_body || length == response.headers.end()) return response;
    const std::size_t size = std::stoul(length->second);
    while (received_.size() < size)
      if (!receive(patience)) break;
    response.body = received_.substr(0, size);
    received_.erase(0, size);
    return response;
  }

  TestResponse get(const std::string& target, const std::string& headers = {}) {
    send("GET " + target + " HTTP/1.1\r\nHost: test\r\n" + headers + "\r\n");
    return read();
  }

  // Does the server end the connection, without another byte, before `patience` is over?
  bool ends(Time patience = Time(10'000)) {
    return received_.empty() && !receive(patience) && ended_;
  }
  // Is the connection still open after `time`, and silent?
  bool stays_open(Time time) { return !receive(time) && !ended_; }

  void finish_sending() { ::shutdown(socket_.get(), SHUT_WR); }
  void close() { socket_.close(); }
  [[nodiscard]] int descriptor() const { return socket_.get(); }

 private:
  static FileDescriptor connect(const std::string& address) {
    sockaddr_storage name{};
    const socklen_t size = parse(address, name);
    FileDescriptor socket(::socket(name.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(socket.get(), reinterpret_cast<sockaddr*>(&name), size) != 0)
      throw std::runtime_error("cannot connect to " + address);
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
  }

  static socklen_t parse(const std::string& address, sockaddr_storage& name) {
    if (address.starts_with("unix:")) {
      auto& local = reinterpret_cast<sockaddr_un&>(name);
      local.sun_family = AF_UNIX;
      std::strncpy(local.sun_path, address.c_str() + 5, sizeof local.sun_path - 1);
      return sizeof local;
    }
    const std::size_t colon = address.rfind(':');
    const auto port = static_cast<in_port_t>(std::stoi(address.substr(colon + 1)));
    if (address.starts_with('[')) {
      auto& ip6 = reinterpret_cast<sockaddr_in6&>(name);
      ip6.sin6_family = AF_INET6;
      ip6.sin6_port = htons(port);
      inet_pton(AF_INET6, address.substr(1, colon - 2).c_str(), &ip6.sin6_addr);
      return sizeof ip6;
    }
    auto& ip4 = reinterpret_cast<sockaddr_in&>(name);
    ip4.sin_family = AF_INET;
    ip4.sin_port = htons(port);
    inet_pton(AF_INET, address.substr(0, colon).c_str(), &ip4.sin_addr);
    return sizeof ip4;
  }

  // False: nothing came in time, or the connection has ended.
  bool receive(Time patience) {
    pollfd waiting{socket_.get(), POLLIN, 0};
    if (ended_ || ::poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) return false;
    char chunk[65'536];
    const ssize_t count = ::recv(socket_.get(), chunk, sizeof chunk, 0);
    ended_ = count <= 0;
    if (count > 0) received_.append(chunk, static_cast<std::size_t>(count));
    return count > 0;
  }

  TestResponse take_head() {
    const std::size_t end = received_.find("\r\n\r\n");
    std::string_view head = std::string_view(received_).substr(0, end + 2);
    TestResponse response;
    response.status = std::stoi(std::string(head.substr(9, 3)));
    head.remove_prefix(head.find("\r\n") + 2);
    while (!head.empty()) {
      const std::size_t stop = head.find("\r\n");
      const std::size_t colon = head.find(": ");
      response.headers[lower_ascii(head.substr(0, colon))] =
          head.substr(colon + 2, stop - colon - 2);
      head.remove_prefix(stop + 2);
    }
    received_.erase(0, end + 4);
    return response;
  }

  FileDescriptor socket_;
  std::string received_;
  bool ended_ = false;
};

}  // namespace blogsearch
