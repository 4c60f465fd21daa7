// SPDX-License-Identifier: Apache-2.0
#include "tamis_kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#include "scalar_steps.h"

#define AVX2 __attribute__((target("avx2,bmi,bmi2")))
#define AVX2_INLINE static inline __attribute__((always_inline, target("avx2,bmi,bmi2")))

// 0xFF in each byte b with first <= b < first + length, unsigned: AVX2 compares signed bytes only,
// so the range is moved to start at the least of them.
AVX2_INLINE __m256i in_range(__m256i bytes, uint8_t first, uint8_t length) {
  __m256i moved = _mm256_sub_epi8(bytes, _mm256_set1_epi8((char)(first + 0x80)));
  return _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(0x80 + length)), moved);
}

typedef struct {
  __m256i lowered;
  uint32_t words, high;
} classified;

AVX2_INLINE classified classify_32(__m256i bytes) {
  __m256i case_bit = _mm256_set1_epi8(0x20);
  __m256i upper = in_range(bytes, 'A', 26);
  __m256i letter = in_range(_mm256_or_si256(bytes, case_bit), 'a', 26);
  __m256i digit = in_range(bytes, '0', 10);
  __m256i underscore = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('_'));
  // Bytes from 0x80 are word bytes by their own top bit, which is all that the mask takes.
  __m256i word = _mm256_or_si256(_mm256_or_si256(letter, digit),
                                 _mm256_or_si256(underscore, bytes));
  return (classified){
      .lowered = _mm256_or_si256(bytes, _mm256_and_si256(upper, case_bit)),
      .words = (uint32_t)_mm256_movemask_epi8(word),
      .high = (uint32_t)_mm256_movemask_epi8(bytes),
  };
}

AVX2_INLINE void classify_64(const uint8_t *source, uint8_t *lowered, uint64_t *words,
                             uint64_t *high) {
  classified first = classify_32(_mm256_loadu_si256((const __m256i *)source));
  classified second = classify_32(_mm256_loadu_si256((const __m256i *)(source + 32)));
  _mm256_storeu_si256((__m256i *)lowered, first.lowered);
  _mm256_storeu_si256((__m256i *)(lowered + 32), second.lowered);
  *words = first.words | (uint64_t)second.words << 32;
  *high = first.high | (uint64_t)second.high << 32;
}

AVX2 void tamis_classify_avx2(const uint8_t *source, size_t count, uint8_t *lowered,
                         uint64_t *words, uint64_t *high) {
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

AVX2_INLINE __m256i lane_values(__m256i hash, __m256i multipliers, __m256i addends) {
  __m256i value = _mm256_add_epi32(_mm256_mullo_epi32(hash, multipliers), addends);
  value = _mm256_xor_si256(value, _mm256_srli_epi32(value, 16));
  value = _mm256_mullo_epi32(value, _mm256_set1_epi32(0x7FEB352D));
  return _mm256_xor_si256(value, _mm256_srli_epi32(value, 15));
}

// Runs all hashes over eight lanes in each of `vectors` registers. `mask` says which lanes of each
// are there. Four vectors with their multipliers and addends fill the sixteen registers.
AVX2_INLINE void update_lanes(int vectors, __m256i mask, uint32_t *minima,
                              const uint32_t *multipliers, const uint32_t *addends,
                              const uint32_t *folded, size_t count) {
  __m256i least[4], multiplier[4], addend[4];
  for (int v = 0; v < vectors; v++) {
    least[v] = _mm256_maskload_epi32((const int *)minima + 8 * v, mask);
    multiplier[v] = _mm256_maskload_epi32((const int *)multipliers + 8 * v, mask);
    addend[v] = _mm256_maskload_epi32((const int *)addends + 8 * v, mask);
  }
  for (size_t i = 0; i < count; i++) {
    __m256i hash = _mm256_set1_epi32((int)folded[i]);
    for (int v = 0; v < vectors; v++) {
      least[v] = _mm256_min_epu32(least[v], lane_values(hash, multiplier[v], addend[v]));
    }
  }
  for (int v = 0; v < vectors; v++) {
    _mm256_maskstore_epi32((int *)minima + 8 * v, mask, least[v]);
  }
}

AVX2 void tamis_update_minima_avx2(uint32_t *minima, const uint32_t *multipliers,
                                   const uint32_t *addends, size_t k, const uint64_t *hashes,
                                   size_t count) {
  uint32_t folded[tamis_fold_count];
  __m256i all = _mm256_set1_epi32(-1);
  __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  __m256i rest = _mm256_cmpgt_epi32(_mm256_set1_epi32((int)(k % 8)), lanes);
  while (count > 0) {
    size_t n = tamis_fold(hashes, count, folded);
    size_t i = 0;
    for (; i + 32 <= k; i += 32) {
      update_lanes(4, all, minima + i, multipliers + i, addends + i, folded, n);
    }
    for (; i + 8 <= k; i += 8) {
      update_lanes(1, all, minima + i, multipliers + i, addends + i, folded, n);
    }
    if (i < k) update_lanes(1, rest, minima + i, multipliers + i, addends + i, folded, n);
    hashes += n;
    count -= n;
  }
}

// Compares four values of each side at a time, all sixteen pairs, and steps over the block whose
// last value is the lesser, or over both.
AVX2 size_t tamis_intersection_count_avx2(const uint64_t *a, size_t a_count, const uint64_t *b,
                                          size_t b_count) {
  size_t i = 0, j = 0;
  __m256i found = _mm256_setzero_si256();
  while (i + 4 <= a_count && j + 4 <= b_count) {
    __m256i x = _mm256_loadu_si256((const __m256i *)(a + i));
    __m256i y = _mm256_loadu_si256((const __m256i *)(b + j));
    __m256i equal0 = _mm256_cmpeq_epi64(x, y);
    __m256i equal1 = _mm256_cmpeq_epi64(x, _mm256_permute4x64_epi64(y, 0x39));
    __m256i equal2 = _mm256_cmpeq_epi64(x, _mm256_permute4x64_epi64(y, 0x4E));
    __m256i equal3 = _mm256_cmpeq_epi64(x, _mm256_permute4x64_epi64(y, 0x93));
    __m256i equal = _mm256_or_si256(_mm256_or_si256(equal0, equal1),
                                    _mm256_or_si256(equal2, equal3));
    found = _mm256_sub_epi64(found, equal);  // Equal lanes hold -1.
    uint64_t a_last = a[i + 3], b_last = b[j + 3];
    i += (size_t)(a_last <= b_last) * 4;
    j += (size_t)(b_last <= a_last) * 4;
  }
  uint64_t lanes[4];
  _mm256_storeu_si256((__m256i *)lanes, found);
  return (size_t)(lanes[0] + lanes[1] + lanes[2] + lanes[3]) +
         tamis_merge_rest(a + i, a_count - i, b + j, b_count - j);
}

// The answers of 32 samples to one question, 0xFF for yes. Within each half the order is that of
// the packing: the first four samples of each eight in the lower half, the others in the upper.
AVX2_INLINE __m256i exceeds(const float *values, float border) {
  __m256 limit = _mm256_set1_ps(border);
  __m256i a = _mm256_castps_si256(_mm256_cmp_ps(_mm256_loadu_ps(values), limit, _CMP_GT_OQ));
  __m256i b = _mm256_castps_si256(_mm256_cmp_ps(_mm256_loadu_ps(values + 8), limit, _CMP_GT_OQ));
  __m256i c = _mm256_castps_si256(_mm256_cmp_ps(_mm256_loadu_ps(values + 16), limit, _CMP_GT_OQ));
  __m256i d = _mm256_castps_si256(_mm256_cmp_ps(_mm256_loadu_ps(values + 24), limit, _CMP_GT_OQ));
  return _mm256_packs_epi16(_mm256_packs_epi32(a, b), _mm256_packs_epi32(c, d));
}

// One of 64 bytes for each of 32 indices below 64: four tables of sixteen, and two choices.
AVX2_INLINE __m256i look_up(const uint8_t *table, __m256i index, __m256i bit4, __m256i bit5) {
  const __m128i *parts = (const __m128i *)table;
  __m256i a = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128(parts)), index);
  __m256i b = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128(parts + 1)), index);
  __m256i c = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128(parts + 2)), index);
  __m256i d = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128(parts + 3)), index);
  return _mm256_blendv_epi8(_mm256_blendv_epi8(a, b, bit4), _mm256_blendv_epi8(c, d, bit4), bit5);
}

