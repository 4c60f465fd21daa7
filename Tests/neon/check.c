// SPDX-License-Identifier: Apache-2.0
//
// Runs the NEON functions against naive loops; for machines that are not ARM, under an emulator:
//
//     aarch64-linux-gnu-gcc -O2 -static -Wall -Wextra -I Sources/CTamisKernels/include
//       Tests/neon/check.c Sources/CTamisKernels/neon.c -o check && qemu-aarch64-static check
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tamis_kernels.h"

static uint64_t state = 1;

static uint64_t next_random(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return state ^ state >> 29;
}

static void expect(int holds, const char *what, size_t length) {
  if (holds) return;
  printf("%s is wrong at length %zu\n", what, length);
  exit(1);
}

// Memory of which one byte further may not be touched.
static void *before_guard(size_t bytes) {
  size_t page = (size_t)getpagesize();
  size_t room = (bytes + page - 1) / page * page;
  char *start = mmap(NULL, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
  if (start == MAP_FAILED || mprotect(start + room, page, PROT_NONE) != 0) exit(2);
  return start + room - bytes;
}

static void check_classify(size_t length) {
  size_t masks = (length + 63) / 64;
  uint8_t *source = before_guard(length), *lowered = before_guard(length);
  uint64_t *words = before_guard(8 * masks), *high = before_guard(8 * masks);
  for (size_t i = 0; i < length; i++) source[i] = (uint8_t)(next_random() >> 50);
  tamis_classify_neon(source, length, lowered, words, high);
  for (size_t i = 0; i < 64 * masks; i++) {
    uint8_t byte = i < length ? source[i] : 0;
    int is_high = byte >= 128, is_word = is_high || isalnum(byte) || byte == '_';
    expect((int)(words[i / 64] >> i % 64 & 1) == is_word, "words", length);
    expect((int)(high[i / 64] >> i % 64 & 1) == is_high, "high", length);
    if (i < length) expect(lowered[i] == (is_high ? byte : tolower(byte)), "lowered", length);
  }
  tamis_classify_neon(source, length, source, words, high);
  expect(memcmp(source, lowered, length) == 0, "lowered in place", length);
}

static void check_minima(size_t k, size_t count) {
  uint32_t *minima = before_guard(4 * k), *multipliers = before_guard(4 * k);
  uint32_t *addends = before_guard(4 * k), expected[256];
  uint64_t *hashes = before_guard(8 * count);
  for (size_t i = 0; i < count; i++) hashes[i] = next_random() * next_random();
  for (size_t i = 0; i < k; i++) {
    multipliers[i] = (uint32_t)next_random() | 1;
    addends[i] = (uint32_t)next_random();
    minima[i] = expected[i] = UINT32_MAX >> next_random() % 9;
    for (size_t j = 0; j < count; j++) {
      uint64_t value = (hashes[j] ^ hashes[j] >> 32) % 4294967296 * multipliers[i] + addends[i];
      value %= 4294967296;
      value = (value ^ value / 65536) * 0x7FEB352D % 4294967296;
      value ^= value / 32768;
      if (value < expected[i]) expected[i] = (uint32_t)value;
    }
  }
  tamis_update_minima_neon(minima, multipliers, addends, k, hashes, count);
  expect(memcmp(minima, expected, 4 * k) == 0, "minima", k);
}

int main(void) {
  for (size_t length = 0; length <= 300; length++) check_classify(length);
  for (size_t k = 0; k <= 200; k++) check_minima(k, 7);
  for (size_t count = 0; count <= 80; count++) check_minima(45, count);
  for (size_t count = 510; count <= 514; count++) check_minima(45, count);
  check_minima(130, 1500);
  printf("NEON agrees with the naive loops.\n");
}
