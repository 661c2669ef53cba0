// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/site_search.hpp"

#include "common/analyzer.hpp"
#include "common/error.hpp"
#include "common/explain.hpp"
#include "common/find_post.hpp"
#include "common/hit.hpp"
#include "common/match.hpp"
#include "common/plan.hpp"
#include "common/posting_sources.hpp"
#include "common/query.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "common/snippet.hpp"
#include "common/text.hpp"
#include "common/usual_form.hpp"
#include "common/visibility.hpp"

#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <climits>
#include <set>
#include <utility>

namespace blogsearch {
namespace {

// One search of one site, from the plan to the hits.
class Search {
 public:
  Search(OpenSite& site, const SearchRequest& request, const SearchRules& rules)
      : site_(site),
        database_(site.database()),
        request_(request),
        rules_(rules),
        now_(request.now.value_or(now_seconds())),
        facets_(request.facets, request.facets.empty() ? nullptr : site.facet_table()),
        match_options_{
            request.offset,
            request.limit,
            request.sort,
            request.loosen,
            CpuClock::now() + std::chrono::milliseconds(rules.config().search.time_limit_ms),
            request.facets.empty() ? nullptr : &facets_} {}

  Answer answer() {
    find();
    answer_.total = matches_.total;
    add_hits();
    answer_.facets = facets_.facets(request_.facet_limit);
    return std::move(answer_);
  }

  SiteRanking ranking() {
    find();
    SiteRanking ranking{{}, matches_.total, matches_.loosened, facets_.facets(INT_MAX)};
    for (auto match = matches_.found.begin(); match != matches_.found.end(); ++match)
      ranking.places.push_back({match.get_weight(), match.get_sort_key()});
    return ranking;
  }

  WhyNot why_not(const std::string& post) {
    const Xapian::docid docid = find_post(database_, post);
    if (docid == 0) return unknown_post(post);
    find();
    return judge(docid);
  }

 private:
  void find() {
    const Query query = parse_query(request_.query);
    matches_ = match(
        database_, [&](Correct correct) { return plan(query, correct); }, match_options_);
  }

  Plan plan(const Query& query, Correct correct) {
    PlanOptions options;
    options.filter = request_.filter;
    options.prefix = request_.prefix;
    options.now = now_;
    options.ranking = rules_.config().ranking;
    options.correct = correct;
    options.vocabulary = [&]() -> const Vocabulary& { return vocabulary(); };
    options.synonyms = &rules_.synonyms();
    options.pinned = rules_.pinned(request_.query);
    if (const auto typed = trim(request_.query); is_address(typed))
      options.address = address_term(database_, typed);
    return make_plan(query, site_.index(), site_.stemmers(), options);
  }

  // Once a revision it is read from the index, which is no fault of this search.
  const Vocabulary& vocabulary() {
    const auto begin = CpuClock::now();
    const Vocabulary& words = site_.vocabulary();
    match_options_.end += CpuClock::now() - begin;
    return words;
  }

  void add_hits() {
    Highlighter highlighter(words(), request_.snippet_length > 0
                                         ? request_.snippet_length
                                         : rules_.config().search.snippet_length);
    find_word_hits();
    for (auto match = matches_.found.begin(); match != matches_.found.end(); ++match) {
      answer_.hits.push_back(hit_of(match, highlighter));
    }
    note_left_out();
    note_corrected();
  }

  [[nodiscard]] const std::vector<QueryWord>& words() const { return matches_.plan.words; }

  void note_left_out() {
    if (!matches_.loosened) return;
    for (std::size_t i = 0; i < words().size(); ++i) {
      const bool found = answer_.hits.empty() ? words()[i].frequency > 0 : bool{found_[i]};
      if (!found) answer_.missing.push_back(words()[i].typed);
    }
  }

