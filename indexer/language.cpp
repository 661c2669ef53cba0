// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/language.hpp"

#include "common/analyzer.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace blogsearch {
namespace {

constexpr std::size_t kSampleBytes = 8192;
constexpr std::size_t kFewWords = 5;  // too short to tell
constexpr double kClearShare = 0.12;  // of all words: function words of the winner
constexpr double kClearLead = 1.25;   // over the second

struct Profile {
  std::string_view language;
  std::string_view words;  // folded function words, the commonest ones, blank between
};

// Short words that make up a fifth and more of any running text. Words that several languages share
// count for each.
constexpr std::array kProfiles = {
    Profile{"en",
            "the of and to in a is that for it you with on as are this be we not was have but or "
            "by an from"},
    Profile{"de",
            "der die und das ist nicht in zu den mit ich ein eine es auf fur sich von dem des auch "
            "im wie als wir"},
    Profile{"fr",
            "de la le et les des en un une est pour que qui dans pas du ce sur au par plus avec il "
            "nous je sont"},
    Profile{"es",
            "de la que el en y los se un por las con una para del es no lo como su mas al este "
            "pero sus"},
    Profile{"it",
            "di che il la e un per non una sono in del con si da le della piu come i ma nel gli "
            "alla anche"},
    Profile{
        "pt",
        "de que o a e do da em um para com nao uma os no se na por mais as dos como mas ao das"},
    Profile{"nl",
            "de het een van en in is dat op te voor niet met zijn je ik die er aan ook maar als om "
            "bij"},
    Profile{
        "sv",
        "och att det som en pa ar av for med den till inte jag har ett om vi men sa var fran kan"},
    Profile{"da",
            "og det er at en til af i den for ikke der med pa har som jeg de et vi kan om fra var"},
    Profile{"no",
            "og det er at en til av i den for ikke som med pa har jeg de et vi kan om fra var seg"},
    Profile{"fi",
            "ja on ei se etta oli ovat mutta kun niin kuin tai jos voi myos ole han mika minun sen "
            "tama"},
    Profile{
        "hu",
        "a az es hogy nem is egy ez ha de csak meg vagy mar mint azt volt kell van el ezt lesz"},
    Profile{"ro",
            "si de in la cu nu o pe care este un din sa mai pentru ca au fost se prin sunt ce al"},
    Profile{
        "tr",
        "bir ve bu icin ile de da ne cok daha olarak gibi ama olan var kadar en sonra her mi ki"},
    Profile{"id",
            "yang dan di dengan untuk ini itu dari dalam tidak pada akan adalah ke atau juga saya "
            "bisa oleh"},
    Profile{
        "ca",
        "de la que i el en els un per les amb una no es del al com mes aquest pero son ha tambe"},
    Profile{"lt", "ir yra kad i is su o bet kaip tai nuo ar del per tik jau buvo apie uz gali mes"},
    Profile{"ru", "и в не на что я с как это по к но он из у за от так для же мы вы все был или"},
};

struct ScriptRange {
  char32_t first, last;
  std::string_view language;
};

// Scripts that (nearly) one language of blogs is written in.
constexpr std::array kScripts = {
    ScriptRange{0x0370, 0x03FF, "el"}, ScriptRange{0x0530, 0x058F, "hy"},
    ScriptRange{0x0590, 0x05FF, "he"}, ScriptRange{0x0600, 0x06FF, "ar"},
    ScriptRange{0x0900, 0x097F, "hi"}, ScriptRange{0x0B80, 0x0BFF, "ta"},
    ScriptRange{0x0E00, 0x0E7F, "th"}, ScriptRange{0x3041, 0x30FF, "ja"},
    ScriptRange{0x4E00, 0x9FFF, "zh"}, ScriptRange{0xAC00, 0xD7AF, "ko"}};

using WordLanguages = std::unordered_map<std::string_view, std::vector<std::size_t>>;

WordLanguages make_word_languages() {
  WordLanguages languages;
  for (std::size_t i = 0; i < kProfiles.size(); ++i) {
    for (std::string_view words = kProfiles.at(i).words; !words.empty();) {
      const auto end = std::min(words.find(' '), words.size());
      languages[words.substr(0, end)].push_back(i);
      words.remove_prefix(std::min(end + 1, words.size()));
    }
  }
  return languages;
}

// By script, if half of the letters are of one of the scripts above. Japanese mixes kana with Han.
std::string_view by_script(std::string_view text) {
  std::map<std::string_view, std::size_t> counts;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    at += decoded.bytes;
    const char32_t c = decoded.code_point;
    letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC0 ? 1 : 0;
    if (c < kScripts.front().first) continue;
    const auto in = [c](const ScriptRange& range) { return c >= range.first && c <= range.last; };
    const auto* found = std::ranges::find_if(kScripts, in);
    if (found != kScripts.end()) ++counts[found->language];
  }
  if (counts["ja"] * 10 > counts["zh"] && counts["ja"] > 0)
    counts["ja"] += counts["zh"], counts["zh"] = 0;
  for (const auto& [language, count] : counts) {
    if (count * 3 > letters) return language;
  }
  return {};
}

std::string_view by_words(std::string_view text) {
  static const WordLanguages kWords = make_word_languages();
  std::array<double, kProfiles.size()> hits{};
  double words = 0;
  Analyzer analyzer;
  for (const Token& token : analyzer.analyze(text)) {
    if (!token.main || token.kind != TokenKind::word) continue;
    ++words;
    const auto found = kWords.find(token.form);
    if (found == kWords.end()) continue;
    for (const std::size_t profile : found->second) ++hits.at(profile);
  }
  if (words < kFewWords) return {};
  const auto best = std::ranges::max_element(hits);
  const double most = *best;
  const auto index = static_cast<std::size_t>(best - hits.begin());
  *best = 0;
  const bool clear =
      most >= kClearShare * words && most >= kClearLead * *std::ranges::max_element(hits);
  return clear ? kProfiles.at(index).language : std::string_view();
}

}  // namespace

std::string_view guess_language(std::string_view text) {
  const std::string_view sample = cut_utf8(text, kSampleBytes);
  const std::string_view script = by_script(sample);
  return script.empty() ? by_words(sample) : script;
}

}  // namespace blogsearch
