// SPDX-License-Identifier: GPL-3.0-or-later
// What lies in the index: terms, value slots, metadata. What indexer writes and every reader
// expects.
//
// One Xapian document per post. Its terms:
//
//   word     each placed token, folded, with positions; title, headings, description, tags, body
//            and code in one space, with gaps between them so that no phrase crosses.
//            wdf: one for each time
//   word     also wholes ("std::vector"), other unigrams and symbols, without positions
//   Zstem    the stem of each word, without positions. wdf: the weights of the fields it stands in,
//            added up (kWdfScale for the body), so that one saturating score sees the whole post:
//            BM25F
//   Hhump    a part of a camelCase word: found, but below the word itself
//   Eword|exact  a word whose exact form has diacritics that folding took away ("Ecafe|café")
//   S, ZS    the same two (word with positions, and stem) of the title alone
//   X, ZX    of the headings
//   C        of code, without stems and without positions (those of the word itself are enough)
//   J        a word of the URL, with positions
//   B        a word of an author's name
//   K G A    a tag, a category, an author: the whole value folded (fold_phrase), one term each
//   L        the language in lower case, and without its region: "Lpt-br" and "Lpt"; "Lund" where
//            it is not known
//   Ttitle   the whole title folded: a title that is exactly the query
//   Qpath    the post's path in the site: the unique id
//   Uurl     its URL without scheme, host and slash at the end
//   W        only on posts with a moment before or after which they are not shown
//
// A prefix of upper-case letters cannot be forged: folded words have none. A term has at most
// kMaxTermBytes; a longer value is cut and its hash put behind.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace blogsearch {

// Format of the index. An index of another number is rebuilt by indexer, and not read by the
// others.
//   1  2026-11: first
//   2  2026-11: slots with what facets count
//   3  2026-11: records are compressed by us; words of code without positions
//   4  2026-11: dates as the site shows them, not in UTC
//   5  2026-11: the first and last character of a run of bigrams with positions; "v1.2" also as
//      "1.2"
inline constexpr int kFormatVersion = 5;

inline constexpr std::size_t kMaxTermBytes =
    200;                                  // Xapian's own limit is 245, where NUL counts twice
inline constexpr unsigned kWdfScale = 2;  // wdf of one word of the body; weights come in halves

namespace prefix {
inline constexpr std::string_view kWord;
inline constexpr std::string_view kStem = "Z";
inline constexpr std::string_view kHump = "H";
inline constexpr std::string_view kExact = "E";
inline constexpr std::string_view kTitle = "S";
inline constexpr std::string_view kTitleStem = "ZS";
inline constexpr std::string_view kHeading = "X";
inline constexpr std::string_view kHeadingStem = "ZX";
inline constexpr std::string_view kCode = "C";
inline constexpr std::string_view kUrlWord = "J";
inline constexpr std::string_view kAuthorWord = "B";
inline constexpr std::string_view kTag = "K";
inline constexpr std::string_view kCategory = "G";
inline constexpr std::string_view kAuthor = "A";
inline constexpr std::string_view kLanguage = "L";
inline constexpr std::string_view kWholeTitle = "T";
inline constexpr std::string_view kPath = "Q";
inline constexpr std::string_view kUrl = "U";
inline constexpr std::string_view kWindow = "W";
}  // namespace prefix

// Value slots. Moments are seconds since 1970 as Xapian::sortable_serialise() writes them.
using Slot = unsigned;
inline constexpr Slot kSlotDate = 0;  // as the site shows it, as if that were UTC; absent: none
inline constexpr Slot kSlotVisibleFrom = 1;   // only with W; absent: always
inline constexpr Slot kSlotVisibleUntil = 2;  // only with W; absent: for ever
inline constexpr Slot kSlotHash =
    3;  // 8 bytes: of the file and of all settings that decide how it is read
// What facets count. Lists as encode_list() writes them (record.hpp); absent: none.
inline constexpr Slot kSlotTags = 4;
inline constexpr Slot kSlotCategories = 5;
inline constexpr Slot kSlotAuthors = 6;
inline constexpr Slot kSlotLanguage = 7;  // absent: not known
inline constexpr Slot kSlotYear = 8;      // "2024", of the date that is shown; absent: no date

// Metadata keys.
inline constexpr std::string_view kMetaFormat = "format";  // kFormatVersion
inline constexpr std::string_view kMetaSite = "site";      // the site's title
inline constexpr std::string_view kMetaHidden =
    "hidden";  // posts that are not published: "HEX-OF-HASH PATH\n" each

// A term that Xapian accepts, whatever `value` holds.
std::string make_term(std::string_view prefix, std::string_view value);
// The same for what goes through fold_phrase first: tags, categories, authors, whole titles.
std::string make_phrase_term(std::string_view prefix, std::string_view value);
// "https://Example.org/a/b/" and "/a/b" give "/a/b": how two URLs of one site are compared.
std::string url_key(std::string_view url);

// XXH3, 64 bits, as 8 bytes.
std::string hash_bytes(std::string_view bytes);
std::string hash_hex(std::string_view bytes);

}  // namespace blogsearch
