// SPDX-License-Identifier: GPL-3.0-or-later
// Whether and when Hugo builds a page, and the page's date.
#pragma once

#include "indexer/hugo_content.hpp"
#include "indexer/hugo_settings.hpp"
#include "indexer/site.hpp"

#include <optional>
#include <string>

namespace blogsearch {

struct HugoDates {
  std::optional<Moment> date, publish_date, expiry_date;
  std::string slug;  // from a file name like 2024-02-03-slug.md, where the site takes dates from it
};
HugoDates hugo_dates(const HugoPage& page);

// Why a page that is built is not written: headless, build.render, disableKinds. Empty where it is.
std::string hugo_unrendered(const HugoPage& page);

// By drafts and dates, sets published, hidden_because, visible_from and visible_until. What was
// hidden stays so, a later start and an earlier end count: for a page and then each section above
// it, which takes its pages with it.
void set_hugo_visibility(UnixTime now, const HugoPage& page, const HugoDates& dates,
                         PostFacts& facts);

// Go's cast.ToBool, by which "true" and 1 are true; nullopt for what is no boolean.
std::optional<bool> go_bool(const Value& value);

}  // namespace blogsearch