  // Where `typed` stands by itself, not as a part of another word or behind a prefix.
  static std::size_t find_typed(std::string_view query, std::string_view typed, std::size_t from) {
    constexpr std::string_view before = " \t\n(";
    constexpr std::string_view behind = " \t\n)\"*";
    const auto is_one_of = [](std::string_view signs, char c) {
      return signs.find(c) != std::string_view::npos;
    };
    for (std::size_t at = query.find(typed, from); at != std::string_view::npos;
         at = query.find(typed, at + 1)) {
      const std::size_t end = at + typed.size();
      const std::string_view left = query.substr(0, at);
      const bool in_field =
          left.ends_with("title:") || left.ends_with("heading:") || left.ends_with("code:");
      if ((at == 0 || in_field || is_one_of(before, query[at - 1])) &&
          (end == query.size() || is_one_of(behind, query[end])))
        return at;
    }
    return std::string_view::npos;
  }

  // Is it only what the last word goes on to?
  [[nodiscard]] bool is_completion(std::size_t word) const {
    return request_.prefix && word + 1 == words().size() &&
           used_[word].starts_with(fold_phrase(words()[word].typed));
  }

  // The query with what was used instead of what was typed.
  void note_corrected() {
    std::string corrected = request_.query;
    std::size_t from = 0;
    for (std::size_t i = 0; i < words().size(); ++i) {
      const bool is_missing = matches_.loosened && !found_[i];
      if (used_[i].empty() || is_completion(i) || is_missing) continue;
      const std::size_t at = find_typed(corrected, words()[i].typed, from);
      if (at == std::string::npos) continue;
      const std::string meant = as_written(database_, used_[i], words()[i].typed);
      corrected.replace(at, words()[i].typed.size(), meant);
      from = at + meant.size();
    }
    if (from > 0) answer_.corrected = std::move(corrected);
  }

  Hit hit_of(const Xapian::MSetIterator& match, Highlighter& highlighter) {
    Record record = decode_record(match.get_document().get_data());
    Snippet snippet = highlighter.snippet(record, site_.stemmer_of(record.language));
    Hit hit = make_hit(std::move(record), std::move(snippet), request_.fragment);
    hit.score = match.get_weight();
    if (request_.explain) hit.parts = parts_of(match);
    note_words(*match, hit);
    return hit;
  }

  std::vector<ScorePart> parts_of(const Xapian::MSetIterator& match) {
    const bool with_bonuses = match.get_rank() < matches_.reranked;
    return score_parts(database_, matches_.plan, *match, with_bonuses);
  }

  // Which of the query's words this post has, and in which sense.
  void note_words(Xapian::docid post, Hit& hit) {
    const bool in_doubt = matches_.loosened || matches_.strangers.contains(post);
    for (std::size_t i = 0; i < words().size(); ++i) {
      const QueryWord& word = words()[i];
      const bool has = !in_doubt || word_hits_[i].contains(post);
      if (has) hit.matched.push_back(word.typed);
      if (!has && matches_.loosened) hit.missing.push_back(word.typed);
      found_[i] = found_[i] || has;
      for (std::size_t k = 0; k < word.corrections.size() && used_[i].empty(); ++k) {
        if (meant_hits_[i][k].contains(post)) used_[i] = word.corrections[k].text;
      }
    }
  }

  using Posts = std::set<Xapian::docid>;

  // For each word, which of the posts shown have it, and have what it may have been meant to be.
  void find_word_hits() {
    found_.resize(words().size());
    used_.resize(words().size());
    word_hits_.resize(words().size());
    meant_hits_.resize(words().size());
    const Posts shown(matches_.found.begin(), matches_.found.end());
    const bool in_doubt = matches_.loosened || !matches_.strangers.empty();
    for (std::size_t i = 0; i < words().size(); ++i) {
      const QueryWord& word = words()[i];
      if (in_doubt)
        word_hits_[i] = word.phrase ? with_phrase(word.match, shown) : with_term(word.match, shown);
      for (const Alternative& meant : word.corrections)
        meant_hits_[i].push_back(with_term(meant.match, shown));
    }
  }

