#include "common/generation.hpp"
