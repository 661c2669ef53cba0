// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/search.hpp"

#include "common/error.hpp"
#include "common/facets.hpp"
#include "common/generation.hpp"
#include "common/held.hpp"
#include "common/open_site.hpp"
#include "common/several_sites.hpp"
#include "common/site_search.hpp"
#include "common/visibility.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <utility>

namespace blogsearch {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kEverySite = "*";
constexpr int kTries = 3;  // after Xapian::DatabaseModifiedError

std::string names_here(const std::vector<std::string>& names) {
  return fmt::format("the sites here are: {}", fmt::join(names, ", "));
}

}  // namespace

struct Searcher::State {
  State(std::filesystem::path index_dir, const Config& config, std::shared_ptr<HeldParts> shared)
      : dir(std::move(index_dir)), rules(config), held(std::move(shared)) {
    if (!held) held = std::make_shared<HeldParts>();
  }

  std::filesystem::path dir;
  SearchRules rules;
  std::shared_ptr<HeldParts> held;
  std::map<std::string, OpenSite, std::less<>> open;

  OpenSite& site(const std::string& name) {
    const auto found = open.find(name);
    if (found != open.end()) return found->second;
    return open.try_emplace(name, dir / name, *held).first->second;
  }

  [[nodiscard]] std::vector<std::string> names_of_all() const {
    std::vector<std::string> names = list_sites(dir);
    if (names.empty()) {
      throw Error(ErrorCode::unavailable, fmt::format("there is no index in {}", dir.string()),
                  "run indexer SITE_DIR first, or name the directory with --index");
    }
    return names;
  }

  [[noreturn]] static void say_which(const std::vector<std::string>& names) {
    throw Error(ErrorCode::bad_parameter, "there are several sites: say which", names_here(names));
  }

  [[nodiscard]] std::string choose(const std::string& wanted) const {
    const auto names = names_of_all();
    if (wanted.empty() && names.size() == 1) return names.front();
    if (std::ranges::find(names, wanted) != names.end()) return wanted;
    if (wanted.empty()) say_which(names);
    throw Error(ErrorCode::not_found, fmt::format("there is no site '{}'", wanted),
                names_here(names));
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
      } catch (const Xapian::Error& error) {
        throw Error(ErrorCode::failed, explain(error));
      }
    }
  }

  struct Choice {
    std::vector<std::string> names;
    std::vector<std::string> left_out;  // as Answer has it
  };
  Choice choose(const std::vector<std::string>& wanted) {
    if (wanted.empty()) return {{choose(std::string())}, {}};
    Choice choice;
    const auto add = [&](const std::string& name) {
      if (std::ranges::find(choice.names, name) == choice.names.end()) choice.names.push_back(name);
    };
    for (const std::string& name : wanted) {
      if (name == kEverySite) {
        std::ranges::for_each(readable_ones(choice.left_out), add);
      } else {
        add(choose(name));
      }
    }
    return choice;
  }

  // For what only one site can answer.
  [[nodiscard]] std::string choose_one(const std::vector<std::string>& wanted) {
    std::vector<std::string> names = choose(wanted).names;
    if (names.size() > 1) say_which(names);
    return std::move(names.front());
  }

  // One damaged site does not take the others with it.
  std::vector<std::string> readable_ones(std::vector<std::string>& left_out) {
    std::vector<std::string> readable;
    std::optional<Error> problem;
    for (const std::string& name : names_of_all()) {
      try {
        retried(name, [](const OpenSite&) { return 0; });
        readable.push_back(name);
      } catch (const Error& error) {
        left_out.push_back(fmt::format("site {}: {}", name, error.what()));
        problem = error;
      }
    }
    if (readable.empty()) throw Error(*problem);
    return readable;
  }

  Answer search_one(const std::string& name, const SearchRequest& request) {
    Answer answer =
        retried(name, [&](OpenSite& site) { return search_site(site, request, rules); });
    answer.site = name;
    for (Hit& hit : answer.hits) hit.site = name;
    return answer;
  }

  // First where the posts of each site stand, then those of the page.
  Answer search_several(const std::vector<std::string>& names, const SearchRequest& request) {
    SearchRequest first = request;
    first.offset = 0;
    first.limit = request.offset + request.limit;
    std::vector<SiteRanking> rankings;
    rankings.reserve(names.size());
    for (const std::string& name : names)
      rankings.push_back(
          retried(name, [&](OpenSite& site) { return rank_site(site, first, rules); }));
    const MergedPage page = merge_sites(rankings, request.offset, request.limit, request.sort);
    std::vector<Answer> answers(names.size());
    for (std::size_t site = 0; site < names.size(); ++site) {
      if (!page.counts[site]) continue;
      SearchRequest part = request;
      part.facets.clear();
      part.offset = page.slices[site].offset;
      part.limit = page.slices[site].limit;
      answers[site] = search_one(names[site], part);
    }
    return join(std::move(answers), std::move(rankings), page, request);
  }

  static Answer join(std::vector<Answer> answers, std::vector<SiteRanking> rankings,
                     const MergedPage& page, const SearchRequest& request) {
    Answer joined;
    joined.total = page.total;
    std::vector<std::size_t> next(answers.size());
    for (const std::size_t site : page.order) {
      if (next[site] < answers[site].hits.size())
        joined.hits.push_back(std::move(answers[site].hits[next[site]++]));
    }
    std::vector<std::vector<Facet>> facets;
    for (std::size_t site = 0; site < answers.size(); ++site) {
      if (!page.counts[site]) continue;
      facets.push_back(std::move(rankings[site].facets));
      if (!joined.corrected) joined.corrected = answers[site].corrected;
      // Left out is what no site has.
      const bool first = facets.size() == 1;
      if (first) joined.missing = answers[site].missing;
      std::erase_if(joined.missing, [&](const std::string& word) {
        return std::ranges::find(answers[site].missing, word) == answers[site].missing.end();
      });
    }
    joined.facets = merge_facets(facets, request.facet_limit);
    return joined;
  }
};

