#include "common/record.hpp"
