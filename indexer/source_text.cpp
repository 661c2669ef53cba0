#include "indexer/source_text.hpp"
