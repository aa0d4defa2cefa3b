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

static void stop_others(const struct guest *guest)
{
	struct guest *g;

	for_each_guest(g) {
		if (g != guest)
			arch_request(g, GUEST_REQ_STOP);
	}
}

bool health_event(struct guest *guest, enum part_event event)
{
	const struct part_policy *policy = &guest->part->policy[event];
	const char *message = LOG_WARN "guest %s: %s, stays stopped";
	u32 requests = GUEST_REQ_FAIL;
	u32 n = guest->events[event];

	if (n < EVENTS_MAX)
		n++;
	guest->events[event] = (u8)n;
	if (policy->action <= PART_ACTION_LOG) {
		if (policy->action == PART_ACTION_IGNORE || n & (n - 1))
			return true;
		message = LOG_WARN "guest %s: %s, time %u";
		requests = 0;
	} else if (policy->action == PART_ACTION_STOP_ALL) {
		stop_others(guest);
	} else if (policy->action == PART_ACTION_RESTART &&
		   may_restart(guest, policy)) {
		message = LOG_WARN "guest %s: %s, restart %u";
		requests |= GUEST_REQ_START;
		n = guest->failures;
	}
	log_write(message, guest->part->name, event_names[event], n);
	if (requests)
		arch_request(guest, requests);
	return !requests;
}
