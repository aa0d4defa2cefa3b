// SPDX-License-Identifier: GPL-2.0
/*
 * The DMAR table (VT-d specification, chapter 8). Entries, and the device scopes in
 * them, are variable in length: each is seen to lie inside what holds it before it is
 * read. Scopes only matter for the I/O APIC's requester id: all IOMMUs get the same
 * tables, so that it does not matter which of them serves a device.
 */
#include <asm/acpi.h>
#include <asm/page.h>
#include <linux/build_bug.h>
#include <linux/compiler_types.h>
#include <linux/errno.h>
#include <linux/string.h>

#define SCOPE_IOAPIC		3

struct dmar {
	u8 acpi_header[36];
	u8 address_width;
	u8 flags;
	u8 reserved[10];
} __packed;

#define DMAR_INTR_REMAP		0x1

struct dmar_entry {
	u16 type;
	u16 length;
} __packed;

#define ENTRY_DRHD		0

struct drhd {
	struct dmar_entry header;
	u8 flags;
	u8 size;
	u16 segment;
	u64 base;
} __packed;

struct scope {
	u8 type;
	u8 length;
	u16 reserved;
	u8 enumeration_id;
	u8 bus;
	u8 device;
	u8 function;
} __packed;

static_assert(sizeof(struct dmar) == 48);
static_assert(sizeof(struct drhd) == 16);

/*
 * A path of several steps leads through bridges whose buses the table does not
 * know; no I/O APIC is there.
 */
static int read_scopes(const u8 *p, const u8 *end, u8 ioapic_id,
		       struct dmar_info *info)
{
	struct scope s;

	for (; p < end; p += s.length) {
		if ((size_t)(end - p) < sizeof(s))
			return -EINVAL;
		memcpy(&s, p, sizeof(s));
		if (s.length < sizeof(s) || s.length > end - p)
			return -EINVAL;
		if (s.type == SCOPE_IOAPIC && s.enumeration_id == ioapic_id &&
		    s.length == sizeof(s))
			info->ioapic_source = (u32)(s.bus << 8 |
						    (s.device & 31) << 3 |
						    (s.function & 7));
	}
	return 0;
}

static int read_drhd(const u8 *p, u16 length, u8 ioapic_id,
		     struct dmar_info *info)
{
	struct drhd d;

	if (length < sizeof(d))
		return -EINVAL;
	memcpy(&d, p, sizeof(d));
	if (!d.base || d.base % PAGE_SIZE || d.base >= FOUR_GIB || d.segment)
		return -EINVAL;
	if (info->nr_units == DMAR_MAX_UNITS)
		return -E2BIG;
	info->unit[info->nr_units++] = d.base;
	return read_scopes(p + sizeof(d), p + length, ioapic_id, info);
}

int dmar_parse(const void *table, u32 size, u8 ioapic_id, struct dmar_info *info)
{
	const struct dmar *dmar = table;
	const u8 *p = table, *end = p + size;
	struct dmar_entry e;
	int err = 0;

	*info = (struct dmar_info){ .ioapic_source = DMAR_NO_SOURCE };
	if (size < sizeof(*dmar))
		return -EINVAL;
	info->remap_interrupts = dmar->flags & DMAR_INTR_REMAP;
	for (p += sizeof(*dmar); p < end && !err; p += e.length) {
		if ((size_t)(end - p) < sizeof(e))
			return -EINVAL;
		memcpy(&e, p, sizeof(e));
		if (e.length < sizeof(e) || e.length > end - p)
			return -EINVAL;
		if (e.type == ENTRY_DRHD)
			err = read_drhd(p, e.length, ioapic_id, info);
	}
	return err;
}
