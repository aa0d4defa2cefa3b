// SPDX-License-Identifier: GPL-2.0
/*
 * FPU and DSP registers stay those of the guest that used them last. Only it may
 * use them; others exit (CpU, DSPDis), and take them. HI and LO, which are the
 * first of the DSP's accumulators, are no part of this.
 */
#include <asm/vz.h>
#include <levsha/guest.h>
#include <linux/string.h>

#include "vz.h"

static struct guest *fpu_owner, *dsp_owner;

void vz_coprocessors(const struct guest *next)
{
	u32 status;

	if (!(part_most.flags & (PART_GUEST_FPU | PART_GUEST_DSP)))
		return;
	status = mfc0(C0_STATUS) & ~(STATUS_CU1 | STATUS_MX);
	if (next == fpu_owner)
		status |= STATUS_CU1;
	if (next == dsp_owner)
		status |= STATUS_MX;
	mtc0(C0_STATUS, status);
}

/* FR=1: all 64 bits of all 32 registers, however a guest divides them. */
void vz_fpu_take(struct guest *guest)
{
	mtc0(C0_STATUS, mfc0(C0_STATUS) | STATUS_CU1 | STATUS_FR);
	ehb();
	if (fpu_owner)
		fpu_save(fpu_owner->part->fpu);
	fpu_load(guest->part->fpu);
	fpu_owner = guest;
}

void vz_dsp_take(struct guest *guest)
{
	mtc0(C0_STATUS, mfc0(C0_STATUS) | STATUS_MX);
	ehb();
	if (dsp_owner)
		dsp_save(dsp_owner->part->dsp);
	dsp_load(guest->part->dsp);
	dsp_owner = guest;
}

void vz_disown(struct guest *guest)
{
	if (part_has(guest->part, PART_GUEST_FPU)) {
		memset(guest->part->fpu, 0, sizeof(*guest->part->fpu));
		if (guest == fpu_owner)
			fpu_owner = NULL;
	}
	if (part_has(guest->part, PART_GUEST_DSP)) {
		memset(guest->part->dsp, 0, sizeof(*guest->part->dsp));
		if (guest == dsp_owner)
			dsp_owner = NULL;
	}
}
