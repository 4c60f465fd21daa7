// SPDX-License-Identifier: Apache-2.0
#include "tamis_kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "scalar_steps.h"

// Each operation pays for itself. Against AVX2, on one core of a Xeon (Ice Lake server, 2.8 GHz),
// times of AVX2 over times of AVX-512, medians of alternating runs: classification of 100 bytes to
// 16 KiB 1.4-1.5, of 20 bytes 2.0, of what must come from memory 0.9-1.0; minima of 16 to 256 lanes
// 1.6-1.9; intersection of sets of 20 1.0-1.1, of 100 to 10,000 1.3-1.5.

#define AVX512_TARGET target("avx512f,avx512bw,avx512vl,bmi,bmi2,popcnt")
#define AVX512 __attribute__((AVX512_TARGET))
#define AVX512_INLINE static inline __attribute__((always_inline, AVX512_TARGET))

AVX512_INLINE __mmask64 in_range(__m512i bytes, uint8_t first, uint8_t length) {
  __m512i moved = _mm512_sub_epi8(bytes, _mm512_set1_epi8((char)first));
  return _mm512_cmplt_epu8_mask(moved, _mm512_set1_epi8((char)length));
}

// Classifies the bytes that `present` has a bit for; touches no others.
AVX512_INLINE void classify_64(__mmask64 present, const uint8_t *source, uint8_t *lowered,
                               uint64_t *words, uint64_t *high) {
  __m512i bytes = _mm512_maskz_loadu_epi8(present, source);
  __m512i case_bit = _mm512_set1_epi8(0x20);
  __mmask64 upper = in_range(bytes, 'A', 26);
  __mmask64 letter = in_range(_mm512_or_si512(bytes, case_bit), 'a', 26);
  __mmask64 digit = in_range(bytes, '0', 10);
  __mmask64 underscore = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('_'));
  __mmask64 above = _mm512_movepi8_mask(bytes);
  _mm512_mask_storeu_epi8(lowered, present, _mm512_mask_add_epi8(bytes, upper, bytes, case_bit));
  *words = letter | digit | underscore | above;
  *high = above;
}

AVX512 void tamis_classify_avx512(const uint8_t *source, size_t count, uint8_t *lowered,
                                  uint64_t *words, uint64_t *high) {
  size_t blocks = count / 64, rest = count % 64;
  for (size_t i = 0; i < blocks; i++) {
    classify_64(~(__mmask64)0, source + 64 * i, lowered + 64 * i, words + i, high + i);
  }
  if (rest == 0) return;
  __mmask64 present = ~(~(__mmask64)0 << rest);
  classify_64(present, source + 64 * blocks, lowered + 64 * blocks, words + blocks, high + blocks);
}

AVX512_INLINE __m512i lane_values(__m512i hash, __m512i multipliers, __m512i addends) {
  __m512i value = _mm512_add_epi32(_mm512_mullo_epi32(hash, multipliers), addends);
  value = _mm512_xor_si512(value, _mm512_srli_epi32(value, 16));
  value = _mm512_mullo_epi32(value, _mm512_set1_epi32(0x7FEB352D));
  return _mm512_xor_si512(value, _mm512_srli_epi32(value, 15));
}

// Runs all hashes over sixteen lanes in each of `vectors` registers. `present` says which lanes of
// each are there.
AVX512_INLINE void update_lanes(int vectors, __mmask16 present, uint32_t *minima,
                                const uint32_t *multipliers, const uint32_t *addends,
                                const uint32_t *folded, size_t count) {
  __m512i least[8], multiplier[8], addend[8];
  for (int v = 0; v < vectors; v++) {
    least[v] = _mm512_maskz_loadu_epi32(present, minima + 16 * v);
    multiplier[v] = _mm512_maskz_loadu_epi32(present, multipliers + 16 * v);
    addend[v] = _mm512_maskz_loadu_epi32(present, addends + 16 * v);
  }
  for (size_t i = 0; i < count; i++) {
    __m512i hash = _mm512_set1_epi32((int)folded[i]);
    for (int v = 0; v < vectors; v++) {
      least[v] = _mm512_min_epu32(least[v], lane_values(hash, multiplier[v], addend[v]));
    }
  }
  for (int v = 0; v < vectors; v++) {
    _mm512_mask_storeu_epi32(minima + 16 * v, present, least[v]);
  }
}

