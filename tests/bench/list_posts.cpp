// SPDX-License-Identifier: GPL-3.0-or-later
// The posts of a site that are published now, one JSON object a line: path, URL, title and the
// bytes of its text.
#include "common/error.hpp"
#include "common/options.hpp"
#include "common/program.hpp"
#include "indexer/post.hpp"
#include "indexer/scan.hpp"
#include "indexer/site.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <ctime>
#include <string>

namespace blogsearch {
namespace {

std::size_t text_bytes(const Post& post) {
  std::size_t bytes = post.facts.title.size() + post.body.text.size();
  for (const Section& section : post.body.sections) bytes += section.heading.size();
  return bytes;
}

bool is_published_now(const PostFacts& facts) {
  const UnixTime now = std::time(nullptr);
  return facts.published && facts.visible_from.value_or(now) <= now &&
         facts.visible_until.value_or(now + 1) > now;
}

void print_post(const Post& post) {
  const nlohmann::json line = {{"path", post.path},
                               {"url", post.facts.url},
                               {"title", post.facts.title},
                               {"text_bytes", text_bytes(post)}};
  const std::string text =
      line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
  std::fwrite(text.data(), 1, text.size(), stdout);
}

void list_post(const Site& site, const std::string& path) {
  try {
    const Post post = load_post(site, path, read_file(site.root(), path));
    if (is_published_now(post.facts)) print_post(post);
  } catch (
      const Error&) {  // NOLINT(bugprone-empty-catch): the indexer reports it; here it is left out
  }
}

int run(int argc, const char* const* argv) {
  std::string site_dir;
  const std::array options = {Option{"SITE_DIR", "", "the site", &site_dir}};
  const Program program = {"list_posts", "lists the published posts of a site", "", options};
  if (!parse_options(program, argc, argv)) return kExitDone;
  const auto site = open_site(site_dir, {});
  const Scan found = scan(
      site->root(), [&](std::string_view path) { return site->wants_folder(path); },
      [&](std::string_view path) { return site->wants_file(path); });
  for (const PostFile& file : found.files) list_post(*site, file.path);
  return kExitDone;
}

}  // namespace
}  // namespace blogsearch

int main(int argc, char** argv) {
  return blogsearch::run_program("list_posts", [&] { return blogsearch::run(argc, argv); });
}
