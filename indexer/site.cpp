#include "indexer/site.hpp"
