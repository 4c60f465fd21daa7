// SPDX-License-Identifier: Apache-2.0
#include "tamis_kernels.h"

#if defined(__x86_64__)

bool tamis_has_avx2(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

bool tamis_has_avx512(void) {
  return tamis_has_avx2() && __builtin_cpu_supports("avx512f") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}

#else

bool tamis_has_avx2(void) { return false; }
bool tamis_has_avx512(void) { return false; }

#endif
