/* SPDX-License-Identifier: GPL-2.0 */
/* What start.S and C agree on. */
#ifndef LAYOUT_H
#define LAYOUT_H

#define STACK_TOP	0x8001f000
#define TRAP_STACK_TOP	0x80020000

/* Byte offsets in struct trap, behind 32 general registers. */
#define TF_HI		128
#define TF_LO		132
#define TF_VECTOR	136

#endif /* LAYOUT_H */
