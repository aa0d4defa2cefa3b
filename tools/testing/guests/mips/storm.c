// SPDX-License-Identifier: GPL-2.0
/*
 * Interrupts at all priorities, each with a vector of its own, raised by software:
 * what is taken, when, in which order, how often. Sources that this guest does not
 * have are left out.
 */
#include "nested.h"
#include "testing.h"

#define ST_IE		0x00000001u
#define ST_EXL		0x00000002u
#define ST_IPL(n)	((uint32_t)(n) << 10)
#define CA_RIPL(cause)	((cause) >> 10 & 7)
#define LEVELS		7
#define STORM_ROUNDS	2000
#define CHAIN		24
#define ORDER_ROUNDS	32

#define STATUS		mfc0(12, 0)
#define SET_STATUS(v)	mtc0(12, 0, v)

/* Those of the core, of the console, of timers 2 to 5, and the notification. */
static const uint8_t candidates[] = { 1, 2, 9, 14, 19, 24, 107, 170, 171 };

static struct source {
	uint8_t irq;
	uint8_t ip;
	uint8_t is;
	uint32_t raised;
	volatile uint32_t taken;
} sources[ARRAY_SIZE(candidates)];

static unsigned int nr_sources;
static uint8_t order[64];
static volatile unsigned int nr_order;
static volatile uint32_t wrong_level, depth, deepest;
static void (*volatile hook)(struct source *s);
static uint32_t chance = 1, chain;

static bool pending(const struct source *s)
{
	return IFS(s->irq) & IRQ_BIT(s->irq);
}

static void raise_irq(struct source *s)
{
	s->raised++;
	SET(IFS(s->irq)) = IRQ_BIT(s->irq);
}

static void set_priority(struct source *s, unsigned int ip, unsigned int is)
{
	const unsigned int shift = s->irq % 4 * 8;

	s->ip = (uint8_t)ip;
	s->is = (uint8_t)is;
	CLR(IPC(s->irq)) = 0x1fu << shift;
	SET(IPC(s->irq)) = (ip << 2 | is) << shift;
}

/* The flag goes first: one that is raised from here on is an interrupt more. */
void nested_interrupt(unsigned int stub)
{
	struct source *const s = &sources[stub];

	wrong_level += CA_RIPL(mfc0(13, 0)) != s->ip;
	CLR(IFS(s->irq)) = IRQ_BIT(s->irq);
	s->taken++;
	if (nr_order < sizeof(order))
		order[nr_order++] = (uint8_t)stub;
	if (++depth > deepest)
		deepest = depth;
	if (hook)
		hook(s);
	depth--;
}

/* A source of another guest has an enable bit that stays 0. */
static void find_sources(void)
{
	unsigned int i, irq;

	for (i = 0; i < ARRAY_SIZE(candidates); i++) {
		irq = candidates[i];
		CLR(IFS(irq)) = IRQ_BIT(irq);
		SET(IEC(irq)) = IRQ_BIT(irq);
		if (!(IEC(irq) & IRQ_BIT(irq)))
			continue;
		OFF(irq) = nested_offset(nr_sources);
		sources[nr_sources++].irq = (uint8_t)irq;
	}
}

static void clear_counts(void)
{
	unsigned int i;

	for (i = 0; i < nr_sources; i++) {
		sources[i].raised = 0;
		sources[i].taken = 0;
	}
	nr_order = 0;
	wrong_level = 0;
	deepest = 0;
	hook = NULL;
}

static uint32_t not_exact(void)
{
	unsigned int i;
	uint32_t n = 0;

	for (i = 0; i < nr_sources; i++)
		n += sources[i].taken != sources[i].raised;
	return n;
}

static void each_at_each_level(void)
{
	unsigned int i, ip;
	uint32_t missed = 0;

	clear_counts();
	for (i = 0; i < nr_sources; i++) {
		for (ip = 1; ip <= LEVELS; ip++) {
			set_priority(&sources[i], ip, 0);
			SET_STATUS(ST_IE);
			raise_irq(&sources[i]);
			missed += sources[i].taken != ip;
			SET_STATUS(0);
		}
	}
	is(missed, 0, "each source at each priority comes at once");
	is(wrong_level, 0, "Cause.RIPL is its priority");
}

static void masked_by_level(void)
{
	struct source *const s = &sources[0];
	unsigned int ip, ipl;
	uint32_t wrong = 0, before;

	clear_counts();
	for (ip = 0; ip <= LEVELS; ip++) {
		for (ipl = 0; ipl <= LEVELS; ipl++) {
			set_priority(s, ip, 0);
			before = s->taken;
			SET_STATUS(ST_IE | ST_IPL(ipl));
			raise_irq(s);
			wrong += (s->taken != before) != (ip > ipl);
			SET_STATUS(ST_IE);
			wrong += (s->taken != before) != (ip > 0);
			CLR(IFS(s->irq)) = IRQ_BIT(s->irq);
			SET_STATUS(0);
		}
	}
	is(wrong, 0, "Status.IPL holds back what is not above it, and only that");
}

