// SPDX-License-Identifier: GPL-2.0
/*
 * Whether guests' cores answer. A core takes its requests within microseconds,
 * whatever its guest does, so one that lets them lie has left our hands.
 */
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <levsha/log.h>
#include <levsha/time.h>

#define PATIENCE_US		1000000

static struct {
	unsigned long since;	/* a request lies there */
	bool told;
} silence[MAX_GUESTS];

static bool is_silent(const struct guest *guest)
{
	return arch_request_pending(guest) && guest->state != GUEST_LOADING;
}

void health_watch(void)
{
	const unsigned long now = ktime_us();
	struct guest *g;
	u32 i;

	for_each_guest(g) {
		i = g->id - 1U;
		if (!is_silent(g)) {
			silence[i].since = now;
			silence[i].told = false;
		} else if (!silence[i].told && now - silence[i].since > PATIENCE_US) {
			silence[i].told = true;
			pr_err("guest %s: its core does not answer: reboot the machine",
			       g->part->name);
		}
	}
}
