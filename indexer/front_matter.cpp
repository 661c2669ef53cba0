#include "indexer/front_matter.hpp"
