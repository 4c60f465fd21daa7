// SPDX-License-Identifier: Apache-2.0
#include <isa-l/igzip_lib.h>

/// What was inflated and not handed over yet; Swift does not see so long an array.
static inline const uint8_t *tamis_isal_held(const struct inflate_state *state) {
  return state->tmp_out_buffer + state->tmp_out_processed;
}
