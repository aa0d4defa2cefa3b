// SPDX-License-Identifier: GPL-2.0
/* Hypercalls, by the shortest way. */
#include <asm/vz.h>
#include <levsha/hypercall.h>
#include <linux/types.h>

#define read_gpr(name)                                                         \
	({                                                                     \
		u32 value_;                                                    \
		asm volatile("rdpgpr\t%0, " name : "=r"(value_));              \
		value_;                                                        \
	})
#define write_gpr(name, value)                                                 \
	({ asm volatile("wrpgpr\t" name ", %0" : : "r"(value)); })

void vz_quick_hypercall(struct guest *guest)
{
	struct hypercall call = {
		.number = read_gpr("$v0"),
		.args = { read_gpr("$a0"), read_gpr("$a1") },
		.second = read_gpr("$v1"),
	};

	hypercall(guest, &call);
	write_gpr("$v0", call.first);
	write_gpr("$v1", call.second);
}
