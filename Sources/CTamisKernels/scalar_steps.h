// SPDX-License-Identifier: Apache-2.0
//
// The steps around the vector loops that are the same for every instruction set.
#ifndef TAMIS_SCALAR_STEPS_H
#define TAMIS_SCALAR_STEPS_H

#include <stddef.h>
#include <stdint.h>

// Hashes are folded this many at a time: 2 KiB, which stays in the first-level cache while the
// lanes pass over it.
enum { tamis_fold_count = 512 };

// Folds up to `tamis_fold_count` hashes to 32 bits; returns how many.
static inline size_t tamis_fold(const uint64_t *hashes, size_t count, uint32_t *folded) {
  if (count > tamis_fold_count) count = tamis_fold_count;
  for (size_t i = 0; i < count; i++) folded[i] = (uint32_t)(hashes[i] ^ hashes[i] >> 32);
  return count;
}

// Counts the common values of what a block loop left: at least one side is shorter than a block.
static inline size_t tamis_merge_rest(const uint64_t *a, size_t a_count, const uint64_t *b,
                                      size_t b_count) {
  size_t i = 0, j = 0, found = 0;
  while (i < a_count && j < b_count) {
    uint64_t x = a[i], y = b[j];
    found += x == y;
    i += x <= y;
    j += y <= x;
  }
  return found;
}

#endif
