#include "common/index.hpp"
