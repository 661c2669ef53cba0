// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/update.hpp"

#include "common/error.hpp"
#include "common/generation.hpp"
#include "common/index.hpp"
#include "common/manifest.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"
#include "indexer/document.hpp"
#include "indexer/known_posts.hpp"
#include "indexer/post.hpp"
#include "indexer/seen_files.hpp"
#include "indexer/share_out.hpp"
#include "indexer/site_lock.hpp"
#include "indexer/writer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_set>
#include <utility>

namespace blogsearch {
namespace {

// Fewer changes than this are always made in place; more, if they are but a part of the site.
constexpr std::size_t kFewChanges = 200;
constexpr std::size_t kPartOfSite = 4;
constexpr std::size_t kProgressStep = 64;
// So many files read in vain are worth writing down what they hold (a millisecond or two).
constexpr std::size_t kManyReads = 200;

enum class Fate : std::uint8_t { unknown, added, changed, unchanged, hidden, skipped };

// One file of the site on its way.
struct Candidate {
  std::string path;
  std::uint64_t size = 0;
  std::uint64_t stamp = 0;
  std::string content;  // its hash
  std::string hash;     // the same, with all that decides how it is read
  Fate fate = Fate::unknown;
  bool known = false;  // is in the index already
  std::optional<Skipped> problem;
  std::vector<Warning> warnings;
};

class Update {
 public:
  Update(const Site& site, const UpdateOptions& options)
      : site_(site),
        options_(options),
        threads_(options.threads > 0 ? options.threads
                                     : std::max(1U, std::thread::hardware_concurrency())),
        lock_(options.site_dir, options.wait),
        rules_(rules_of(site, options.ranking)),
        seen_(options.site_dir / "seen") {}

  Summary run() {
    remove_leftovers(options_.site_dir);
    std::future<void> known = std::async(std::launch::async, [this] { read_known(); });
    find_files();
    known.get();
    compare();
    find_gone();
    refuse_to_lose_all();
    if (must_rebuild()) {
      build();
    } else {
      change();
    }
    // From here on the new index is visible; what follows only tells of it.
    remove_old_generations(options_.site_dir);
    remember_files();
    return summarize();
  }

 private:
  void read_known() {
    summary_.damage = find_damage();
    if (summary_.damage.empty()) known_ = KnownPosts(generation_);
  }

  // Finds the current generation. Damage is no reason to fail: all is built anew.
  std::string find_damage() {
    try {
      generation_ = current_generation(options_.site_dir);
      if (generation_.empty()) return {};
      if (!std::filesystem::is_directory(generation_))
        return fmt::format("{} is missing", generation_.string());
      if (!has_manifest(generation_)) return "the run before this one did not come to its end";
      return fmt::format("{}", fmt::join(verify_manifest(generation_), "; "));
    } catch (const Error& error) {
      return error.what();
    }
  }

  // All that decides how a file is read, file apart.
  static std::string rules_of(const Site& site, const RankingConfig& r) {
    return fmt::format("{} {} {} {} {} {} {}", kFormatVersion, site.fingerprint(), r.title,
                       r.headings, r.tags, r.description, r.code);
  }

  void find_files() {
    Scan found = options_.files ? *options_.files : site_.find_files();
    summary_.problems = std::move(found.skipped);
    candidates_.resize(found.files.size());
    for (std::size_t i = 0; i < found.files.size(); ++i) {
      candidates_[i].path = std::move(found.files[i].path);
      candidates_[i].size = found.files[i].size;
      candidates_[i].stamp = found.files[i].stamp;
    }
  }

  // Tells by content what is as it was: times lie after a checkout.
  void compare() {
    share_out(shares(), [&](std::size_t, std::size_t i) {
      Candidate& candidate = candidates_[i];
      try {
        find_content(candidate);
      } catch (const Error& error) {
        skip(candidate, error);
      }
      const auto indexed = known_.indexed_hash(candidate.path);
      const auto hidden = known_.hidden_hash(candidate.path);
      candidate.known = indexed.has_value();
      if (candidate.fate != Fate::unknown || options_.rebuild) return;
      if (indexed == candidate.hash) candidate.fate = Fate::unchanged;
      if (hidden && *hidden == hash_hex(candidate.hash)) candidate.fate = Fate::hidden;
    });
  }

  void find_content(Candidate& candidate) {
    if (const auto seen = seen_.hash_of(candidate.path, candidate.stamp)) {
      set_content(candidate, std::string(*seen));
      return;
    }
    set_content(candidate, hash_bytes(read_file(site_.root(), candidate.path)));
    if (candidate.stamp != 0) ++reads_;
  }

