// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/update.hpp"

#include "common/error.hpp"
#include "common/generation.hpp"
#include "common/index.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"
#include "indexer/candidate.hpp"
#include "indexer/document.hpp"
#include "indexer/known_posts.hpp"
#include "indexer/old_index.hpp"
#include "indexer/post.hpp"
#include "indexer/seen_files.hpp"
#include "indexer/share_out.hpp"
#include "indexer/writer.hpp"

#include <fmt/format.h>
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
// Changes in place are held in memory, three times as much as their files: for more, a new
// generation takes less.
constexpr std::size_t kManyBytes = std::size_t{32} * 1024 * 1024;
constexpr std::size_t kProgressStep = 64;
// So many files read or posts looked up in vain are worth writing down what was found (a
// millisecond or two).
constexpr std::size_t kManyReads = 200;

// Needs the SiteLock.
class Update {
 public:
  Update(const Site& site, const UpdateOptions& options)
      : site_(site),
        options_(options),
        threads_(options.threads > 0 ? options.threads
                                     : std::max(1U, std::thread::hardware_concurrency())),
        rules_(rules_of(site, options.ranking)),
        seen_(seen_file()) {}

  Summary run() {
    remove_leftovers(options_.site_dir);
    std::future<void> known = std::async(std::launch::async, [this] { read_known(); });
    find_files();
    known.get();
    if (!generation_.empty() && seen_.index().site != site_folder())
      summary_.other_site = seen_.index().site;
    keep_unread();
    compare();
    find_gone();
    refuse_to_lose_all();
    if (must_rebuild() || !change()) build();
    // From here on the new index is visible; what follows only tells of it.
    remove_old_generations(options_.site_dir, generation_);
    remember_files();
    return summarize();
  }

 private:
  // Damage is no reason to fail: all is built anew. But what is still sound tells what there is to
  // lose.
  void read_known() {
    OldIndex old = find_old_index(options_.site_dir);
    generation_ = std::move(old.generation);
    summary_.damage = std::move(old.damage);
    if (generation_.empty() || old.is_sound) known_ = KnownPosts(generation_, seen_);
  }

  // All that decides how a file is read, file apart.
  static std::string rules_of(const Site& site, const RankingConfig& r) {
    return fmt::format("{} {} {} {} {} {} {}", kFormatVersion, site.fingerprint(), r.title,
                       r.headings, r.tags, r.description, r.code);
  }

  void find_files() {
    files_ = options_.files ? options_.files : site_.find_files();
    summary_.problems = files_->skipped;
    candidates_ = to_candidates(*files_, seen_);
  }

  void keep_unread() {
    if (files_->unread.empty()) return;
    known_paths_ = known_.paths();
    add_unread(candidates_, known_paths_, *files_, seen_);
  }

  // Tells by content what is as it was: times lie after a checkout.
  void compare() {
    share_out(shares_of(candidates_, threads_), [&](std::size_t, std::size_t i) {
      Candidate& candidate = candidates_[i];
      if (candidate.fate == Fate::skipped) return;  // its folder cannot be read
      try {
        find_content(candidate);
      } catch (const Error& error) {
        skip(candidate, error);
      }
      const KnownPost known = known_.find(candidate.path, candidate.seen);
      candidate.known = known.as == SeenAs::indexed;
      if (candidate.fate != Fate::unknown || options_.rebuild || !known.has(candidate.hash)) return;
      candidate.fate = candidate.known ? Fate::unchanged : Fate::hidden;
    });
  }

  void find_content(Candidate& candidate) {
    const SeenFile* seen = candidate.seen;
    if (seen != nullptr && !seen->content_at(candidate.stamp).empty()) {
      set_content(candidate, std::string(seen->content));
      return;
    }
    set_content(candidate, hash_bytes(read(candidate)));
    if (candidate.stamp != 0) ++reads_;
  }

  // Where it is no longer the file that the walk met, the next run has to read it, too.
  std::string read(Candidate& candidate) const {
    StampedBytes file = read_stamped(site_.root(), candidate.path);
    if (file.stamp != candidate.stamp) candidate.stamp = 0;
    return std::move(file.bytes);
  }

  void set_content(Candidate& candidate, std::string hash) const {
    candidate.hash = hash_bytes(hash + rules_);
    candidate.content = std::move(hash);
  }

  void find_gone() {
    const auto known = std::ranges::count(candidates_, true, &Candidate::known);
    if (static_cast<std::size_t>(known) == known_.count()) return;
    std::unordered_set<std::string> here;
    for (const Candidate& candidate : candidates_)
      here.insert(make_term(prefix::kPath, candidate.path));
    for (const std::string& path : known_.paths()) {
      std::string term = make_term(prefix::kPath, path);
      if (!here.contains(term)) gone_.push_back(std::move(term));
    }
    std::ranges::sort(gone_);
    summary_.removed = gone_.size();
  }

  [[nodiscard]] bool must_rebuild() const {
    if (!known_.usable() || !summary_.damage.empty() || options_.rebuild) return true;
    const auto to_load =
        static_cast<std::size_t>(std::ranges::count(candidates_, Fate::unknown, &Candidate::fate));
    const std::size_t changes = to_load + gone_.size();
    return changes > kFewChanges && changes > known_.count().value_or(0) / kPartOfSite;
  }

