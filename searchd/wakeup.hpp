// SPDX-License-Identifier: GPL-3.0-or-later
// Wakes the thread that waits in epoll: a counter that can be polled.
#pragma once

#include "common/file_descriptor.hpp"

namespace blogsearch {

class Wakeup {
 public:
  Wakeup();                      // throws Error where the system has no more descriptors
  void signal() const noexcept;  // any thread
  void clear() const noexcept;   // the thread that waits
  [[nodiscard]] int descriptor() const noexcept { return counter_.get(); }

 private:
  FileDescriptor counter_;
};

}  // namespace blogsearch
