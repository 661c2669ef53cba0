// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/update.hpp"

#include "common/error.hpp"
#include "common/generation.hpp"
#include "common/manifest.hpp"
#include "common/schema.hpp"
#include "common/search.hpp"
#include "indexer/site_lock.hpp"
#include "tests/support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// A folder of posts and its index.
class UpdateTest : public ::testing::Test {
 protected:
  void post(const std::string& name, const std::string& body) {
    site_.write(name, "---\ntitle: " + name + "\n---\n\n" + body + "\n");
  }
  void remove(const std::string& name) { fs::remove(site_.path() / name); }

  Summary run(bool rebuild = false, std::shared_ptr<const Scan> known_files = nullptr) {
    UpdateOptions options;
    options.files = std::move(known_files);
    options.site_dir = index_.path() / "blog";
    options.rebuild = rebuild;
    options.ranking = config_.ranking;
    const Summary summary = update_index(*open_site(site_.path(), {}), options);
    EXPECT_EQ(summary.found, summary.added + summary.changed + summary.unchanged + summary.hidden +
                                 summary.skipped);
    return summary;
  }

  std::vector<std::string> titles(const std::string& query) {
    SearchRequest request;
    request.query = query;
    std::vector<std::string> found;
    for (const Hit& hit : Searcher(index_.path(), {}).search(request).hits)
      found.push_back(hit.title.text);
    return found;
  }

  // Name, size and time of change of every file of the index.
  std::map<std::string, std::string> files() {
    std::map<std::string, std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(index_.path())) {
      if (!entry.is_regular_file() || entry.path().filename() == "lock") continue;
      found[entry.path().string()] =
          std::to_string(entry.file_size()) + "@" +
          std::to_string(entry.last_write_time().time_since_epoch().count());
    }
    return found;
  }

  TempDir site_, index_;
  Config config_;
};

TEST_F(UpdateTest, TouchesOnlyWhatChanged) {
  post("a.md", "apple");
  post("b.md", "banana");
  EXPECT_EQ(run().added, 2U);

  post("b.md", "blueberry");
  post("c.md", "cherry");
  Summary summary = run();
  EXPECT_EQ(summary.added, 1U);
  EXPECT_EQ(summary.changed, 1U);
  EXPECT_EQ(summary.unchanged, 1U);
  EXPECT_FALSE(summary.rebuilt);
  EXPECT_THAT(titles("blueberry OR cherry OR apple"), UnorderedElementsAre("a.md", "b.md", "c.md"));

  fs::rename(site_.path() / "a.md", site_.path() / "renamed.md");
  remove("c.md");
  summary = run();
  EXPECT_EQ(summary.added, 1U);
  EXPECT_EQ(summary.removed, 2U);
  EXPECT_THAT(titles("cherry"), IsEmpty());
  EXPECT_THAT(titles("apple"), ElementsAre("a.md")) << "its title, not its path";
}

TEST_F(UpdateTest, ARunWithoutChangesWritesNothing) {
  post("a.md", "apple");
  site_.write("draft.md", "---\ndraft: true\n---\nx\n");
  site_.write("bad.md", "---\ntitle: a: b\n---\nx\n");
  EXPECT_EQ(run().hidden, 1U);
  const auto before = files();
  const Summary summary = run();
  EXPECT_EQ(summary.unchanged, 1U);
  EXPECT_EQ(summary.hidden, 1U);
  EXPECT_EQ(summary.skipped, 1U);
  EXPECT_EQ(files(), before);
}

TEST_F(UpdateTest, TellsByContentNotByTime) {
  post("a.md", "apple");
  run();
  const auto before = files();
  fs::last_write_time(site_.path() / "a.md", fs::file_time_type::clock::now());
  EXPECT_EQ(run().unchanged, 1U);
  EXPECT_EQ(files(), before);
}

TEST_F(UpdateTest, AChangeIsSeenWhateverTheTimesSay) {
  post("a.md", "apple");
  run();
  const auto time = fs::last_write_time(site_.path() / "a.md");
  for (const char* word : {"berry", "melon", "grape"}) {  // of one length, within a clock's tick
    post("a.md", word);
    fs::last_write_time(site_.path() / "a.md", time);
    EXPECT_EQ(run().changed, 1U);
    EXPECT_THAT(titles(word), ElementsAre("a.md"));
  }
}

