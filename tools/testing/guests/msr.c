// SPDX-License-Identifier: GPL-2.0
/*
 * Walks all model-specific registers of both ranges and samples elsewhere. Those
 * that can be read or written are named; the test knows which may.
 */
#include "testing.h"

#define EFER		0xc0000080

static const struct {
	uint32_t first;
	uint32_t count;
} ranges[] = {
	{ 0, 0x2000 },		{ 0xc0000000, 0x2000 },
	{ 0x2000, 16 },		{ 0x40000000, 16 },
	{ 0x4b564d00, 16 },	{ 0x7ffffff0, 32 },
	{ 0xbffffff0, 16 },	{ 0xc0002000, 16 },
	{ 0xc0010000, 256 },	{ 0xfffffff0, 16 },
};

static int read_msr(uint32_t msr, uint64_t *value)
{
	return faults("rdmsr", : "=A"(*value) : "c"(msr) : "memory");
}

static int write_msr(uint32_t msr, uint64_t value)
{
	return faults("wrmsr", : : "A"(value), "c"(msr) : "memory");
}

/* Puts back what was there, so that the walk goes on. */
static void write_all_bits(uint32_t msr, uint64_t old, bool *taken)
{
	static const uint64_t values[] = { 0, ~0ULL, 0x5555555555555555,
					   0x0000000100000001 };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(values); i++) {
		if (msr == EFER && values[i] & 0x500)
			continue;
		if (write_msr(msr, values[i]) == NO_FAULT)
			*taken = true;
	}
	write_msr(msr, old);
}

static void try(uint32_t msr)
{
	uint64_t value;
	bool written = false;
	const int fault = read_msr(msr, &value);

	write_all_bits(msr, value, &written);
	if (fault == NO_FAULT)
		print("msr %x reads %llx%s\n", msr, value,
		      written ? ", written" : "");
	else if (written)
		print("msr %x only written\n", msr);
	if (fault != NO_FAULT && fault != FAULT_GP)
		ok(false, "msr %x raised vector %u", msr, (uint32_t)fault);
}

int main(void)
{
	uint32_t i, n;

	testing_init();
	for (i = 0; i < ARRAY_SIZE(ranges); i++) {
		for (n = 0; n < ranges[i].count; n++)
			try(ranges[i].first + n);
		ok(true, "%u registers from %x tried", ranges[i].count,
		   ranges[i].first);
	}
	done();
}
