#include "indexer/heading_id.hpp"