// What a run has seen is believed for as long as the file's stamp is the same - and costs nothing
// but time when it is lost.
TEST_F(UpdateTest, WhatWasSeenIsNotReadAgain) {
  for (int i = 0; i < 300; ++i) post(std::to_string(i) + ".md", "apple");
  std::this_thread::sleep_for(std::chrono::milliseconds(2'100));
  run();
  ASSERT_TRUE(fs::exists(index_.path() / "blog" / "seen"));
  const auto before = files();
  EXPECT_EQ(run().unchanged, 300U);
  EXPECT_EQ(files(), before) << "nothing is written, what was seen neither";
  fs::remove(index_.path() / "blog" / "seen");
  EXPECT_EQ(run().unchanged, 300U);
  EXPECT_TRUE(fs::exists(index_.path() / "blog" / "seen")) << "so many need not be read again";
}

// What an older run saw of an index is not taken for what the index has now.
TEST_F(UpdateTest, WhatWasSeenOfAnotherIndexIsNotBelieved) {
  const fs::path seen = index_.path() / "blog" / "seen";
  const fs::path older = index_.path() / "older";
  post("a.md", "apple");
  run();
  fs::copy_file(seen, older);
  post("a.md", "banana");
  EXPECT_EQ(run().changed, 1U);
  fs::rename(older, seen);  // says that the apple is indexed
  post("a.md", "apple");
  EXPECT_EQ(run().changed, 1U);
  EXPECT_THAT(titles("apple"), ElementsAre("a.md"));
}

// An indexer killed behind its change, or a disk full just then.
TEST_F(UpdateTest, WithoutWhatWasSeenEverythingIsKnownFromTheIndex) {
  const std::string deep = std::string(200, 'd') + "/post.md";  // longer than a term
  post("a.md", "apple");
  post("bad.md", "banana");
  post(deep, "cherry");
  site_.write("draft.md", "---\ndraft: true\n---\nx\n");
  run();
  site_.write("bad.md", "---\ntitle: a: b\n---\nother\n");
  for (const bool with_seen : {true, false}) {
    if (!with_seen) fs::remove(index_.path() / "blog" / "seen");
    const auto before = files();
    const Summary summary = run();
    EXPECT_EQ(summary.unchanged, 2U) << with_seen;
    EXPECT_EQ(summary.hidden, 1U) << with_seen;
    EXPECT_EQ(summary.skipped, 1U) << with_seen;
    EXPECT_FALSE(summary.written) << with_seen;
    EXPECT_EQ(files(), before) << with_seen;
  }
  remove(deep);
  post("bad.md", "banana");
  const Summary summary = run();
  EXPECT_EQ(summary.removed, 1U);
  EXPECT_EQ(summary.unchanged, 2U) << "the bad one is as it was indexed";
  EXPECT_THAT(titles("cherry"), IsEmpty());
}

TEST_F(UpdateTest, WhatIsKeptOfABadPostIsStillKnownAfterwards) {
  post("a.md", "apple");
  post("b.md", "banana");
  run();
  site_.write("a.md", "---\ntitle: a: b\n---\nother\n");
  post("b.md", "blueberry");
  EXPECT_EQ(run().changed, 1U);  // writes what was seen, too
  EXPECT_THAT(titles("apple"), ElementsAre("a.md"));
  post("a.md", "apple");
  EXPECT_EQ(run().unchanged, 2U);
  remove("a.md");
  EXPECT_EQ(run().removed, 1U);
  EXPECT_THAT(titles("apple"), IsEmpty());
}

TEST_F(UpdateTest, WhatLiesInAFolderThatCannotBeReadIsKept) {
  post("a.md", "apple");
  post("closed/b.md", "banana");
  post("closed/c.md", "cherry");
  post("closed-not/d.md", "date");
  run();
  Scan found;
  found.files = {{"a.md", 10, 0}};
  found.skipped = {{"closed", 0, "Permission denied"}};
  found.unread = {"closed"};
  const auto closed = std::make_shared<const Scan>(found);
  for (const bool with_seen : {true, false}) {
    if (!with_seen) fs::remove(index_.path() / "blog" / "seen");
    for (const bool rebuild : {false, true}) {
      const Summary summary = run(rebuild, closed);
      EXPECT_EQ(summary.skipped, 2U);
      EXPECT_EQ(summary.removed, with_seen && !rebuild ? 1U : 0U) << "d.md alone is gone";
      EXPECT_EQ(summary.problems.size(), 1U);
      EXPECT_THAT(titles("banana OR cherry"), UnorderedElementsAre("closed/b.md", "closed/c.md"));
      EXPECT_THAT(titles("date"), IsEmpty());
    }
  }
  fs::remove_all(site_.path() / "closed");
  EXPECT_EQ(run().removed, 2U) << "now they are gone";
}

TEST_F(UpdateTest, AFolderThatIsSuddenlyEmptyTakesNothingAway) {
  for (int i = 0; i < 300; ++i) post(std::to_string(i) + ".md", "apple");
  run();
  for (int i = 0; i < 300; ++i) remove(std::to_string(i) + ".md");
  EXPECT_THROW(run(), Error);
  EXPECT_THAT(titles("apple"), ::testing::SizeIs(10));
  EXPECT_EQ(run(true).removed, 300U);
  EXPECT_THAT(titles("apple"), IsEmpty());
}

TEST_F(UpdateTest, ARunThatIsStoppedLeavesTheIndexAsItWas) {
  post("a.md", "apple");
  run();
  const auto before = files();
  post("a.md", "banana");
  for (const bool rebuild : {false, true}) {
    UpdateOptions options;
    options.site_dir = index_.path() / "blog";
    options.rebuild = rebuild;
    options.stop = [] { return true; };
    EXPECT_THROW(update_index(*open_site(site_.path(), {}), options), Error);
    EXPECT_EQ(files(), before);
  }
  EXPECT_EQ(run().changed, 1U);
}

TEST_F(UpdateTest, WhatIsNoLongerPublishedGoes) {
  post("a.md", "apple");
  post("b.md", "apple");
  run();
  site_.write("b.md", "---\ndraft: true\n---\napple\n");
  const Summary summary = run();
  EXPECT_EQ(summary.hidden, 1U);
  EXPECT_EQ(summary.removed, 1U);
  EXPECT_THAT(titles("apple"), ElementsAre("a.md"));
}

TEST_F(UpdateTest, ABadPostIsReportedAndKeepsWhatWasIndexed) {
  post("a.md", "apple");
  run();
  site_.write("a.md", "---\ntitle: a: b\n---\nother\n");
  site_.write("new.md", "---\ntitle: [\n---\nother\n");
  for (const bool rebuild : {false, true}) {
    const Summary summary = run(rebuild);
    EXPECT_EQ(summary.skipped, 2U);
    ASSERT_EQ(summary.problems.size(), 2U);
    EXPECT_EQ(summary.problems[0].path, "a.md");
    EXPECT_EQ(summary.problems[0].line, 2);
    EXPECT_THAT(summary.problems[0].reason, HasSubstr("what was indexed before is kept"));
    EXPECT_THAT(titles("apple"), ElementsAre("a.md"));
  }
}

// Jekyll publishes such a post without its front matter; it may be half typed.
TEST_F(UpdateTest, ABadJekyllPostKeepsWhatWasIndexed) {
  const std::string name = "_posts/2024-01-03-a.md";
  const std::string bad = "_posts/2024-01-04-bad.md";
  site_.write("_config.yml", "title: T\n");
  site_.write(name, "---\ntitle: A\n---\napple\n");
  site_.write(bad, "---\ntitle: [unclosed\n---\nbanana\n");
  EXPECT_EQ(run().added, 2U) << "of the bad one there was nothing better";
  for (const char* text : {"---\ntitle: [half\n---\nother\n", "---\ntitle: never closed\nother\n",
                           "---\ncategories: {a: b}\n---\nother\n"}) {
    site_.write(name, text);
    for (const bool rebuild : {false, true, false}) {
      const Summary summary = run(rebuild);
      EXPECT_EQ(summary.skipped, 1U) << text;
      EXPECT_EQ(summary.unchanged + summary.changed, 1U) << text;
      EXPECT_THAT(summary.problems.at(0).reason, HasSubstr("what was indexed before is kept"));
      EXPECT_THAT(titles("apple"), ElementsAre("A")) << text;
      EXPECT_THAT(titles("other"), IsEmpty()) << text;
    }
  }
  config_.ranking.title += 1;  // all is read anew
  EXPECT_EQ(run().changed, 1U) << "the one that was never better";
  EXPECT_THAT(titles("apple"), ElementsAre("A"));
  site_.write(name, "---\ntitle: A\n---\nother\n");
  EXPECT_EQ(run().changed, 1U);
  EXPECT_THAT(titles("other"), ElementsAre("A"));
}

TEST_F(UpdateTest, AnotherSiteUnderTheSameNameIsTold) {
  post("a.md", "apple");
  EXPECT_EQ(run().other_site, "");
  EXPECT_EQ(run().other_site, "");
  const TempDir other;
  other.write("b.md", "banana");
  UpdateOptions options;
  options.site_dir = index_.path() / "blog";
  EXPECT_EQ(update_index(*open_site(other.path(), {}), options).other_site, site_.path());
  EXPECT_EQ(update_index(*open_site(other.path(), {}), options).other_site, "") << "told once";
  EXPECT_EQ(run().other_site, other.path());
}

TEST_F(UpdateTest, SettingsThatDecideHowPostsAreReadReadThemAnew) {
  post("a.md", "apple");
  run();
  config_.ranking.title = 8;
  EXPECT_EQ(run().changed, 1U);
  EXPECT_EQ(run().unchanged, 1U);
}

// MkDocs: a README.md stands for its folder only where there is no index.md.
TEST_F(UpdateTest, AReadmeIsLookedAtAgainWhenAnIndexComesOrGoesBesideIt) {
  site_.write("mkdocs.yml", "site_name: Docs\n");
  post("docs/guide/README.md", "kettle");
  post("docs/other.md", "kettle");
  run();
  EXPECT_THAT(titles("kettle"), UnorderedElementsAre("docs/guide/README.md", "docs/other.md"));
  post("docs/guide/index.md", "kettle");
  run();
  EXPECT_THAT(titles("kettle"), UnorderedElementsAre("docs/guide/index.md", "docs/other.md"));
  remove("docs/guide/index.md");
  run();
  EXPECT_THAT(titles("kettle"), UnorderedElementsAre("docs/guide/README.md", "docs/other.md"));
}

TEST_F(UpdateTest, ManyChangesMakeANewGeneration) {
  for (int i = 0; i < 300; ++i) post(std::to_string(i) + ".md", "apple");
  EXPECT_TRUE(run().rebuilt);
  for (int i = 0; i < 300; ++i) post(std::to_string(i) + ".md", "banana");
  EXPECT_TRUE(run().rebuilt);
  EXPECT_THAT(titles("apple"), IsEmpty());
  EXPECT_TRUE(verify_manifest(current_generation(index_.path() / "blog")).empty());
}

// In place they would be held in memory.
TEST_F(UpdateTest, LargeChangesMakeANewGeneration) {
  const std::string blank(7 * 1024 * 1024, '\n');
  const auto change = [&](int posts, const std::string& body) {
    for (int i = 0; i < posts; ++i) post(std::to_string(i) + ".md", body);
    const Summary summary = run();
    EXPECT_EQ(summary.added + summary.changed, static_cast<std::size_t>(posts)) << body[0];
    return summary.rebuilt;
  };
  change(6, "apple");
  EXPECT_FALSE(change(4, "banana" + blank));
  EXPECT_TRUE(change(5, "cherry" + blank));
  EXPECT_THAT(titles("cherry"), ::testing::SizeIs(5));
}

TEST_F(UpdateTest, WhatAKilledBuildLeftIsInTheWayOfNobody) {
  post("a.md", "apple");
  run();
  index_.write("blog/building/postlist.glass", "half");
  index_.write("blog/segments/0/iamglass", "half");
  EXPECT_THAT(titles("apple"), ElementsAre("a.md"));
  run(true);
  EXPECT_FALSE(fs::exists(index_.path() / "blog" / "building"));
  EXPECT_FALSE(fs::exists(index_.path() / "blog" / "segments"));
}

TEST_F(UpdateTest, ADamagedIndexIsBuiltAnew) {
  post("a.md", "apple");
  run();
  const auto damage = [&](const std::string& file) {
    index_.write(file, "rubbish");
    const Summary summary = run();
    EXPECT_TRUE(summary.rebuilt) << file;
    EXPECT_THAT(summary.damage, ::testing::Not(IsEmpty())) << file;
    EXPECT_THAT(titles("apple"), ElementsAre("a.md")) << file;
  };
  for (const char* name : {"iamglass", "postlist.glass", "termlist.glass", "docdata.glass",
                           "position.glass", "MANIFEST"}) {
    const fs::path generation = current_generation(index_.path() / "blog");
    damage("blog/" + generation.filename().string() + "/" + name);
  }
  damage("blog/CURRENT");
  fs::remove_all(current_generation(index_.path() / "blog"));
  EXPECT_THAT(run().damage, HasSubstr("is missing"));
  EXPECT_EQ(run().damage, "");
}

TEST_F(UpdateTest, AnIndexChangedInPlaceHasAManifestAgain) {
  post("a.md", "apple");
  post("b.md", "apple");
  run();
  post("b.md", "banana");
  EXPECT_FALSE(run().rebuilt);
  const fs::path generation = current_generation(index_.path() / "blog");
  EXPECT_TRUE(has_manifest(generation));
  EXPECT_TRUE(verify_manifest(generation).empty());
}

TEST_F(UpdateTest, WhatAKilledChangeLeftIsBuiltAnew) {
  post("a.md", "apple");
  run();
  drop_manifest(current_generation(index_.path() / "blog"));
  const Summary summary = run();
  EXPECT_TRUE(summary.rebuilt);
  EXPECT_THAT(summary.damage, HasSubstr("did not come to its end"));
}

// The ways in which an index can lose what says that it is whole.
TEST_F(UpdateTest, ADamagedIndexIsNotEmptiedByASiteThatIsAway) {
  post("a.md", "apple");
  const fs::path current = index_.path() / "blog" / "CURRENT";
  const auto generation = [&] { return newest_generation(index_.path() / "blog"); };
  const std::pair<const char*, std::function<void()>> damages[] = {
      {"a killed change", [&] { drop_manifest(generation()); }},
      {"CURRENT is empty", [&] { index_.write("blog/CURRENT", ""); }},
      {"CURRENT is gone", [&] { fs::remove(current); }},
      {"another generation", [&] { index_.write("blog/CURRENT", "gen-000999\n"); }},
      {"a table is rubbish", [&] { std::ofstream(generation() / "postlist.glass") << "rubbish"; }},
      {"another format",
       [&] {
         {
           Xapian::WritableDatabase database(generation().string());
           database.set_metadata(std::string(kMetaFormat), "1");
         }
         write_manifest(generation());
       }},
  };
  for (const auto& [how, damage] : damages) {
    run();
    damage();
    const auto before = files();
    remove("a.md");
    EXPECT_THROW(run(), Error) << how;
    EXPECT_EQ(files(), before) << how;
    post("a.md", "apple");
    EXPECT_TRUE(run().rebuilt) << how;
    EXPECT_THAT(titles("apple"), ElementsAre("a.md")) << how;
  }
  remove("a.md");
  drop_manifest(generation());
  EXPECT_TRUE(run(true).rebuilt) << "--rebuild accepts it";
  drop_manifest(generation());
  EXPECT_TRUE(run().rebuilt) << "an index without posts has nothing to lose";
}

TEST_F(UpdateTest, WhatCannotBeReadIsKeptWhereARunWasKilled) {
  post("bad.md", "apple");
  post("closed/b.md", "banana");
  run();
  site_.write("bad.md", "---\ntitle: a: b\n---\nother\n");
  Scan found;
  found.files = {{"bad.md", 10, 0}};
  found.skipped = {{"closed", 0, "Permission denied"}};
  found.unread = {"closed"};
  drop_manifest(current_generation(index_.path() / "blog"));
  const Summary summary = run(false, std::make_shared<const Scan>(found));
  EXPECT_TRUE(summary.rebuilt);
  EXPECT_EQ(summary.skipped, 2U);
  EXPECT_THAT(summary.problems.at(0).reason, HasSubstr("what was indexed before is kept"));
  EXPECT_THAT(titles("apple OR banana"), UnorderedElementsAre("bad.md", "closed/b.md"));
}

TEST_F(UpdateTest, OneIndexerAtATime) {
  post("a.md", "apple");
  const SiteLock other(index_.path() / "blog");
  EXPECT_THROW(run(), Error);
}

TEST_F(UpdateTest, HostilePathsAndValuesAreIndexed) {
  const std::string long_tag(5'000, 't');
  site_.write(std::string(200, 'd') + "/" + std::string(200, 'f') + ".md",
              "---\ntitle: Long\ntags: [\"" + long_tag + "\", \"a\\0b\", \"\"]\n---\nfindme " +
                  std::string(100'000, 'x') + "\n");
  EXPECT_EQ(run().added, 1U);
  EXPECT_THAT(titles("findme"), ElementsAre("Long"));
  EXPECT_THAT(titles("tag:" + std::string(64, 't')), ElementsAre("Long"));
  EXPECT_EQ(run().unchanged, 1U);
}

}  // namespace
}  // namespace blogsearch
