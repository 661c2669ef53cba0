// SPDX-License-Identifier: GPL-3.0-or-later
// A test that has the real Hugo build a site and compares: skipped where it is not installed.
#pragma once

#include "tests/oracle/hugo_oracle.hpp"
#include "tests/support/temp_dir.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace blogsearch {

struct SiteFile {
  const char* path;  // inside content/, or inside the site
  const char* text;
};

class HugoOracle : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!has_hugo()) GTEST_SKIP() << "hugo is not installed";
  }

  // A whole site, by paths inside it.
  static void expect_agreement(const std::vector<SiteFile>& site) {
    const TempDir dir;
    for (const SiteFile& file : site) dir.write(file.path, file.text);
    EXPECT_EQ(hugo_disagreement(dir.path()), "") << "in " << site.front().path;
  }

  // The same files under each configuration, YAML.
  static void expect_agreement(const std::vector<SiteFile>& files,
                               const std::vector<std::string>& configurations) {
    for (const std::string& configuration : configurations) {
      const TempDir dir;
      for (const SiteFile& file : files) dir.write(std::string("content/") + file.path, file.text);
      dir.write("hugo.yaml", configuration);
      EXPECT_EQ(hugo_disagreement(dir.path()), "") << "with\n" << configuration;
    }
  }
};

}  // namespace blogsearch
