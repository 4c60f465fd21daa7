// SPDX-License-Identifier: Apache-2.0
#include "tamis_kernels.h"

#if defined(__aarch64__)

#include <arm_neon.h>
#include <string.h>

#include "scalar_steps.h"

#define NEON_INLINE static inline __attribute__((always_inline))

// 0xFF in each byte b with first <= b < first + length.
NEON_INLINE uint8x16_t in_range(uint8x16_t bytes, uint8_t first, uint8_t length) {
  return vcltq_u8(vsubq_u8(bytes, vdupq_n_u8(first)), vdupq_n_u8(length));
}

NEON_INLINE uint8x16_t lower(uint8x16_t bytes) {
  return vorrq_u8(bytes, vandq_u8(in_range(bytes, 'A', 26), vdupq_n_u8(0x20)));
}

NEON_INLINE uint8x16_t is_high(uint8x16_t bytes) {
  return vcgeq_u8(bytes, vdupq_n_u8(0x80));
}

NEON_INLINE uint8x16_t is_word(uint8x16_t bytes) {
  uint8x16_t letter = in_range(vorrq_u8(bytes, vdupq_n_u8(0x20)), 'a', 26);
  uint8x16_t digit = in_range(bytes, '0', 10);
  uint8x16_t underscore = vceqq_u8(bytes, vdupq_n_u8('_'));
  return vorrq_u8(vorrq_u8(letter, digit), vorrq_u8(underscore, is_high(bytes)));
}

// One bit for each of 64 bytes that are 0x00 or 0xFF: a bit of its own in each byte of eight, then
// neighbours added until eight bytes have become one.
NEON_INLINE uint64_t bits_of(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  uint8x16_t bit = vreinterpretq_u8_u64(vdupq_n_u64(0x8040201008040201));
  uint8x16_t ab = vpaddq_u8(vandq_u8(a, bit), vandq_u8(b, bit));
  uint8x16_t cd = vpaddq_u8(vandq_u8(c, bit), vandq_u8(d, bit));
  uint8x16_t abcd = vpaddq_u8(ab, cd);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(abcd, abcd)), 0);
}

NEON_INLINE void classify_64(const uint8_t *source, uint8_t *lowered, uint64_t *words,
                             uint64_t *high) {
  uint8x16_t a = vld1q_u8(source), b = vld1q_u8(source + 16);
  uint8x16_t c = vld1q_u8(source + 32), d = vld1q_u8(source + 48);
  vst1q_u8(lowered, lower(a));
  vst1q_u8(lowered + 16, lower(b));
  vst1q_u8(lowered + 32, lower(c));
  vst1q_u8(lowered + 48, lower(d));
  *words = bits_of(is_word(a), is_word(b), is_word(c), is_word(d));
  *high = bits_of(is_high(a), is_high(b), is_high(c), is_high(d));
}

void tamis_classify_neon(const uint8_t *source, size_t count, uint8_t *lowered, uint64_t *words,
                         uint64_t *high) {
  if (count < 64) {
    if (count == 0) return;
    uint8_t block[64] = {0};
    memcpy(block, source, count);
    classify_64(block, block, words, high);
    memcpy(lowered, block, count);
    return;
  }
  size_t blocks = count / 64, rest = count % 64;
  for (size_t i = 0; i < blocks; i++) {
    classify_64(source + 64 * i, lowered + 64 * i, words + i, high + i);
  }
  if (rest == 0) return;
  // The last 64 bytes once more, for their last `rest`: where `lowered` is `source`, they have been
  // lowered in part, which changes neither their lower case nor their class.
  classify_64(source + count - 64, lowered + count - 64, words + blocks, high + blocks);
  words[blocks] >>= 64 - rest;
  high[blocks] >>= 64 - rest;
}

// Runs all hashes over four lanes in each of `vectors` registers. Eight vectors with their
// multipliers and addends leave eight of the 32 registers to the arithmetic.
NEON_INLINE void update_lanes(int vectors, uint32_t *minima, const uint32_t *multipliers,
                              const uint32_t *addends, const uint32_t *folded, size_t count) {
  uint32x4_t least[8], multiplier[8], addend[8];
  uint32x4_t mixer = vdupq_n_u32(0x7FEB352D);
  for (int v = 0; v < vectors; v++) {
    least[v] = vld1q_u32(minima + 4 * v);
    multiplier[v] = vld1q_u32(multipliers + 4 * v);
    addend[v] = vld1q_u32(addends + 4 * v);
  }
  for (size_t i = 0; i < count; i++) {
    uint32x4_t hash = vdupq_n_u32(folded[i]);
    for (int v = 0; v < vectors; v++) {
      uint32x4_t value = vmlaq_u32(addend[v], hash, multiplier[v]);
      value = vmulq_u32(veorq_u32(value, vshrq_n_u32(value, 16)), mixer);
      least[v] = vminq_u32(least[v], veorq_u32(value, vshrq_n_u32(value, 15)));
    }
  }
  for (int v = 0; v < vectors; v++) vst1q_u32(minima + 4 * v, least[v]);
}

// Fewer than four lanes, by way of full vectors on the stack.
NEON_INLINE void update_rest(size_t lanes, uint32_t *minima, const uint32_t *multipliers,
                             const uint32_t *addends, const uint32_t *folded, size_t count) {
  uint32_t least[4] = {0}, multiplier[4] = {0}, addend[4] = {0};
  memcpy(least, minima, lanes * sizeof(uint32_t));
  memcpy(multiplier, multipliers, lanes * sizeof(uint32_t));
  memcpy(addend, addends, lanes * sizeof(uint32_t));
  update_lanes(1, least, multiplier, addend, folded, count);
  memcpy(minima, least, lanes * sizeof(uint32_t));
}

void tamis_update_minima_neon(uint32_t *minima, const uint32_t *multipliers,
                              const uint32_t *addends, size_t k, const uint64_t *hashes,
                              size_t count) {
  uint32_t folded[tamis_fold_count];
  while (count > 0) {
    size_t n = tamis_fold(hashes, count, folded);
    size_t i = 0;
    for (; i + 32 <= k; i += 32) {
      update_lanes(8, minima + i, multipliers + i, addends + i, folded, n);
    }
    for (; i + 4 <= k; i += 4) {
      update_lanes(1, minima + i, multipliers + i, addends + i, folded, n);
    }
    if (i < k) update_rest(k - i, minima + i, multipliers + i, addends + i, folded, n);
    hashes += n;
    count -= n;
  }
}

#endif
