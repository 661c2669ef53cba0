// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/check.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/built_site.hpp"
#include "indexer/post.hpp"
#include "indexer/scan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace blogsearch {
namespace {

// What is compared of a post of ours.
struct OurPost {
  std::string path, url, key;
  std::vector<std::string> aliases;                           // keys
  std::vector<std::pair<std::string, std::string>> headings;  // id, text; those with an id
};

// Two pages compared.
struct Pair {
  const OurPost* ours;
  const BuiltPage* built;
  std::vector<std::string> extra;  // ids that only the built page has
};

class Check {
 public:
  Check(const Site& site, const std::string& place, UnixTime now)
      : site_(site), now_(now), built_(read_built_site(site, place)) {}

  CheckReport run() {
    report_.built = built_.source;
    report_.has_ids = built_.has_pages;
    read_posts();
    match();
    name_what_only_they_have();
    if (built_.has_pages) compare_headings();
    return std::move(report_);
  }

 private:
  void say(std::string line) { report_.differences.push_back(std::move(line)); }

  void read_posts() {
    const auto found = site_.find_files();
    for (const PostFile& file : found->files) {
      try {
        add(load_post(site_, file.path, read_file(site_.root(), file.path)));
      } catch (const Error& error) {
        ++report_.unreadable;
        say(fmt::format("unreadable  {}: {}", escape_control(file.path),
                        escape_control(error.what())));
      }
    }
  }

  void add(const Post& post) {
    const PostFacts& facts = post.facts;
    const bool later = facts.visible_from && *facts.visible_from > now_;
    const bool over = facts.visible_until && *facts.visible_until <= now_;
    if (post.is_left_out) left_out_.push_back(address_key(facts.url, site_.base_url()));
    if (!facts.published || later || over) return;
    OurPost ours{post.path, facts.url, address_key(facts.url, site_.base_url()), {}, {}};
    for (const std::string& alias : facts.aliases)
      ours.aliases.push_back(address_key(alias, site_.base_url()));
    for (const Section& section : post.body.sections) {
      if (!section.id.empty()) ours.headings.emplace_back(section.id, section.heading);
    }
    posts_.push_back(std::move(ours));
  }

  // The page at an address: /a is a/index.html, or a.html where the server adds the ending.
  [[nodiscard]] const BuiltPage* page_at(const std::string& key) const {
    for (const std::string& tried : {key, key + ".html", key + ".htm"}) {
      const auto found = by_key_.find(tried);
      if (found != by_key_.end()) return found->second;
    }
    return nullptr;
  }

  void match() {
    for (const BuiltPage& page : built_.pages) by_key_.emplace(page.key, &page);
    for (const std::string& key : left_out_) {
      if (const BuiltPage* page = page_at(key)) ours_.insert(page);
    }
    report_.posts = posts_.size();
    for (const OurPost& post : posts_) {
      const BuiltPage* page = page_at(post.key);
      if (page != nullptr) {
        ours_.insert(page);
        pairs_.push_back({&post, page, {}});
      } else {
        ++report_.not_built;
        say(fmt::format("not built   {}   from {}", escape_control(post.url),
                        escape_control(post.path)));
      }
      for (const std::string& alias : post.aliases) {
        if (const BuiltPage* old = page_at(alias)) aliases_.insert(old);
      }
    }
  }

  void name_what_only_they_have() {
    for (const BuiltPage& page : built_.pages) {
      if (ours_.contains(&page)) continue;
      if (page.kind == BuiltKind::redirect || aliases_.contains(&page)) {
        ++report_.redirects;
      } else if (page.kind == BuiltKind::list) {
        ++report_.lists;
      } else if (page.kind == BuiltKind::hidden) {
        ++report_.hidden;
      } else if (page.kind == BuiltKind::copied) {
        ++report_.copied;
      } else {
        ++report_.not_ours;
        say(fmt::format("not indexed {}   in {}", escape_control(page.key),
                        escape_control(page.file.empty() ? built_.source : page.file)));
      }
    }
  }

  void compare_headings() {
    std::map<std::string, std::size_t> common;  // ids that only built pages have: how many of them
    for (Pair& pair : pairs_) {
      std::set<std::string_view> known;
      for (const auto& heading : pair.ours->headings) known.insert(heading.first);
      for (const std::string& id : pair.built->heading_ids) {
        if (!known.contains(id)) pair.extra.push_back(id);
      }
      for (const std::string& id : std::set<std::string>(pair.extra.begin(), pair.extra.end()))
        ++common[id];
    }
    for (Pair& pair : pairs_) {
      // What every second page has is the layout's: "comments", "related posts".
      std::erase_if(pair.extra, [&](const std::string& id) {
        return common[id] > 1 && common[id] * 2 >= pairs_.size();
      });
      compare_headings(pair);
    }
  }

  // The first heading id that differs.
  void compare_headings(const Pair& pair) {
    const auto& theirs = pair.built->heading_ids;
    const auto missing = std::ranges::find_if(pair.ours->headings, [&](const auto& heading) {
      return std::ranges::find(theirs, heading.first) == theirs.end();
    });
    std::string what;
    if (missing != pair.ours->headings.end()) {
      what = fmt::format("#{} of \"{}\" is not there", missing->first, missing->second);
      if (!pair.extra.empty()) what += fmt::format(", but #{}", pair.extra.front());
    } else if (!pair.extra.empty()) {
      what = fmt::format("#{} is not known", pair.extra.front());
    } else {
      return;
    }
    ++report_.other_ids;
    say(fmt::format("heading ids {}   {}   from {}", escape_control(pair.ours->url),
                    escape_control(what), escape_control(pair.ours->path)));
  }

  const Site& site_;
  UnixTime now_;
  BuiltSite built_;
  CheckReport report_;
  std::vector<OurPost> posts_;
  std::map<std::string, const BuiltPage*> by_key_;
  std::vector<std::string> left_out_;  // keys of posts that are built, but not indexed
  std::set<const BuiltPage*> ours_, aliases_;
  std::vector<Pair> pairs_;
};

}  // namespace

CheckReport check_site(const Site& site, const std::string& place, UnixTime now) {
  return Check(site, place, now).run();
}

}  // namespace blogsearch
