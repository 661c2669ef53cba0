// SPDX-License-Identifier: GPL-3.0-or-later
// Typos, joined and split words, unfinished words, questions: through a whole search.
#include "tests/support/test_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace blogsearch {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<Post> dairy() {
  return {make_post("Homogenization effects", "What homogenization does to milk and cream."),
          make_post("Cheese", "Cheese is made of milk. A cheese maker needs patience."),
          make_post("AbortController", "Call abort to stop a request in flight."),
          make_post("Databases", "A database keeps records in tables."),
          make_post("Butter", "Butter is churned cream, and cream-cheese is not.")};
}

Answer typing(const TestIndex& index, std::string_view query) {
  SearchRequest request;
  request.query = query;
  request.prefix = true;
  return index.searcher().search(request);
}

TEST(Correction, AMistypedWordFindsWhatWasMeantAndSaysSo) {
  const TestIndex index(dairy());
  const Answer answer = index.ask("homogenizaton milk");
  EXPECT_EQ(answer.corrected, "homogenization milk");
  EXPECT_THAT(TestIndex::titles(answer), ElementsAre("Homogenization effects"));
  EXPECT_THAT(answer.missing, IsEmpty());
  EXPECT_THAT(write_marked(answer.hits[0].snippet),
              ::testing::HasSubstr("<mark>homogenization</mark>"));
  EXPECT_EQ(index.ask("homogenizaton effects").hits.front().title.text, "Homogenization effects")
      << "the title is the corrected query";
}

TEST(Correction, AWordThatThereIsStaysAsItIs) {
  const TestIndex index({make_post("A", "greece greece greece"),
                         make_post("B", "greener greener greener"), make_post("C", "greener")});
  const Answer answer = index.ask("greece");
  EXPECT_EQ(answer.corrected, std::nullopt);
  EXPECT_THAT(TestIndex::titles(answer), ElementsAre("A"));
}

TEST(Correction, CodeIsNoSlipButTheNameOfAPartOfAnInterfaceIs) {
  const TestIndex index({make_post("tabs.duplicate()", "Opens the tab once more."),
                         make_post("Vectors", "A vector of the standard library, std.")});
  EXPECT_EQ(index.ask("tabs.dupliate()").corrected, "tabs.duplicate()");
  EXPECT_THAT(TestIndex::titles(index.ask("tabs.dupliate()")), ElementsAre("tabs.duplicate()"));
  for (const char* code : {"std::vectro", "std@vectro", "std_vectro", "--std-vectro"})
    EXPECT_EQ(index.ask(code).corrected, std::nullopt) << code;
}

TEST(Correction, WhatIsMuchLongerThanItsStemIsNoFormOfIt) {
  const TestIndex index({make_post("Occur", "errors that occur"),
                         make_post("Occurrence", "each occurrence of an error")});
  EXPECT_EQ(index.ask("occurence").corrected, "occurrence");
  EXPECT_EQ(index.ask("occurred").corrected, std::nullopt);
}

TEST(Correction, ARareSlipInAPostDoesNotHideTheRest) {
  std::vector<Post> posts = {make_post("Slip", "how to recieve mail")};
  for (int i = 0; i < 30; ++i)
    posts.push_back(make_post("Right " + std::to_string(i), "receive mail every day"));
  const TestIndex index(posts);
  const Answer answer = index.ask("recieve");
  EXPECT_EQ(answer.total, 31U);
  EXPECT_EQ(answer.hits.front().title.text, "Slip") << "as typed comes first";
  EXPECT_EQ(answer.corrected, "receive");
}

TEST(Correction, QuotesNumbersCodeAndExclusionsAreNeverCorrected) {
  const TestIndex index(dairy());
  for (const char* query :
       {"\"homogenizaton\"", "homogenization2", "x.homogenization_1", "butter@chese", "milk::chese",
        "chese(milk)", "butter.chese", "butter_chese", "--chese-butter", "https://chese.milk"}) {
    EXPECT_EQ(index.ask(query).corrected, std::nullopt) << query;
  }
  EXPECT_THAT(index.titles("milk -chese"), Contains("Cheese"));
}

TEST(Correction, LettersAndDigitsInOnePieceThatNoPostHas) {
  const TestIndex index({make_post("Node 18", "It is released."),
                         make_post("Leap", "openSUSE Leap 15.2 and h264"),
                         make_post("Others", "18 a node, 264 h")});
  const Answer answer = index.ask("Node18 released");
  EXPECT_THAT(TestIndex::titles(answer), ElementsAre("Node 18"));
  EXPECT_EQ(answer.corrected, "Node 18 released");
  EXPECT_THAT(answer.missing, IsEmpty());
  EXPECT_EQ(write_marked(answer.hits[0].title), "<mark>Node 18</mark>");
  EXPECT_EQ(write_marked(answer.hits[0].snippet), "It is <mark>released</mark>.");
  EXPECT_EQ(index.ask("leap15.2").corrected, "leap 15.2");
  EXPECT_THAT(index.titles("leap15.2"), ElementsAre("Leap"));
  for (const char* as_typed : {"h264", "\"node18\"", "node19", "node18x"}) {
    EXPECT_EQ(index.ask(as_typed).corrected, std::nullopt) << as_typed;
  }
}