Searcher::Searcher(std::filesystem::path index_dir, const Config& config,
                   std::shared_ptr<HeldParts> held)
    : state_(std::make_unique<State>(std::move(index_dir), config, std::move(held))) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

Answer Searcher::search(const SearchRequest& request) {
  const auto start = Clock::now();
  State::Choice sites = state_->choose(request.sites);
  Answer answer = sites.names.size() == 1 ? state_->search_one(sites.names.front(), request)
                                          : state_->search_several(sites.names, request);
  answer.left_out = std::move(sites.left_out);
  answer.query = request.query;
  answer.offset = request.offset;
  answer.limit = request.limit;
  answer.took_ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  return answer;
}

WhyNot Searcher::why_not(const SearchRequest& request, const std::string& post) {
  return state_->retried(state_->choose_one(request.sites), [&](OpenSite& site) {
    return explain_absence(site, request, post, state_->rules);
  });
}

Suggestions Searcher::suggest(const SuggestRequest& request) {
  const std::string name = state_->choose(request.site);
  Suggestions suggestions = state_->retried(
      name, [&](OpenSite& site) { return suggest_in(site, request, state_->rules.config()); });
  suggestions.site = name;
  return suggestions;
}

Answer Searcher::related(const RelatedRequest& request) {
  const auto start = Clock::now();
  const std::string name = state_->choose(request.site);
  Answer answer = state_->retried(
      name, [&](OpenSite& site) { return related_in(site, request, state_->rules.config()); });
  answer.site = name;
  for (Hit& hit : answer.hits) hit.site = name;
  answer.took_ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  return answer;
}

std::vector<RelatedPosts> Searcher::all_related(const RelatedRequest& request) {
  return state_->retried(state_->choose(request.site), [&](OpenSite& site) {
    return all_related_in(site, request, state_->rules.config());
  });
}

std::vector<SiteStatus> Searcher::sites() {
  std::vector<SiteStatus> statuses;
  for (const std::string& name : list_sites(state_->dir)) {
    SiteStatus status;
    status.name = name;
    try {
      state_->retried(name, [&](OpenSite& site) {
        status.posts = site.database().get_doccount();
        status.revision = site.index().revision();
        status.moments_passed = site.moments_passed(now_seconds());
        status.problem = site.index().problem();
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
