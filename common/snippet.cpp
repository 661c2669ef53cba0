#include "common/snippet.hpp"