TEST(Correction, WhatAnUnfinishedWordGoesOnToIsNone) {
  const TestIndex index(dairy());
  SearchRequest request;
  request.query = "milk homogenizat";
  request.prefix = true;
  const Answer completed = index.searcher().search(request);
  EXPECT_THAT(TestIndex::titles(completed), Contains("Homogenization effects"));
  EXPECT_EQ(completed.corrected, std::nullopt);
  request.query = "milk homogemizat";
  EXPECT_EQ(index.searcher().search(request).corrected, "milk homogenization");
}

TEST(Correction, OnlyWhatIsUsedIsNamed) {
  const TestIndex index(dairy());
  const Answer answer = index.ask("chese zzzzqqqq");
  EXPECT_THAT(answer.missing, ElementsAre("zzzzqqqq"));
  EXPECT_EQ(answer.corrected, "cheese zzzzqqqq");
  EXPECT_EQ(index.ask("zzzzqqqq").corrected, std::nullopt);
}

TEST(Correction, ReplacesTheWordAndNothingElse) {
  const TestIndex index(dairy());
  EXPECT_EQ(index.ask("xxchese chese milk").corrected, "xxchese cheese milk");
  EXPECT_EQ(index.ask("title:chese").corrected, "title:cheese");
}

TEST(Correction, IsShownAsItIsWritten) {
  const TestIndex index({make_post("A", "le code numérique d'une filière, un code numérique"),
                         make_post("B", "un café numerique, crème-chantilly, château-fort"),
                         make_post("C", "le code numérique, un cafe")});
  EXPECT_EQ(index.ask("Code numériue").corrected, "Code numérique") << "as most write it";
  EXPECT_EQ(index.ask("Flière code").corrected, "Filière code") << "a capital where one was typed";
  EXPECT_EQ(index.ask("FLIERE").corrected, "FILIÈRE");
  EXPECT_EQ(index.ask("Crmee-chantilly").corrected, "Crème-chantilly");
}

TEST(Correction, WordsThatExistAreTriedWhereNothingIsFound) {
  const TestIndex index(
      {make_post("Form", "the form of a cheese"), make_post("From", "from milk to butter")});
  const Answer answer = index.ask("form butter");
  EXPECT_EQ(answer.corrected, "from butter");
  EXPECT_THAT(TestIndex::titles(answer), ElementsAre("From"));
}

TEST(Correction, InflectionsAreNoTypos) {
  const TestIndex index({make_post("A", "an indexer reads posts")});
  const Answer answer = index.ask("indexers");
  EXPECT_THAT(TestIndex::titles(answer), ElementsAre("A"));
  EXPECT_EQ(answer.corrected, std::nullopt);
}

TEST(Correction, AWordThatThereIsInAnotherFormIsNoTypo) {
  std::vector<Post> posts = {make_post("Roof", "the roof has red tiles"),
                             make_post("Sport", "jumping and matching"),
                             make_post("Sign in", "an accessible form for the beginning")};
  for (int i = 0; i < 15; ++i)
    posts.push_back(make_post(std::to_string(i), "the title of a march is bumpy"));
  const TestIndex index(posts);
  for (const auto& [typed, post] : std::vector<std::pair<const char*, const char*>>{
           {"tile", "Roof"}, {"jump", "Sport"}, {"match", "Sport"}}) {
    const Answer answer = index.ask(typed);
    EXPECT_EQ(answer.corrected, std::nullopt) << typed;
    EXPECT_THAT(TestIndex::titles(answer), ElementsAre(post)) << typed;
  }
  EXPECT_EQ(index.ask("accessable").corrected, "accessible") << "but it may be that form, misspelt";
  EXPECT_EQ(index.ask("begining").corrected, "beginning");
  EXPECT_EQ(index.ask("titel").corrected, "title");
}

TEST(Correction, AMuchCommonerWordIsTriedBesideAnotherFormOfARareOne) {
  std::vector<Post> posts = {make_post("Roof", "the roof has red tiles")};
  for (int i = 0; i < 19; ++i) posts.push_back(make_post(std::to_string(i), "a title"));
  EXPECT_EQ(TestIndex(posts).ask("tile").total, 1U);
  posts.push_back(make_post("One more", "the title"));
  const Answer answer = TestIndex(posts).ask("tile");
  EXPECT_EQ(answer.total, 21U);
  EXPECT_EQ(answer.hits.front().title.text, "Roof") << "as typed comes first";
}

