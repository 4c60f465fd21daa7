// SPDX-License-Identifier: Apache-2.0

#include "csimdjson.h"

#include <memory>
#include <new>
#include <simdjson.h>

static_assert(TAMIS_JSON_PADDING >= simdjson::SIMDJSON_PADDING, "simdjson wants more padding");

struct tamis_json_indexer {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  size_t capacity = 0;
};

namespace {

// Lines of one file are of like length: growing by half keeps reallocation rare.
simdjson::error_code reserve(tamis_json_indexer &indexer, size_t length) {
  if (length <= indexer.capacity) return simdjson::SUCCESS;
  size_t capacity = length < 4096 ? 4096 : length + length / 2;
  if (capacity > simdjson::SIMDJSON_MAXSIZE_BYTES) capacity = simdjson::SIMDJSON_MAXSIZE_BYTES;
  const auto &implementation = simdjson::get_active_implementation();
  auto error = indexer.parser ? indexer.parser->set_capacity(capacity)
                              : implementation->create_dom_parser_implementation(
                                    capacity, simdjson::DEFAULT_MAX_DEPTH, indexer.parser);
  indexer.capacity = error ? 0 : capacity;
  return error;
}

tamis_json_status status(simdjson::error_code error) {
  switch (error) {
    case simdjson::SUCCESS: return TAMIS_JSON_OK;
    case simdjson::EMPTY: return TAMIS_JSON_EMPTY;
    case simdjson::UTF8_ERROR: return TAMIS_JSON_INVALID_UTF8;
    case simdjson::UNCLOSED_STRING: return TAMIS_JSON_UNCLOSED_STRING;
    case simdjson::UNESCAPED_CHARS: return TAMIS_JSON_CONTROL_CHARACTER;
    case simdjson::CAPACITY: return TAMIS_JSON_TOO_LONG;
    case simdjson::MEMALLOC: return TAMIS_JSON_OUT_OF_MEMORY;
    default: return TAMIS_JSON_OTHER;
  }
}

}  // namespace

extern "C" tamis_json_indexer *tamis_json_indexer_create(void) {
  return new (std::nothrow) tamis_json_indexer;
}

extern "C" void tamis_json_indexer_destroy(tamis_json_indexer *indexer) { delete indexer; }

extern "C" tamis_json_status tamis_json_index(
    tamis_json_indexer *indexer, const uint8_t *line, size_t length, const uint32_t **positions,
    size_t *count) {
  if (length > simdjson::SIMDJSON_MAXSIZE_BYTES) return TAMIS_JSON_TOO_LONG;
  if (length == 0) return TAMIS_JSON_EMPTY;
  try {
    if (auto error = reserve(*indexer, length)) return status(error);
    auto error = indexer->parser->stage1(line, length, simdjson::stage1_mode::regular);
    if (error) return status(error);
  } catch (...) {
    return TAMIS_JSON_OUT_OF_MEMORY;
  }
  *positions = indexer->parser->structural_indexes.get();
  *count = indexer->parser->n_structural_indexes;
  return TAMIS_JSON_OK;
}

extern "C" int tamis_json_is_utf8(const uint8_t *bytes, size_t length) {
  return simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), length) ? 1 : 0;
}
