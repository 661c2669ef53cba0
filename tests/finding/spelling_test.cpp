// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/spelling.hpp"

#include "common/vocabulary.hpp"
#include "tests/support/test_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace blogsearch {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class Spelling : public ::testing::Test {
 protected:
  static std::vector<std::string> meant(std::string_view typed, bool beginning = false) {
    std::vector<std::string> words;
    for (const Correction& correction : corrections(typed, vocabulary(), beginning))
      words.push_back(correction.word);
    return words;
  }

  static const Vocabulary& vocabulary() {
    static const TestIndex index(
        {make_post("Dairy", "Cheese and butter are made of milk by fermentation and churning."),
         make_post("More", "The cheese maker received a letter about the whey and the weight."),
         make_post("Code", "call parseRecipe(x86_64) with utf-8, e.g. std::cheese 1234567"),
         make_post("Сыр", "Сыроварня варит сыр", "ru"), make_post("漢字", "漢字と仮名")});
    static const SiteIndex site(index.site_dir());
    static const Vocabulary words(site.database());
    return words;
  }
};

TEST_F(Spelling, FindsWhatWasMeant) {
  EXPECT_THAT(meant("chese"), ElementsAre("cheese"));
  EXPECT_THAT(meant("chesee"), ElementsAre("cheese"));
  EXPECT_THAT(meant("buter"), ElementsAre("butter"));
  EXPECT_THAT(meant("recieved"), ElementsAre("received"));
  EXPECT_THAT(meant("fermantasion"), ElementsAre("fermentation")) << "two edits in a long word";
  EXPECT_THAT(meant("сыраварня"), ElementsAre("сыроварня"));
  EXPECT_THAT(meant("parserecipi"), ElementsAre("parserecipe"));
  EXPECT_THAT(meant("recipy"), ElementsAre("recipe")) << "a part of a camelCase word";
}

TEST_F(Spelling, LeavesAloneWhatIsTooShortOrTooFar) {
  EXPECT_THAT(meant("mlk"), IsEmpty()) << "three letters";
  EXPECT_THAT(meant("buttwes"), IsEmpty()) << "two edits in seven letters";
  EXPECT_THAT(meant("nilk"), IsEmpty()) << "the first letter of a short word is right";
  EXPECT_THAT(meant("imlk"), ElementsAre("milk")) << "but may have been typed too late";
  EXPECT_EQ(allowed_edits("mil"), 0);
  EXPECT_EQ(allowed_edits("milk"), 1);
  EXPECT_EQ(allowed_edits("сыровар"), 1) << "letters are counted, not bytes";
  EXPECT_EQ(allowed_edits("сыроварн"), 2);
}

TEST_F(Spelling, OffersOnlyWordsOfLetters) {
  for (const char* word : {"x86", "x86_64", "utf-8", "std::cheese", "1234567"})
    EXPECT_EQ(vocabulary().frequency(word), 0U) << word;
  EXPECT_THAT(meant("1234568"), IsEmpty());
  EXPECT_EQ(vocabulary().frequency("漢字"), 0U);
  EXPECT_EQ(vocabulary().frequency("cheese"), 3U);
}

TEST_F(Spelling, TheLikelierComesFirst) {
  // "weight" is one exchange away, "whey" too far; frequency decides between equals.
  EXPECT_THAT(meant("wieght"), ElementsAre("weight"));
  const auto found = corrections("cheesa", vocabulary(), false);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().word, "cheese");
  EXPECT_DOUBLE_EQ(found.front().likelihood, 1);
  EXPECT_EQ(found.front().frequency, 3U);
}

TEST_F(Spelling, ABeginningMayBeMistyped) {
  EXPECT_THAT(meant("fermant", true), Contains("fermentation"));
  EXPECT_THAT(meant("fermant", false), Not(Contains("fermentation")));
}

TEST_F(Spelling, SplitsWhereABlankIsMissing) {
  const auto found = splits("cheesemaker", vocabulary());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].first, "cheese");
  EXPECT_EQ(found[0].second, "maker");
  EXPECT_TRUE(splits("cheese", vocabulary()).empty());
}

}  // namespace
}  // namespace blogsearch
