#include "indexer/hugo.hpp"
