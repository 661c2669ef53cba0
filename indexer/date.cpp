#include "indexer/date.hpp"
