/* SPDX-License-Identifier: GPL-2.0 */
/* The architecture's part of the partition's checks, see kernel/partition.c. */
#ifndef _ASM_X86_PARTITION_H
#define _ASM_X86_PARTITION_H

#include <asm/page.h>
#include <levsha/partition.h>

/** arch_partition_check_board() - 0, or -EINVAL with the reason in the log */
int arch_partition_check_board(const struct part_board *board);

/** arch_partition_check_guest() - 0, or -EINVAL with the reason in the log */
int arch_partition_check_guest(const struct part_board *board,
			       const struct part_guest *guest);

/** arch_device_at_home() - whether an emulated device is at its ports, or is none */
bool arch_device_at_home(const struct part_block *block);

/** arch_partition_check_block() - 0, or -EINVAL with the reason in the log */
int arch_partition_check_block(const struct part_board *board,
			       const struct part_block *block);

#endif /* _ASM_X86_PARTITION_H */
