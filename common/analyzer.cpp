#include "common/analyzer.hpp"
