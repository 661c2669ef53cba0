// SPDX-License-Identifier: GPL-3.0-or-later
// The one exception type that blogsearch throws: what went wrong, where, and what to do now.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace blogsearch {

// What kind of failure it is; the programs turn it into an exit code, searchd into an HTTP status.
enum class ErrorCode {
  failed,         // could not be done: I/O, a bad file (exit 2, 500)
  usage,          // the command line or the settings are wrong (exit 2)
  bad_parameter,  // a request's value is wrong (exit 2, 400)
  not_found,      // no such site, post or index (exit 2, 404)
  unavailable,    // cannot be answered now, try again: no index yet, busy, lock held (exit 2, 503)
  time_limit,     // the search took longer than it may (exit 2, 503)
};

// Ends what is being done - a program, one post, one request - where it is told. In between it is
// caught only where the rest can go on without the part that failed.
class Error : public std::runtime_error {
 public:
  // `what`: one sentence that names the thing, without a full stop. `hint`: what to do now, may be
  // empty. `line`: 1-based line in the file that `what` speaks of; 0 where there is none.
  explicit Error(const std::string& what, std::string hint = {}, int line = 0)
      : Error(ErrorCode::failed, what, std::move(hint), line) {}
  Error(ErrorCode code, const std::string& what, std::string hint = {}, int line = 0)
      : std::runtime_error(what), code_(code), hint_(std::move(hint)), line_(line) {}

  [[nodiscard]] ErrorCode code() const noexcept { return code_; }
  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }
  [[nodiscard]] int line() const noexcept { return line_; }

 private:
  ErrorCode code_;
  std::string hint_;
  int line_;
};

}  // namespace blogsearch
