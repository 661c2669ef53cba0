// SPDX-License-Identifier: GPL-3.0-or-later
// The manifest of a generation: size and hash of every file, written when it is complete. Xapian
// has no checksums of its own: a flipped bit may give a wrong answer in silence, or end the
// process.
//
// It is taken away before the generation is changed in place, and written anew behind the change:
// where there is none, an indexer is at work or was killed while it was.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace blogsearch {

// Makes every file of `generation` durable, and then its manifest. Throws Error.
void write_manifest(const std::filesystem::path& generation);
// To be called before a generation is changed in place; durable when it returns.
void drop_manifest(const std::filesystem::path& generation);
bool has_manifest(const std::filesystem::path& generation);
// As it stands; nullopt: there is none. Throws Error.
std::optional<std::string> read_manifest(const std::filesystem::path& generation);

// What differs from the manifest, a sentence each; empty: nothing, or there is no manifest, also
// because an indexer took it away meanwhile. Reads every file: about 0.25 s for a gigabyte.
std::vector<std::string> verify_manifest(const std::filesystem::path& generation);

// Throws Error(unavailable) if the generation is damaged. Thread-safe; what was found intact is not
// read again by this process, until forget_intact(), and what was found damaged not for 5 seconds.
void require_intact(const std::filesystem::path& generation);
void forget_intact(const std::filesystem::path& generation);

// Reads every file again, of a generation that is in use: a bit may have flipped since. What is
// found is known_damage() from then on, until there is another manifest. Thread-safe.
void check_again(const std::filesystem::path& generation);
// What check_again() found; empty: nothing, or it has not looked. Costs next to nothing.
std::string known_damage(const std::filesystem::path& generation);

}  // namespace blogsearch