TEST(Correction, AWordSentBeforeItWasFinished) {
  const TestIndex index(dairy());
  const Answer answer = index.ask("homogeniz milk");
  EXPECT_THAT(TestIndex::titles(answer), ElementsAre("Homogenization effects"));
  EXPECT_EQ(answer.corrected, "homogenization milk");
}

TEST(Correction, JoinedAndSplitWords) {
  const TestIndex index(dairy());
  EXPECT_THAT(index.titles("data base"), ElementsAre("Databases"));
  EXPECT_EQ(index.titles("abort controller").front(), "AbortController");
  const Answer split = index.ask("cheesemaker");
  EXPECT_THAT(TestIndex::titles(split), ElementsAre("Cheese"));
  EXPECT_EQ(split.corrected, "cheese maker");
  EXPECT_EQ(index.ask("homogenizationeffects").hits.front().title.text, "Homogenization effects");
}

TEST(Correction, AJoinedFormStaysBelowTheWordsThemselves) {
  std::vector<Post> posts = {make_post("A day at the fair", "Our new breadoven was looked at.")};
  for (int i = 0; i < 30; ++i) {
    const std::string number = std::to_string(i);
    posts.push_back(make_post("Diary " + number, "An oven, a kettle and bread on the table."));
  }
  posts.push_back(make_post("The bread oven", "How to heat a bread oven with wood."));
  const TestIndex index(posts);
  const std::vector<std::string> titles = index.titles("bread oven");
  EXPECT_EQ(titles.front(), "The bread oven") << "however rare the joined form is";
  EXPECT_EQ(index.ask("bread oven").total, 32U) << "and it is found";
}

TEST(Correction, PartsOfACompound) {
  const TestIndex index(dairy());
  const Answer answer = index.ask("craem-cheese");
  EXPECT_THAT(TestIndex::titles(answer), ElementsAre("Butter"));
  EXPECT_EQ(answer.corrected, "cream-cheese");
  const Answer apart = index.ask("butter-chese");
  EXPECT_THAT(apart.missing, ElementsAre("butter-chese")) << "no post has them in a row";
  EXPECT_EQ(apart.corrected, std::nullopt) << "what is missing was not corrected";
}

TEST(Correction, AFilterMakesNoTypo) {
  std::vector<Post> posts = {make_post("Form", "the form of a cheese"),
                             make_post("From", "from milk to butter"),
                             make_post("Far", "the farm is far from here")};
  posts[0].facts.tags = {"paper"};
  posts[1].facts.tags = {"dairy"};
  posts[2].facts.visible_from = 4'000'000'000;
  const TestIndex index(posts);
  for (const char* query : {"form tag:dairy", "form tag:none", "form -cheese"}) {
    const Answer answer = index.ask(query);
    EXPECT_EQ(answer.corrected, std::nullopt) << query;
    EXPECT_THAT(answer.hits, IsEmpty()) << query;
  }
  EXPECT_EQ(index.ask("form butter tag:dairy").corrected, "from butter tag:dairy")
      << "where the words find nothing by themselves";
  EXPECT_EQ(index.ask("farm tag:paper").corrected, "form tag:paper")
      << "that post is not there yet";
}

TEST(Typing, OneMoreLetterNeverLosesTheTitle) {
  const TestIndex index(dairy());
  for (const std::string title : {"Homogenization effects", "AbortController", "Databases"}) {
    for (std::size_t letters = 3; letters <= title.size(); ++letters)
      EXPECT_EQ(TestIndex::titles(typing(index, title.substr(0, letters))).front(), title)
          << letters;
  }
  EXPECT_THAT(TestIndex::titles(typing(index, "homogenisat")),
              ElementsAre("Homogenization effects"))
      << "mistyped and unfinished";
  EXPECT_THAT(TestIndex::titles(typing(index, "cream-che")), ElementsAre("Butter"));
}

TEST(Question, PostsWithAllWordsComeFirstAndOthersFollow) {
  std::vector<Post> posts = dairy();
  posts.push_back(make_post("Guide", "why does homogenization of milk need patience and cream"));
  const TestIndex index(posts);
  const Answer answer = index.ask("why does homogenization of milk need patience");
  ASSERT_GT(answer.hits.size(), 2U);
  EXPECT_EQ(answer.hits[0].title.text, "Guide");
  EXPECT_THAT(answer.hits[0].missing, IsEmpty());
  EXPECT_THAT(answer.hits[1].missing, Not(IsEmpty())) << "each says what it lacks";
  EXPECT_THAT(answer.missing, IsEmpty());
  EXPECT_THAT(index.titles("homogenization milk patience"), ElementsAre("Guide"))
      << "three words are no question";
}

