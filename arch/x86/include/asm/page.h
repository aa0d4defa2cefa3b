/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Pages and the hypervisor's own address space, which is physical memory one to
 * one: only what the hypervisor needs is mapped (arch/x86/kernel/paging.c).
 */
#ifndef _ASM_X86_PAGE_H
#define _ASM_X86_PAGE_H

#define PAGE_SIZE		4096
#define LARGE_PAGE_SIZE		0x200000
#define FOUR_GIB		(1ULL << 32)	/* nothing beyond is mapped */

/* Page table entries (SDM vol. 3, 4.5). */
#define PTE_PRESENT		(1 << 0)
#define PTE_WRITE		(1 << 1)
#define PTE_USER		(1 << 2)
#define PTE_PCD			(1 << 4)
#define PTE_LARGE		(1 << 7)
#define PTE_NX			(1ULL << 63)
#define PTE_ADDR		0x000ffffffffff000ULL

/* The error code of #PF */
#define PAGE_FAULT_PRESENT	(1 << 0)
#define PAGE_FAULT_WRITE	(1 << 1)
#define PAGE_FAULT_USER		(1 << 2)

#ifndef __ASSEMBLY__

#include <linux/types.h>

struct part_guest;

static inline void *phys_to_virt(phys_addr_t addr)
{
	return (void *)addr;
}

static inline phys_addr_t virt_to_phys(const void *p)
{
	return (phys_addr_t)p;
}

/**
 * paging_init() - leave the boot page tables for the final ones: text may be
 *	executed, constants read, data written, guard pages not touched
 */
void paging_init(void);

/**
 * paging_cpu_init() - give a core tables of its own
 * @id: the executing core; not the first
 * @part: its guest, whose memory they map besides what all cores have, or NULL
 */
void paging_cpu_init(u32 id, const struct part_guest *part);

/**
 * paging_map() - add a mapping to the final tables
 * @addr: physical address, as also the virtual one
 * @size: bytes
 * @flags: PTE_WRITE, PTE_PCD ...; nothing mapped here can be executed
 *
 * Works only before other cores are started. Panics when tables run out, which
 * the board's fixed memory map decides once for all.
 */
void paging_map(phys_addr_t addr, u64 size, u64 flags);

#endif /* __ASSEMBLY__ */

#endif /* _ASM_X86_PAGE_H */
