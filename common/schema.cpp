#include "common/schema.hpp"
