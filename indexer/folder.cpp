#include "indexer/folder.hpp"
