// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/listener.hpp"

#include "common/error.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <string_view>
#include <system_error>

#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace blogsearch {
namespace {

constexpr std::string_view kUnix = "unix:";
constexpr int kBacklog =
    511;  // a burst of connects waits here instead of repeating its SYN a second later

struct HostPort {
  std::string host, port;
};

[[noreturn]] void not_an_address(const std::string& address) {
  throw Error(ErrorCode::usage, "cannot listen on '" + address + "': it is no address",
              "write HOST:PORT, [IPv6]:PORT or unix:/PATH, as in 127.0.0.1:7700");
}

[[noreturn]] void cannot_listen(const std::string& address, const std::string& why) {
  throw Error("cannot listen on " + address + ": " + why,
              "choose another address with --listen HOST:PORT, or `listen` in the settings");
}

std::string reason(int error) {
  if (error == EADDRINUSE) return "another program listens there";
  return std::generic_category().message(error);
}

bool is_port(std::string_view text) {
  unsigned short number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return !text.empty() && error == std::errc() && end == text.data() + text.size();
}

HostPort split(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string::npos || colon == 0 || !is_port(address.substr(colon + 1)))
    not_an_address(address);
  std::string host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']'))
    host = host.substr(1, host.size() - 2);
  else if (host.find(':') != std::string::npos)  // IPv6 without brackets
    not_an_address(address);
  return {host, address.substr(colon + 1)};
}

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

Addresses resolve(const std::string& address) {
  const auto [host, port] = split(address);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int error = getaddrinfo(host.c_str(), port.c_str(), &hints, &found);
  if (error != 0) cannot_listen(address, gai_strerror(error));
  return {found, &freeaddrinfo};
}

void set_option(int socket, int level, int option, int value) {
  ::setsockopt(socket, level, option, &value, sizeof value);
}

// SO_REUSEADDR, and not SO_REUSEPORT: a second searchd on the same port must fail.
// TCP_NODELAY is inherited by the connections; without it each answer waits 40 ms for an ACK.
FileDescriptor tcp_socket(const addrinfo& address) {
  FileDescriptor socket(::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket.valid()) return socket;
  set_option(socket.get(), SOL_SOCKET, SO_REUSEADDR, 1);
  set_option(socket.get(), IPPROTO_TCP, TCP_NODELAY, 1);
  if (address.ai_family == AF_INET6) set_option(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, 0);
  if (::bind(socket.get(), address.ai_addr, address.ai_addrlen) != 0 ||
      ::listen(socket.get(), kBacklog) != 0)
    return FileDescriptor();
  return socket;
}

FileDescriptor listen_tcp(const std::string& address) {
  const Addresses found = resolve(address);
  for (const addrinfo* one = found.get(); one != nullptr; one = one->ai_next) {
    FileDescriptor socket = tcp_socket(*one);
    if (socket.valid()) return socket;
  }
  cannot_listen(address, reason(errno));
}

// As getsockname() shows it: a Unix socket with its path, if it has one.
std::string numeric_address(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> port{};
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  if (address.ss_family == AF_UNIX)
    return std::string(kUnix) + reinterpret_cast<const sockaddr_un&>(address).sun_path;
  ::getnameinfo(reinterpret_cast<sockaddr*>(&address), size, host.data(), host.size(), port.data(),
                port.size(), NI_NUMERICHOST | NI_NUMERICSERV);
  const std::string name = host.data();
  return (address.ss_family == AF_INET6 ? "[" + name + "]" : name) + ":" + port.data();
}

sockaddr_un unix_address(const std::string& address, const std::string& file) {
  sockaddr_un result{};
  result.sun_family = AF_UNIX;
  if (file.empty() || file.front() != '/') not_an_address(address);
  if (file.size() >= sizeof result.sun_path) cannot_listen(address, "the path is too long");
  std::memcpy(result.sun_path, file.data(), file.size());
  return result;
}

// A socket file stays behind when its server dies; connecting shows whether one still listens.
void remove_stale(const sockaddr_un& address) {
  struct stat status {};
  if (::lstat(address.sun_path, &status) != 0 || !S_ISSOCK(status.st_mode)) return;
  const FileDescriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int result =
      ::connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  if (result != 0 && errno == ECONNREFUSED) ::unlink(address.sun_path);
}

FileDescriptor listen_unix(const std::string& address, const std::string& file) {
  const sockaddr_un name = unix_address(address, file);
  remove_stale(name);
  FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name) != 0)
    cannot_listen(address, reason(errno));
  // Whoever can reach the folder may ask, as with a port; a proxy runs as another user.
  if (::chmod(name.sun_path, 0666) != 0 || ::listen(socket.get(), kBacklog) != 0)
    cannot_listen(address, reason(errno));
  return socket;
}

std::optional<IpAddress> ip_of(const sockaddr_storage& name) {
  IpAddress address;
  if (name.ss_family == AF_INET6) {
    std::memcpy(address.bytes.data(), &reinterpret_cast<const sockaddr_in6&>(name).sin6_addr, 16);
    return address;
  }
  if (name.ss_family != AF_INET) return {};
  address.bytes[10] = address.bytes[11] = 0xff;
  std::memcpy(&address.bytes[12], &reinterpret_cast<const sockaddr_in&>(name).sin_addr, 4);
  return address;
}

}  // namespace

Listener::Listener(const std::string& address) {
  if (address.starts_with(kUnix)) {
    const std::string file = address.substr(kUnix.size());
    socket_ = listen_unix(address, file);
    file_ = file;
    address_ = address;
  } else {
    socket_ = listen_tcp(address);
    address_ = numeric_address(socket_.get());
  }
}

Listener::Listener(FileDescriptor socket)
    : socket_(std::move(socket)), address_(numeric_address(socket_.get())) {
  set_option(socket_.get(), IPPROTO_TCP, TCP_NODELAY, 1);
}

Listener::~Listener() {
  close();
}

NewConnection Listener::accept() const {
  sockaddr_storage name{};
  socklen_t size = sizeof name;
  FileDescriptor socket(::accept4(descriptor(), reinterpret_cast<sockaddr*>(&name), &size,
                                  SOCK_NONBLOCK | SOCK_CLOEXEC));
  return {std::move(socket), ip_of(name)};
}

void Listener::close() {
  socket_.close();
  if (!file_.empty()) ::unlink(file_.c_str());
  file_.clear();
}

}  // namespace blogsearch
