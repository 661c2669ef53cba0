#include "search/print.hpp"
