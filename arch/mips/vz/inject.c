// SPDX-License-Identifier: GPL-2.0
/*
 * Interrupts of guests, as the CPU sees them. A guest's vEIC asks for as long as
 * it has reason to: the CPU forgets the request when the guest accepts it, and
 * exits then (GHFC) because FCD is 0; entry.S asks again. An offset has 18 bits, of
 * which GVEC has room for 16: entry.S adds the others to the PC of the handler.
 */
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <asm/vz.h>

#include "vz.h"

void vz_request(const struct guest *guest)
{
	const u32 request = guest->arch.request;

	mtc0(C0_GUESTCTL2, request & ~GUESTCTL2_FAR);
	mtc0(C0_GUESTCTL0EXT, GUESTCTL0EXT | (request ? 0 : GUESTCTL0EXT_FCD));
}

void arch_inject(struct guest *guest, u32 level, u32 offset, u32 set)
{
	const u32 request = level << GUESTCTL2_GRIPL_SHIFT |
			    set << GUESTCTL2_GEICSS_SHIFT | offset;

	guest->arch.request = level ? request : 0;
	if (vz_loaded(guest))
		vz_request(guest);
}

/* With IPL7 it is above all levels there are, wherever that is. */
u32 arch_guest_ipl(void)
{
	return (mfgc0(C0_STATUS) & (STATUS_IPL7 | STATUS_IPL)) >> STATUS_IPL_SHIFT;
}

static u32 with_ti(u32 cause, bool on)
{
	return on ? cause | CAUSE_TI : cause & ~(u32)CAUSE_TI;
}

/* Only the running guest can write Compare, which is what clears TI. */
void arch_guest_set_ti(struct guest *guest, bool on)
{
	if (vz_loaded(guest))
		mtgc0(C0_CAUSE, with_ti(mfgc0(C0_CAUSE), on));
	else if (on)
		guest->arch.cp0.cause |= CAUSE_TI;
}
