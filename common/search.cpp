// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/search.hpp"

#include "common/error.hpp"
#include "common/generation.hpp"
#include "common/index.hpp"
#include "common/match.hpp"
#include "common/plan.hpp"
#include "common/posting_sources.hpp"
#include "common/query.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "common/snippet.hpp"
#include "common/stemmer.hpp"
#include "common/text.hpp"
#include "common/vocabulary.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>

namespace blogsearch {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kTries = 3;  // after Xapian::DatabaseModifiedError
constexpr Xapian::doccount kMaxPhraseHits = 10'000;

std::int64_t now_seconds() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// One site opened, with a stemmer for each of its languages.
struct OpenSite {
  explicit OpenSite(const std::filesystem::path& dir) : index(dir) { make_stemmers(); }

  void refresh() {
    if (index.refresh()) make_stemmers();
  }
  void make_stemmers() {
    stemmers.clear();
    for (const std::string& language : index.languages()) stemmers.emplace_back(language);
  }
  Stemmer& stemmer_of(const std::string& language) {
    const auto found = std::ranges::find(index.languages(), lower_ascii(language));
    if (found == index.languages().end()) return unstemmed;
    return stemmers[static_cast<std::size_t>(found - index.languages().begin())];
  }

  SiteIndex index;
  std::vector<Stemmer> stemmers;
  Stemmer unstemmed{""};
};

// One search of one site, from the plan to the hits.
class Search {
 public:
  Search(OpenSite& site, const SearchRequest& request, const Config& config,
         Vocabularies& vocabularies)
      : site_(site),
        database_(site.index.database()),
        request_(request),
        config_(config),
        vocabularies_(vocabularies),
        end_(Clock::now() + std::chrono::milliseconds(config.search.time_limit_ms)) {}

  Answer answer() {
    const MatchOptions options{request_.offset, request_.limit, request_.sort, end_};
    const Query query = parse_query(request_.query);
    matches_ = match(
        database_, [&](Correct correct) { return plan(query, correct); }, options);
    answer_.total = matches_.found.get_matches_estimated();
    add_hits();
    return std::move(answer_);
  }

 private:
  Plan plan(const Query& query, Correct correct) {
    PlanOptions options;
    options.prefix = request_.prefix;
    options.now = request_.now.value_or(now_seconds());
    options.ranking = config_.ranking;
    options.correct = correct;
    options.vocabulary = [&]() -> const Vocabulary& {
      if (!vocabulary_) vocabulary_ = vocabularies_.of(site_.index);
      return *vocabulary_;
    };
    return make_plan(query, site_.index, site_.stemmers, options);
  }

  void add_hits() {
    Highlighter highlighter(words(), config_.search.snippet_length);
    find_phrase_hits();
    found_.resize(words().size());
    used_.resize(words().size());
    for (auto match = matches_.found.begin(); match != matches_.found.end(); ++match) {
      answer_.hits.push_back(make_hit(match, highlighter));
    }
    note_left_out();
    note_corrected();
  }

  [[nodiscard]] const std::vector<QueryWord>& words() const { return matches_.plan.words; }

  void note_left_out() {
    if (!matches_.loosened) return;
    for (std::size_t i = 0; i < words().size(); ++i) {
      if (!found_[i]) answer_.missing.push_back(words()[i].typed);
    }
  }

  // The query with what was used instead of what was typed.
  void note_corrected() {
    std::string corrected = request_.query;
    std::size_t from = 0;
    for (std::size_t i = 0; i < words().size(); ++i) {
      if (used_[i].empty()) continue;
      const std::size_t at = corrected.find(words()[i].typed, from);
      if (at == std::string::npos) continue;
      corrected.replace(at, words()[i].typed.size(), used_[i]);
      from = at + used_[i].size();
    }
    if (from > 0) answer_.corrected = std::move(corrected);
  }

  Hit make_hit(const Xapian::MSetIterator& match, Highlighter& highlighter) {
    Record record = decode_record(match.get_document().get_data());
    Hit hit;
    hit.score = match.get_weight();
    note_words(match, hit);
    Snippet snippet = highlighter.snippet(record, site_.stemmer_of(record.language));
    hit.title_html = std::move(snippet.title_html);
    hit.snippet_html = std::move(snippet.snippet_html);
    for (SectionSnippet& section : snippet.sections) {
      SectionRecord& at = record.sections[section.section];
      hit.sections.push_back(
          {std::move(at.heading), record.url + "#" + at.id, std::move(section.snippet_html)});
    }
    hit.url = std::move(record.url);
    hit.title = std::move(record.title);
    hit.path = std::move(record.path);
    hit.date = std::move(record.date);
    hit.tags = std::move(record.tags);
    hit.categories = std::move(record.categories);
    hit.authors = std::move(record.authors);
    hit.lang = std::move(record.language);
    return hit;
  }

