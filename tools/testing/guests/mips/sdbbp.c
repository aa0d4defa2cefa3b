// SPDX-License-Identifier: GPL-2.0
/*
 * SDBBP takes the core to root's debug mode. Where the hypervisor has the vector, in
 * boot flash, the guest gets a reserved instruction exception at it, or at the branch
 * before it, and goes on. (QEMU leaves Debug.DBD 0, which Cause.BD comes from.)
 */
#include "provoke.h"
#include "testing.h"

#define SDBBP		0x7000003fu
#define BEQ_ALWAYS	0x10000001u
#define EXC_RI		10

static void check(_Bool end, uint32_t epc, const char *what)
{
	ok(!end && EXC_CODE(provoke.cause) == EXC_RI && provoke.epc == epc, "%s", what);
}

int main(void)
{
	_Bool end;

	console_init();
	provoke_init();
	end = PROVOKE(0, SDBBP);
	check(end, provoke_address(1), "a reserved instruction");
	end = PROVOKE(BEQ_ALWAYS, SDBBP, 0);
	check(end, provoke_address(0), "in a delay slot");
	done();
}
