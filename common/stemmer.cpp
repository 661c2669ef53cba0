#include "common/stemmer.hpp"
