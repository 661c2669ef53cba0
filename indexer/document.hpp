// SPDX-License-Identifier: GPL-3.0-or-later
// A Post as the Xapian document that common/schema.hpp describes.
#pragma once

#include "common/analyzer.hpp"
#include "common/config.hpp"
#include "common/record.hpp"
#include "common/stemmer.hpp"
#include "indexer/post.hpp"

#include <xapian.h>

#include <map>
#include <string>
#include <string_view>

namespace blogsearch {

// Makes documents, one after the other; keeps its analyzer and stemmers. One per thread.
class DocumentMaker {
 public:
  explicit DocumentMaker(const RankingConfig& weights) : weights_(weights) {}

  // `hash`: for kSlotHash. Every term of the result is one that Xapian takes: an exception while
  // adding would lose the whole batch.
  Xapian::Document make(const Post& post, std::string_view hash);

 private:
  Stemmer& stemmer(const std::string& language);

  RankingConfig weights_;
  Analyzer analyzer_;
  std::map<std::string, Stemmer, std::less<>> stemmers_;
};

// The language under which a post is indexed: "und" where it is not known.
std::string_view language_of(const Post& post);
Record make_record(const Post& post);

}  // namespace blogsearch
