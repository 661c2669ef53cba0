#include "indexer/jekyll.hpp"
