#include "indexer/html.hpp"
