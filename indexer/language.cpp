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
constexpr double kClearLead = 1.15;   // over the second
// Lists, release notes and Finnish have fewer of them: then the lead must be larger.
constexpr double kLowShare = 0.05;
constexpr double kLargeLead = 2;
constexpr double kEnoughHits = 6;

struct Profile {
  std::string_view language;
  std::string_view words;  // folded function words, the commonest ones, blank between
};

// Short words that make up a fifth and more of any running text. A word that several languages
// share counts for each of them by its part.
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
            "og det er at en til af i den for ikke der med pa har som jeg de et vi kan om fra var "
            "blev ogsa efter mig sig nogle noget hvad bliver hvis meget ved eller dit din nar"},
    Profile{"no",
            "og det er at en til av i den for ikke som med pa har jeg de et vi kan om fra var seg "
            "ble ogsa etter meg noen noe hva blir hvis mye ved eller ditt din nar"},
    Profile{"fi",
            "ja on ei se etta oli ovat mutta kun niin kuin tai jos voi myos ole han mika minun sen "
            "tama joka jotka seka kanssa mukaan voit sinun jonka siita taman varten lisaa nama"},
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
    Profile{"cs",
            "a se na v ze je s pro do to jako i o z po jsou by nebo aby jsem ale pokud jak ktery "
            "pri tak vsak k ve muze bude"},
    Profile{"sk",
            "a sa na v ze je s pre do to ako aj o z po su by alebo aby som ale ak ktory pri tak "
            "vsak k vo moze bude"},
    Profile{"pl",
            "i w na z do nie sie jest ze to dla jak o od po przez za co ale czy przy sa oraz lub "
            "tym tego moze ktory a we"},
    Profile{"hr",
            "i je u se na da za su od sa ne koji kao ili sto bi o iz te nije ako kako ovo samo"},
    Profile{"sl", "in je na da se za so ki v z s pri tudi kot ne ali ce smo lahko ter pa bi od"},
    Profile{"et", "ja on ei et ka see oli kui mis ning aga oma ta seda siis voi ma kes mida"},
    Profile{"eu", "eta da ez du bat dute ere baina hau izan den egin dira dela edo dituzte"},
    Profile{"vi",
            "va cua la co cho mot khong cac duoc trong nguoi nhung voi de khi nay tu ban se da "
            "tren neu hoac bang"},
    Profile{"uk",
            "і в не на що з як це та до за від для ми ви він є але його я якщо у про або може "
            "також які"},
    Profile{"bg", "и на да се от за в не са с по че като това е ще си или може ако при"},
    Profile{"sr", "и је у се на да за су од са не који као или што би о из ако како"},
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
    ScriptRange{0x0900, 0x097F, "hi"}, ScriptRange{0x0980, 0x09FF, "bn"},
    ScriptRange{0x0B80, 0x0BFF, "ta"}, ScriptRange{0x0D80, 0x0DFF, "si"},
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

// Letters that Persian has and Arabic has not.
bool is_persian(char32_t c) {
  return c == 0x67E || c == 0x686 || c == 0x698 || c == 0x6A9 || c == 0x6AF || c == 0x6CC;
}

// How many letters one of the script stands for: a Chinese one is a word.
std::size_t weight_of(std::string_view language) {
  return language == "zh" || language == "ja" || language == "ko" ? 2 : 1;
}

struct ByScript {
  std::string_view language;  // empty: none of the scripts
  bool is_sure = false;       // a quarter of the letters, whatever they stand for
};

// By script, if a third of the letters are of one of the scripts above. Japanese mixes kana with
// Han.
ByScript by_script(std::string_view text) {
  std::map<std::string_view, std::size_t> counts;
  std::size_t letters = 0;
  std::size_t persian = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    at += decoded.bytes;
    const char32_t c = decoded.code_point;
    letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC0 ? 1 : 0;
    if (c < kScripts.front().first) continue;
    const auto in = [c](const ScriptRange& range) { return c >= range.first && c <= range.last; };
    const auto* found = std::ranges::find_if(kScripts, in);
    if (found != kScripts.end()) ++counts[found->language];
    persian += is_persian(c) ? 1 : 0;
  }
  if (counts["ja"] * 10 > counts["zh"] && counts["ja"] > 0)
    counts["ja"] += counts["zh"], counts["zh"] = 0;
  for (const auto& [language, count] : counts) {
    if (count * weight_of(language) * 3 <= letters) continue;
    if (language == "ar" && persian * 50 > count) return {"fa", true};
    return {language, count * 4 > letters};
  }
  return {};
}

std::string_view by_words(std::string_view text) {
  static const WordLanguages kWords = make_word_languages();
  std::array<double, kProfiles.size()> hits{};    // words of the profile
  std::array<double, kProfiles.size()> scores{};  // the same, shared ones by their part
  double words = 0;
  Analyzer analyzer;
  for (const Token& token : analyzer.analyze(text)) {
    if (!token.main || token.kind != TokenKind::word) continue;
    ++words;
    const auto found = kWords.find(token.form);
    if (found == kWords.end()) continue;
    const double part = 1.0 / static_cast<double>(found->second.size());
    for (const std::size_t profile : found->second) {
      ++hits.at(profile);
      scores.at(profile) += part;
    }
  }
  if (words < kFewWords) return {};
  const auto best = std::ranges::max_element(scores);
  const auto index = static_cast<std::size_t>(best - scores.begin());
  const double most = *best;
  *best = 0;
  const double lead = most / std::max(*std::ranges::max_element(scores), 1e-9);
  const double share = hits.at(index) / words;
  const bool clear = (share >= kClearShare && lead >= kClearLead) ||
                     (share >= kLowShare && lead >= kLargeLead && hits.at(index) >= kEnoughHits);
  return clear ? kProfiles.at(index).language : std::string_view();
}

}  // namespace

std::string_view guess_language(std::string_view text) {
  const std::string_view sample = cut_utf8(text, kSampleBytes);
  const ByScript script = by_script(sample);
  if (script.is_sure) return script.language;
  // A text in Latin letters may quote some Chinese; a Chinese one with much code has no sentences.
  const std::string_view words = by_words(sample);
  return words.empty() ? script.language : words;
}

}  // namespace blogsearch
