// SPDX-License-Identifier: GPL-2.0
/* Lines that scripts/coccinelle/guest-value.cocci must report are marked. */

struct vreg_access {
	u64 addr;
	u64 value;
	u8 width;
};

struct gprs {
	u64 ax;
	u64 cx;
};

struct vcpu {
	struct gprs regs;
};

static u8 table[16], copy[16];

u8 index_unchecked(struct vreg_access *a)
{
	return table[a->addr];			/* report */
}

u8 index_computed(const struct vreg_access *a)
{
	return table[(a->addr - 0x3f8) / 2];	/* report */
}

u8 index_checked_too_late(struct vreg_access *a)
{
	u8 c = table[a->value];			/* report */

	if (a->value >= sizeof(table))
		return 0;
	return c;
}

void length_unchecked(struct vreg_access *a)
{
	memcpy(copy, table, a->width);		/* report */
}

u8 register_of_pointer(struct gprs *regs)
{
	return table[regs->cx];			/* report */
}

u8 register_in_structure(struct vcpu *vcpu)
{
	return table[vcpu->regs.ax];		/* report */
}

u8 index_through_variable(struct vreg_access *a)
{
	u64 n = a->addr - 0x3f8;

	return table[n];			/* report */
}

u8 index_assigned(struct vreg_access *a)
{
	u64 n;

	n = a->value;
	return table[n];			/* report */
}

void length_through_variable(struct gprs *regs)
{
	u64 n = regs->cx;

	memset(table, 0, n);			/* report */
}

u8 index_compared(struct vreg_access *a)
{
	if (a->addr >= sizeof(table))
		return 0;
	return table[a->addr];
}

u8 index_compared_in_one_expression(struct vreg_access *a)
{
	return a->addr < sizeof(table) ? table[a->addr] : 0;
}

u8 index_by_check_function(struct vreg_access *a)
{
	if (!offset_valid(a->addr))
		return 0;
	return table[a->addr];
}

u8 access_by_check_function(struct vreg_access *a)
{
	if (check_access(a))
		return 0;
	return table[a->addr];
}

u8 index_masked(struct vreg_access *a)
{
	return table[a->addr % 16] + table[a->value & 0xf];
}

u8 variable_compared(struct vreg_access *a)
{
	const u64 n = a->addr - 0x3f8;

	if (n >= sizeof(table))
		return 0;
	return table[n];
}

u8 variable_masked(struct vreg_access *a)
{
	const u64 n = (a->addr - 0x3f8) % 8;

	return table[n];
}

u8 variable_of_masked_bits(struct gprs *regs)
{
	const u64 n = (regs->ax & 0xf0) >> 4;

	return table[n];
}

u8 variable_of_truth(struct vreg_access *a)
{
	const unsigned int n = !!(a->addr & 0x80);

	return table[n];
}

u8 variable_looked_up(struct vreg_access *a)
{
	const u8 n = table[a->addr % 16];

	return copy[n];
}

u8 variable_by_check_function(struct gprs *regs)
{
	u64 n = regs->ax;

	if (!index_valid(n))
		return 0;
	return table[n];
}

u8 variable_set_anew(struct vreg_access *a)
{
	u64 n = a->value;

	n = 3;
	return table[n];
}

u8 not_of_a_guest(struct part_block *b)
{
	return table[b->value];
}
