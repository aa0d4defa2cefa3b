// SPDX-License-Identifier: GPL-2.0
/*
 * Walks all of its 256 MiB, by pages that tell their address; then steps right
 * behind, which must be its end.
 */
#include "testing.h"

#define SIZE		0x10000000
#define FIRST		0x200000	/* behind the image */
#define PAGE		0x1000
#define WORDS		(PAGE / 4)

static void fill(uint32_t page)
{
	uint32_t count = WORDS, to = page;

	asm volatile("rep stosl" : "+D"(to), "+c"(count) : "a"(~page)
		     : "memory");
}

static bool holds(uint32_t page, uint32_t value)
{
	uint32_t count = WORDS, from = page;
	bool equal;

	asm volatile("repe scasl" : "=@cce"(equal), "+D"(from), "+c"(count)
		     : "a"(value) : "memory");
	return equal;
}

/* Pages that do not hold zeros, or what fill() wrote. */
static uint32_t wrong(uint32_t from, bool filled)
{
	uint32_t page, n = 0;

	for (page = from; page < SIZE; page += PAGE)
		n += !holds(page, filled ? ~page : 0);
	return n;
}

int main(void)
{
	uint32_t page;

	testing_init();
	ok(wrong(FIRST, false) == 0, "memory starts as zeros");
	fill(0);
	for (page = FIRST; page < SIZE; page += PAGE)
		fill(page);
	ok(holds(0, ~0u), "the first page is memory");
	ok(wrong(FIRST, true) == 0, "every word up to %x keeps its value", SIZE);
	print("1..3\nnow the first byte behind\n");
	wait(3000000);
	*(volatile uint8_t *)SIZE = 1;
	print("not ok - there is memory at %x\n", SIZE);
	halt();
}
