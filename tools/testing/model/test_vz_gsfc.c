// SPDX-License-Identifier: GPL-2.0
/* MD00846 table 4.10: a guest's write that would change a field exits as GSFC. */
#include "guest.h"
#include "ktap.h"
#include "trap.h"

static const struct field {
	const char *name;
	u32 reg;
	u32 bits;
	u32 base;		/* what else the register holds */
	u32 need;		/* in GuestCtl0, for it to exit */
	u32 unless;		/* in GuestCtl0, for it not to */
} fields[] = {
	{ "Status.CU1", STATUS, ST_CU1, 0, 0, GC0_SFC1 },
	{ "Status.FR", STATUS, ST_FR, 0, 0, 0 },
	{ "Status.MX", STATUS, ST_MX, 0, 0, 0 },
	{ "Status.BEV", STATUS, ST_BEV, 0, 0, 0 },
	{ "Status.ERL", STATUS, ST_ERL, 0, 0, 0 },
	{ "Status.KSU", STATUS, ST_UM, ST_CU0 | ST_EXL, GC0_MC, 0 },
	{ "Cause.DC", CAUSE, CA_DC, 0, 0, 0 },
	{ "Cause.IV", CAUSE, CA_IV, 0, 0, 0 },
	{ "IntCtl.VS", INTCTL, 0x20, 0, 0, 0 },
};

static u32 write(const struct field *f, u32 from, u32 to, u32 ctl0, u32 ext)
{
	guest_reset();
	guest_write(f->reg, from);
	gpr[V0] = to;
	guest.ctl0 |= ctl0;
	guest.ctl0ext = ext;
	return outcome(GUEST(MTC0(V0, f->reg)));
}

static void check(const struct field *f)
{
	const u32 off = f->base, on = f->base | f->bits;

	is(write(f, off, on, f->need, 0), EXIT(GEXC_GSFC),
	   "MD00846 table 4.10: guest's MTC0 that sets %s is GSFC", f->name);
	is(guest_read(f->reg) & f->bits, 0,
	   "MD00846 table 4.10: GSFC on %s comes before the write", f->name);
	is(last_trap.epc, code_address(0), "MD00846 GSFC on %s: Root.EPC is the MTC0", f->name);
	is(write(f, on, off, f->need, 0), EXIT(GEXC_GSFC),
	   "MD00846 table 4.10: guest's MTC0 that clears %s is GSFC", f->name);
	is(write(f, on, on, f->need, 0), THROUGH,
	   "MD00846 table 4.10: MTC0 that leaves %s as it is runs", f->name);
	is(write(f, off, on, f->need, GX_FCD), THROUGH,
	   "MD00846 GuestCtl0Ext.FCD=1: no GSFC on %s", f->name);
	is(guest_read(f->reg) & f->bits, f->bits, "MD00846 GuestCtl0Ext.FCD=1: %s is written",
	   f->name);
	if (f->unless)
		is(write(f, off, on, f->unless, 0), THROUGH,
		   "MD00846 GuestCtl0.SFC1=1: no GSFC on %s", f->name);
	if (f->need)
		is(write(f, off, on, 0, 0), THROUGH, "MD00846 GuestCtl0.MC=0: no GSFC on %s",
		   f->name);
}

static const struct field silent[] = {
	{ "Status.IPL", STATUS, 0x0001fc00, 0, GC0_MC, 0 },
	{ "Status.IE", STATUS, ST_IE, 0, GC0_MC, 0 },
	{ "Status.CU0", STATUS, ST_CU0, 0, GC0_MC, 0 },
	{ "Status.EXL", STATUS, ST_EXL, 0, GC0_MC, 0 },
	{ "Cause.IP1:0", CAUSE, CA_IP0 | CA_IP1, 0, GC0_MC, 0 },
};

void run_tests(void)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(fields); i++)
		check(&fields[i]);
	for (i = 0; i < ARRAY_SIZE(silent); i++) {
		is(write(&silent[i], 0, silent[i].bits, silent[i].need, 0), THROUGH,
		   "MD00846 table 4.10: no GSFC on %s", silent[i].name);
		is(guest_read(silent[i].reg) & silent[i].bits, silent[i].bits,
		   "MD00846 table 4.10: %s is written", silent[i].name);
	}
}
