// SPDX-License-Identifier: GPL-3.0-or-later
// searchd's own service over HTTP: a real index, the real steps, a real socket. Clients are made by
// X-Forwarded-For, which this machine may send.
#pragma once

#include "searchd/http_server.hpp"
#include "searchd/service.hpp"
#include "tests/searchd/test_client.hpp"
#include "tests/support/test_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace blogsearch {

using nlohmann::json;

class ServiceTest : public testing::Test {
 protected:
  ServiceTest() {
    config_.server.listen = "127.0.0.1:0";
    config_.server.workers = 2;
    config_.stats.folder = stats_.path().string();
    config_.log.requests = false;
    write({"kettle", "teapot"});
  }
  ~ServiceTest() override { server_.reset(); }

  // A new index of posts with these titles, all of which speak of water.
  void write(const std::vector<std::string>& titles) {
    std::vector<Post> posts;
    for (const std::string& title : titles)
      posts.push_back(
          make_post(title, "Of " + title + " and hot water, and so on at some length."));
    index_.write(posts);
  }

  TestClient client() {
    if (!server_) {
      service_.emplace(index_.site_dir().parent_path(), config_);
      server_.emplace(config_.server, service_->functions());
    }
    return TestClient(server_->address());
  }
  TestResponse get(const std::string& target, const std::string& headers = {}) {
    return client().get(target, headers);
  }
  TestResponse send(const std::string& method, const std::string& target,
                    const std::string& headers = {}) {
    TestClient asking = client();
    asking.send(method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
    return asking.read(method != "HEAD");
  }
  std::string metric(const std::string& line_begin) {
    const std::string text = get("/metrics").body;
    const std::size_t at = text.find("\n" + line_begin + " ");
    if (at == std::string::npos) return "none";
    const std::size_t value = at + line_begin.size() + 2;
    return text.substr(value, text.find('\n', value) - value);
  }

  Config config_;
  TempDir stats_;
  TestIndex index_;
  std::optional<Service> service_;
  std::optional<HttpServer> server_;
};

}  // namespace blogsearch
