#include "indexer/document.hpp"