  void set_content(Candidate& candidate, std::string hash) const {
    candidate.hash = hash_bytes(hash + rules_);
    candidate.content = std::move(hash);
  }

  // The first index after each thread's share: shares of about the same number of bytes.
  [[nodiscard]] std::vector<std::size_t> shares() const {
    std::uint64_t total = 1;
    for (const Candidate& candidate : candidates_) total += candidate.size + 1;
    std::vector<std::size_t> ends;
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      bytes += candidates_[i].size + 1;
      if (bytes * threads_ >= total * (ends.size() + 1) && ends.size() + 1 < threads_)
        ends.push_back(i + 1);
    }
    ends.push_back(candidates_.size());
    return ends;
  }

  void find_gone() {
    const auto known = std::ranges::count(candidates_, true, &Candidate::known);
    if (static_cast<std::size_t>(known) == known_.size()) return;
    std::unordered_set<std::string> here;
    for (const Candidate& candidate : candidates_)
      here.insert(make_term(prefix::kPath, candidate.path));
    for (const auto& [term, hash] : known_.indexed()) {
      if (!here.contains(term)) gone_.push_back(term);
    }
    std::ranges::sort(gone_);
    summary_.removed = gone_.size();
  }

  [[nodiscard]] bool must_rebuild() const {
    if (!known_.usable() || options_.rebuild) return true;
    const auto to_load =
        static_cast<std::size_t>(std::ranges::count(candidates_, Fate::unknown, &Candidate::fate));
    const std::size_t changes = to_load + gone_.size();
    return changes > kFewChanges && changes > known_.size() / kPartOfSite;
  }

  // A folder that is not mounted looks like a site without posts.
  void refuse_to_lose_all() const {
    if (!candidates_.empty() || known_.size() == 0 || options_.rebuild) return;
    throw Error(fmt::format("{} has no posts any more, and the index has {}: nothing was changed",
                            site_.root().string(), known_.size()),
                "if they are really gone, run indexer --rebuild");
  }

  // --- a new generation ---

  void build() {
    summary_.rebuilt = summary_.written = true;
    const auto ends = shares();
    GenerationWriter writer(options_.site_dir, ends.size());
    std::vector<DocumentMaker> makers;
    for (std::size_t i = 0; i < ends.size(); ++i) makers.emplace_back(options_.ranking);
    share_out(ends, [&](std::size_t thread, std::size_t i) {
      Candidate& candidate = candidates_[i];
      const bool was_unchanged = candidate.fate == Fate::unchanged;
      auto document = load(candidate, makers[thread]);
      if (was_unchanged && candidate.fate == Fate::changed) candidate.fate = Fate::unchanged;
      if (document) {
        writer.segment(thread).add(*document, candidate.size);
      } else if (auto kept = kept_document(candidate)) {
        writer.segment(thread).add(*kept, candidate.size);
      }
    });
    writer.publish(metadata());
  }

  // What was indexed before of a post that cannot be read now.
  std::optional<Xapian::Document> kept_document(Candidate& candidate) {
    if (candidate.fate != Fate::skipped || !candidate.known) return std::nullopt;
    const std::lock_guard lock(mutex_);  // a Xapian::Database is for one thread at a time
    try {
      return known_.document(candidate.path);
    } catch (const Xapian::Error&) {
      candidate.known = false;  // damaged
      return std::nullopt;
    }
  }

  // --- changes in place ---

  void change() {
    DocumentMaker maker(options_.ranking);
    std::vector<std::pair<std::string, Xapian::Document>> documents;
    std::vector<std::string> no_longer = gone_;
    for (Candidate& candidate : candidates_) {
      if (candidate.fate != Fate::unknown) {
        tell_progress();
        continue;
      }
      if (auto document = load(candidate, maker)) {
        documents.emplace_back(make_term(prefix::kPath, candidate.path), *document);
      } else if (candidate.fate == Fate::hidden && candidate.known) {
        no_longer.push_back(make_term(prefix::kPath, candidate.path));
        ++summary_.removed;
      }
    }
    const IndexMetadata data = metadata();
    const bool same =
        data.hidden == known_.hidden_metadata() && data.site_title == known_.site_title();
    if (documents.empty() && no_longer.empty() && same) return;  // nothing is written
    InPlaceWriter writer(generation_);
    for (const auto& [term, document] : documents) writer.replace(term, document);
    for (const std::string& term : no_longer) writer.remove(term);
    writer.commit(data);
    summary_.written = true;
  }

