// SPDX-License-Identifier: GPL-2.0
/*
 * ACPI tables (ACPI Specification 6.4, chapter 5): RSDP, RSDT or XSDT, MADT,
 * HPET. Lengths and checksums are checked before a table is believed, and
 * entries before they are read.
 */
#include <asm/acpi.h>
#include <asm/apic.h>
#include <asm/io.h>
#include <asm/page.h>
#include <levsha/log.h>
#include <levsha/panic.h>
#include <linux/build_bug.h>
#include <linux/compiler_types.h>
#include <linux/string.h>

#define BIOS_AREA		0xe0000
#define BIOS_AREA_END		0x100000
#define EBDA_POINTER		0x40e
#define EBDA_SEARCH		1024
#define RSDP_V1_SIZE		20
#define MAX_TABLE_SIZE		0x100000

struct rsdp {
	char signature[8];
	u8 checksum;
	char oem_id[6];
	u8 revision;
	u32 rsdt;
	u32 length;
	u64 xsdt;
	u8 extended_checksum;
	u8 reserved[3];
} __packed;

struct hpet_table {
	struct acpi_table header;
	u32 id;
	struct acpi_address base;
} __packed;

struct madt {
	struct acpi_table header;
	u32 apic_base;
	u32 flags;
} __packed;

struct madt_entry {
	u8 type;
	u8 length;
} __packed;

struct madt_lapic {
	struct madt_entry header;
	u8 processor;
	u8 apic_id;
	u32 flags;
} __packed;

struct madt_ioapic {
	struct madt_entry header;
	u8 id;
	u8 reserved;
	u32 base;
	u32 gsi_base;
} __packed;

struct madt_override {
	struct madt_entry header;
	u8 bus;
	u8 irq;
	u32 gsi;
	u16 flags;
} __packed;

#define MADT_LAPIC		0
#define MADT_IOAPIC		1
#define MADT_OVERRIDE		2
#define MADT_LAPIC_ENABLED	1
#define MADT_ACTIVE_LOW		3
#define MADT_LEVEL		(3 << 2)

static_assert(sizeof(struct acpi_table) == 36);

struct acpi_info acpi;

static bool checksum_good(const void *data, size_t size)
{
	const u8 *p = data;
	u8 sum = 0;

	while (size--)
		sum += *p++;
	return !sum;
}

static const struct rsdp *find_rsdp_in(phys_addr_t from, phys_addr_t to)
{
	const struct rsdp *r;

	for (; from + sizeof(*r) <= to; from += 16) {
		r = phys_to_virt(from);
		if (!memcmp(r->signature, "RSD PTR ", 8) &&
		    checksum_good(r, RSDP_V1_SIZE))
			return r;
	}
	return NULL;
}

static const struct rsdp *find_rsdp(void)
{
	const phys_addr_t ebda = (phys_addr_t)readw(EBDA_POINTER) << 4;
	const struct rsdp *r = NULL;

	if (ebda >= 0x400 && ebda < 0xa0000)
		r = find_rsdp_in(ebda, ebda + EBDA_SEARCH);
	return r ?: find_rsdp_in(BIOS_AREA, BIOS_AREA_END);
}

const struct acpi_table *acpi_table_at(u64 address, const char *signature,
				       size_t min_size)
{
	const struct acpi_table *t = phys_to_virt(address);

	if (address < 0x400 || address > FOUR_GIB - MAX_TABLE_SIZE ||
	    memcmp(t->signature, signature, 4))
		return NULL;
	if (t->length < min_size || t->length > MAX_TABLE_SIZE ||
	    !checksum_good(t, t->length)) {
		pr_err("ACPI: the %s at %lx has a wrong length or checksum",
		       signature, address);
		return NULL;
	}
	return t;
}

static u64 root_entry(const struct acpi_table *root, u32 width, u32 i)
{
	u64 address = 0;

	memcpy(&address, (const u8 *)(root + 1) + i * width, width);
	return address;
}

