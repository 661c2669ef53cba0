#include "searchd/request.hpp"
