// SPDX-License-Identifier: GPL-2.0
/* Offsets of structures that assembly uses; made into <generated/asm-offsets.h>. */
#include <levsha/guest.h>
#include <linux/kbuild.h>

void asm_offsets(void);

void asm_offsets(void)
{
	OFFSET(GUEST_PC, guest, arch.pc);
}