  // Those of `posts` that have one of the query's terms.
  Posts with_term(const Xapian::Query& query, const Posts& posts) const {
    Posts found;
    const auto last = query.get_unique_terms_end();
    for (auto term = query.get_unique_terms_begin(); term != last; ++term) {
      auto posting = database_.postlist_begin(*term);
      const auto end = database_.postlist_end(*term);
      for (auto post = posts.begin(); post != posts.end() && posting != end; ++post) {
        posting.skip_to(*post);
        if (posting != end && *posting == *post) found.insert(*post);
      }
    }
    return found;
  }

  // A post that has all words of a phrase need not have the phrase: it is asked for by itself.
  [[nodiscard]] Posts with_phrase(const Xapian::Query& phrase, const Posts& posts) const {
    if (matches_.gave_up) return {};
    std::vector<Weighted> weightless;
    for (const Xapian::docid post : posts) weightless.emplace_back(post, 0);
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query({Xapian::Query::OP_FILTER, phrase, weighted_posts(weightless)});
    const Xapian::MSet hits = enquire.get_mset(0, static_cast<Xapian::doccount>(posts.size()));
    return {hits.begin(), hits.end()};
  }

  // --- why not ---

  static WhyNot unknown_post(const std::string& post) {
    WhyNot why;
    why.url = post;
    why.reasons = {
        "no post with this URL is in the index: it may have another URL, be a draft, or "
        "have been skipped; indexer --show PATH tells"};
    return why;
  }

  WhyNot judge(Xapian::docid docid) {
    const Record record = decode_record(database_.get_document(docid).get_data());
    WhyNot why;
    why.url = record.url;
    why.title = record.title;
    const auto end = matches_.found.end();
    const auto place = std::find(matches_.found.begin(), end, docid);
    if (place == end) {
      why.reasons = reasons_against(database_, matches_.plan, docid);
      return why;
    }
    const auto first = matches_.found.begin();
    why.rank = place.get_rank() + 1;
    why.score = place.get_weight();
    why.parts = parts_of(place);
    if (place == first) return why;
    why.reasons = reasons_against(database_, matches_.plan, docid);
    why.above = decode_record(first.get_document().get_data()).title;
    why.above_parts = parts_of(first);
    return why;
  }

  OpenSite& site_;
  const Xapian::Database& database_;
  const SearchRequest& request_;
  const SearchRules& rules_;
  std::int64_t now_;     // one moment for all plans of this search
  FacetCounter facets_;  // before the time runs: its table may have to be read
  MatchOptions match_options_;
  Matches matches_;
  std::vector<bool> found_;                     // for each word: some post shown has it
  std::vector<std::string> used_;               // for each word: what it was corrected to
  std::vector<Posts> word_hits_;                // for each word: posts that have it
  std::vector<std::vector<Posts>> meant_hits_;  // the same for each of its corrections
  Answer answer_;
};

}  // namespace

SearchRules::SearchRules(const Config& config)
    : config_(config), synonyms_(config.search.synonyms) {
  for (const Rule& rule : config.search.pinned) {
    for (const std::string& query : rule.left) pinned_[fold_phrase(query)] = rule.right;
  }
}

std::vector<std::string> SearchRules::pinned(std::string_view query) const {
  if (pinned_.empty()) return {};
  const auto found = pinned_.find(fold_phrase(query));
  return found == pinned_.end() ? std::vector<std::string>() : found->second;
}

Answer search_site(OpenSite& site, const SearchRequest& request, const SearchRules& rules) {
  return Search(site, request, rules).answer();
}

SiteRanking rank_site(OpenSite& site, const SearchRequest& request, const SearchRules& rules) {
  return Search(site, request, rules).ranking();
}

WhyNot explain_absence(OpenSite& site, const SearchRequest& request, const std::string& post,
                       const SearchRules& rules) {
  SearchRequest all = request;
  all.facets.clear();
  all.offset = 0;
  all.limit = static_cast<int>(site.database().get_doccount());
  return Search(site, all, rules).why_not(post);
}

}  // namespace blogsearch
