/* SPDX-License-Identifier: GPL-2.0 */
/* How a guest calls Levsha, for the few that do. */
#ifndef HYPERCALL_H
#define HYPERCALL_H

#include <stdint.h>
#include <levsha/hypercall.h>

#include "guest.h"

/* Without a hypervisor HYPCALL is a reserved instruction: an exception. */
static inline uint32_t hypercall(uint32_t number, uint32_t a, uint32_t b)
{
	register uint32_t v0 asm("$2") = number;
	register uint32_t a0 asm("$4") = a;
	register uint32_t a1 asm("$5") = b;

	asm volatile(".set push\n\t.set virt\n\thypcall\n\t.set pop"
		     : "+r"(v0) : "r"(a0), "r"(a1) : "$3", "memory");
	return v0;
}

static inline uint32_t hypercall_version(uint32_t a, uint32_t b)
{
	return hypercall(LEVSHA_GET_VERSION, a, b);
}

static inline bool have_hypervisor(void)
{
	const uint32_t version = attempt(hypercall_version, 0, 0);

	return !attempt_cause && version >> 16 == LEVSHA_ABI_VERSION >> 16;
}

#endif /* HYPERCALL_H */
