#include "indexer/post.hpp"