// Sums of bytes without sign in sixteen bits: of at most 257 trees they do not overflow.
typedef struct {
  __m256i lower, upper;
} byte_sums;

AVX2_INLINE byte_sums add_bytes(byte_sums sums, __m256i bytes) {
  __m256i zero = _mm256_setzero_si256();
  sums.lower = _mm256_add_epi16(sums.lower, _mm256_unpacklo_epi8(bytes, zero));
  sums.upper = _mm256_add_epi16(sums.upper, _mm256_unpackhi_epi8(bytes, zero));
  return sums;
}

void AVX2 tamis_sum_trees_avx2(const float *values, size_t stride, const uint16_t *columns,
                               const float *borders, const uint8_t *leaves, size_t trees,
                               int32_t *sums) {
  byte_sums low = {_mm256_setzero_si256(), _mm256_setzero_si256()}, high = low;
  for (size_t tree = 0; tree < trees; tree++) {
    __m256i leaf = _mm256_setzero_si256();
    for (size_t level = 0; level < 6; level++) {
      __m256i bit = _mm256_set1_epi8((char)(1 << level));
      __m256i answer = exceeds(values + columns[level] * stride, borders[level]);
      leaf = _mm256_or_si256(leaf, _mm256_and_si256(answer, bit));
    }
    __m256i bit4 = _mm256_slli_epi16(leaf, 3), bit5 = _mm256_slli_epi16(leaf, 2);
    low = add_bytes(low, look_up(leaves, leaf, bit4, bit5));
    high = add_bytes(high, look_up(leaves + 64, leaf, bit4, bit5));
    columns += 6;
    borders += 6;
    leaves += 128;
  }
  uint16_t lows[32], highs[32];
  _mm256_storeu_si256((__m256i *)lows, low.lower);
  _mm256_storeu_si256((__m256i *)(lows + 16), low.upper);
  _mm256_storeu_si256((__m256i *)highs, high.lower);
  _mm256_storeu_si256((__m256i *)(highs + 16), high.upper);
  for (size_t half = 0; half < 2; half++) {
    for (size_t i = 0; i < 16; i++) {
      // Byte i of a half is of the sample i % 4 of the eight with the number i / 4; in the upper
      // half it is four on.
      size_t byte = i < 8 ? half * 8 + i : 16 + half * 8 + i - 8;
      size_t sample = i / 4 * 8 + half * 4 + i % 4;
      sums[sample] += lows[byte] + 256 * ((int32_t)highs[byte] - 128 * (int32_t)trees);
    }
  }
}

#endif
