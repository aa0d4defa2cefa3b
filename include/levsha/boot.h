/* SPDX-License-Identifier: GPL-2.0 */
/* From the boot loader to the running system. Context: core 0. */
#ifndef _LEVSHA_BOOT_H
#define _LEVSHA_BOOT_H

#include <levsha/partition.h>
#include <linux/types.h>

#ifdef CONFIG_SCHED

/**
 * levsha_main() - make everything ready for the first schedule(), once the
 *	architecture is set up
 */
void levsha_main(void);

#else

#define MAX_IMAGES		16

/**
 * struct boot_module - a file that the boot loader put into memory
 * @start: its first byte
 * @size: its bytes
 */
struct boot_module {
	phys_addr_t start;
	u64 size;
};

/** partition - the checked partition; valid after partition_init() */
extern const struct part_header *partition;

/**
 * partition_init() - check the partition and the images that it names
 * @modules: the boot loader's modules; the partition is the first
 * @count: their number
 *
 * Return: 0; or -EINVAL, with the reason in the log, and @partition unset.
 */
int partition_init(const struct boot_module *modules, unsigned int count);

/** partition_table() - the first entry of one of the partition's tables */
const void *partition_table(const struct part_table *table);

/** partition_image() - the bytes of an image, or of the partition itself */
const u8 *partition_image(u32 image);

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

/** tasks_run() - one round of core 0's tasks */
void tasks_run(void);

/**
 * levsha_main() - core 0's life, once the architecture is set up: console,
 *	commands and log
 */
void __noreturn levsha_main(void);

#endif /* CONFIG_SCHED */

#endif /* _LEVSHA_BOOT_H */
