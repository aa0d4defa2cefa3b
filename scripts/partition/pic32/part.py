# SPDX-License-Identifier: GPL-2.0
"""Numbers of include/levsha/partition.h and arch/mips/include/asm/part.h.

A unit test compares them: change both.
"""

PART_NAME_LEN = 16
PART_NR_IRQS, PART_IRQ_WORDS, PART_MAX_SLOTS, PART_NO_SLOT = 216, 7, 32, 0xff
PART_IRQ_NOTIFY = 107
PART_GUEST_AUTOSTART, PART_GUEST_FPU, PART_GUEST_DSP, PART_GUEST_TLB = 1, 2, 4, 8
PART_ACCESS_OWN, PART_ACCESS_READ, PART_ACCESS_EMULATE = 0, 1, 2
PART_TREE_SIZE = 128
MAX_GUESTS = 7
MODEL_LEN = 32
