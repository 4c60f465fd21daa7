// SPDX-License-Identifier: Apache-2.0
//
// Which of sixteen bytes are what: bit i of a mask is for byte i. Inline, in the instructions that
// every processor of an architecture has, so that a caller pays no call for a short run.
#ifndef TAMIS_BYTE_MASKS_H
#define TAMIS_BYTE_MASKS_H

#include <stdint.h>

typedef uint8_t tamis_bytes_16 __attribute__((ext_vector_type(16)));

#define TAMIS_INLINE static inline __attribute__((always_inline))

// The top bit of each byte.
TAMIS_INLINE uint32_t tamis_top_bits(tamis_bytes_16 bytes) {
#if defined(__SSE2__)
  typedef char signed_16 __attribute__((vector_size(16)));
  return (uint32_t)__builtin_ia32_pmovmskb128((signed_16)bytes);
#elif defined(__aarch64__) && defined(__LITTLE_ENDIAN__)
  // One bit of each byte, then the sum of each half: no instruction takes all sixteen at once.
  tamis_bytes_16 bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  tamis_bytes_16 set = (bytes >> 7) * bits;
  return (uint32_t)__builtin_reduce_or(set.lo) | (uint32_t)__builtin_reduce_or(set.hi) << 8;
#else
  uint32_t mask = 0;
  for (int i = 0; i < 16; i++) mask |= (uint32_t)(bytes[i] >> 7) << i;
  return mask;
#endif
}

// Bytes that are `byte`.
TAMIS_INLINE uint32_t tamis_mask_equal(tamis_bytes_16 bytes, uint8_t byte) {
  return tamis_top_bits((tamis_bytes_16)(bytes == (tamis_bytes_16)byte));
}

// `&`, CR and NUL: what stands for something else in a text of HTML.
TAMIS_INLINE uint32_t tamis_mask_encoded(tamis_bytes_16 bytes) {
  return tamis_top_bits((tamis_bytes_16)((bytes == (tamis_bytes_16)'&') |
                                         (bytes == (tamis_bytes_16)'\r') |
                                         (bytes == (tamis_bytes_16)0)));
}

// Up to the space: white space, and controls.
TAMIS_INLINE uint32_t tamis_mask_blank(tamis_bytes_16 bytes) {
  return tamis_top_bits((tamis_bytes_16)(bytes <= (tamis_bytes_16)' '));
}

// Up to the space, `/`, `=` and `>`: all that may end a name, and control characters that may not.
TAMIS_INLINE uint32_t tamis_mask_name_stops(tamis_bytes_16 bytes) {
  return tamis_top_bits((tamis_bytes_16)((bytes <= (tamis_bytes_16)' ') |
                                         (bytes == (tamis_bytes_16)'/') |
                                         (bytes == (tamis_bytes_16)'=') |
                                         (bytes == (tamis_bytes_16)'>')));
}

// Up to the space, `&` and `>`: all that may end an unquoted value or stand for something else.
TAMIS_INLINE uint32_t tamis_mask_value_stops(tamis_bytes_16 bytes) {
  return tamis_top_bits((tamis_bytes_16)((bytes <= (tamis_bytes_16)' ') |
                                         (bytes == (tamis_bytes_16)'&') |
                                         (bytes == (tamis_bytes_16)'>')));
}

// All but small letters of ASCII, spaces, bytes within a character of UTF-8, and the first bytes of
// most characters of two bytes: what counts as more than one character of a line.
TAMIS_INLINE uint32_t tamis_mask_telling(tamis_bytes_16 bytes) {
  tamis_bytes_16 small = (tamis_bytes_16)((bytes - (tamis_bytes_16)'a') < (tamis_bytes_16)26);
  tamis_bytes_16 wide = (tamis_bytes_16)((bytes - (tamis_bytes_16)0x80) < (tamis_bytes_16)0x60);
  tamis_bytes_16 signs = (tamis_bytes_16)((bytes == (tamis_bytes_16)0xC2) |
                                          (bytes == (tamis_bytes_16)0xD8));
  tamis_bytes_16 space = (tamis_bytes_16)(bytes == (tamis_bytes_16)' ');
  return tamis_top_bits(~(small | space | (wide & ~signs)));
}

// Bytes that continue a character of UTF-8.
TAMIS_INLINE uint32_t tamis_mask_continuing(tamis_bytes_16 bytes) {
  return tamis_top_bits((tamis_bytes_16)((bytes & (tamis_bytes_16)0xC0) == (tamis_bytes_16)0x80));
}

#undef TAMIS_INLINE

#endif
