// SPDX-License-Identifier: GPL-2.0
/* A guest's CPU as after reset. */
#include <asm/vz.h>
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <linux/string.h>

#include "vz.h"

#define GUESTCTL0                                                              \
	(GUESTCTL0_GM | GUESTCTL0_MC | GUESTCTL0_CP0 | GUESTCTL0_AT_GUEST |    \
	 GUESTCTL0_CG | GUESTCTL0_SFC2 | GUESTCTL0_SFC1)

#define EBASE_RESET		0x80000000
#define INTCTL_RESET		0x00030000	/* StkDec */
#define K0_UNCACHED		2

/* What guests do not have: no VZ; DSP and the FPU only if they are given them */
static u32 config3(const struct part_guest *part)
{
	u32 value = mfc0(C0_CONFIG3) & ~(CONFIG3_VZ | CONFIG3_ISA_ON_EXC);

	if (!part_has(part, PART_GUEST_DSP))
		value &= ~(CONFIG3_DSPP | CONFIG3_DSP2P);
	return value | (part->entry & 1) << CONFIG3_ISA_ON_EXC_SHIFT;
}

static u32 config1(const struct part_guest *part)
{
	u32 value = mfc0(C0_CONFIG1) & ~(CONFIG1_PC | CONFIG1_WR | CONFIG1_EP);

	if (!part_has(part, PART_GUEST_FPU))
		value &= ~CONFIG1_FP;
	return value;
}

static void reset_gprs(const struct guest *guest)
{
	const u32 srsctl = mfc0(C0_SRSCTL);
	const u32 end = guest->id + part_value(guest->part, shadow_sets);
	u32 set, n;

	for (set = guest->id; set < end; set++) {
		mtc0(C0_SRSCTL, set << SRSCTL_PSS_SHIFT);
		ehb();
		for (n = 31; n; n--)
			gpr_write(n, 0);
	}
	mtc0(C0_SRSCTL, srsctl);
	ehb();
}

static void reset_cp0(struct guest_cp0 *cp0, const struct part_guest *part)
{
	cp0->status = STATUS_BEV | STATUS_ERL;
	cp0->intctl = INTCTL_RESET;
	cp0->ebase = EBASE_RESET;
	cp0->config = (mfc0(C0_CONFIG) & ~CONFIG_K0) | K0_UNCACHED;
	cp0->config1 = config1(part);
	cp0->config3 = config3(part);
}

/* A software reset leaves RAM as it was, but for what the image has there. */
void arch_guest_reset(struct guest *guest)
{
	struct arch_guest *arch = &guest->arch;

	vz_unload(guest);
	reset_gprs(guest);
	memset(arch, 0, sizeof(*arch));
	reset_cp0(&arch->cp0, guest->part);
	arch->pc = guest->part->entry;
	arch->srsctl = guest->id << SRSCTL_PSS_SHIFT;
	arch->loaded = guest->vsfr.cause == RCON_SWR ? guest->part->ram_size : 0;
	arch->guestctl0 = GUESTCTL0;
	vz_disown(guest);
	tlb_reset(guest);
}

void arch_guest_trap_cp0(struct guest *guest, bool on)
{
	guest->arch.guestctl0 = GUESTCTL0 & (on ? ~GUESTCTL0_CP0 : ~0u);
	if (guest == current)
		mtc0(C0_GUESTCTL0, guest->arch.guestctl0);
}
