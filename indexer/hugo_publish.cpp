// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/hugo_publish.hpp"

#include "common/text.hpp"
#include "indexer/site_settings.hpp"

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

constexpr UnixTime kGoZeroTime = -62'135'596'800;  // 0001-01-01 UTC, which means no date

// A file name, or a bundle's folder name, that begins with a day; what follows is the slug.
std::optional<Moment> date_of_name(const HugoPage& page, std::string& slug) {
  const std::string& folder = page.file.folder;
  const std::string name = page.is_leaf ? folder.substr(folder.rfind('/') + 1) : page.file.stem;
  if (name.size() < 10) return std::nullopt;
  const auto date =
      read_date(Value::scalar(name.substr(0, 10), true), page.file.language->zone, DateRule::hugo);
  if (!date) return std::nullopt;
  const std::size_t begin = name.find_first_not_of(" -_", 10);
  if (begin != std::string::npos)
    slug = name.substr(begin, name.find_last_not_of(" -_") - begin + 1);
  return date;
}

// The first key that holds a date.
std::optional<Moment> first_date(const HugoPage& page, const std::vector<std::string>& keys,
                                 std::string& slug) {
  for (const std::string& key : keys) {
    const Value* value = page.front.find(key);
    const auto date = key == ":filename" ? date_of_name(page, slug)
                      : value == nullptr
                          ? std::nullopt
                          : read_date(*value, page.file.language->zone, DateRule::hugo);
    if (date) return date->time == kGoZeroTime ? std::nullopt : date;
  }
  return std::nullopt;
}

std::optional<bool> bool_of(const Value& front, std::string_view key) {
  const Value* value = front.find(key);
  return value == nullptr ? std::nullopt : go_bool(*value);
}

// build.render: never, link, or a boolean. Older versions of Hugo know _build only.
bool is_not_rendered(const Value& front) {
  for (const std::string_view key : {"build", "_build"}) {
    const Value* build = front.find(key);
    const Value* render = build == nullptr ? nullptr : build->find("render");
    if (render == nullptr) continue;
    const std::string text = lower_ascii(print(*render, Printed::go));
    if (text == "never" || text == "link" || text == "false") return true;
  }
  return false;
}

std::string draft_reason(const HugoPage& page) {
  if (page.file.language->drafts) return {};
  const std::optional<bool> draft = bool_of(page.front, "draft");
  if (draft.value_or(false)) return "draft: true";
  return !draft && bool_of(page.front, "published") == false ? "published: false" : "";
}

}  // namespace

std::optional<bool> go_bool(const Value& value) {
  if (!value.is_scalar()) return std::nullopt;
  if (const auto plain = as_bool(value)) return plain;
  if (const auto number = as_int(value)) return *number != 0;
  static constexpr std::array<std::string_view, 6> yes = {"1", "t", "T", "TRUE", "true", "True"};
  static constexpr std::array<std::string_view, 6> no = {"0", "f", "F", "FALSE", "false", "False"};
  if (std::ranges::find(yes, value.text) != yes.end()) return true;
  if (std::ranges::find(no, value.text) != no.end()) return false;
  return std::nullopt;
}

HugoDates hugo_dates(const HugoPage& page) {
  const HugoDateKeys& keys = page.file.language->dates;
  HugoDates dates;
  std::string unused;
  dates.date = first_date(page, keys.date, dates.slug);
  dates.publish_date = first_date(page, keys.publish_date, unused);
  dates.expiry_date = first_date(page, keys.expiry_date, unused);
  return dates;
}

std::string hugo_unrendered(const HugoPage& page) {
  if (page.is_leaf && bool_of(page.front, "headless").value_or(false)) return "headless: true";
  if (is_not_rendered(page.front)) return "build.render: the page is not rendered";
  const auto& kinds = page.file.language->disabled_kinds;
  const bool disabled = std::ranges::find(kinds, page.kind) != kinds.end();
  return disabled ? "disableKinds has '" + page.kind + "'" : "";
}

void set_hugo_visibility(UnixTime now, const HugoPage& page, const HugoDates& dates,
                         PostFacts& facts) {
  const HugoLanguage& language = *page.file.language;
  std::string draft = draft_reason(page);
  if (facts.published && !draft.empty()) {
    facts.published = false;
    facts.hidden_because = std::move(draft);
  }
  if (dates.publish_date && !language.future && dates.publish_date->time > now)
    facts.visible_from = std::max(facts.visible_from.value_or(INT64_MIN), dates.publish_date->time);
  if (dates.expiry_date && !language.expired)
    facts.visible_until =
        std::min(facts.visible_until.value_or(INT64_MAX), dates.expiry_date->time);
}

}  // namespace blogsearch
