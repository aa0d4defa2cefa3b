// SPDX-License-Identifier: GPL-2.0
/*
 * Writes to and reads from every port, by bytes, words, double words and strings.
 * Ports that do not read as ones are named; the test knows which may.
 */
#include "testing.h"

#define UART_END	(UART + 8)

static uint8_t buffer[64];

static void write_shutdown(void)
{
	const char *s;

	for (s = "Shutdown"; *s; s++)
		outb(0x8900, (uint8_t)*s);
}

static bool is_uart(uint32_t port, uint32_t width)
{
	return port + width > UART && port < UART_END;
}

static void try_writes(void)
{
	uint32_t port;

	for (port = 0; port < 0x10000; port++) {
		if (is_uart(port, 4))
			continue;
		outb((uint16_t)port, 0x06);
		asm volatile("outw %w0, %w1" : : "a"(0x2000), "d"(port));
	}
	write_shutdown();
}

static void try_reads(void)
{
	uint32_t port, value;

	for (port = 0; port < 0x10000; port++) {
		if (is_uart(port, 4))
			continue;
		value = inb((uint16_t)port);
		if (value != 0xff)
			print("port %x reads %x\n", port, value);
		if (port % 4)
			continue;
		asm volatile("inl %w1, %0" : "=a"(value) : "d"(port));
		if (value != 0xffffffff)
			print("port %x reads %x as a double word\n", port,
			      value);
	}
}

static void out_string(uint16_t port, const void *from, uint32_t count)
{
	asm volatile("rep outsb" : "+S"(from), "+c"(count) : "d"(port)
		     : "memory");
}

static const uint8_t *in_string(uint16_t port, void *to, uint32_t count)
{
	asm volatile("rep insb" : "+D"(to), "+c"(count) : "d"(port) : "memory");
	return to;
}

static void try_strings(void)
{
	const uint8_t *end;
	unsigned int i, ones = 0;

	out_string(0x64, buffer, sizeof(buffer));
	out_string(UART, "through a string\n", 17);
	end = in_string(0x60, buffer, sizeof(buffer));
	for (i = 0; i < sizeof(buffer); i++)
		ones += buffer[i] == 0xff;
	ok(end == buffer + sizeof(buffer), "INSB moved its pointer");
	ok(ones == sizeof(buffer), "INSB read nothing but ones");
	asm volatile("std" : : : "cc");
	end = in_string(0x60, buffer + 9, 4);
	asm volatile("cld" : : : "cc");
	ok(end == buffer + 5, "INSB went down with the direction flag");
	buffer[0] = 1;
	in_string(0x60, buffer, 0);
	ok(buffer[0] == 1, "INSB of nothing changed nothing");
}

int main(void)
{
	testing_init();
	try_writes();
	ok(true, "all ports written");
	try_reads();
	ok(true, "all ports read");
	try_strings();
	done();
}
