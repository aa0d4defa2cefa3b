// SPDX-License-Identifier: GPL-2.0
/* Exits without end: CPUID, a port, console output, all as fast as possible. */
#include "testing.h"

#define ROUNDS		20000
#define CHARACTERS	60000
#define NOBODYS_PORT	0x80

int main(void)
{
	uint32_t a, b, c, d, i;

	testing_init();
	for (i = 0; i < ROUNDS; i++) {
		asm volatile("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d)
			     : "a"(0), "c"(0));
		outb(NOBODYS_PORT, (uint8_t)i);
		faults("rdmsr", : "=a"(a), "=d"(d) : "c"(0x480) : "memory");
	}
	print("ok 1 - %u rounds of exits\n", ROUNDS);
	for (i = 0; i < CHARACTERS; i++)
		outb(UART, (uint8_t)('a' + i % 26));
	wait(8000000);
	print("\nok 2 - %u characters\n1..2\n", CHARACTERS);
	halt();
}
