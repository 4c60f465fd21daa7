// SPDX-License-Identifier: Apache-2.0
#include "tamis_kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

// What takes no vectors, but instructions that came with AVX2: both vector kernels use it.
#define BMI2 __attribute__((target("bmi,bmi2,popcnt")))
#define BMI2_INLINE static inline __attribute__((always_inline, target("bmi,bmi2,popcnt")))

// Writes the positions of the bits of a mask, and returns how many there are. Eight are written at
// a time, whether there are as many or not: to guess the number costs more than what is in vain.
BMI2_INLINE size_t bit_positions(uint64_t mask, uint32_t base, uint32_t *positions) {
  size_t count = (size_t)_mm_popcnt_u64(mask);
  for (size_t i = 0; i < count; i += 8) {
    for (size_t j = 0; j < 8; j++) {
      positions[i + j] = base + (uint32_t)_tzcnt_u64(mask);
      mask = _blsr_u64(mask);
    }
  }
  return count;
}

BMI2 size_t tamis_find_words_bmi2(const uint64_t *words, size_t from, size_t to, uint32_t *starts,
                                  uint32_t *ends) {
  if (from >= to) return 0;
  size_t first = from / 64, last = (to - 1) / 64, started = 0, ended = 0;
  uint64_t carry = 0;
  for (size_t i = first; i <= last; i++) {
    uint64_t mask = words[i];
    if (i == first) mask &= ~(uint64_t)0 << (from % 64);
    if (i == last) mask &= ~(uint64_t)0 >> (63 - (to - 1) % 64);
    uint64_t before = mask << 1 | carry;
    carry = mask >> 63;
    started += bit_positions(mask & ~before, (uint32_t)(64 * i), starts + started);
    ended += bit_positions(~mask & before, (uint32_t)(64 * i), ends + ended);
  }
  return started;
}

BMI2_INLINE uint64_t mix(uint64_t a, uint64_t b) {
  __uint128_t product = (__uint128_t)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

// Up to eight bytes, the others zero; `count` may be any number.
BMI2_INLINE uint64_t load(const uint8_t *bytes, size_t count) {
  uint64_t value;
  memcpy(&value, bytes, 8);
  return _bzhi_u64(value, count < 8 ? (uint32_t)count * 8 : 64);
}

// What TokenHash.swift does, and Specification.md says.
BMI2 void tamis_hash_words_bmi2(const uint8_t *bytes, const uint32_t *starts, const uint32_t *ends,
                                size_t count, uint64_t *hashes) {
  for (size_t i = 0; i < count; i++) {
    const uint8_t *word = bytes + starts[i];
    size_t n = ends[i] - starts[i];
    uint64_t low = load(word, n), high = load(word + 8, n > 8 ? n - 8 : 0);
    uint64_t hash = mix(low ^ 0x9E3779B97F4A7C15, high ^ (0xD6E8FEB86659FD93 + n));
    for (size_t at = 16; at < n; at += 8) {
      hash = mix(hash ^ load(word + at, n - at), 0xA0761D6478BD642F);
    }
    hashes[i] = hash;
  }
}

#endif