  // Which of the query's words this post has, and in which sense.
  void note_words(const Xapian::MSetIterator& match, Hit& hit) {
    const bool corrected = std::ranges::any_of(
        words(), [](const QueryWord& word) { return !word.corrections.empty(); });
    std::set<std::string> terms;
    if (matches_.loosened || corrected)
      terms.insert(matches_.enquire.get_matching_terms_begin(match),
                   matches_.enquire.get_matching_terms_end(match));
    for (std::size_t i = 0; i < words().size(); ++i) {
      const QueryWord& word = words()[i];
      const bool has = !matches_.loosened || (word.phrase ? phrase_hits_[i].contains(*match)
                                                          : has_term(word.match, terms));
      (has ? hit.matched : hit.missing).push_back(word.typed);
      found_[i] = found_[i] || has;
      for (const Alternative& meant : word.corrections) {
        if (used_[i].empty() && has_term(meant.match, terms)) used_[i] = meant.text;
      }
    }
  }

  static bool has_term(const Xapian::Query& query, const std::set<std::string>& terms) {
    for (auto term = query.get_unique_terms_begin(); term != query.get_unique_terms_end(); ++term) {
      if (terms.contains(*term)) return true;
    }
    return false;
  }

  // A post that has all words of a phrase need not have the phrase: in a loosened search it is
  // asked for by itself.
  void find_phrase_hits() {
    phrase_hits_.resize(words().size());
    if (!matches_.loosened) return;
    for (std::size_t i = 0; i < words().size(); ++i) {
      if (!words()[i].phrase) continue;
      Xapian::Enquire enquire(database_);
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      enquire.set_query(with_time_limit(words()[i].match, end_));
      const Xapian::MSet hits = enquire.get_mset(0, kMaxPhraseHits);
      phrase_hits_[i].insert(hits.begin(), hits.end());
    }
  }

  OpenSite& site_;
  const Xapian::Database& database_;
  const SearchRequest& request_;
  const Config& config_;
  Vocabularies& vocabularies_;
  Clock::time_point end_;
  std::shared_ptr<const Vocabulary> vocabulary_;
  Matches matches_{{}, {}, Xapian::Enquire(database_), false};
  std::vector<bool> found_;        // for each word: some post shown has it
  std::vector<std::string> used_;  // for each word: what it was corrected to
  std::vector<std::set<Xapian::docid>> phrase_hits_;
  Answer answer_;
};

}  // namespace

struct Searcher::State {
  std::filesystem::path dir;
  Config config;
  std::shared_ptr<Vocabularies> vocabularies;
  std::map<std::string, OpenSite, std::less<>> open;

  OpenSite& site(const std::string& name) {
    const auto found = open.find(name);
    if (found != open.end()) return found->second;
    return open.emplace(name, dir / name).first->second;
  }

  [[nodiscard]] std::string choose(const std::string& wanted) const {
    const auto names = list_sites(dir);
    if (names.empty()) {
      throw Error(ErrorCode::unavailable, fmt::format("there is no index in {}", dir.string()),
                  "run indexer SITE_DIR first, or name the directory with --index");
    }
    if (wanted.empty() && names.size() == 1) return names.front();
    if (std::ranges::find(names, wanted) != names.end()) return wanted;
    const std::string hint = fmt::format("the sites here are: {}", fmt::join(names, ", "));
    if (wanted.empty())
      throw Error(ErrorCode::bad_parameter, "there are several sites: say which", hint);
    throw Error(ErrorCode::not_found, fmt::format("there is no site '{}'", wanted), hint);
  }

  // The whole work is done again when the index was changed under it.
  template <typename Work>
  auto retried(const std::string& name, Work work) {
    for (int attempt = 1;; ++attempt) {
      try {
        OpenSite& opened = site(name);
        opened.refresh();
        return work(opened);
      } catch (const Xapian::DatabaseModifiedError& error) {
        if (attempt >= kTries) throw Error(ErrorCode::unavailable, explain(error), "try again");
      } catch (const Xapian::DatabaseError& error) {
        open.erase(name);
        if (attempt >= kTries)
          throw Error(ErrorCode::unavailable, explain(error), "run indexer --rebuild");
      }
    }
  }
};

Searcher::Searcher(std::filesystem::path index_dir, const Config& config,
                   std::shared_ptr<Vocabularies> vocabularies)
    : state_(std::make_unique<State>(
          State{std::move(index_dir), config, std::move(vocabularies), {}})) {
  if (!state_->vocabularies) state_->vocabularies = std::make_shared<Vocabularies>();
}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

Answer Searcher::search(const SearchRequest& request) {
  const auto start = Clock::now();
  const std::string name = state_->choose(request.site);
  Answer answer = state_->retried(name, [&](OpenSite& site) {
    return Search(site, request, state_->config, *state_->vocabularies).answer();
  });
  answer.query = request.query;
  answer.site = name;
  answer.offset = request.offset;
  answer.limit = request.limit;
  answer.took_ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  return answer;
}

std::vector<SiteStatus> Searcher::sites() {
  std::vector<SiteStatus> statuses;
  for (const std::string& name : list_sites(state_->dir)) {
    SiteStatus status;
    status.name = name;
    try {
      state_->retried(name, [&](OpenSite& site) {
        status.posts = site.index.database().get_doccount();
        status.revision = site.index.revision();
        return 0;
      });
    } catch (const Error& error) {
      status.problem = error.what();
    }
    statuses.push_back(std::move(status));
  }
  return statuses;
}

}  // namespace blogsearch
