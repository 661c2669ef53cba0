#include "common/answer.hpp"
