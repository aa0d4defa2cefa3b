// SPDX-License-Identifier: GPL-2.0
/*
 * Works with the DSP ASE: filters a signal of known answer, and looks whether the
 * accumulators and DSPControl keep what is in them while others run. A line after
 * each thousand rounds: wrong results, lost registers.
 */
#include "guest.h"

#define ST_MX		0x01000000
#define ROUNDS		1000
#define SPIN		2000
#define TAPS		16
#define SAMPLES		64
#define DSP_POS_SCOUNT	0x1fbfu		/* pos and scount of DSPControl */

/* Two numbers of 16 bits, of an array of those */
typedef uint32_t pair __attribute__((may_alias));

/* Pairs of 16 bits: the sum, saturated; the products, added to an accumulator */
static uint32_t addq_s_ph(uint32_t a, uint32_t b)
{
	uint32_t sum;

	asm("addq_s.ph %0, %1, %2" : "=r"(sum) : "r"(a), "r"(b));
	return sum;
}

static long long dpa_w_ph(long long sum, uint32_t a, uint32_t b)
{
	asm("dpa.w.ph %q0, %1, %2" : "+a"(sum) : "r"(a), "r"(b));
	return sum;
}

static short signal[SAMPLES + TAPS] __attribute__((aligned(4)));
static short taps[TAPS] __attribute__((aligned(4)));

static void make_signal(uint32_t seed)
{
	unsigned int i;

	for (i = 0; i < SAMPLES + TAPS; i++) {
		seed = seed * 1103515245 + 12345;
		signal[i] = (short)(seed >> 16);
	}
	for (i = 0; i < TAPS; i++)
		taps[i] = (short)(i * 77 - 500);
}

/* Two products at a time into an accumulator of 64 bits. */
static long long filter_dsp(const short *x)
{
	const pair *const a = (const pair *)x, *const b = (const pair *)taps;
	long long sum = 0;
	unsigned int i;

	for (i = 0; i < TAPS / 2; i++)
		sum = dpa_w_ph(sum, a[i], b[i]);
	return sum;
}

static long long filter_plain(const short *x)
{
	long long sum = 0;
	unsigned int i;

	for (i = 0; i < TAPS; i++)
		sum += (long long)x[i] * taps[i];
	return sum;
}

/* Also known by hand: saturation, and a pair of bytes that does not. */
static uint32_t wrong_results(uint32_t seed)
{
	uint32_t i, wrong = addq_s_ph(0x90007000, 0xe0002000) != 0x80007fff;

	make_signal(seed);
	for (i = 0; i < SAMPLES; i += 2)
		wrong += filter_dsp(signal + i) != filter_plain(signal + i);
	return wrong;
}

/* All of the ASE's state holds a pattern while nothing but a loop runs, or others do. */
static void hold(const uint32_t *pattern, uint32_t *found)
{
	asm volatile(".irp n, 0, 1, 2, 3\n\t"
		     "lw $8, 8 * \\n(%0)\n\t"
		     "mtlo $8, $ac\\n\n\t"
		     "lw $8, 8 * \\n + 4(%0)\n\t"
		     "mthi $8, $ac\\n\n\t"
		     ".endr\n\t"
		     "lw $8, 32(%0)\n\t"
		     "wrdsp $8\n\t"
		     "li $8, %2\n"
		     "1:\taddiu $8, $8, -1\n\t"
		     "bnez $8, 1b\n\t"
		     ".irp n, 0, 1, 2, 3\n\t"
		     "mflo $8, $ac\\n\n\t"
		     "sw $8, 8 * \\n(%1)\n\t"
		     "mfhi $8, $ac\\n\n\t"
		     "sw $8, 8 * \\n + 4(%1)\n\t"
		     ".endr\n\t"
		     "rddsp $8\n\t"
		     "sw $8, 32(%1)"
		     : : "r"(pattern), "r"(found), "i"(SPIN)
		     : "$8", "memory", "hi", "lo", "$ac1hi", "$ac1lo", "$ac2hi", "$ac2lo",
		       "$ac3hi", "$ac3lo");
}

static uint32_t lost_registers(uint32_t round)
{
	uint32_t pattern[9], found[9], i, lost = 0;

	for (i = 0; i < ARRAY_SIZE(pattern); i++)
		pattern[i] = round * 2654435761u + i * 0x01010101;
	pattern[8] &= DSP_POS_SCOUNT;
	hold(pattern, found);
	found[8] &= DSP_POS_SCOUNT;
	for (i = 0; i < ARRAY_SIZE(pattern); i++)
		lost += found[i] != pattern[i];
	return lost;
}

int main(void)
{
	uint32_t round, wrong = 0, lost = 0;

	console_init();
	mtc0(12, 0, ST_MX);
	for (round = 1;; round++) {
		wrong += wrong_results(round);
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
