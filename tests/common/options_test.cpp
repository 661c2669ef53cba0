// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/options.hpp"

#include "common/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

namespace blogsearch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Words = std::vector<std::string>;

// A command line like that of `search`, and what it set.
struct SearchLine {
  bool json = false;
  int limit = 10;
  std::string sort = "relevance";
  std::optional<int> first;
  std::string index;
  Words sites;
  Words query;
  bool go_on = false;
  std::string printed;

  explicit SearchLine(Words words) {
    const Option options[] = {
        {"--json", "", "print JSON", &json},
        {"--limit", "N", "at most so many posts", &limit, 1, 100},
        {"--sort",
         "ORDER",
         "relevance, date or -date",
         &sort,
         0,
         0,
         {"relevance", "date", "-date"}},
        {"--first", "N", "the first one", &first, 1, 100},
        {"--index", "DIR", "the index", &index},
        {"--site", "NAME", "the site", &sites},
        {"QUERY...", "", "what to search for", &query},
    };
    words.insert(words.begin(), "search");
    std::vector<const char*> argv;
    for (const std::string& word : words) argv.push_back(word.c_str());
    testing::internal::CaptureStdout();
    try {
      go_on = parse_options({"search", "finds posts", "Exit codes: 0, 1, 2", options},
                            static_cast<int>(argv.size()), argv.data());
    } catch (...) {
      testing::internal::GetCapturedStdout();
      throw;
    }
    printed = testing::internal::GetCapturedStdout();
  }
};

TEST(Options, AnOptionalSaysWhetherItWasGiven) {
  EXPECT_EQ(SearchLine({"x"}).first, std::nullopt);
  EXPECT_EQ(SearchLine({"--first", "7", "x"}).first, 7);
  EXPECT_THROW(SearchLine({"--first", "0", "x"}), Error);
}

TEST(Options, FillTheirTargets) {
  const SearchLine line({"--json", "--limit=5", "--sort", "-date", "--index", "here", "--site", "a",
                         "--site", "b", "rye", "bread"});
  EXPECT_TRUE(line.go_on);
  EXPECT_TRUE(line.json);
  EXPECT_EQ(line.limit, 5);
  EXPECT_EQ(line.sort, "-date");
  EXPECT_EQ(line.index, "here");
  EXPECT_THAT(line.sites, ElementsAre("a", "b"));
  EXPECT_THAT(line.query, ElementsAre("rye", "bread"));
}

TEST(Options, KeepTheirDefaults) {
  const SearchLine line({"bread"});
  EXPECT_FALSE(line.json);
  EXPECT_EQ(line.limit, 10);
  EXPECT_EQ(line.sort, "relevance");
}

TEST(Options, TheLastOneWins) {
  EXPECT_EQ(SearchLine({"--limit", "1", "--limit", "2"}).limit, 2);
}

TEST(Options, AQueryMayHoldDashes) {
  const std::pair<Words, Words> cases[] = {
      {{"static", "-tool"}, {"static", "-tool"}},
      {{"static", "--", "--json"}, {"static", "--json"}},
      {{"--", "-tool", "--", "x"}, {"-tool", "--", "x"}},
      {{"static", "--json", "-tool", "--limit", "3", "--unknown", "x"},
       {"static", "-tool", "--unknown", "x"}},
      {{"static", "-\"two words\"", "-tag:x", "-"}, {"static", "-\"two words\"", "-tag:x", "-"}},
      {{"-"}, {"-"}},
      {{"", "a b"}, {"", "a b"}},
  };
  for (const auto& [given, query] : cases)
    EXPECT_EQ(SearchLine(given).query, query) << testing::PrintToString(given);
}

struct Mistake {
  Words words;
  const char* what;
  const char* hint;
};

TEST(Options, MistakesAreNamed) {
  const Mistake cases[] = {
      {{"--limt", "5"}, "unknown option --limt", "did you mean --limit?"},
      {{"--limt=5"}, "unknown option --limt", "did you mean --limit?"},
      {{"--zebra"}, "unknown option --zebra", "see search --help"},
      {{"-tool"}, "unknown option -tool", "write -- before a first word"},
      {{"--limit"}, "--limit needs a value", "see search --help"},
      {{"--limit", "many"}, "--limit many: not a whole number from 1 to 100", ""},
      {{"--limit", "5x"}, "not a whole number", ""},
      {{"--limit", "0"}, "not a whole number from 1 to 100", ""},
      {{"--limit", "-5"}, "--limit -5: not a whole number", ""},
      {{"--limit", "99999999999999999999"}, "not a whole number", ""},
      {{"--sort", "size"}, "--sort size: not one of relevance, date, -date", ""},
      {{"--index", "", "x"}, "--index is given without a value", "leave it out for the default"},
      {{"--index=", "x"}, "--index is given without a value", ""},
      {{"--site", "a", "--site", "", "x"}, "--site is given without a value", ""},
      {{"--limit", ""}, "--limit is given without a value", ""},
  };
  for (const Mistake& mistake : cases) {
    try {
      const SearchLine line(mistake.words);
      ADD_FAILURE() << testing::PrintToString(mistake.words);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::usage);
      EXPECT_THAT(error.what(), HasSubstr(mistake.what));
      EXPECT_THAT(error.hint(), HasSubstr(mistake.hint)) << error.what();
    }
  }
}

