// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer's own entry, for programs that have a main of their own.
#ifndef TAMIS_FUZZER_H
#define TAMIS_FUZZER_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*one)(const uint8_t *data, size_t size));

#endif
