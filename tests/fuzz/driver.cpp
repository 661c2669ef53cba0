// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target without libFuzzer: over every file in the folders given, then for some seconds
// over changed copies of them. What it changes depends on the seed alone.
//
//   fuzz_TARGET_driver SECONDS FOLDER...
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxBytes = 4096;     // of an input to be changed
constexpr std::size_t kMaxRepeat = 20'000;  // bytes: the quadratic shows
constexpr unsigned kSeconds = 20;           // for one input

std::string input;  // what is being tried

void try_input() {
  ::alarm(kSeconds);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  ::alarm(0);
}

// Keeps the input that ended the process.
void keep_input(int signal) {
  std::ofstream("crash-driver", std::ios::binary) << input;
  std::fputs("the input is in ./crash-driver\n", stderr);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

std::vector<std::string> read_seeds(char** begin, char** end) {
  std::vector<fs::path> files;
  for (char** folder = begin; folder != end; ++folder) {
    for (const auto& entry : fs::recursive_directory_iterator(*folder)) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> seeds;
  for (const fs::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return seeds;
}

class Changer {
 public:
  explicit Changer(const std::vector<std::string>& seeds) : seeds_(seeds) {}

  std::string next() {
    std::string text = pick(seeds_).substr(0, kMaxBytes);
    for (std::size_t i = below(6) + 1; i > 0; --i) change(text);
    return text;
  }

 private:
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }
  const std::string& pick(const std::vector<std::string>& from) { return from[below(from.size())]; }

  void change(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = below(std::min<std::size_t>(text.size() - at, 32) + 1);
    const std::string& other = pick(seeds_);
    switch (below(6)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
        break;
      case 1:
        text.insert(at, 1, static_cast<char>(below(256)));
        break;
      case 2:
        text.erase(at, length);
        break;
      case 3:
        text.insert(at, other.substr(below(other.size()), below(64)));
        break;
      case 4:
        text.resize(at);
        break;
      default:
        repeat(text, text.substr(at, length), at);
    }
  }

  void repeat(std::string& text, const std::string& piece, std::size_t at) {
    if (piece.empty()) return;
    std::string repeated;
    for (std::size_t times = below(kMaxRepeat / piece.size()); times > 0; --times)
      repeated += piece;
    text.insert(at, repeated);
  }

  const std::vector<std::string>& seeds_;
  std::mt19937 random_;  // the same each time
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL, SIGBUS, SIGALRM})
    std::signal(signal, keep_input);
  const std::vector<std::string> seeds = read_seeds(argv + 2, argv + argc);
  if (seeds.empty()) return 2;
  for (const std::string& seed : seeds) {
    input = seed;
    try_input();
  }
  const auto end = Clock::now() + std::chrono::seconds(std::atoi(argv[1]));
  Changer changer(seeds);
  std::size_t tried = 0;
  for (; Clock::now() < end; ++tried) {
    input = changer.next();
    try_input();
  }
  std::printf("%zu seeds, %zu changed ones\n", seeds.size(), tried);
  return 0;
}
