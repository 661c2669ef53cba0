#include "common/yaml.hpp"
