#include "indexer/scan.hpp"
