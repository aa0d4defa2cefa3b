// SPDX-License-Identifier: GPL-2.0
/* The watchdogs of guests that share a core; each bites its own guest. */
#include <levsha/guest.h>
#include <levsha/health.h>
#include <levsha/sched.h>
#include <levsha/time.h>

#define US_PER_MS		1000

static u32 left(const struct guest *guest, u32 us)
{
	const u32 since = us - guest->sched.kicked;
	const u32 time_out = guest->part->watchdog_ms * US_PER_MS;

	return since < time_out ? time_out - since : 0;
}

static bool is_on(const struct guest *guest)
{
	return guest->sched.watched && guest->state == GUEST_RUNNING;
}

u32 watchdog_left(const struct guest *guest, u32 us)
{
	if (!is_on(guest) || left(guest, us) > SCHED_MAX_US)
		return SCHED_MAX_US;
	return left(guest, us);
}

void watchdog_run(struct guest *guest, u32 us)
{
	if (!is_on(guest) || left(guest, us))
		return;
	guest->sched.kicked = us;
	if (!health_event(guest, PART_EVENT_WATCHDOG))
		guest->vsfr.cause = RCON_WDTO;
}

void sched_watch(struct guest *guest, bool on)
{
	guest->sched.kicked = (u32)ktime_us();
	if (guest->sched.watched != on)
		sched_pending |= SCHED_ALL;
	guest->sched.watched = on;
}