  // --- one post ---

  // Reads one post and settles its fate; its document if it is to be indexed.
  std::optional<Xapian::Document> load(Candidate& candidate, DocumentMaker& maker) {
    tell_progress();
    if (options_.stop && options_.stop())
      throw Error(ErrorCode::unavailable, "stopped before the end", "the index is as it was");
    if (candidate.fate == Fate::skipped) return std::nullopt;
    try {
      const std::string bytes = read_file(site_.root(), candidate.path);
      set_content(candidate, hash_bytes(bytes));
      Post post = load_post(site_, candidate.path, bytes);
      candidate.warnings = std::move(post.warnings);
      if (!post.facts.published) {
        candidate.fate = Fate::hidden;
        return std::nullopt;
      }
      candidate.fate = candidate.known ? Fate::changed : Fate::added;
      return maker.make(post, candidate.hash);
    } catch (const Error& error) {
      skip(candidate, error);
      return std::nullopt;
    }
  }

  static void skip(Candidate& candidate, const Error& error) {
    candidate.fate = Fate::skipped;
    const std::string hint = error.hint().empty() ? "" : " (" + error.hint() + ")";
    candidate.problem = Skipped{candidate.path, error.line(), error.what() + hint};
  }

  void tell_progress() {
    const std::size_t done = ++done_;
    if (!options_.progress || (done % kProgressStep != 0 && done != candidates_.size())) return;
    const std::lock_guard lock(mutex_);
    options_.progress(done, candidates_.size());
  }

  // --- what is kept for the next run ---

  void remember_files() {
    if (!summary_.written && reads_ < kManyReads) return;
    std::vector<SeenFile> files;
    for (const Candidate& candidate : candidates_)
      files.push_back({candidate.path, candidate.stamp, candidate.content});
    seen_.replace(files);
  }

  // --- what is told ---

  [[nodiscard]] IndexMetadata metadata() const {
    IndexMetadata data;
    data.site_title = site_.title();
    for (const Candidate& candidate : candidates_) {
      const bool one_line = candidate.path.find('\n') == std::string::npos;
      if (candidate.fate == Fate::hidden && one_line) {
        data.hidden += fmt::format("{} {}\n", hash_hex(candidate.hash), candidate.path);
      }
    }
    return data;
  }

  Summary summarize() {
    summary_.found = candidates_.size();
    for (Candidate& candidate : candidates_) {
      ++count_of(candidate.fate);
      if (candidate.problem) {
        if (candidate.known) candidate.problem->reason += "; what was indexed before is kept";
        summary_.problems.push_back(std::move(*candidate.problem));
      }
      for (Warning& warning : candidate.warnings) {
        summary_.warnings.push_back({candidate.path, warning.line, std::move(warning.text)});
      }
    }
    std::ranges::stable_sort(summary_.problems, {}, &Skipped::path);
    return std::move(summary_);
  }

  std::size_t& count_of(Fate fate) {
    switch (fate) {
      case Fate::added:
        return summary_.added;
      case Fate::changed:
        return summary_.changed;
      case Fate::unchanged:
        return summary_.unchanged;
      case Fate::hidden:
        return summary_.hidden;
      case Fate::skipped:
      case Fate::unknown:
        break;
    }
    return summary_.skipped;
  }

  const Site& site_;
  const UpdateOptions& options_;
  unsigned threads_;
  SiteLock lock_;
  std::filesystem::path generation_;
  KnownPosts known_;
  std::string rules_;
  SeenFiles seen_;
  std::atomic<std::size_t> reads_ = 0;  // of files that need not be read next time
  std::vector<Candidate> candidates_;
  std::vector<std::string> gone_;  // kPath terms
  Summary summary_;
  std::atomic<std::size_t> done_ = 0;
  std::mutex mutex_;
};

}  // namespace

Summary update_index(const Site& site, const UpdateOptions& options) {
  try {
    return Update(site, options).run();
  } catch (const Xapian::Error& error) {
    throw Error(
        fmt::format("cannot write the index in {}: {}", options.site_dir.string(), explain(error)),
        "what was indexed before is still there; make room or mend the permissions, then run "
        "again");
  } catch (const std::filesystem::filesystem_error& error) {
    throw Error(fmt::format("cannot write the index in {}: {}", options.site_dir.string(),
                            error.code().message()),
                "what was indexed before is still there; make room or mend the permissions, then "
                "run again");
  }
}

}  // namespace blogsearch
