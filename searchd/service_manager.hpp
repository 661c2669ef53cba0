// SPDX-License-Identifier: GPL-3.0-or-later
// What systemd and the like give to a service, and want to hear from it: sd_listen_fds(3) and
// sd_notify(3). Own code: two variables and a datagram are less than another library.
#pragma once

#include "common/file_descriptor.hpp"

#include <string_view>

namespace blogsearch {

// The socket to listen on, if one was passed (socket activation); invalid: none. To be called once,
// before there are threads: programs that we might start must not think it is theirs. Throws Error
// where several were passed, or something else.
FileDescriptor take_passed_socket();

// "READY=1", "RELOADING=1", "STOPPING=1", "STATUS=...": lines of sd_notify(3). Does nothing where
// nobody wants to know.
void notify_manager(std::string_view state) noexcept;
// The same, with the clock that RELOADING=1 has to come with.
void notify_reloading() noexcept;

}  // namespace blogsearch
