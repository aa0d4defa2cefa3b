/* SPDX-License-Identifier: GPL-2.0 */
/* DMA channels of guests whose flash is not where they see it. */
#ifndef _LEVSHA_VDMA_H
#define _LEVSHA_VDMA_H

#include <levsha/guest.h>
#include <levsha/partition.h>
#include <linux/types.h>

/* Registers, for the partition's blocks */
u32 vdma_read_source(struct guest *guest, const struct part_block *block, u32 addr);
void vdma_write_source(struct guest *guest, const struct part_block *block,
		       u32 clear, u32 set, u32 addr);

#endif /* _LEVSHA_VDMA_H */
