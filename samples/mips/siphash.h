/* SPDX-License-Identifier: GPL-2.0 */
/*
 * SipHash-2-4 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012): a
 * keyed hash of 64 bits, good as a message authentication code.
 */
#ifndef SIPHASH_H
#define SIPHASH_H

#include <stdint.h>

#define SIPHASH_KEY_SIZE	16

uint64_t siphash(const uint8_t *key, const uint8_t *message, uint32_t length);

#endif /* SIPHASH_H */
