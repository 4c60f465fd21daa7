// SPDX-License-Identifier: Apache-2.0
#ifndef TAMIS_KERNELS_H
#define TAMIS_KERNELS_H
#endif
