// SPDX-License-Identifier: GPL-2.0
/*
 * Guest memory by linear address, as the guest's own page tables say (SDM vol. 3,
 * chapter 4). Every address is held to the guest's RAM.
 */
#include <asm/page.h>
#include <asm/processor.h>
#include <asm/vmx-core.h>
#include <linux/string.h>

#define INVALID			(~0ULL)
#define CR3_ADDR		0x000ffffffffff000ULL
#define CR3_PAE			0xffffffe0

/* The guest's way of paging: how many levels, and what an entry is. */
struct walk {
	int levels;
	unsigned int entry_size;
	unsigned int index_bits;
};

static const struct walk walk_32 = { 2, 4, 10 };
static const struct walk walk_pae = { 3, 8, 9 };
static const struct walk walk_64 = { 4, 8, 9 };

static bool in_ram(const struct guest *guest, u64 gpa, size_t size)
{
	return gpa < guest->part->ram_size &&
	       size <= guest->part->ram_size - gpa;
}

static u64 read_entry(const struct guest *guest, u64 gpa, unsigned int size)
{
	u64 entry = 0;

	if (in_ram(guest, gpa, size))
		memcpy(&entry, phys_to_virt(guest->part->ram_base + gpa), size);
	return entry;
}

static const struct walk *walk_of(u64 cr4)
{
	if (!(cr4 & CR4_PAE))
		return &walk_32;
	return vmread(VMCS_GUEST_EFER) & EFER_LMA ? &walk_64 : &walk_pae;
}

/* Large pages: always possible with 8-byte entries, with 4-byte ones by CR4.PSE. */
static bool is_leaf(const struct walk *w, int level, u64 entry, u64 cr4)
{
	if (level == 1)
		return true;
	if (!(entry & PTE_LARGE) || level > 3)
		return false;
	return w->entry_size == 8 ? level == 2 || w->levels == 4 : cr4 & CR4_PSE;
}

/* @rights: of PTE_WRITE and PTE_USER, those that all levels give. */
static u64 translate(const struct guest *guest, u64 linear, u64 *rights)
{
	const u64 cr4 = vmread(VMCS_GUEST_CR4);
	const struct walk *w = walk_of(cr4);
	u64 table = vmread(VMCS_GUEST_CR3);
	unsigned int shift, index;
	u64 entry, mask;
	int level;

	*rights = PTE_WRITE | PTE_USER;
	if (!(vmread(VMCS_GUEST_CR0) & CR0_PG))
		return (u32)linear;
	table &= w == &walk_pae ? CR3_PAE : CR3_ADDR;
	for (level = w->levels;; level--) {
		shift = 12 + w->index_bits * (unsigned int)(level - 1);
		index = linear >> shift & ((1U << w->index_bits) - 1);
		entry = read_entry(guest, table + index * w->entry_size,
				   w->entry_size);
		if (!(entry & PTE_PRESENT))
			return INVALID;
		if (w != &walk_pae || level < 3)
			*rights &= entry;
		if (is_leaf(w, level, entry, cr4))
			break;
		table = entry & PTE_ADDR;
	}
	mask = (1ULL << shift) - 1;
	return (entry & PTE_ADDR & ~mask) | (linear & mask);
}

u32 guest_page_fault(const struct guest *guest, u64 linear, bool write)
{
	const bool user = AR_DPL(vmread(VMCS_GUEST_SS_AR)) == 3;
	const bool protects = user || vmread(VMCS_GUEST_CR0) & CR0_WP;
	u64 rights;
	const bool present = translate(guest, linear, &rights) != INVALID;

	if (present && (rights & PTE_USER || !user) &&
	    (rights & PTE_WRITE || !write || !protects))
		return 0;
	return EVENT_VALID | (present ? PAGE_FAULT_PRESENT : 0) |
	       (write ? PAGE_FAULT_WRITE : 0) | (user ? PAGE_FAULT_USER : 0);
}

u8 *guest_window(const struct guest *guest, u64 linear, size_t *size)
{
	u64 rights;
	const u64 gpa = translate(guest, linear, &rights);
	const size_t in_page = PAGE_SIZE - gpa % PAGE_SIZE;

	if (*size > in_page)
		*size = in_page;
	if (gpa == INVALID || !in_ram(guest, gpa, *size))
		return NULL;
	return phys_to_virt(guest->part->ram_base + gpa);
}

size_t guest_read(const struct guest *guest, u64 linear, void *buf, size_t size)
{
	size_t done, chunk;
	const u8 *from;

	for (done = 0; done < size; done += chunk) {
		chunk = size - done;
		from = guest_window(guest, linear + done, &chunk);
		if (!from)
			break;
		memcpy((u8 *)buf + done, from, chunk);
	}
	return done;
}

size_t guest_write(const struct guest *guest, u64 linear, const void *buf,
		   size_t size)
{
	size_t done, chunk;
	u8 *to;

	for (done = 0; done < size; done += chunk) {
		chunk = size - done;
		to = guest_window(guest, linear + done, &chunk);
		if (!to)
			break;
		memcpy(to, (const u8 *)buf + done, chunk);
	}
	return done;
}

u64 guest_rip_linear(void)
{
	const u64 rip = vmread(VMCS_GUEST_RIP);

	if (vmread(VMCS_GUEST_CS_AR) & AR_LONG &&
	    vmread(VMCS_GUEST_EFER) & EFER_LMA)
		return rip;
	return (u32)(vmread(VMCS_GUEST_CS_BASE) + rip);
}
