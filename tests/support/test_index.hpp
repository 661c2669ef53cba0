// SPDX-License-Identifier: GPL-3.0-or-later
// A real index made from strings.
#pragma once

#include "common/schema.hpp"
#include "common/search.hpp"
#include "indexer/document.hpp"
#include "indexer/post.hpp"
#include "indexer/writer.hpp"
#include "tests/support/temp_dir.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// A post with the text given; lines that begin with "# " are headings, with the text after them as
// id.
inline Post make_post(std::string_view title, std::string_view text,
                      std::string_view language = "en") {
  Post post;
  post.path = std::string(title) + ".md";
  post.facts.title = title;
  post.facts.url = "https://example.org/" + std::string(title) + "/";
  post.facts.language = language;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, std::min(text.find('\n'), text.size()));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.starts_with("# ")) {
      const std::string heading(line.substr(2));
      post.body.sections.push_back(
          {2, heading, heading, static_cast<std::uint32_t>(post.body.text.size())});
    } else {
      post.body.text.append(line).append("\n");
    }
  }
  return post;
}

// An index directory with one site, "blog", unless more are written.
class TestIndex {
 public:
  explicit TestIndex(const std::vector<Post>& posts = {}) {
    if (!posts.empty()) write(posts);
  }

  // Makes a new generation of these posts.
  void write(const std::vector<Post>& posts, std::string_view site = "blog") {
    GenerationWriter writer(dir_.path() / site, 1);
    DocumentMaker maker(Config().ranking);
    for (const Post& post : posts)
      writer.segment(0).add(maker.make(post, hash_bytes(post.body.text)), 0);
    writer.publish({"Test", ""});
  }

  [[nodiscard]] std::filesystem::path site_dir() const { return dir_.path() / "blog"; }
  [[nodiscard]] Searcher searcher(const Config& config = {}) const { return {dir_.path(), config}; }

  [[nodiscard]] Answer ask(std::string_view query) const {
    SearchRequest request;
    request.query = query;
    return searcher().search(request);
  }
  // The titles found, best first.
  [[nodiscard]] std::vector<std::string> titles(std::string_view query) const {
    return titles(ask(query));
  }
  static std::vector<std::string> titles(const Answer& answer) {
    std::vector<std::string> found;
    for (const Hit& hit : answer.hits) found.push_back(hit.title.text);
    return found;
  }

 private:
  TempDir dir_;
};

}  // namespace blogsearch
