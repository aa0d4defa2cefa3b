// SPDX-License-Identifier: GPL-2.0
/* DS60001320, MD00090: what the core says that it is. */
#include "cp0.h"
#include "ktap.h"
#include "trap.h"

/* Fields with values that the part has. */
static const struct field {
	const char *name;
	u32 reg;
	u32 high;
	u32 low;
	u32 value;
} fields[] = {
	{ "PRId.CompanyID", PRID, 23, 16, 1 },
	{ "PRId.ProcessorID", PRID, 15, 8, 0xa7 },
	{ "Config.M", CONFIG, 31, 31, 1 },
	{ "Config.BE", CONFIG, 15, 15, 0 },
	{ "Config.AR", CONFIG, 12, 10, 1 },
	{ "Config.MT", CONFIG, 9, 7, 1 },
	{ "Config1.MMUSize", CONFIG1, 30, 25, 15 },
	{ "Config1.IS", CONFIG1, 24, 22, 2 },
	{ "Config1.IL", CONFIG1, 21, 19, 3 },
	{ "Config1.IA", CONFIG1, 18, 16, 3 },
	{ "Config1.DS", CONFIG1, 15, 13, 0 },
	{ "Config1.DL", CONFIG1, 12, 10, 3 },
	{ "Config1.DA", CONFIG1, 9, 7, 3 },
	{ "Config1.PC", CONFIG1, 4, 4, 1 },
	{ "Config1.WR", CONFIG1, 3, 3, 1 },
	{ "Config1.CA", CONFIG1, 2, 2, 0 },
	{ "Config1.EP", CONFIG1, 1, 1, 1 },
	{ "Config1.FP", CONFIG1, 0, 0, 1 },
	{ "Config3.BP", CONFIG3, 27, 27, 1 },
	{ "Config3.BI", CONFIG3, 26, 26, 1 },
	{ "Config3.VZ", CONFIG3, 23, 23, 1 },
	{ "Config3.IPLW", CONFIG3, 22, 21, 1 },
	{ "Config3.MCU", CONFIG3, 17, 17, 1 },
	{ "Config3.ULRI", CONFIG3, 13, 13, 1 },
	{ "Config3.RXI", CONFIG3, 12, 12, 1 },
	{ "Config3.DSP2P", CONFIG3, 11, 11, 1 },
	{ "Config3.DSPP", CONFIG3, 10, 10, 1 },
	{ "Config3.VEIC", CONFIG3, 6, 6, 1 },
	{ "Config3.VInt", CONFIG3, 5, 5, 1 },
	{ "Config4.KScrExist", CONFIG4, 23, 16, 0x0c },
	{ "Config7.WII", CONFIG7, 31, 31, 1 },
	{ "Config7.HCI", CONFIG7, 18, 18, 1 },
	{ "SRSCtl.HSS", SRSCTL, 29, 26, 7 },
};

static u32 field(u32 value, u32 high, u32 low)
{
	return value << (31 - high) >> (31 - high + low);
}

void run_tests(void)
{
	const struct field *f;

	for (f = fields; f < fields + ARRAY_SIZE(fields); f++)
		is(field(root_read(f->reg), f->high, f->low), f->value, "DS60001320 %s", f->name);
	ok(field(root_read(CONFIG3), 15, 14) >= 2, "DS60001320 Config3.ISA: both instruction sets");
	ok(field(root_read(CONFIG4), 30, 29) >= 2, "DS60001320 Config4.IE: TLBINV and TLBINVF");
	ROOT(RDHWR(V0, 3));
	is(gpr[V0], 2, "MD00090 RDHWR CCRes is 2");
	root_write(HWRENA, ~0u);
	is(root_read(HWRENA) & 0x2000000f, 0x2000000f, "MD00090 HWREna is written");
	root_write(HWRENA, 0);
	root_write(USERLOCAL, 0xcafe);
	ROOT(RDHWR(V0, 29));
	is(gpr[V0], 0xcafe, "MD00090 RDHWR 29 is UserLocal");
}
