// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: The hypervisor's address space
 *
 * Physical addresses one to one, below 4 GiB. Only what is used is mapped, and
 * nothing is both writable and executable: text may be executed, constants and
 * boot modules read, data and guest memory written. The page below each stack is
 * left out, so that an overflow faults instead of spoiling a neighbour. Each core
 * has tables of its own down to the directories, with the memory of the guest that
 * it runs and of no other.
 */
#include <asm/cpu.h>
#include <asm/msr.h>
#include <asm/page.h>
#include <asm/processor.h>
#include <asm/sections.h>
#include <levsha/guest.h>
#include <levsha/panic.h>
#include <linux/compiler_types.h>
#include <linux/string.h>

#define ENTRIES			512
#define SMALL_TABLES		8
#define DIRECTORIES		4
#define TABLE_RIGHTS		(PTE_PRESENT | PTE_WRITE)

/* Of each core; what is mapped by small pages, all share. */
struct space {
	u64 pml4[ENTRIES];
	u64 pdpt[ENTRIES];
	u64 directory[DIRECTORIES * ENTRIES];
} __aligned(PAGE_SIZE);

extern struct space spaces[CONFIG_NR_CPUS]; /* trampoline.S loads the first */
struct space spaces[CONFIG_NR_CPUS];
static u64 small_tables[SMALL_TABLES][ENTRIES] __aligned(PAGE_SIZE);
static unsigned int small_used;

static u64 *directory_entry(phys_addr_t addr)
{
	if (addr >> 32)
		panic("paging: %lx is above 4 GiB", addr);
	return &spaces[0].directory[addr / LARGE_PAGE_SIZE];
}

static u64 *small_entry(phys_addr_t addr)
{
	u64 *entry = directory_entry(addr);
	u64 *table = phys_to_virt(*entry & PTE_ADDR);

	if (*entry & PTE_LARGE)
		panic("paging: %lx is mapped twice", addr);
	if (!*entry) {
		if (small_used == SMALL_TABLES)
			panic("paging: no table is left for %lx", addr);
		table = small_tables[small_used++];
		*entry = virt_to_phys(table) | TABLE_RIGHTS;
	}
	return &table[addr / PAGE_SIZE % ENTRIES];
}

static void map(phys_addr_t addr, phys_addr_t end, u64 flags)
{
	const u64 large_mask = LARGE_PAGE_SIZE - 1;

	addr &= ~(phys_addr_t)(PAGE_SIZE - 1);
	while (addr < end) {
		if (!(addr & large_mask) && end - addr >= LARGE_PAGE_SIZE) {
			*directory_entry(addr) = addr | flags | PTE_LARGE;
			addr += LARGE_PAGE_SIZE;
		} else {
			*small_entry(addr) = addr | flags;
			addr += PAGE_SIZE;
		}
	}
}

void paging_map(phys_addr_t addr, u64 size, u64 flags)
{
	map(addr, addr + size, flags | PTE_PRESENT | PTE_NX);
}

static void unmap_guard(const void *page)
{
	*small_entry(virt_to_phys(page)) = 0;
}

static void use(struct space *s)
{
	u32 i;

	for (i = 0; i < DIRECTORIES; i++)
		s->pdpt[i] = virt_to_phys(s->directory + i * ENTRIES) | TABLE_RIGHTS;
	s->pml4[0] = virt_to_phys(s->pdpt) | TABLE_RIGHTS;
	write_cr3(virt_to_phys(s->pml4));
}

void paging_cpu_init(u32 id, const struct part_guest *part)
{
	struct space *s = &spaces[id];
	phys_addr_t addr = part ? part->ram_base : 0;
	const phys_addr_t end = part ? addr + part->ram_size : 0;

	memcpy(s->directory, spaces[0].directory, sizeof(s->directory));
	for (; addr < end; addr += LARGE_PAGE_SIZE)
		s->directory[addr / LARGE_PAGE_SIZE] =
			addr | TABLE_RIGHTS | PTE_NX | PTE_LARGE;
	use(s);
}

void paging_init(void)
{
	const phys_addr_t text = virt_to_phys(_text);
	struct cpu_stacks *s;
	int i;

	map(TRAMPOLINE, TRAMPOLINE + PAGE_SIZE, PTE_PRESENT);
	map(text, virt_to_phys(_etext), PTE_PRESENT);
	map(virt_to_phys(_rodata), virt_to_phys(_erodata), PTE_PRESENT | PTE_NX);
	map(virt_to_phys(_data), virt_to_phys(_end),
	    PTE_PRESENT | PTE_WRITE | PTE_NX);
	for (s = cpu_stacks; s < cpu_stacks + CONFIG_NR_CPUS; s++) {
		unmap_guard(s->guard);
		for (i = 0; i < IST_STACKS; i++)
			unmap_guard(s->ist[i].guard);
	}
	use(&spaces[0]);
}
