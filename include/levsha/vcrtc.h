/* SPDX-License-Identifier: GPL-2.0 */
/* A guest's CRT controller, of which the cursor counts. Context: the guest's core. */
#ifndef _LEVSHA_VCRTC_H
#define _LEVSHA_VCRTC_H

#include <levsha/partition.h>
#include <linux/types.h>

struct guest;
struct vreg_access;

#define VCRTC_REGS		32

/**
 * struct vcrtc - a CRT controller
 * @index: the register that the second port shows
 * @regs: what was written to each
 */
struct vcrtc {
	u8 index;
	u8 regs[VCRTC_REGS];
};

/** vcrtc_reset() - state after power-on: the cursor is at the first place */
void vcrtc_reset(struct guest *guest);

/** vcrtc_access() - an access to one or both of the ports */
bool vcrtc_access(struct guest *guest, const struct part_block *block,
		  struct vreg_access *a);

#endif /* _LEVSHA_VCRTC_H */
