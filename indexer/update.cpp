#include "indexer/update.hpp"
