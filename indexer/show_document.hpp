// SPDX-License-Identifier: GPL-3.0-or-later
// A document as it goes into the index, as text: terms by their field, values, the stored record.
#pragma once

#include <xapian.h>

#include <string>

namespace blogsearch {

std::string show_document(const Xapian::Document& document);

}  // namespace blogsearch
