// SPDX-License-Identifier: Apache-2.0
#ifndef TAMIS_KERNELS_H
#define TAMIS_KERNELS_H

#include <stdbool.h>

#ifdef __clang__
#pragma clang assume_nonnull begin
#endif

// Whether this processor, and the operating system on it, run the instructions of each file.
bool tamis_has_avx2(void);
bool tamis_has_avx512(void);

#ifdef __clang__
#pragma clang assume_nonnull end
#endif

#endif
