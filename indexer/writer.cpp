#include "indexer/writer.hpp"
