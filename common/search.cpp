// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/search.hpp"

#include "common/error.hpp"
#include "common/generation.hpp"
#include "common/index.hpp"
#include "common/plan.hpp"
#include "common/posting_sources.hpp"
#include "common/query.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "common/snippet.hpp"
#include "common/stemmer.hpp"
#include "common/text.hpp"

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
  Search(OpenSite& site, const SearchRequest& request, const Config& config)
      : site_(site),
        database_(site.index.database()),
        request_(request),
        config_(config),
        end_(Clock::now() + std::chrono::milliseconds(config.search.time_limit_ms)) {}

  Answer answer() {
    PlanOptions options;
    options.prefix = request_.prefix;
    options.now = request_.now.value_or(now_seconds());
    options.ranking = config_.ranking;
    plan_ = make_plan(parse_query(request_.query), site_.index, site_.stemmers, options);
    match();
    answer_.total = matches_.get_matches_estimated();
    add_hits();
    return std::move(answer_);
  }

 private:
  // All words; where no post has them all, those that have most; phrases broken up last.
  void match() {
    if (plan_.everything) {
      run(Xapian::Query::MatchAll, end_);
      return;
    }
    run_ranked(plan_.strict);
    for (const Xapian::Query* looser : {&plan_.any_unit, &plan_.any_word}) {
      if (matches_.get_matches_estimated() > 0 || plan_.words.empty()) return;
      if (plan_.words.size() == 1 && looser == &plan_.any_unit) continue;
      loosened_ = true;
      run_ranked(*looser);
    }
  }

  // With all that raises a post; without it where that would take more than half of the time.
  void run_ranked(const Xapian::Query& words) {
    if (plan_.bonus.empty()) {
      run(words, end_);
      return;
    }
    const auto now = Clock::now();
    try {
      run({Xapian::Query::OP_AND_MAYBE, words, plan_.bonus}, now + (end_ - now) / 2);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::time_limit) throw;
      run(words, end_);
    }
  }

  void run(const Xapian::Query& query, Clock::time_point end) {
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(weighting());
    enquire.set_query(with_time_limit(plan_.restricted(query), end));
    set_order(enquire);
    const Xapian::doccount posts = database_.get_doccount();
    const auto clamp = [&](int value) {
      return std::min(posts, static_cast<Xapian::doccount>(std::max(value, 0)));
    };
    matches_ = enquire.get_mset(clamp(request_.offset), clamp(request_.limit), posts);
    enquire_ = enquire;
  }

  void set_order(Xapian::Enquire& enquire) const {
    const bool by_date = plan_.everything || request_.sort != Sort::relevance;
    if (!by_date) {
      enquire.set_sort_by_relevance_then_value(kSlotDate, true);
    } else {
      enquire.set_sort_by_value_then_relevance(kSlotDate, request_.sort != Sort::date_ascending);
    }
  }

  void add_hits() {
    Highlighter highlighter(plan_.words, config_.search.snippet_length);
    find_phrase_hits();
    std::vector<bool> ever(plan_.words.size());
    for (auto match = matches_.begin(); match != matches_.end(); ++match) {
      answer_.hits.push_back(make_hit(match, highlighter, ever));
    }
    if (loosened_) {
      for (std::size_t i = 0; i < ever.size(); ++i) {
        if (!ever[i]) answer_.missing.push_back(plan_.words[i].typed);
      }
    }
  }

  Hit make_hit(const Xapian::MSetIterator& match, Highlighter& highlighter,
               std::vector<bool>& ever) {
    Record record = decode_record(match.get_document().get_data());
    Hit hit;
    hit.score = match.get_weight();
    note_words(match, hit, ever);
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

  // Which of the query's words this post has.
  void note_words(const Xapian::MSetIterator& match, Hit& hit, std::vector<bool>& ever) {
    std::set<std::string> terms;
    if (loosened_)
      terms.insert(enquire_.get_matching_terms_begin(match),
                   enquire_.get_matching_terms_end(match));
    for (std::size_t i = 0; i < plan_.words.size(); ++i) {
      const QueryWord& word = plan_.words[i];
      const bool has =
          !loosened_ || (word.phrase ? phrase_hits_[i].contains(*match) : has_term(word, terms));
      (has ? hit.matched : hit.missing).push_back(word.typed);
      ever[i] = ever[i] || has;
    }
  }

  static bool has_term(const QueryWord& word, const std::set<std::string>& terms) {
    for (auto term = word.match.get_unique_terms_begin(); term != word.match.get_unique_terms_end();
         ++term) {
      if (terms.contains(*term)) return true;
    }
    return false;
  }

  // A post that has all words of a phrase need not have the phrase: in a loosened search it is
  // asked for by itself.
  void find_phrase_hits() {
    phrase_hits_.resize(plan_.words.size());
    if (!loosened_) return;
    for (std::size_t i = 0; i < plan_.words.size(); ++i) {
      if (!plan_.words[i].phrase) continue;
      Xapian::Enquire enquire(database_);
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      enquire.set_query(with_time_limit(plan_.words[i].match, end_));
      const Xapian::MSet hits = enquire.get_mset(0, kMaxPhraseHits);
      phrase_hits_[i].insert(hits.begin(), hits.end());
    }
  }

  OpenSite& site_;
  const Xapian::Database& database_;
  const SearchRequest& request_;
  const Config& config_;
  Clock::time_point end_;
  Plan plan_;
  Xapian::MSet matches_;
  Xapian::Enquire enquire_{database_};
  bool loosened_ = false;
  std::vector<std::set<Xapian::docid>> phrase_hits_;
  Answer answer_;
};

}  // namespace

struct Searcher::State {
  std::filesystem::path dir;
  Config config;
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

Searcher::Searcher(std::filesystem::path index_dir, const Config& config)
    : state_(std::make_unique<State>(State{std::move(index_dir), config, {}})) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

Answer Searcher::search(const SearchRequest& request) {
  const auto start = Clock::now();
  const std::string name = state_->choose(request.site);
  Answer answer = state_->retried(
      name, [&](OpenSite& site) { return Search(site, request, state_->config).answer(); });
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
