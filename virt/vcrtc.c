// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's screen controller
 *
 * Programs for a PC's text screen write to memory at 0xb8000, which is a part of
 * their RAM, and keep the place of the cursor in the CRT controller (IBM VGA, index
 * 0x0e and 0x0f), where they also look for it. So that they do not find ones there,
 * the controller's registers keep what is written. Nothing is shown.
 */
#include <levsha/guest.h>
#include <levsha/vpc.h>
#include <levsha/vreg.h>

bool vcrtc_access(struct guest *guest, const struct part_block *block,
		  struct vreg_access *a)
{
	struct vcrtc *crtc = &guest->vcrtc;
	u8 *reg = a->addr & 1 ? &crtc->regs[crtc->index % VCRTC_REGS] :
				&crtc->index;

	if (a->width == 1 && a->write) {
		*reg = (u8)a->value;
	} else if (a->write) { /* both ports at once */
		crtc->index = (u8)a->value;
		crtc->regs[crtc->index % VCRTC_REGS] = (u8)(a->value >> 8);
	} else {
		a->value = *reg;
	}
	return true;
}
