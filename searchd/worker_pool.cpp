// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/worker_pool.hpp"

#include "common/log.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace blogsearch {
namespace {

std::string answer(Responder& responder, Job& job) {
  try {
    return responder.respond(std::move(job.head), std::move(job.body));
  } catch (const std::exception& error) {  // no memory, most likely
    log(LogLevel::error, "request_failed", {{"cause", error.what()}});
    return {};
  }
}

}  // namespace

WorkerPool::WorkerPool(std::vector<Responder> responders, std::size_t queue,
                       std::function<void()> on_finished, ServerGauges& gauges)
    : responders_(std::move(responders)),
      queue_size_(queue),
      on_finished_(std::move(on_finished)),
      gauges_(gauges),
      idle_(responders_.size()),
      since_(responders_.size()) {
  gauges_.workers = responders_.size();
  threads_.reserve(responders_.size());
  try {
    for (std::size_t worker = 0; worker < responders_.size(); ++worker)
      threads_.emplace_back([this, worker] { work(worker); });
  } catch (...) {  // the system has no more threads: those that run must not outlive us
    stop();
    throw;
  }
}

WorkerPool::~WorkerPool() {
  stop();
}

bool WorkerPool::submit(Job&& job) {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= queue_size_ + idle_) return false;
    queue_.push_back(std::move(job));
    show();
  }
  job_or_stop_.notify_one();
  return true;
}

std::vector<Finished> WorkerPool::take_finished() {
  const std::lock_guard lock(mutex_);
  return std::exchange(finished_, {});
}

void WorkerPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    queue_.clear();
  }
  job_or_stop_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

std::chrono::steady_clock::duration WorkerPool::longest_work() {
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  auto longest = std::chrono::steady_clock::duration::zero();
  for (const auto& since : since_)
    if (since) longest = std::max(longest, now - *since);
  return longest;
}

void WorkerPool::work(std::size_t worker) {
  Job job;
  while (next(worker, job)) {
    const bool keep_alive = job.head.keep_alive;
    std::string bytes = answer(responders_[worker], job);
    const bool stays_open = keep_alive && !bytes.empty();
    hand_back(worker, {job.connection, std::move(bytes), stays_open});
  }
}

bool WorkerPool::next(std::size_t worker, Job& job) {
  std::unique_lock lock(mutex_);
  job_or_stop_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
  if (stopping_) return false;
  job = std::move(queue_.front());
  queue_.pop_front();
  --idle_;
  since_[worker] = std::chrono::steady_clock::now();
  show();
  return true;
}

void WorkerPool::show() const noexcept {
  gauges_.busy_workers.store(gauges_.workers - idle_, std::memory_order_relaxed);
  gauges_.queue_length.store(queue_.size(), std::memory_order_relaxed);
}

void WorkerPool::hand_back(std::size_t worker, Finished&& finished) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = finished_.empty();
    finished_.push_back(std::move(finished));
    ++idle_;
    since_[worker].reset();
    show();
  }
  if (first) on_finished_();
}

}  // namespace blogsearch
