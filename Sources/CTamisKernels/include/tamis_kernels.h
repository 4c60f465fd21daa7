// SPDX-License-Identifier: Apache-2.0
//
// The loops that Swift cannot express: one file an instruction set, each function under a target
// attribute, so that the library needs no compiler flags and decides at run time. What each
// operation must do is said in Sources/TamisKernels (Kernel+Classify.swift and its neighbours);
// the functions here keep to it exactly, bounds of reads and writes included.
#ifndef TAMIS_KERNELS_H
#define TAMIS_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __clang__
#pragma clang assume_nonnull begin
#endif

// Whether this processor, and the operating system on it, run the instructions of each file.
bool tamis_has_avx2(void);
bool tamis_has_avx512(void);

#if defined(__x86_64__)

// Needs BMI and BMI2, as both vector kernels do.
size_t tamis_find_words_bmi2(const uint64_t *words, size_t from, size_t to, uint32_t *starts,
                             uint32_t *ends);
void tamis_hash_words_bmi2(const uint8_t *bytes, const uint32_t *starts, const uint32_t *ends,
                           size_t count, uint64_t *hashes);

void tamis_classify_avx2(const uint8_t *source, size_t count, uint8_t *lowered, uint64_t *words,
                         uint64_t *high);
void tamis_update_minima_avx2(uint32_t *minima, const uint32_t *multipliers,
                              const uint32_t *addends, size_t k, const uint64_t *hashes,
                              size_t count);
size_t tamis_intersection_count_avx2(const uint64_t *a, size_t a_count, const uint64_t *b,
                                     size_t b_count);
void tamis_sum_trees_avx2(const float *values, size_t stride, const uint16_t *columns,
                          const float *borders, const uint8_t *leaves, size_t trees,
                          int32_t *sums);

void tamis_classify_avx512(const uint8_t *source, size_t count, uint8_t *lowered, uint64_t *words,
                           uint64_t *high);
void tamis_update_minima_avx512(uint32_t *minima, const uint32_t *multipliers,
                                const uint32_t *addends, size_t k, const uint64_t *hashes,
                                size_t count);
size_t tamis_intersection_count_avx512(const uint64_t *a, size_t a_count, const uint64_t *b,
                                       size_t b_count);
void tamis_sum_trees_avx512(const float *values, size_t stride, const uint16_t *columns,
                            const float *borders, const uint8_t *leaves, size_t trees,
                            int32_t *sums);

#elif defined(__aarch64__)

void tamis_classify_neon(const uint8_t *source, size_t count, uint8_t *lowered, uint64_t *words,
                         uint64_t *high);
void tamis_update_minima_neon(uint32_t *minima, const uint32_t *multipliers,
                              const uint32_t *addends, size_t k, const uint64_t *hashes,
                              size_t count);

#endif

#ifdef __clang__
#pragma clang assume_nonnull end
#endif

#endif
