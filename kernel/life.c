// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Life of a guest that shares its core
 *
 * What is requested of a guest is carried out when the scheduler next looks. A
 * start resets a guest's CPU and devices at once; its RAM is loaded in its own
 * time: each turn clears or copies a piece of it. A stopped guest stays where it
 * was until it is continued or started anew; if it was in a WAIT, that is over
 * then. A guest that fails stops, or is restarted as its policy says.
 */
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/console.h>
#include <levsha/crash.h>
#include <levsha/guest.h>
#include <levsha/log.h>

void guests_init(void)
{
	const struct part_guest *part = part_board.guests;
	struct guest *g;
	u32 id = 1;

	for_each_guest(g) {
		g->id = (u8)id++;
		g->part = part++;
		g->vsfr.cause = RCON_POR | RCON_BOR;
		if (part_has(g->part, PART_GUEST_AUTOSTART))
			arch_request(g, GUEST_REQ_START);
	}
}

void guest_show(const struct guest *guest)
{
	const u32 share = sched_share(guest);

	console_printf("%u %-15s %-8s priority %u, %u.%u %% CPU, %u starts\n",
		       guest->id, guest->part->name, guest_state_name(guest),
		       guest->part->priority, share / 10, share % 10,
		       guest->starts);
}

void arch_request(struct guest *guest, u32 bits)
{
	guest->sched.requests |= (u8)bits;
	sched_pending = SCHED_ALL;
}

/* Its own devices and those that it is shown: nothing of it goes on. */
static noinline void switch_off(struct guest *guest)
{
	arch_guest_off(guest);
	veic_reset(guest);
}

/*
 * With its load, if anything is left of that. Time in which it was stopped does not
 * count as time without service.
 */
static void go_on(struct guest *guest, bool watched)
{
	sched_watch(guest, watched);
	sched_yield(guest);
	guest->state = GUEST_LOADING;
}

static void begin(struct guest *guest)
{
	switch_off(guest);
	vuart_reset(guest);
	vtimer_reset(guest);
	arch_guest_reset(guest);
	vsfr_reset(guest);
	guest->starts++;
	go_on(guest, false);
}

void guest_serve_requests(struct guest *guest)
{
	const u32 bits = guest->sched.requests;

	guest->sched.requests = 0;
	if (bits & (GUEST_REQ_STOP | GUEST_REQ_FAIL) && guest_alive(guest))
		guest_set_state(guest, bits & GUEST_REQ_FAIL ? GUEST_FAILED :
							       GUEST_STOPPED);
	if (bits & GUEST_REQ_FAIL)
		switch_off(guest);
	if (bits & GUEST_REQ_FORGIVE)
		guest->failures = 0;
	if (bits & GUEST_REQ_START && !guest_alive(guest))
		begin(guest);
	else if (bits & GUEST_REQ_CONTINUE && guest->state == GUEST_STOPPED)
		go_on(guest, guest->sched.watched);
}

void guest_load(struct guest *guest)
{
	if (arch_guest_load(guest))
		guest_set_state(guest, GUEST_RUNNING);
}

void levsha_main(void)
{
	pr_info("Levsha " LEVSHA_VERSION " on %s, %u guests", part_board.model,
		nr_guests);
	guests_init();
	sched_init();
	crash_init();
}