AVX512 void tamis_update_minima_avx512(uint32_t *minima, const uint32_t *multipliers,
                                       const uint32_t *addends, size_t k, const uint64_t *hashes,
                                       size_t count) {
  uint32_t folded[tamis_fold_count];
  __mmask16 all = 0xFFFF, rest = (__mmask16)((1u << k % 16) - 1);
  while (count > 0) {
    size_t n = tamis_fold(hashes, count, folded);
    size_t i = 0;
    for (; i + 128 <= k; i += 128) {
      update_lanes(8, all, minima + i, multipliers + i, addends + i, folded, n);
    }
    for (; i + 64 <= k; i += 64) {
      update_lanes(4, all, minima + i, multipliers + i, addends + i, folded, n);
    }
    for (; i + 16 <= k; i += 16) {
      update_lanes(1, all, minima + i, multipliers + i, addends + i, folded, n);
    }
    if (i < k) update_lanes(1, rest, minima + i, multipliers + i, addends + i, folded, n);
    hashes += n;
    count -= n;
  }
}

// Compares eight values of each side at a time, all 64 pairs, and steps over the block whose last
// value is the lesser, or over both. Broadcast loads spare the one port that permutes and compares
// both need; each comparison is masked by those before it, which spares the joining of eight masks.
AVX512 size_t tamis_intersection_count_avx512(const uint64_t *a, size_t a_count,
                                              const uint64_t *b, size_t b_count) {
  size_t i = 0, j = 0, found = 0;
  while (i + 8 <= a_count && j + 8 <= b_count) {
    __m512i x = _mm512_loadu_si512(a + i);
    __mmask8 unmatched = 0xFF;
    for (int lane = 0; lane < 8; lane++) {
      __m512i y = _mm512_set1_epi64((long long)b[j + lane]);
      unmatched = _mm512_mask_cmpneq_epi64_mask(unmatched, x, y);
    }
    found += (size_t)(8 - __builtin_popcount(unmatched));
    uint64_t a_last = a[i + 7], b_last = b[j + 7];
    i += (size_t)(a_last <= b_last) * 8;
    j += (size_t)(b_last <= a_last) * 8;
  }
  return found + tamis_intersection_count_avx2(a + i, a_count - i, b + j, b_count - j);
}

// The answers of 32 samples to one question, a bit each.
AVX512_INLINE __mmask32 exceeds(const float *values, float border) {
  __m512 limit = _mm512_set1_ps(border);
  __mmask16 first = _mm512_cmp_ps_mask(_mm512_loadu_ps(values), limit, _CMP_GT_OQ);
  __mmask16 second = _mm512_cmp_ps_mask(_mm512_loadu_ps(values + 16), limit, _CMP_GT_OQ);
  return first | (__mmask32)second << 16;
}

// The leaves of 32 samples as numbers of sixteen bits: of four tables of sixteen words, two at a
// time are looked up by the low five bits of an index, and the sixth chooses.
AVX512_INLINE __m512i look_up(const uint8_t *leaves, __m512i index, __mmask32 bit5) {
  __m256i low_a = _mm256_loadu_si256((const __m256i *)leaves);
  __m256i low_b = _mm256_loadu_si256((const __m256i *)(leaves + 32));
  __m256i high_a = _mm256_loadu_si256((const __m256i *)(leaves + 64));
  __m256i high_b = _mm256_loadu_si256((const __m256i *)(leaves + 96));
  __m512i a = _mm512_or_si512(_mm512_cvtepu8_epi16(low_a),
                              _mm512_slli_epi16(_mm512_cvtepu8_epi16(high_a), 8));
  __m512i b = _mm512_or_si512(_mm512_cvtepu8_epi16(low_b),
                              _mm512_slli_epi16(_mm512_cvtepu8_epi16(high_b), 8));
  return _mm512_mask_permutexvar_epi16(_mm512_permutexvar_epi16(index, a), bit5, index, b);
}

AVX512 void tamis_sum_trees_avx512(const float *values, size_t stride, const uint16_t *columns,
                                   const float *borders, const uint8_t *leaves, size_t trees,
                                   int32_t *sums) {
  __m512i first = _mm512_loadu_si512(sums), second = _mm512_loadu_si512(sums + 16);
  // What a high byte of 128 means, which is 0.
  __m512i zero = _mm512_set1_epi16((short)0x8000);
  for (size_t tree = 0; tree < trees; tree++) {
    __m512i index = _mm512_setzero_si512();
    __mmask32 answer = 0;
    for (size_t level = 0; level < 6; level++) {
      answer = exceeds(values + columns[level] * stride, borders[level]);
      __m512i bit = _mm512_set1_epi16((short)(1 << level));
      index = _mm512_or_si512(index, _mm512_maskz_mov_epi16(answer, bit));
    }
    __m512i value = _mm512_xor_si512(look_up(leaves, index, answer), zero);
    first = _mm512_add_epi32(first, _mm512_cvtepi16_epi32(_mm512_castsi512_si256(value)));
    second = _mm512_add_epi32(second, _mm512_cvtepi16_epi32(_mm512_extracti64x4_epi64(value, 1)));
    columns += 6;
    borders += 6;
    leaves += 128;
  }
  _mm512_storeu_si512(sums, first);
  _mm512_storeu_si512(sums + 16, second);
}

#endif
