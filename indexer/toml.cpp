#include "indexer/toml.hpp"
