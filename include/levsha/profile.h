/* SPDX-License-Identifier: GPL-2.0 */
/* The profiler: where a guest's core is, sampled. */
#ifndef _LEVSHA_PROFILE_H
#define _LEVSHA_PROFILE_H

#include <linux/types.h>

/**
 * profile_sample() - count a sample
 * @in_guest: the core executes the guest, not the hypervisor
 * @address: of its next instruction
 *
 * Context: the sampled core, NMI.
 */
void profile_sample(bool in_guest, unsigned long address);

#endif /* _LEVSHA_PROFILE_H */
