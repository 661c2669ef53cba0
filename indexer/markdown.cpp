#include "indexer/markdown.hpp"
