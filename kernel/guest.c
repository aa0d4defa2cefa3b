// SPDX-License-Identifier: GPL-2.0
/* Guests by name and state, whether they share a core or not. */
#include <levsha/guest.h>
#include <levsha/log.h>

static const char *const state_names[] = {
	[GUEST_OFF] = "off",
	[GUEST_STOPPED] = "stopped",
	[GUEST_WAITING] = "running",
	[GUEST_LOADING] = "loading",
	[GUEST_RUNNING] = "running",
	[GUEST_FAILED] = "failed",
};

const char *guest_state_name(const struct guest *guest)
{
	return state_names[READ_ONCE(guest->state)];
}

bool guest_alive(const struct guest *guest)
{
	return READ_ONCE(guest->state) >= GUEST_WAITING;
}

noinline void guest_set_state(struct guest *guest, enum guest_state state)
{
	WRITE_ONCE(guest->state, (u8)state);
	pr_info("guest %s: %s", guest->part->name, state_names[state]);
}
