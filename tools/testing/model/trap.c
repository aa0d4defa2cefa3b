// SPDX-License-Identifier: GPL-2.0
#include "cp0.h"
#include "guest.h"
#include "ktap.h"
#include "trap.h"

#define VECTORS		0x9d000000u
#define BOOT_VECTORS	0xbfc00000u
#define UNCACHED	0x20000000u
#define CODE_WORDS	1024

struct trap trap_frame;
struct trap last_trap;
u32 trap_count;
bool (*trap_hook)(struct trap *frame);
u32 gpr[32];

/* In a page of its own, so that QEMU has no other reason to translate it anew. */
static u32 code[CODE_WORDS] __attribute__((section(".bss.page"), aligned(0x1000)));

static bool running;
static u32 status_before;

void trap(struct trap *frame);

void trap_init(void)
{
	mtc0(STATUS, ST_CU0 | ST_BEV);
	mtc0(EBASE, VECTORS);
	mtc0(INTCTL, 0x20);
	mtc0(CAUSE, CA_IV);
	mtc0(STATUS, ST_CU0);
}

static void record(struct trap *t)
{
	t->cause = mfc0(CAUSE);
	t->status = mfc0(STATUS);
	t->epc = mfc0(EPC);
	t->badvaddr = mfc0(BADVADDR);
	t->badinstr = mfc0(BADINSTR);
	t->badinstrp = mfc0(BADINSTRP);
	t->context = mfc0(CONTEXT);
	t->entryhi = mfc0(ENTRYHI);
	t->srsctl = mfc0(SRSCTL);
	t->guestctl0 = mfc0(GUESTCTL0);
	t->guestctl1 = mfc0(GUESTCTL1);
	t->count = mfc0(COUNT);
	last_trap = *t;
	trap_count++;
}

void trap(struct trap *frame)
{
	u32 i;

	record(frame);
	if (trap_hook && trap_hook(frame))
		return;
	if (!running)
		bail_out("trap nobody wanted: vector 0x%x, Cause 0x%x, EPC 0x%x, BadVAddr 0x%x",
			 frame->vector, frame->cause, frame->epc, frame->badvaddr);
	running = false;
	for (i = 0; i < 32; i++)
		gpr[i] = frame->gpr[i];
	mtc0(GUESTCTL0, frame->guestctl0 & ~GC0_GM);
	mtc0(STATUS, status_before);
	guest_leave();
}

u32 write_code(const u32 *words, u32 count, u32 last)
{
	volatile u32 *uncached = (volatile u32 *)((u32)code | UNCACHED);
	u32 i;

	if (count + 2 > CODE_WORDS)
		bail_out("%u words of code are too many", count);
	for (i = 0; i < count; i++)
		uncached[i] = words[i];
	uncached[i++] = last;
	uncached[i] = NOP;
	return (u32)uncached;
}

u32 code_address(u32 n)
{
	return ((u32)code | UNCACHED) + 4 * n;
}

const struct trap *run_root(u32 pc)
{
	u32 traps = trap_count;

	status_before = mfc0(STATUS);
	running = true;
	root_call(pc, gpr);
	running = false;
	return trap_count == traps ? NULL : &last_trap;
}

const struct trap *run_guest(u32 pc)
{
	status_before = mfc0(STATUS);
	mtc0(STATUS, status_before | ST_EXL);
	mtc0(STATUS, status_before | ST_EXL | guest.status);
	mtc0(GUESTCTL0, guest.ctl0 | GC0_GM);
	mtc0(GUESTCTL0EXT, guest.ctl0ext);
	mtc0(EPC, pc);
	running = true;
	guest_enter(gpr);
	return &last_trap;
}

/* Hypercalls of the runtime's own, which are GPSI with GuestCtl0.CP0=0. */
static bool is_marker(const struct trap *t, u32 code)
{
	const u32 reason = GC0_GEXC(t->guestctl0);

	return (reason == GEXC_HC || reason == GEXC_GPSI) && t->badinstr == HYPCALL(code);
}

u32 outcome(const struct trap *t)
{
	const u32 page = t ? t->epc & ~0xfffu : 0;

	if (!t)
		return THROUGH;
	if (CA_EXC(t->cause) != EXC_GE)
		return ROOT_EXC(CA_EXC(t->cause));
	if ((page == (u32)guest_vectors || page == BOOT_VECTORS) &&
	    is_marker(t, (t->epc & 0xfff) / 4))
		return GUEST_EXC(CA_EXC(mfgc0(CAUSE)));
	return is_marker(t, END) ? THROUGH : EXIT(GC0_GEXC(t->guestctl0));
}

/* A register that is known only now: by code, which the hook must not do. */
u32 root_read(u32 reg)
{
	ROOT(EHB, MFC0(V0, reg));
	return gpr[V0];
}

void root_write(u32 reg, u32 value)
{
	gpr[A0] = value;
	ROOT(MTC0(A0, reg), EHB);
}

u32 guest_read(u32 reg)
{
	ROOT(EHB, MFGC0(V0, reg));
	return gpr[V0];
}

void guest_write(u32 reg, u32 value)
{
	gpr[A0] = value;
	ROOT(MTGC0(A0, reg), EHB);
}
