// SPDX-License-Identifier: GPL-3.0-or-later
// What a site is: its generator, its settings, and the generator's rules for every post.
#pragma once

#include "common/value.hpp"
#include "indexer/date.hpp"
#include "indexer/front_matter.hpp"
#include "indexer/markdown.hpp"
#include "indexer/scan.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// What our own settings and the command line say about a site; empty: as the site itself says.
struct SiteOverrides {
  std::string base_url;
  std::string language;
  std::string permalink = {};  // the URL template of a folder; other sites have their own
  std::shared_ptr<const Scan> files = {};  // the files of the site, where they are known already
};

// What a generator makes of one post, text apart.
struct PostFacts {
  bool published = true;
  std::string hidden_because;  // "draft: true"; set where not published
  std::string url;             // absolute where the site has a base URL, else from "/"
  std::vector<std::string>
      aliases;  // other URLs that lead to it (redirect_from, aliases), from "/"
  std::optional<Moment> date;
  std::optional<UnixTime> visible_from;   // before it the generator would leave the post out
  std::optional<UnixTime> visible_until;  // from then on
  std::string title;                      // empty: take the first heading
  std::string description;
  std::string language;  // BCP 47, "en", "pt-br"; empty: unknown
  std::vector<std::string> tags, categories, authors;
  bool is_html = false;              // the body is HTML, not Markdown
  bool is_page = false;              // a whole built HTML page: read_html with page = true
  bool needs_pagefind_body = false;  // a page without data-pagefind-body is none of the site's
  std::string title_suffix;          // behind a page's own title, " | My site"; to be taken off
  bool may_be_list = false;          // a page that hides itself where it only lists others
  std::optional<Warning> problem;    // why its front matter was left out
};

// One site, opened: an immutable value behind an interface, one implementation per generator.
// Thread-safe.
class Site {
 public:
  virtual ~Site() = default;

  [[nodiscard]] virtual std::string_view generator() const = 0;  // "jekyll", "hugo", "folder"
  // By the path inside the site alone: is it worth entering, is it worth reading?
  [[nodiscard]] virtual bool wants_folder(std::string_view path) const = 0;
  [[nodiscard]] virtual bool wants_file(std::string_view path) const = 0;
  // Splits `text`, as clean_source() gives it, the way the generator does. Throws Error as
  // read_front_matter() does, unless the generator publishes the post all the same.
  [[nodiscard]] virtual FrontMatter front_matter(std::string_view text) const {
    return read_front_matter(text);
  }
  // The generator's rules for one post. `front` has been read from it; `path` is inside the site.
  // Throws Error for front matter that the generator would refuse.
  [[nodiscard]] virtual PostFacts describe(std::string_view path,
                                           const FrontMatter& front) const = 0;
  [[nodiscard]] virtual const MarkupRules& markup() const = 0;
  // The files of the site that may be posts, as they are now; where the site had to look for them
  // when it was opened, as they were then.
  [[nodiscard]] virtual std::shared_ptr<const Scan> find_files() const;

  [[nodiscard]] const std::filesystem::path& root() const { return root_; }
  [[nodiscard]] const std::string& title() const { return title_; }
  // Where the generator writes the built site, as its settings say: absolute, or from root().
  [[nodiscard]] const std::string& built_folder() const { return built_folder_; }
  // In front of every URL of the site: "https://example.org/blog"; may be empty.
  [[nodiscard]] const std::string& base_url() const { return base_url_; }
  // Changes when any setting of the site changes that decides how a post is read; part of each
  // post's hash.
  [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

 protected:
  std::filesystem::path root_;
  std::string title_, base_url_, built_folder_;
  std::string fingerprint_;
};

// Its whole path, without a "/" at the end: as it is named, not where a link leads, since a deploy
// may exchange that.
std::filesystem::path whole_path(const std::filesystem::path& folder);

// Throws Error where there is no such folder.
void require_site_folder(const std::filesystem::path& root);

// Finds out what the site is and reads its configuration: _config.yml (or a folder _posts) is
// Jekyll; hugo.{toml,yaml, json}, config.{toml,yaml,json} with Hugo's keys or config/_default/ is
// Hugo; else a folder of Markdown or HTML files. Where `root` has neither, nor content of its own,
// and exactly one folder in it is a Jekyll or Hugo site (docs/, website/), that one is opened: its
// root() is that folder, and all paths are inside it. Throws Error: no such folder, or a
// configuration file that cannot be read (path and line).
std::unique_ptr<const Site> open_site(const std::filesystem::path& root,
                                      const SiteOverrides& overrides);

}  // namespace blogsearch
