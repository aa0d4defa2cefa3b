// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's timer
 *
 * Count of a guest goes on whether it runs or not. When Compare is reached
 * Cause.TI is set and source 0 of the interrupt controller gets its flag, once;
 * to write Compare clears TI and nothing else.
 *
 * A guest that was kept from running may find that the next Compare, reckoned
 * from the last, has passed already. Alone on its CPU it would have come in
 * time; so any Compare that lies between the last expiry (or write of Compare)
 * and now has been reached. If the flag of the last expiry is still set then, it
 * is set again when the guest clears it: whether the guest clears the flag before
 * it writes Compare or after, it gets one interrupt for each Compare.
 */
#include <asm/time.h>
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/sched.h>
#include <levsha/veic.h>
#include <levsha/vtimer.h>

#define QUARTER_TURN		0x40000000u
#define TIMER_LINE		(1u << PART_IRQ_TIMER)

static u32 count(const struct vtimer *t)
{
	return arch_count() + t->offset;
}

/* If the flag is set already, the line keeps it set when the guest clears it. */
static void expire(struct guest *guest)
{
	struct vtimer *t = &guest->vtimer;

	t->expired = true;
	t->since = t->compare;
	arch_guest_set_ti(guest, true);
	guest->veic.lines |= guest->part->words[0]->state->flags & TIMER_LINE;
	veic_raise(guest, PART_IRQ_TIMER, 1);
}

/* @since stays less than a turn back; what lies behind it has been reached. */
u32 vtimer_run(struct guest *guest)
{
	struct vtimer *t = &guest->vtimer;
	const u32 now = arch_count();
	const u32 passed = now + t->offset - t->since;
	const u32 all = t->compare - t->since - 1;
	u32 left = all - passed;

	if (!t->expired && passed > all)
		expire(guest);
	else if (passed >= 2 * QUARTER_TURN)
		t->since += QUARTER_TURN;
	if (left > QUARTER_TURN)
		left = QUARTER_TURN;
	return now + 1 + left;
}

void vtimer_write_compare(struct guest *guest, u32 value)
{
	struct vtimer *t = &guest->vtimer;
	u32 due;

	t->compare = value;
	t->expired = false;
	arch_guest_set_ti(guest, false);
	guest->veic.lines &= ~TIMER_LINE;
	due = vtimer_run(guest);
	if (!t->expired)
		t->since = count(t);
	sched_timer_changed(due);
}

void vtimer_write_count(struct guest *guest, u32 value)
{
	struct vtimer *t = &guest->vtimer;

	t->offset = value - arch_count();
	t->since = value;
	sched_timer_changed(vtimer_run(guest));
}

void vtimer_reset(struct guest *guest)
{
	guest->vtimer = (struct vtimer){ .offset = 0 - arch_count() };
}
