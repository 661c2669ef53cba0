#include "searchd/routes.hpp"
