// SPDX-License-Identifier: GPL-3.0-or-later
// Tells when something below some folders has changed. On inotify: nothing is read to find out.
#pragma once

#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace blogsearch {

// What is of interest; by paths inside a root.
struct WatchRules {
  std::function<bool(std::string_view)> wants_folder;  // a folder not wanted is not entered
  std::function<bool(std::string_view)> wants_file;    // is a change of this file worth telling?
};

// For one thread.
class FolderWatch {
 public:
  // Throws Error where the machine allows no more of them.
  FolderWatch();
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;

  // Watches `root` and its folders from now on, each as far as it is there, and no longer what was
  // watched before. To be called before the folders are read, so that no change falls between;
  // again whenever folders_changed().
  void follow(std::filesystem::path root, WatchRules rules);
  // Watches one name in its folder too, a file, a folder or a link, until the next follow(); and
  // each link on the way to it.
  void follow_name(const std::filesystem::path& path);
  // True since a folder came, went or was renamed, since events were lost, or where the root's path
  // leads to another folder than it did (a link above it that was exchanged, another file system
  // that was mounted); follow() ends it.
  [[nodiscard]] bool folders_changed() const;
  // The files that wait() told of, by their paths inside the root, since this was asked last.
  std::set<std::string> take_changed_files() { return std::exchange(changed_files_, {}); }
  // Folders that could not be watched since the machine's limit is reached: see max_user_watches.
  [[nodiscard]] std::size_t unwatched() const { return unwatched_; }

  enum class Wake : std::uint8_t { change, time, signal };
  // Waits for a change, then on until the folders are quiet for a moment, a longer one where much
  // happens (a checkout, a build); or until `timeout`, or a signal that `signals` lets through.
  Wake wait(std::chrono::milliseconds timeout, const sigset_t& signals);

 private:
  using FolderId = std::pair<std::uint64_t, std::uint64_t>;  // device and inode

  // Of the folder at `root_`; zeros where there is none.
  [[nodiscard]] FolderId root_id() const;
  int add(const std::filesystem::path& folder);
  void add_folders();
  void add_name(const std::filesystem::path& path);
  // How many of the events that have come are worth telling.
  std::size_t read_events();
  bool is_relevant_name(int watch, std::uint32_t mask, std::string_view name);
  bool is_relevant(int watch, std::uint32_t mask, std::string_view name);

  int fd_;
  std::filesystem::path root_;
  FolderId followed_{};  // root_id() when it was followed
  WatchRules rules_;
  std::map<int, std::string> watched_;  // folders inside the root, by inotify's descriptors
  std::map<int, std::set<std::string>> watched_names_;  // in their folder
  bool folders_changed_ = false;
  std::set<std::string> changed_files_;
  std::size_t unwatched_ = 0;
};

}  // namespace blogsearch