static void masked_by_enable(void)
{
	struct source *const s = &sources[0];
	uint32_t early;

	clear_counts();
	set_priority(s, 3, 0);
	CLR(IEC(s->irq)) = IRQ_BIT(s->irq);
	SET_STATUS(ST_IE);
	raise_irq(s);
	early = s->taken;
	SET(IEC(s->irq)) = IRQ_BIT(s->irq);
	SET_STATUS(0);
	is(early, 0, "a source that is not enabled does not interrupt");
	is(s->taken, 1, "it does when it is enabled");
}

/* True: @a comes before @b. */
static bool before(const struct source *a, const struct source *b)
{
	if (a->ip != b->ip)
		return a->ip > b->ip;
	return a->is != b->is ? a->is > b->is : a->irq < b->irq;
}

static uint32_t out_of_order(void)
{
	uint32_t wrong = nr_order != nr_sources;
	unsigned int i;

	for (i = 1; i < nr_order; i++)
		wrong += !before(&sources[order[i - 1]], &sources[order[i]]);
	return wrong;
}

static void all_at_once(void)
{
	uint32_t wrong = 0;
	unsigned int i, round;

	for (round = 0; round < ORDER_ROUNDS; round++) {
		clear_counts();
		for (i = 0; i < nr_sources; i++) {
			set_priority(&sources[i], 1 + next_random(&chance) % LEVELS,
				     next_random(&chance) % 4);
			raise_irq(&sources[i]);
		}
		SET_STATUS(ST_IE);
		SET_STATUS(0);
		wrong += out_of_order();
	}
	is(wrong, 0, "all at once come by priority, subpriority and number");
}

/* Raise the one of the next level, with interrupts open above this one's. */
static void raise_next(struct source *s)
{
	SET_STATUS(ST_IE | ST_IPL(s->ip));
	if (s + 1 < sources + nr_sources)
		raise_irq(s + 1);
}

static void nested(void)
{
	const unsigned int levels = nr_sources < LEVELS ? nr_sources : LEVELS;
	unsigned int i;

	clear_counts();
	for (i = 0; i < nr_sources; i++)
		set_priority(&sources[i], i < LEVELS ? i + 1 : LEVELS, 0);
	hook = raise_next;
	SET_STATUS(ST_IE);
	raise_irq(&sources[0]);
	SET_STATUS(0);
	is(deepest, levels, "a handler is interrupted by each higher level");
	is(not_exact(), 0, "each came once");
}

/* The other way round: the lower one waits for the end of the handler. */
static void raise_previous(struct source *s)
{
	SET_STATUS(ST_IE | ST_IPL(s->ip));
	if (s > sources)
		raise_irq(s - 1);
}

static void back_to_back(void)
{
	clear_counts();
	hook = raise_previous;
	SET_STATUS(ST_IE);
	raise_irq(&sources[nr_sources - 1]);
	SET_STATUS(0);
	is(deepest, 1, "a lower level waits for the end of the handler");
	is(not_exact(), 0, "each came once, back to back");
}

static void raise_some(struct source *s)
{
	struct source *const other = &sources[next_random(&chance) % nr_sources];

	if (!chain)
		return;
	chain--;
	if (!pending(other))
		raise_irq(other);
	SET_STATUS(ST_IE | ST_IPL(s->ip));
}

/* Handlers raise others, but none whose flag is set, which would be lost. */
static void storm(void)
{
	uint32_t round, sum = 0;
	unsigned int i;

	clear_counts();
	for (i = 0; i < nr_sources; i++)
		set_priority(&sources[i], 1 + i * 3 % LEVELS, i % 4);
	hook = raise_some;
	for (round = 0; round < STORM_ROUNDS; round++) {
		chain = round % 4 ? 0 : CHAIN;
		for (i = 0; i < nr_sources; i++)
			raise_irq(&sources[i]);
		SET_STATUS(ST_IE);
		SET_STATUS(0);
	}
	for (i = 0; i < nr_sources; i++)
		sum += sources[i].taken;
	is(not_exact(), 0, "in a storm each source comes as often as it was raised");
	ok(sum >= STORM_ROUNDS * nr_sources, "there were %u of them", sum);
	is(wrong_level, 0, "each at its priority");
}

int main(void)
{
	console_init();
	print_pace = PACE_OF_SEVEN;
	find_sources();
	SET(INTCON) = INTCON_MVEC;
	ok(nr_sources >= 4, "there are %u sources", nr_sources);
	each_at_each_level();
	masked_by_level();
	masked_by_enable();
	all_at_once();
	nested();
	back_to_back();
	storm();
	done();
}
