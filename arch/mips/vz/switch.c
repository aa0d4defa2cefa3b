// SPDX-License-Identifier: GPL-2.0
/*
 * DOC: Switching guests
 *
 * General registers stay where they are: each guest has register sets of its own.
 * HI, LO and the program counter are in struct arch_guest whenever C code runs.
 * The CP0 registers of a guest stay loaded until another guest runs, so that it
 * costs little to be idle. FPU and DSP registers stay longer still, see
 * coprocessor.c.
 */
#include <asm/page.h>
#include <asm/sections.h>
#include <asm/vz.h>
#include <levsha/guest.h>
#include <linux/stddef.h>

#include "vz.h"

/* The guest whose CP0 registers are in the CPU, or NULL */
static struct guest *loaded;

bool vz_loaded(const struct guest *guest)
{
	return guest == loaded;
}

void vz_unload(const struct guest *guest)
{
	if (guest == loaded)
		loaded = NULL;
}

/*
 * In the order in which they are written: PageGrain has bits of EntryLo, writing
 * Config3 decides about bits of Status.
 */
#define FOR_EACH_GUEST_CP0(op)                                                 \
	do {                                                                   \
		op(cp0->config, CONFIG);                                       \
		op(cp0->config3, CONFIG3);                                     \
		op(cp0->pagegrain, PAGEGRAIN);                                 \
		op(cp0->index, INDEX);                                         \
		op(cp0->entrylo0, ENTRYLO0);                                   \
		op(cp0->entrylo1, ENTRYLO1);                                   \
		op(cp0->context, CONTEXT);                                     \
		op(cp0->userlocal, USERLOCAL);                                 \
		op(cp0->pagemask, PAGEMASK);                                   \
		op(cp0->wired, WIRED);                                         \
		op(cp0->hwrena, HWRENA);                                       \
		op(cp0->badvaddr, BADVADDR);                                   \
		op(cp0->badinstr, BADINSTR);                                   \
		op(cp0->badinstrp, BADINSTRP);                                 \
		op(cp0->entryhi, ENTRYHI);                                     \
		op(cp0->nestedexc, NESTEDEXC);                                 \
		op(cp0->nestedepc, NESTEDEPC);                                 \
		op(cp0->intctl, INTCTL);                                       \
		if (part_most.shadow_sets > 1)                                 \
			op(cp0->srsctl, SRSCTL);                               \
		op(cp0->ebase, EBASE);                                         \
		op(cp0->errorepc, ERROREPC);                                   \
		op(cp0->kscratch1, KSCRATCH1);                                 \
		op(cp0->kscratch2, KSCRATCH2);                                 \
		op(cp0->cause, CAUSE);                                         \
		op(cp0->status, STATUS);                                       \
		op(cp0->epc, EPC);                                             \
	} while (0)

#define SAVE(field, reg)	((field) = mfgc0(C0_##reg))
#define LOAD(field, reg)	mtgc0(C0_##reg, field)

static void save_cp0(struct guest_cp0 *cp0)
{
	FOR_EACH_GUEST_CP0(SAVE);
}

/* NestedEPC and EPC have more than an EHB's time between them (erratum). */
static void load_cp0(const struct guest_cp0 *cp0)
{
	LOAD(cp0->config1, CONFIG1);	/* which no guest changes */
	FOR_EACH_GUEST_CP0(LOAD);
}

/*
 * A guest must not see that another executed LL: its SC would succeed although an
 * exception came after its own LL. Only ERET in guest mode clears the LLbit, so it
 * goes on by one, which leads to where it was. A guest that may be between the two
 * and has been interrupted is where interrupts can come. ErrorEPC means nothing
 * there, and from ERL the ERET changes nothing else. Where root carries out the
 * ERETs of a guest, none of them clears the LLbit.
 */
static void break_link(struct arch_guest *arch)
{
	const u32 level = STATUS_ERL | STATUS_EXL | STATUS_IE;

	if ((arch->cp0.status & level) != STATUS_IE ||
	    !(arch->guestctl0 & GUESTCTL0_CP0))
		return;
	arch->cp0.status |= STATUS_ERL;
	arch->cp0.errorepc = arch->pc;
	arch->pc = KSEG0 + PART_ERET;
}

static void load(struct guest *next)
{
	const u32 id = next->id;

	if (loaded) {
		save_cp0(&loaded->arch.cp0);
		tlb_save(loaded);
	}
	mtc0(C0_GUESTCTL1, GUESTCTL1(id));
	mtc0(C0_GUESTCTL3, id);
	tlb_load(next);
	break_link(&next->arch);
	load_cp0(&next->arch.cp0);
	loaded = next;
}

void vz_schedule(void)
{
	struct guest *const next = schedule();

	if (next == current && (next == loaded || !next))
		return;
	if (stack_guard != STACK_GUARD)
		vz_panic("the stack overflowed");
	if (current && current == loaded &&
	    part_value(current->part, shadow_sets) > 1)
		current->arch.srsctl = mfc0(C0_SRSCTL);
	current = next;
	if (!next) {
		mtc0(C0_GUESTCTL0, GUESTCTL0_AT_GUEST);
		return;
	}
	mtc0(C0_SRSCTL, next->arch.srsctl);
	mtc0(C0_KSCRATCH1, next->part->tree);
	if (next != loaded)
		load(next);
	vz_request(next);
	vz_coprocessors(next);
	mtc0(C0_GUESTCTL0, next->arch.guestctl0);
}

void vz_init(void)
{
	mtc0(C0_ENTRYHI, 0);		/* EHINV would be in each refill */
	mtgc0(C0_COMPARE, ~0);
	mtgc0(C0_SRSCTL, 0);
	mtgc0(C0_SRSMAP, 0);
	mtgc0(C0_SRSMAP2, 0);
}
