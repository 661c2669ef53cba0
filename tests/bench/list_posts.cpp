// SPDX-License-Identifier: GPL-3.0-or-later
// The posts of a site that are published now as they are indexed, one JSON object a line.
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
#include <string_view>

namespace blogsearch {
namespace {

// All that the post says: its text with its headings.
std::string text_of(const Body& body) {
  std::string text;
  std::size_t at = 0;
  for (const Section& section : body.sections) {
    text += body.text.substr(at, section.begin - at) + section.heading + "\n";
    at = section.begin;
  }
  return text + body.text.substr(at);
}

nlohmann::json ids_of(const Body& body) {
  nlohmann::json ids = nlohmann::json::array();
  for (const Section& section : body.sections) ids.push_back(section.id);
  return ids;
}

nlohmann::json section_of(const Body& body, std::string_view heading, std::size_t begin,
                          std::size_t end) {
  return {{"heading", heading}, {"text", body.text.substr(begin, end - begin)}};
}

// What stands before the first heading has an empty one.
nlohmann::json sections_of(const Body& body) {
  nlohmann::json sections = nlohmann::json::array();
  std::string_view heading;
  std::size_t begin = 0;
  for (const Section& next : body.sections) {
    sections.push_back(section_of(body, heading, begin, next.begin));
    heading = next.heading;
    begin = next.begin;
  }
  sections.push_back(section_of(body, heading, begin, body.text.size()));
  return sections;
}

bool is_published_now(const PostFacts& facts) {
  const UnixTime now = std::time(nullptr);
  return facts.published && facts.visible_from.value_or(now) <= now &&
         facts.visible_until.value_or(now + 1) > now;
}

void print_post(const Post& post, bool with_sections) {
  const PostFacts& facts = post.facts;
  const std::string body = text_of(post.body);
  nlohmann::json line = {{"path", post.path},
                         {"url", facts.url},
                         {"title", facts.title},
                         {"language", facts.language},
                         {"tags", facts.tags},
                         {"categories", facts.categories},
                         {"ids", ids_of(post.body)},
                         {"text", body},
                         {"text_bytes", facts.title.size() + body.size()}};
  if (facts.date) line["day"] = iso_day(*facts.date);
  if (facts.date) line["time"] = facts.date->time;
  if (with_sections) line["sections"] = sections_of(post.body);
  const std::string text =
      line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
  std::fwrite(text.data(), 1, text.size(), stdout);
}

// A post that the indexer would skip is reported on stderr.
void list_post(const Site& site, const std::string& path, bool with_sections) {
  try {
    const Post post = load_post(site, path, read_file(site.root(), path));
    if (is_published_now(post.facts)) print_post(post, with_sections);
  } catch (const Error& error) {
    std::fprintf(stderr, "%s:%d: %s\n", path.c_str(), error.line(), error.what());
  }
}

int run(int argc, const char* const* argv) {
  std::string site_dir;
  bool with_sections = false;
  const std::array options = {
      Option{"--sections", "", "print the text by section, too", &with_sections},
      Option{"SITE_DIR", "", "the site", &site_dir}};
  const Program program = {"list_posts", "lists the published posts of a site", "", options};
  if (!parse_options(program, argc, argv)) return kExitDone;
  const auto site = open_site(site_dir, {});
  const Scan found = scan(
      site->root(), [&](std::string_view path) { return site->wants_folder(path); },
      [&](std::string_view path) { return site->wants_file(path); });
  for (const PostFile& file : found.files) list_post(*site, file.path, with_sections);
  return kExitDone;
}

}  // namespace
}  // namespace blogsearch

int main(int argc, char** argv) {
  return blogsearch::run_program("list_posts", [&] { return blogsearch::run(argc, argv); });
}
