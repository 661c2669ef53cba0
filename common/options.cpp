#include "common/options.hpp"