const struct acpi_table *acpi_find_table(const char *signature, size_t min_size)
{
	const struct rsdp *r = find_rsdp();
	const struct acpi_table *root, *t = NULL;
	u32 i, width;

	if (!r)
		refuse_boot("ACPI: no RSDP: is the firmware's ACPI on?");
	width = r->revision >= 2 && r->xsdt ? 8 : 4;
	root = width == 8 ? acpi_table_at(r->xsdt, "XSDT", sizeof(*root)) :
			    acpi_table_at(r->rsdt, "RSDT", sizeof(*root));
	if (!root)
		refuse_boot("ACPI: the list of tables is broken");
	for (i = 0; i < (root->length - sizeof(*root)) / width && !t; i++)
		t = acpi_table_at(root_entry(root, width, i), signature, min_size);
	return t;
}

static void add_lapic(const void *entry)
{
	const struct madt_lapic *l = entry;

	if (l->flags & MADT_LAPIC_ENABLED && acpi.nr_apics < ACPI_MAX_APICS)
		acpi.apic_id[acpi.nr_apics++] = l->apic_id;
}

static void add_ioapic(const void *entry)
{
	const struct madt_ioapic *io = entry;

	if (!io->gsi_base) {
		acpi.ioapic_base = io->base;
		acpi.ioapic_id = io->id;
	}
}

static void add_override(const void *entry)
{
	const struct madt_override *o = entry;

	if (o->irq >= ACPI_ISA_IRQS || o->gsi > 255)
		return;
	acpi.isa_pin[o->irq] = (u8)o->gsi;
	if ((o->flags & MADT_ACTIVE_LOW) == MADT_ACTIVE_LOW)
		acpi.isa_flags[o->irq] |= IOAPIC_LOW;
	if ((o->flags & MADT_LEVEL) == MADT_LEVEL)
		acpi.isa_flags[o->irq] |= IOAPIC_LEVEL;
}

static const struct {
	size_t size;
	void (*add)(const void *entry);
} madt_kinds[] = {
	[MADT_LAPIC] = { sizeof(struct madt_lapic), add_lapic },
	[MADT_IOAPIC] = { sizeof(struct madt_ioapic), add_ioapic },
	[MADT_OVERRIDE] = { sizeof(struct madt_override), add_override },
};

static void read_madt(void)
{
	const struct acpi_table *madt = acpi_find_table("APIC", sizeof(struct madt));
	const struct madt_entry *e;
	u32 at;

	if (!madt)
		refuse_boot("ACPI: no MADT: is the firmware's APIC on?");
	for (at = sizeof(struct madt); at + sizeof(*e) <= madt->length;
	     at += e->length) {
		e = (const void *)((const u8 *)madt + at);
		if (e->length < sizeof(*e) || e->length > madt->length - at)
			refuse_boot("ACPI: the MADT is broken at byte %u", at);
		if (e->type < ARRAY_SIZE(madt_kinds) &&
		    e->length >= madt_kinds[e->type].size)
			madt_kinds[e->type].add(e);
	}
	if (!acpi.ioapic_base)
		refuse_boot("ACPI: the MADT has no I/O APIC");
}

static void read_hpet(void)
{
	const struct hpet_table *t;

	t = (const void *)acpi_find_table("HPET", sizeof(struct hpet_table));
	if (!t || t->base.space == ACPI_SPACE_IO)
		refuse_boot("ACPI: no HPET: is it on in the firmware?");
	acpi.hpet_base = t->base.address;
}

static void read_dmar(void)
{
	const struct acpi_table *t = acpi_find_table("DMAR", sizeof(*t));

	if (t && dmar_parse(t, t->length, acpi.ioapic_id, &acpi.dmar))
		refuse_boot("ACPI: the DMAR is broken, or has too many IOMMUs");
}

void acpi_init(void)
{
	u8 irq;

	for (irq = 0; irq < ACPI_ISA_IRQS; irq++)
		acpi.isa_pin[irq] = irq;
	read_madt();
	read_hpet();
	read_dmar();
	pr_info("ACPI: %u cores, I/O APIC %x, HPET %lx", acpi.nr_apics,
		acpi.ioapic_base, acpi.hpet_base);
}
