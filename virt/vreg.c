// SPDX-License-Identifier: GPL-2.0
/* Register blocks of guests: who stands at an address. */
#include <levsha/arch.h>
#include <levsha/vreg.h>

bool vreg_access(struct guest *guest, struct vreg_access *a)
{
	const struct part_block *block = arch_find_block(guest, a);

	return likely(block) && vreg_devices[block->device](guest, block, a);
}
