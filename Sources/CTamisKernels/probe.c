// SPDX-License-Identifier: Apache-2.0
#include "tamis_kernels.h"
