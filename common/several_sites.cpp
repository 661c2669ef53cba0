// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/several_sites.hpp"

#include <algorithm>
#include <optional>

namespace blogsearch {
namespace {

using Place = SiteRanking::Place;

bool is_before(const Place& a, const Place& b, Sort sort) {
  if (sort == Sort::date_ascending) return a.date_key < b.date_key;
  if (sort == Sort::date_descending) return a.date_key > b.date_key;
  return a.score == b.score ? a.date_key > b.date_key : a.score > b.score;
}

// The site whose next post comes next; absent: none has more.
std::optional<std::size_t> next_site(const std::vector<SiteRanking>& rankings,
                                     const std::vector<std::size_t>& taken,
                                     const std::vector<bool>& counts, Sort sort) {
  std::optional<std::size_t> best;
  for (std::size_t site = 0; site < rankings.size(); ++site) {
    if (!counts[site] || taken[site] >= rankings[site].places.size()) continue;
    if (!best ||
        is_before(rankings[site].places[taken[site]], rankings[*best].places[taken[*best]], sort))
      best = site;
  }
  return best;
}

}  // namespace

MergedPage merge_sites(const std::vector<SiteRanking>& rankings, int offset, int limit, Sort sort) {
  const bool some_have_all = std::ranges::any_of(
      rankings, [](const SiteRanking& ranking) { return ranking.total > 0 && !ranking.loosened; });
  MergedPage page;
  page.slices.resize(rankings.size());
  for (const SiteRanking& ranking : rankings) {
    page.counts.push_back(!some_have_all || !ranking.loosened);
    if (page.counts.back()) page.total += ranking.total;
  }
  std::vector<std::size_t> taken(rankings.size());
  for (int rank = 0; rank < offset + limit; ++rank) {
    const auto site = next_site(rankings, taken, page.counts, sort);
    if (!site) break;
    MergedPage::Slice& slice = page.slices[*site];
    ++taken[*site];
    if (rank < offset) {
      ++slice.offset;
    } else {
      ++slice.limit;
      page.order.push_back(*site);
    }
  }
  return page;
}

}  // namespace blogsearch
