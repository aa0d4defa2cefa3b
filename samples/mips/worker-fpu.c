// SPDX-License-Identifier: GPL-2.0
/*
 * Works with the FPU, and looks whether its registers keep what is in them while
 * others run. A line after each thousand rounds: wrong
 * results, lost registers.
 */
#include "guest.h"

#define ST_CU1		0x20000000
#define ST_FR		0x04000000	/* 32 registers of 64 bits */
#define REGISTERS	32
#define ROUNDS		1000
#define SPIN		2000
#define FCSR_RM		3u		/* rounding mode */

static uint64_t pattern[REGISTERS], found[REGISTERS];

/* The values, correctly rounded, that IEEE 754 arithmetic leaves no choice about. */
#define SQRT_2		0x3ff6a09e667f3bcd
#define THIRD		0x3fd5555555555555
#define E		0x4005bf0a8b145769

static uint64_t bits(double x)
{
	union {
		double x;
		uint64_t bits;
	} u = { x };

	return u.bits;
}

static double sqrt_by_newton(double a)
{
	double x = a;
	unsigned int i;

	for (i = 0; i < 8; i++)
		x = (x + a / x) / 2;
	return x;
}

/* From the smallest term on. */
static double sum_of_e(void)
{
	double x = 1;
	double n;

	for (n = 20; n >= 1; n--)
		x = 1 + x / n;
	return x;
}

static uint32_t wrong_results(void)
{
	volatile double one = 1, two = 2, three = 3;
	double root;

	asm("sqrt.d %0, %1" : "=f"(root) : "f"(two));
	return (bits(root) != SQRT_2) + (bits(one / three) != THIRD) +
	       (bits(sum_of_e()) != E) + (bits(sqrt_by_newton(two * two)) != bits(two));
}

/* The registers hold @pattern while nothing but a loop runs, or others do. */
static void hold(void)
{
	asm volatile(".irp r, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15\n\t"
		     "ldc1 $f\\r, 8 * \\r(%0)\n\t"
		     ".endr\n\t"
		     ".irp r, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31\n\t"
		     "ldc1 $f\\r, 8 * \\r(%0)\n\t"
		     ".endr\n\t"
		     "li $8, %2\n"
		     "1:\taddiu $8, $8, -1\n\t"
		     "bnez $8, 1b\n\t"
		     ".irp r, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15\n\t"
		     "sdc1 $f\\r, 8 * \\r(%1)\n\t"
		     ".endr\n\t"
		     ".irp r, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31\n\t"
		     "sdc1 $f\\r, 8 * \\r(%1)\n\t"
		     ".endr"
		     : : "r"(pattern), "r"(found), "i"(SPIN)
		     : "$8", "memory", "$f0", "$f2", "$f4", "$f6", "$f8", "$f10", "$f12",
		       "$f14", "$f16", "$f18", "$f20", "$f22", "$f24", "$f26", "$f28", "$f30",
		       "$f1", "$f3", "$f5", "$f7", "$f9", "$f11", "$f13", "$f15", "$f17",
		       "$f19", "$f21", "$f23", "$f25", "$f27", "$f29", "$f31");
}

static uint32_t lost_registers(uint32_t round)
{
	uint32_t i, lost = 0, fcsr;

	for (i = 0; i < REGISTERS; i++)
		pattern[i] = (uint64_t)(round * 2654435761u) << 32 | (i * 0x01010101u + round);
	asm volatile("ctc1 %0, $31" : : "r"(round & FCSR_RM));
	hold();
	asm volatile("cfc1 %0, $31" : "=r"(fcsr));
	asm volatile("ctc1 $0, $31");
	for (i = 0; i < REGISTERS; i++)
		lost += found[i] != pattern[i];
	return lost + ((fcsr & FCSR_RM) != (round & FCSR_RM));
}

/* Not part of main(), which the compiler might let save FPU registers too early. */
static noinline void work(void)
{
	uint32_t round, wrong = 0, lost = 0;

	for (round = 1;; round++) {
		wrong += wrong_results();
		lost += lost_registers(round);
		if (round % ROUNDS)
			continue;
		put_number(round);
		put_string(": wrong ");
		put_number(wrong);
		put_string(", lost ");
		put_number(lost);
		put_string("\n");
	}
}

int main(void)
{
	console_init();
	mtc0(12, 0, ST_CU1 | ST_FR);
	work();
	return 0;
}
