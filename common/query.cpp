#include "common/query.hpp"
