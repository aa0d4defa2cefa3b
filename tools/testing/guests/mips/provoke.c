// SPDX-License-Identifier: GPL-2.0
#include "provoke.h"
#include "testing.h"

#define CODE_WORDS	32
#define SYSCALL		0x0000000c
#define NOP		0
#define SYSCALL_MM_HIGH	0x0000
#define SYSCALL_MM_LOW	0x8b7c
#define ST_BEV		0x00400000
#define ST_IE		1
#define TIMEOUT		20000		/* Counts */
#define TIMER_LEVEL	7
#define NR_CODES	32

struct provoke provoke = { .status = ST_IE };

extern const char provoke_vectors[];
void provoke_enter(uint32_t pc);

static uint32_t code[CODE_WORDS] __attribute__((section(".uncached")));
static uint32_t outcomes[NR_CODES], through;

static void no_handler(void)
{
}

void provoke_init(void)
{
	irq_enable(IRQ_CORE_TIMER, TIMER_LEVEL, no_handler);
	mtc0(12, 0, ST_BEV);
	mtc0(15, 1, provoke_vectors);
	mtc0(12, 0, 0);
	provoke_wild_gprs();
}

void provoke_wild_gprs(void)
{
	static const uint32_t wild[] = {
		0x80070000, 0xa0070000, 0xbf812000, 0x00400000, 0xc0000000, 0x9d0f0000,
		0xbd0f0000, 0xbf8f8000, 0xbfc08000, 0xfffffff0, 0x20000000, 0xdead0007,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(provoke.gpr); i++)
		provoke.gpr[i] = wild[i % ARRAY_SIZE(wild)];
}

uint32_t provoke_address(unsigned int word)
{
	return (uint32_t)uncached(code + word);
}

uint32_t provoke_ebase(void)
{
	return (uint32_t)provoke_vectors;
}

static bool run(uint32_t pc, uint32_t end)
{
	uint32_t exc;

	write_compare(read_count() + TIMEOUT);
	irq_done(IRQ_CORE_TIMER);
	provoke_enter(pc);
	mtc0(12, 0, ST_BEV);
	mtc0(15, 1, provoke_vectors);
	mtc0(12, 0, 0);
	exc = EXC_CODE(provoke.cause);
	if (exc == EXC_SYS && provoke.epc == end) {
		through++;
		return true;
	}
	outcomes[exc]++;
	return false;
}

/* An emulator translates code anew that is written, though it is the same. */
static void place(volatile uint32_t *p, uint32_t word)
{
	if (*p != word)
		*p = word;
}

bool provoke_words(const uint32_t *words, unsigned int count)
{
	volatile uint32_t *const p = uncached(code);
	unsigned int i;

	for (i = 0; i < count; i++)
		place(&p[i], words[i]);
	place(&p[i], SYSCALL);
	place(&p[i + 1], NOP);
	return run(provoke_address(0), provoke_address(count));
}

bool provoke_micromips(const uint16_t *halfwords, unsigned int count)
{
	volatile uint16_t *const p = uncached(code);
	unsigned int i;

	for (i = 0; i < count; i++)
		p[i] = halfwords[i];
	p[i++] = SYSCALL_MM_HIGH;
	p[i++] = SYSCALL_MM_LOW;
	p[i] = 0x0c00;			/* nop */
	return run(provoke_address(0) | 1, (provoke_address(0) | 1) + 2 * count);
}

void provoke_report(const char *what)
{
	unsigned int i;

	print("%s: %u went through", what, through);
	for (i = 0; i < NR_CODES; i++) {
		if (outcomes[i])
			print(", %u x exception %u", outcomes[i], i);
		outcomes[i] = 0;
	}
	through = 0;
	print("\n");
}
