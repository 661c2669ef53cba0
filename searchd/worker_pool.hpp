// SPDX-License-Identifier: GPL-3.0-or-later
// The threads that answer requests, and the short queue before them. Knows nothing of sockets.
#pragma once

#include "searchd/metrics.hpp"
#include "searchd/request_head.hpp"
#include "searchd/responder.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace blogsearch {

class Connection;

struct Job {
  Connection* connection = nullptr;  // whose request it is; the pool only hands it back
  RequestHead head;
  std::string body;
};

struct Finished {
  Connection* connection = nullptr;
  std::string answer;  // empty: none could be made, for want of memory
  bool keep_alive = false;
};

class WorkerPool {
 public:
  // One thread for each responder. Up to `queue` jobs wait when all are at work.
  // `on_finished` is called by the workers, when the first of the finished jobs waits to be taken.
  // `gauges`, which must outlive the pool, show how busy it is.
  WorkerPool(std::vector<Responder> responders, std::size_t queue,
             std::function<void()> on_finished, ServerGauges& gauges);
  ~WorkerPool();  // as stop()
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  bool submit(Job&& job);  // false: the queue is full, and the job left as it was
  std::vector<Finished> take_finished();
  void stop();  // waits for the jobs that are being answered; drops those that wait
  // How long the job that is being answered longest has taken so far; zero: none is.
  std::chrono::steady_clock::duration longest_work();

 private:
  using Time = std::chrono::steady_clock::time_point;

  void work(std::size_t worker);
  bool next(std::size_t worker, Job& job);
  void show() const noexcept;  // with the mutex held
  void hand_back(std::size_t worker, Finished&& finished);

  std::vector<Responder> responders_;
  const std::size_t queue_size_;
  const std::function<void()> on_finished_;
  ServerGauges& gauges_;

  std::mutex mutex_;  // guards what follows
  std::condition_variable job_or_stop_;
  std::deque<Job> queue_;
  std::vector<Finished> finished_;
  std::size_t idle_ = 0;                    // workers that wait for a job
  std::vector<std::optional<Time>> since_;  // when each worker took its job
  bool stopping_ = false;

  std::vector<std::thread> threads_;
};

}  // namespace blogsearch
