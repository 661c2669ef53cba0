// SPDX-License-Identifier: GPL-3.0-or-later
// In which state the index is, asked for at every request and looked up only when it can have
// changed: three calls of stat(2) for one site instead of some twenty to the files.
#pragma once

#include "common/search.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace blogsearch {

// The folders of an index, of its sites and of their current generations, as they were. Whatever is
// published or committed gets its name by a rename (common/generation.hpp, and Xapian's own files),
// which gives the folder around it a new time. A file that somebody writes in place does not.
class IndexFolders {
 public:
  IndexFolders() = default;
  explicit IndexFolders(const std::filesystem::path& index);

  // True: nothing has been published or committed since. False also where nobody can tell: a folder
  // was changed so short a time before that a second change need not show.
  [[nodiscard]] bool unchanged() const;

 private:
  struct Folder {
    std::string path;
    dev_t device = 0;
    ino_t inode = 0;  // 0: there is none
    std::int64_t changed_ns = 0;

    bool operator==(const Folder&) const = default;
  };
  static Folder look_at(std::string path);

  std::vector<Folder> folders_;
  bool settled_ = false;
};

// All that decides an answer beside the question: the program, its settings, what every site has,
// and the day, since a new post gains a little by being new. For one thread.
class IndexState {
 public:
  // `sites`: as Searcher::sites(). `checks`, which must outlive this, is another number whenever
  // damage may have been found.
  IndexState(std::filesystem::path index, std::string settings,
             std::function<std::vector<SiteStatus>()> sites, const std::atomic<unsigned>& checks);

  // To be called when a request begins: all that is asked during one gets the same.
  void begin_request() noexcept { asked_ = false; }
  // Changes whenever an answer may. Empty: there is nothing to ask.
  const std::string& get();

 private:
  [[nodiscard]] bool still_true() const;
  void look();

  const std::filesystem::path index_;
  const std::string settings_;
  const std::function<std::vector<SiteStatus>()> sites_;
  const std::atomic<unsigned>& checks_;

  bool asked_ = false;  // in this request
  std::string state_;
  // When it was found, and beside what.
  bool all_well_ = false;
  std::int64_t second_ = 0;  // posts appear and go by the second; also for what folders do not show
  unsigned check_ = 0;
  IndexFolders folders_;
};

}  // namespace blogsearch
