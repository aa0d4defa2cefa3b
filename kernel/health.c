// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Health
 *
 * Whoever sees something go wrong with a guest names the event; the partition
 * says, event by event and guest by guest, what follows: nothing, a message, a
 * stop, a restart (perhaps only so often in so many seconds, counted from the
 * first), or the stop of all guests. What is only logged is told at the first
 * time, the second, the fourth, and so on, so that a guest that does it all the
 * time does not fill the log.
 */
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <levsha/log.h>
#include <levsha/time.h>

#define EVENTS_MAX		0xff
#define FAILURES_MAX		0xff

static const char *const event_names[PART_NR_EVENTS] = {
	[PART_EVENT_FAULT] = "fault",
	[PART_EVENT_WATCHDOG] = "watchdog",
	[PART_EVENT_ILLEGAL_ACCESS] = "illegal access",
	[PART_EVENT_IRQ_STORM] = "interrupt storm",
	[PART_EVENT_BUDGET] = "budget overrun",
	[PART_EVENT_ASSERTION] = "assertion",
	[PART_EVENT_MACHINE_CHECK] = "machine check",
};

const char *health_event_name(enum part_event event)
{
	return event_names[event];
}

static void act_ignore(struct guest *guest, enum part_event event)
{
}

static void act_log(struct guest *guest, enum part_event event)
{
	const u32 n = guest->events[event];

	if (!(n & (n - 1)))
		pr_warn("guest %s: %s, time %u", guest->part->name,
			event_names[event], n);
}

static void act_stop(struct guest *guest, enum part_event event)
{
	pr_warn("guest %s: %s, stays stopped", guest->part->name,
		event_names[event]);
	arch_request(guest, GUEST_REQ_FAIL);
}

static bool may_restart(struct guest *guest, const struct part_policy *policy)
{
	struct ktime now;

	ktime_stamp(&now);
	if (policy->seconds &&
	    now.sec - guest->failing_since >= policy->seconds)
		guest->failures = 0;
	if (policy->max && guest->failures >= policy->max)
		return false;
	if (!guest->failures)
		guest->failing_since = now.sec;
	if (guest->failures < FAILURES_MAX)
		guest->failures++;
	return true;
}

static void act_restart(struct guest *guest, enum part_event event)
{
	const struct part_policy *policy = &guest->part->policy[event];

	if (!may_restart(guest, policy)) {
		act_stop(guest, event);
		return;
	}
	pr_warn("guest %s: %s, restart %u", guest->part->name,
		event_names[event], guest->failures);
	arch_request(guest, GUEST_REQ_FAIL | GUEST_REQ_START);
}

static void act_stop_all(struct guest *guest, enum part_event event)
{
	struct guest *g;

	for_each_guest(g) {
		if (g != guest)
			arch_request(g, GUEST_REQ_STOP);
	}
	act_stop(guest, event);
}

static const struct {
	void (*act)(struct guest *guest, enum part_event event);
	bool goes_on;
} actions[PART_NR_ACTIONS] = {
	[PART_ACTION_IGNORE] = { act_ignore, true },
	[PART_ACTION_LOG] = { act_log, true },
	[PART_ACTION_STOP] = { act_stop, false },
	[PART_ACTION_RESTART] = { act_restart, false },
	[PART_ACTION_STOP_ALL] = { act_stop_all, false },
};

bool health_event(struct guest *guest, enum part_event event)
{
	const u8 action = guest->part->policy[event].action;

	if (guest->events[event] < EVENTS_MAX)
		guest->events[event]++;
	actions[action].act(guest, event);
	return actions[action].goes_on;
}
