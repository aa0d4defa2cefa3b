// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Exceptions of guests
 *
 * What root finds and the guest must hear of becomes an exception in the guest's
 * own CP0, as hardware would have made it. None of them is a TLB refill or an
 * interrupt: all go to the general vector. (MD00090, 5.3.)
 */
#include <asm/cp0.h>
#include <asm/exit.h>
#include <levsha/guest.h>
#include <levsha/health.h>

#define VECTOR_GENERAL		0x180
#define VECTORS_BEV		0xbfc00200
#define VECTORS_EBASE		0xfffff000
#define SRSCTL_SET		0xf
#define CONFIG3_ISA_SHIFT	16

/* The general vector, in the instruction set that exceptions are taken in */
static u32 vector(u32 status)
{
	u32 base = VECTORS_BEV;

	if (!(status & STATUS_BEV))
		base = mfgc0(C0_EBASE) & VECTORS_EBASE;
	return (base + VECTOR_GENERAL) |
	       (mfgc0(C0_CONFIG3) >> CONFIG3_ISA_SHIFT & 1);
}

/* PSS becomes CSS, and CSS becomes ESS. */
static void enter_set(const struct guest *guest)
{
	const u32 fields = SRSCTL_SET << SRSCTL_PSS_SHIFT | SRSCTL_SET;
	u32 srsctl, css, ess;

	if (part_value(guest->part, shadow_sets) == 1)
		return;
	srsctl = mfgc0(C0_SRSCTL);
	css = srsctl & SRSCTL_SET;
	ess = srsctl >> SRSCTL_ESS_SHIFT & SRSCTL_SET;
	guest_select_set(guest, (srsctl & ~fields) | css << SRSCTL_PSS_SHIFT | ess);
}

void guest_exception(struct guest *guest, u32 cause, u32 exccode)
{
	const u32 status = mfgc0(C0_STATUS);
	u32 fields = CAUSE_CE | CAUSE_EXCCODE;

	mtgc0(C0_NESTEDEXC, status & (STATUS_ERL | STATUS_EXL));
	mtgc0(C0_NESTEDEPC, guest->arch.pc);
	if (!(status & STATUS_EXL)) {
		mtgc0(C0_EPC, guest->arch.pc);
		fields |= CAUSE_BD;
		if (!(status & STATUS_BEV))
			enter_set(guest);
	}
	cause = (cause & ~CAUSE_EXCCODE) | exccode << CAUSE_EXCCODE_SHIFT;
	mtgc0(C0_CAUSE, (mfgc0(C0_CAUSE) & ~fields) | (cause & fields));
	if (exccode != EXC_IBE && exccode != EXC_DBE) {
		mtgc0(C0_BADINSTR, mfc0(C0_BADINSTR));
		mtgc0(C0_BADINSTRP, mfc0(C0_BADINSTRP));
	}
	mtgc0(C0_STATUS, status | STATUS_EXL);
	guest->arch.pc = vector(status);
}