  // A folder that is not mounted looks like a site without posts.
  void refuse_to_lose_all() const {
    const auto count = known_.count();
    if (!candidates_.empty() || count == 0 || options_.rebuild) return;
    throw Error(
        fmt::format("{} has no posts any more, and the index {}: nothing was changed",
                    site_.root().string(), count ? fmt::format("has {}", *count) : "is damaged"),
        "if they are really gone, run indexer --rebuild");
  }

  // --- a new generation ---

  void build() {
    summary_.rebuilt = summary_.written = true;
    done_ = 0;
    remove_old_generations(options_.site_dir, generation_);  // makes room
    const auto ends = shares_of(candidates_, threads_);
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
    generation_ = writer.publish(metadata());
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

  // False: nothing was done, since it is too much for the memory.
  bool change() {
    DocumentMaker maker(options_.ranking);
    std::vector<std::pair<std::string, Xapian::Document>> documents;
    std::vector<std::string> no_longer = gone_;
    std::uint64_t bytes = 0;
    for (Candidate& candidate : candidates_) {
      if (candidate.fate != Fate::unknown) {
        tell_progress();
        continue;
      }
      if (auto document = load(candidate, maker)) {
        documents.emplace_back(make_term(prefix::kPath, candidate.path), *document);
        bytes += candidate.size;
        if (bytes > kManyBytes) return false;
      } else if (candidate.fate == Fate::hidden && candidate.known) {
        no_longer.push_back(make_term(prefix::kPath, candidate.path));
      }
    }
    summary_.removed = no_longer.size();
    const IndexMetadata data = metadata();
    if (documents.empty() && no_longer.empty() && known_.has(data)) return true;  // writes nothing
    InPlaceWriter writer(generation_);
    for (auto& [term, document] : documents) {
      writer.replace(term, document);
      document = {};  // Xapian has it now
    }
    for (const std::string& term : no_longer) writer.remove(term);
    writer.commit(data);
    summary_.written = true;
    return true;
  }

  // --- one post ---

  // Reads one post and settles its fate; its document if it is to be indexed.
  std::optional<Xapian::Document> load(Candidate& candidate, DocumentMaker& maker) {
    tell_progress();
    if (options_.stop && options_.stop())
      throw Error(ErrorCode::unavailable, "stopped before the end", "the index is as it was");
    if (candidate.fate == Fate::skipped) return std::nullopt;
    try {
      const std::string bytes = read(candidate);
      set_content(candidate, hash_bytes(bytes));
      Post post = load_post(site_, candidate.path, bytes);
      if (post.problem) require_no_better(candidate, *post.problem);
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

  // What was indexed of a post is not given up for one without front matter, half typed perhaps.
  void require_no_better(const Candidate& candidate, const Warning& problem) const {
    if (!candidate.known) return;
    const KnownPost known = known_.find(candidate.path, candidate.seen);
    if (known.content != candidate.content) throw Error(problem.text, {}, problem.line);
  }

  static void skip(Candidate& candidate, const Error& error) {
    candidate.fate = Fate::skipped;
    const std::string hint = error.hint().empty() ? "" : " (" + error.hint() + ")";
    candidate.problem = Skipped{std::string(candidate.path), error.line(), error.what() + hint};
  }

  void tell_progress() {
    const std::size_t done = ++done_;
    if (!options_.progress || (done % kProgressStep != 0 && done != candidates_.size())) return;
    const std::lock_guard lock(mutex_);
    options_.progress(done, candidates_.size());
  }

  // --- what is kept for the next run ---

  void remember_files() {
    if (!summary_.written && summary_.other_site.empty() &&
        reads_ + known_.looked_up() < kManyReads)
      return;
    write_seen(seen_file(), {index_id(generation_), hash_of(metadata()), site_folder()},
               seen_of(candidates_, known_));
  }

  [[nodiscard]] std::string site_folder() const { return whole_path(site_.root()).string(); }

  [[nodiscard]] std::filesystem::path seen_file() const { return options_.site_dir / "seen"; }

  // --- what is told ---

  [[nodiscard]] IndexMetadata metadata() const { return {site_.title(), hidden_of(candidates_)}; }

  Summary summarize() {
    summary_.found = candidates_.size();
    for (Candidate& candidate : candidates_) {
      ++count_of(candidate.fate);
      if (candidate.problem) {
        if (candidate.known) candidate.problem->reason += "; what was indexed before is kept";
        summary_.problems.push_back(std::move(*candidate.problem));
      }
      for (Warning& warning : candidate.warnings) {
        summary_.warnings.push_back(
            {std::string(candidate.path), warning.line, std::move(warning.text)});
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
  std::filesystem::path generation_;
  std::string rules_;
  SeenFiles seen_;
  KnownPosts known_;
  std::shared_ptr<const Scan> files_;
  std::atomic<std::size_t> reads_ = 0;    // of files that need not be read next time
  std::vector<std::string> known_paths_;  // where a folder cannot be read
  std::vector<Candidate> candidates_;
  std::vector<std::string> gone_;  // kPath terms
  Summary summary_;
  std::atomic<std::size_t> done_ = 0;
  std::mutex mutex_;
};

}  // namespace

Summary update_index(const Site& site, const UpdateOptions& options) {
  return update_index(site, options, SiteLock(options.site_dir, options.wait));
}

Summary update_index(const Site& site, const UpdateOptions& options, const SiteLock& /*held*/) {
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
