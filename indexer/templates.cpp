#include "indexer/templates.hpp"
