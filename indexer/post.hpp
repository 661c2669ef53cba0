// SPDX-License-Identifier: GPL-3.0-or-later
// One post, read: the stages from bytes to Post in order.
#pragma once

#include "indexer/body.hpp"
#include "indexer/site.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

struct Post {
  std::string path;  // inside the site
  PostFacts facts;  // title, description and language filled in from the body where they were empty
  Body body;        // empty where the post is hidden
  bool is_left_out = false;       // hidden by us alone: its generator builds it
  std::vector<Warning> warnings;  // what was repaired, or left out
  // Why its front matter was left out, by a generator that publishes it all the same.
  std::optional<Warning> problem;
};

// bytes -> clean text -> front matter -> the generator's facts -> body. Throws Error with line and
// reason.
Post load_post(const Site& site, std::string_view path, std::string_view bytes);

}  // namespace blogsearch
