#include "searchd/http_server.hpp"
