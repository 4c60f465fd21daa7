// SPDX-License-Identifier: Apache-2.0
//
// The first stage of simdjson behind C: it checks the UTF-8 of a line and that its strings end,
// and lists where its tokens begin. The grammar over these tokens is checked in Swift
// (JSONLineScanner): simdjson's On-Demand front end skips what it is not asked for without checking
// it, and its DOM keeps no byte positions, while a line that is passed on byte for byte needs both.

#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes after a line that must be readable.
#define TAMIS_JSON_PADDING 64

typedef struct tamis_json_indexer tamis_json_indexer;

typedef enum {
  TAMIS_JSON_OK = 0,
  TAMIS_JSON_EMPTY,
  TAMIS_JSON_INVALID_UTF8,
  TAMIS_JSON_UNCLOSED_STRING,
  TAMIS_JSON_CONTROL_CHARACTER,
  TAMIS_JSON_TOO_LONG,
  TAMIS_JSON_OUT_OF_MEMORY,
  TAMIS_JSON_OTHER
} tamis_json_status;

/// A new indexer, or NULL when memory is short. One thread at a time may use it.
tamis_json_indexer *tamis_json_indexer_create(void);

/// Ends an indexer; NULL is allowed.
void tamis_json_indexer_destroy(tamis_json_indexer *indexer);

/// Lists the positions of brackets, colons, commas and first bytes of strings and scalars.
///
/// `line` needs TAMIS_JSON_PADDING readable bytes after `length`. The list belongs to the indexer
/// and is valid until its next use; `*positions` and `*count` are set only for TAMIS_JSON_OK.
tamis_json_status tamis_json_index(
    tamis_json_indexer *indexer, const uint8_t *line, size_t length, const uint32_t **positions,
    size_t *count);

/// Whether the bytes are valid UTF-8 (1 or 0).
int tamis_json_is_utf8(const uint8_t *bytes, size_t length);

#ifdef __cplusplus
}
#endif

#endif