TEST(Loosening, APostWithAllPartsOfACompoundComesBeforeThoseWithSome) {
  std::vector<Post> posts = dairy();
  posts.push_back(make_post("Churn", "cream and milk, and a churn. " + std::string(200, 'x')));
  for (int i = 0; i < 20; ++i)
    posts.push_back(make_post("Cream " + std::to_string(i), "cream cream cream churn.lid"));
  const TestIndex index(posts);
  const Answer answer = index.ask("churn.cream.milk");
  EXPECT_THAT(TestIndex::titles(answer), ElementsAre("Churn"));
  EXPECT_THAT(answer.missing, ElementsAre("churn.cream.milk")) << "as typed it is nowhere";
  EXPECT_GT(index.ask("churn.cream.zebra").total, 20U) << "nor all of its parts";

  posts.push_back(make_post("回归", "先说回归模型,再说贝叶斯。"));
  posts.push_back(make_post("书", "贝叶斯斯回的书，不是回归模型", "zh"));
  EXPECT_EQ(TestIndex(posts).ask("贝叶斯回归模型").total, 2U)
      << "characters in a row are no such parts: not every pair of them must be there";

  SearchRequest request;
  request.query = "cream.milk.churn";
  request.explain = true;
  const Hit hit = index.searcher().search(request).hits.front();
  double sum = 0;
  for (const ScorePart& part : hit.parts) sum += part.weight;
  EXPECT_NEAR(sum, hit.score, 0.01);
}

TEST(Loosening, FiltersStay) {
  std::vector<Post> posts = dairy();
  posts[0].facts.tags = {"science"};
  const TestIndex index(posts);
  EXPECT_THAT(index.titles("(tag:science OR tag:art) milk zebra"),
              ElementsAre("Homogenization effects"));
  EXPECT_THAT(index.titles("(tag:art OR tag:craft) milk zebra"), IsEmpty());
  EXPECT_THAT(TestIndex::titles(typing(index, "(tag:art OR tag:craft) chee")), IsEmpty())
      << "a title that begins so does not pass a filter";
  EXPECT_THAT(TestIndex::titles(typing(index, "code:zebra chee")),
              Not(Contains("AbortController")));
}

TEST(Loosening, UnknownWordsHideNothing) {
  const TestIndex index(dairy());
  std::string query;
  for (int i = 0; i < 30; ++i)
    query += "zq" + std::string(4, static_cast<char>('a' + i % 26)) + "x ";
  EXPECT_EQ(index.titles(query + "churned").front(), "Butter");
  EXPECT_THAT(index.ask("nothing zzzz tag:none").missing, Contains("zzzz"));
}

TEST(Queries, AnyBytesAreAQuery) {
  const TestIndex index(dairy());
  Searcher searcher = index.searcher();
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp,cert-msc32-c): the same queries every time
  const std::vector<std::string> pieces = {"milk",
                                           "chese",
                                           "\"",
                                           "(",
                                           ")",
                                           "-",
                                           "OR",
                                           "NOT",
                                           " ",
                                           " ",
                                           "*",
                                           ":",
                                           "title:",
                                           "tag:",
                                           "after:",
                                           "2024",
                                           "..",
                                           "date:",
                                           "c++",
                                           "std::vector",
                                           "\xff",
                                           "\xe2\x82",
                                           std::string(1, '\0'),
                                           "漢字",
                                           "é",
                                           "::",
                                           "--x",
                                           "http",
                                           "\n"};
  for (int round = 0; round < 3000; ++round) {
    SearchRequest request;
    request.prefix = round % 2 == 0;
    request.explain = round % 3 == 0;
    for (std::size_t i = random() % 14; i > 0; --i)
      request.query += pieces[random() % pieces.size()];
    ASSERT_NO_THROW(searcher.search(request)) << request.query;
  }
}

TEST(TimeLimit, WhatTakesTooLongIsAnsweredByItsRarestWords) {
  std::vector<Post> posts;
  for (int i = 0; i < 3000; ++i)
    posts.push_back(
        make_post(std::to_string(i), "the of and to in is a for that on with as by the"));
  posts.push_back(make_post("Rare", "the zebra of that"));
  const TestIndex index(posts);
  Config config;
  config.search.time_limit_ms = 1;
  SearchRequest request;
  for (int i = 0; i < 20; ++i) request.query += "\"to the\" \"of the that\" \"by the for\" a* ";
  request.query += "zebra";
  const Answer answer = index.searcher(config).search(request);
  ASSERT_FALSE(answer.hits.empty());
  EXPECT_EQ(answer.hits.front().title.text, "Rare");
  EXPECT_THAT(answer.hits.front().missing, Contains("\"to the\"")) << "what was not looked for";
}

}  // namespace
}  // namespace blogsearch
