/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Runs code in root or guest mode up to the first exception or interrupt of the
 * root, and tells what that found.
 */
#ifndef TRAP_H
#define TRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "insn.h"
#include "layout.h"

typedef uint32_t u32;

/* What a trap found; the first fields as start.S writes them. */
struct trap {
	u32 gpr[32];
	u32 hi;
	u32 lo;
	u32 vector;		/* offset from EBase */
	u32 cause;
	u32 status;
	u32 epc;
	u32 badvaddr;
	u32 badinstr;
	u32 badinstrp;
	u32 context;
	u32 entryhi;
	u32 srsctl;
	u32 guestctl0;
	u32 guestctl1;
	u32 count;
};

_Static_assert(offsetof(struct trap, hi) == TF_HI, "layout.h");
_Static_assert(offsetof(struct trap, lo) == TF_LO, "layout.h");
_Static_assert(offsetof(struct trap, vector) == TF_VECTOR, "layout.h");

/*
 * A test's own handler. It may change the frame and CP0; true: done, go on where
 * EPC says. Else a trap ends what runs; one that nobody expected, the program.
 */
extern bool (*trap_hook)(struct trap *frame);

/* The last trap, and how many there were. */
extern struct trap last_trap;
extern u32 trap_count;

void trap_init(void);

/* General registers for the code that runs; its own when it stops. */
extern u32 gpr[32];

/* A function; the trap that ended it, or NULL after its return, with $v0 and $v1. */
const struct trap *run_root(u32 pc);

/* Code in guest mode, with the rest as struct guest says; the trap that ended it. */
const struct trap *run_guest(u32 pc);

/* Code put together from words behind each other, for either. */
#define ROOT(words...)		run_root(CODE(JR_HB_RA, words))
#define GUEST(words...)		run_guest(CODE(HYPCALL(END), words))
#define CODE(last, words...)                                                   \
	write_code((const u32[]){ words }, sizeof((const u32[]){ words }) / 4, last)
u32 write_code(const u32 *words, u32 count, u32 last);

/* The hypercall at the end of a guest's code. */
#define END		0x3ff

/* The address of the nth word of what CODE() wrote last. */
u32 code_address(u32 n);

/* What became of it, in one word. */
#define THROUGH		0u			/* ran to its end */
#define ROOT_EXC(code)	(0x100u + (code))	/* Cause.ExcCode in root */
#define GUEST_EXC(code)	(0x200u + (code))	/* an exception of the guest's own */
#define EXIT(code)	(0x300u + (code))	/* GuestCtl0.GExcCode */
u32 outcome(const struct trap *trap);

#endif /* TRAP_H */
