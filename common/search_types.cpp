// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/search_types.hpp"

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

struct FacetName {
  std::string_view name;
  FacetField field;
};
constexpr std::array kFacetNames = {
    FacetName{"tag", FacetField::tag},       FacetName{"category", FacetField::category},
    FacetName{"author", FacetField::author}, FacetName{"lang", FacetField::language},
    FacetName{"year", FacetField::year},
};

}  // namespace

std::string_view name_of(FacetField field) {
  return std::ranges::find(kFacetNames, field, &FacetName::field)->name;
}

std::optional<FacetField> facet_field(std::string_view name) {
  const auto* found = std::ranges::find(kFacetNames, name, &FacetName::name);
  return found == kFacetNames.end() ? std::nullopt : std::optional(found->field);
}

}  // namespace blogsearch