TEST(Options, ArgumentsAreTakenInTurn) {
  std::string first;
  std::string second;
  const Option options[] = {{"SITE_DIR", "", "", &first}, {"OTHER", "", "", &second}};
  const Program program = {"indexer", "", "", options};
  const char* two[] = {"indexer", "a", "b"};
  EXPECT_TRUE(parse_options(program, 3, two));
  EXPECT_EQ(first, "a");
  EXPECT_EQ(second, "b");
  const char* three[] = {"indexer", "a", "b", "c"};
  EXPECT_THROW(parse_options(program, 4, three), Error);
  const char* dash[] = {"indexer", "a", "--rebuild"};
  EXPECT_THROW(parse_options(program, 3, dash), Error);
}

TEST(Options, AnArgumentOfOneWordIsNotEmpty) {
  std::string folder = ".";
  const Option options[] = {{"SITE_DIR", "", "", &folder}};
  const char* empty[] = {"indexer", ""};
  EXPECT_THROW(parse_options({"indexer", "", "", options}, 2, empty), Error);
  EXPECT_EQ(folder, ".");
}

// Words of a program like `search`, and the error they give; empty: none.
std::string error_of(const Words& words) {
  bool flag = false;
  std::string text;
  int number = 0;
  Words query;
  const Option options[] = {
      {"--index", "DIR", "", &text}, {"--json", "", "", &flag},  {"--limit", "N", "", &number},
      {"--trec", "FILE", "", &text}, {"--check", "", "", &flag}, {"--built", "DIR", "", &text},
      {"QUERY...", "", "", &query},
  };
  const Mode modes[] = {
      {"", {"QUERY...", "--json", "--limit"}}, {"--trec", {"--limit"}}, {"--check", {"--built"}}};
  std::vector<const char*> argv = {"search"};
  for (const std::string& word : words) argv.push_back(word.c_str());
  try {
    parse_options({"search", "", "", options, modes}, static_cast<int>(argv.size()), argv.data());
    return "";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::usage);
    return error.what();
  }
}

TEST(Options, WhatWouldBeDroppedIsAMistake) {
  const std::pair<Words, std::string> cases[] = {
      {{}, ""},
      {{"bread", "--json", "--limit", "3", "--index", "x"}, ""},
      {{"--trec", "f", "--limit", "3", "--index", "x"}, ""},
      {{"--built", "d", "--check"}, ""},
      {{"--trec", "f", "--json"}, "--json means nothing with --trec"},
      {{"--json", "--check"}, "--json means nothing with --check"},
      {{"--check", "--trec", "f"}, "--trec and --check exclude each other"},
      {{"--built", "d", "bread"}, "--built means nothing without --check"},
      {{"bread", "--trec", "f"}, "QUERY... means nothing with --trec"},
  };
  for (const auto& [words, error] : cases)
    EXPECT_EQ(error_of(words), error) << testing::PrintToString(words);
}

TEST(Options, HelpShowsTheTable) {
  const SearchLine line({"--help"});
  EXPECT_FALSE(line.go_on);
  EXPECT_EQ(line.printed,
            "search: finds posts\n"
            "\n"
            "Usage: search [OPTIONS] [QUERY...]\n"
            "\n"
            "Options:\n"
            "  --json        print JSON\n"
            "  --limit N     at most so many posts (default 10)\n"
            "  --sort ORDER  relevance, date or -date (default relevance)\n"
            "  --first N     the first one\n"
            "  --index DIR   the index\n"
            "  --site NAME   the site\n"
            "  --help        print this and end\n"
            "  --version     print the version and end\n"
            "\n"
            "Arguments:\n"
            "  QUERY...      what to search for\n"
            "\n"
            "Exit codes: 0, 1, 2\n");
}

TEST(Options, VersionNamesTheProgram) {
  const SearchLine line({"--version"});
  EXPECT_FALSE(line.go_on);
  EXPECT_EQ(line.printed, "search (blogsearch) " BLOGSEARCH_VERSION "\n");
}

TEST(Nearest, IsAtMostAThirdWrong) {
  const std::string_view known[] = {"limit", "listen", "site", "json"};
  const std::pair<const char*, const char*> cases[] = {
      {"limit", "limit"}, {"lmit", "limit"}, {"limti", "limit"}, {"listne", "listen"},
      {"sit", "site"},    {"tise", ""},      {"x", ""},          {"", ""},
      {"jsno", "json"},
  };
  for (const auto& [word, meant] : cases) EXPECT_EQ(nearest(word, known), meant) << word;
  EXPECT_EQ(nearest(std::string(100'000, 'l'), known), "");
}

}  // namespace
}  // namespace blogsearch
