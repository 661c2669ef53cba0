#include "common/search.hpp"
