// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/wakeup.hpp"

#include "common/error.hpp"

#include <system_error>

#include <sys/eventfd.h>

namespace blogsearch {

Wakeup::Wakeup() : counter_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (!counter_.valid())
    throw Error("cannot make an event counter: " + std::generic_category().message(errno));
}

void Wakeup::signal() const noexcept {
  eventfd_write(counter_.get(), 1);
}

void Wakeup::clear() const noexcept {
  eventfd_t count = 0;
  eventfd_read(counter_.get(), &count);
}

}  // namespace blogsearch
