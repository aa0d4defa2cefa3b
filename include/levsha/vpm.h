/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A guest's power management: how it resets itself and switches itself off, and
 * nobody else. Context: the guest's core.
 */
#ifndef _LEVSHA_VPM_H
#define _LEVSHA_VPM_H

#include <levsha/partition.h>
#include <linux/types.h>

struct guest;
struct vreg_access;

/**
 * struct vpm - the registers that keep what is written
 * @enable: PM1 enable; no event ever comes
 */
struct vpm {
	u16 enable;
};

/** vpm_reset() - state after power-on */
void vpm_reset(struct guest *guest);

/** vpm_access() - an access to a port of the device */
bool vpm_access(struct guest *guest, const struct part_block *block,
		struct vreg_access *a);

#endif /* _LEVSHA_VPM_H */
