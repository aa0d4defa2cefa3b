// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: The profiler
 *
 * A periodic timer makes the core of one guest count where it is: in the guest or in
 * the hypervisor, and at which address. There are few counters. An address that has
 * none takes over that of the rarest, count included (the Space-Saving algorithm), so
 * that what is met often is kept, and a count is too large by no more than the
 * smallest one. A guest that waits is met behind its HLT.
 */
#include <asm/barrier.h>
#include <levsha/arch.h>
#include <levsha/command.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/profile.h>
#include <linux/string.h>

#define PERIOD_US		997	/* in step with no guest's timer */
#define GRAIN			16	/* bytes that share a counter */
#define SPOTS			64
#define SPOTS_SHOWN		16

struct spot {
	unsigned long address;
	u32 count;
	bool in_guest;
};

static struct {
	const struct guest *guest;
	u32 samples;
	u32 in_guest;
	struct spot spots[SPOTS];
} profile;

static struct spot *find_spot(bool in_guest, unsigned long address)
{
	struct spot *s, *rarest = profile.spots;

	for (s = profile.spots; s < profile.spots + SPOTS; s++) {
		if (s->address == address && s->in_guest == in_guest)
			return s;
		if (s->count < rarest->count)
			rarest = s;
	}
	rarest->address = address;
	rarest->in_guest = in_guest;
	return rarest;
}

void profile_sample(bool in_guest, unsigned long address)
{
	profile.samples++;
	profile.in_guest += in_guest;
	find_spot(in_guest, address & ~(GRAIN - 1UL))->count++;
}

static u32 do_profile(u32 step)
{
	struct guest *guest = command_guest();

	arch_profile(NULL, 0);
	memset(&profile, 0, sizeof(profile));
	profile.guest = guest;
	if (arch_profile(guest, PERIOD_US))
		console_printf("there is no periodic timer for the profiler\n");
	else
		console_printf("sampling %s; \"samples\" ends it and shows them\n",
			       guest->part->name);
	return 0;
}

static struct spot *most_frequent(void)
{
	struct spot *s, *most = profile.spots;

	for (s = profile.spots; s < profile.spots + SPOTS; s++) {
		if (s->count > most->count)
			most = s;
	}
	return most;
}

static u32 percent(u32 count)
{
	return (u32)(100UL * count / profile.samples);
}

/* Step 0 is the sum; each other shows and clears the spot that leads. */
static u32 do_samples(u32 step)
{
	struct spot *s = most_frequent();

	if (!step)
		arch_profile(NULL, 0);
	if (!profile.samples) {
		console_printf("there are no samples; \"profile N\" takes them\n");
		return 0;
	}
	if (!step) {
		console_printf("%s: %u samples, %u %% in the guest\n",
			       profile.guest->part->name, profile.samples,
			       percent(profile.in_guest));
	} else {
		console_printf("  %8u %3u %%  %016lx  %s\n", s->count,
			       percent(s->count), s->address,
			       s->in_guest ? "guest" : "hypervisor");
		s->count = 0;
	}
	if (step < SPOTS_SHOWN && most_frequent()->count)
		return step + 1;
	profile.samples = 0;
	return 0;
}

COMMANDS(commands) = {
	{ "profile N    sample where guest N is", .run = do_profile,
	  .states = COMMAND_ANY_STATE },
	{ "samples      where it was, most frequent first", .run = do_samples },
};
