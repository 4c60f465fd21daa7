// SPDX-License-Identifier: Apache-2.0
#include "csimdjson.h"
#include <simdjson.h>
