/* SPDX-License-Identifier: GPL-2.0 */
/* The guest that run_guest() runs, and what root's and guest's TLBs hold for it. */
#ifndef GUEST_H
#define GUEST_H

#include <stdint.h>

#include "cp0.h"

/* What is set at each entry. */
struct guest {
	u32 ctl0;		/* GuestCtl0 without GM */
	u32 ctl0ext;
	u32 status;		/* bits of Root.Status while the guest runs */
};

extern struct guest guest;

#define GUEST_ID	1

/*
 * A guest in kernel mode after its boot: vectors at guest_vectors, TLB empty, its
 * physical memory the board's flash and RAM, its boot flash a copy of the vectors.
 */
void guest_reset(void);

extern const u32 guest_vectors[1024];

struct tlb_entry {
	u32 hi;
	u32 lo0;
	u32 lo1;
	u32 mask;
};

#define TLB_ENTRIES	16
#define PAGES_4K	0u
#define PAGES_256K	0x0007e000u
#define PAGES_1M	0x001fe000u
#define LO(pa, flags)	((pa) >> 6 | LO_CACHED | (flags))

/* Root.TLB and Guest.TLB by index; GuestCtl1.RID is @id while it is written. */
void root_tlb_write(u32 index, u32 id, const struct tlb_entry *entry);
void guest_tlb_write(u32 index, u32 id, const struct tlb_entry *entry);
struct tlb_entry root_tlb_read(u32 index);
struct tlb_entry guest_tlb_read(u32 index);

/* Invalidates what no test needs; the first entries map the guest's memory. */
#define FIRST_FREE	3
void root_tlb_clear(u32 index);

/* From start.S. */
void guest_enter(const u32 *registers);
void __attribute__((noreturn)) guest_leave(void);
void root_call(u32 pc, u32 *registers);

#endif /* GUEST_H */
