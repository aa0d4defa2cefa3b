// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Life of a guest
 *
 * A guest's core alone changes the guest: it loads the image, runs the guest,
 * and stops it. Others leave requests with the core. Every start begins with
 * cleared memory and the pristine image. A guest that fails stops, or is
 * restarted as its partition entry says; the others do not notice.
 */
#include <asm/barrier.h>
#include <asm/page.h>
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/guest.h>
#include <levsha/log.h>
#include <levsha/panic.h>
#include <linux/string.h>

struct guest guests[MAX_GUESTS];
unsigned int nr_guests;

static const char *const state_names[] = {
	[GUEST_STOPPED] = "stopped",
	[GUEST_LOADING] = "loading",
	[GUEST_RUNNING] = "running",
	[GUEST_FAILED] = "failed",
};

static u8 find_vuart_irq(const struct guest *guest)
{
	const struct part_block *b = guest->blocks;
	const struct part_block *end = b + guest->part->nr_blocks;

	for (; b < end; b++) {
		if (b->device == PART_DEVICE_VUART)
			return b->irq;
	}
	return 0xff;
}

void guests_init(void)
{
	const struct part_guest *part = partition_table(&partition->guests);
	const struct part_block *block = partition_table(&partition->blocks);
	const struct part_irq *irq = partition_table(&partition->irqs);
	struct guest *g;

	nr_guests = partition->guests.count;
	for_each_guest(g) {
		g->part = part++;
		g->id = (u32)(g - guests) + 1;
		g->blocks = block + g->part->first_block;
		g->irqs = irq + g->part->first_irq;
		g->vuart_irq = find_vuart_irq(g);
		if (arch_guest_init(g))
			panic("guest %s needs more tables than there are",
			      g->part->name);
	}
}

struct guest *guest_find(const char *word)
{
	struct guest *g;

	for_each_guest(g) {
		if (!strcmp(word, g->part->name) ||
		    (word[0] == (char)('0' + g->id) && !word[1]))
			return g;
	}
	return NULL;
}

const char *guest_state_name(const struct guest *guest)
{
	return state_names[READ_ONCE(guest->state)];
}

static void load(struct guest *guest)
{
	const struct part_segment *s = partition_table(&partition->segments);
	const struct part_segment *end;
	u8 *ram = phys_to_virt(guest->part->ram_base);

	arch_guest_clear(guest);
	s += guest->part->first_segment;
	for (end = s + guest->part->nr_segments; s < end; s++)
		memcpy(ram + s->gpa, partition_image(s->image) + s->offset,
		       s->size);
}

static void set_state(struct guest *guest, enum guest_state state)
{
	WRITE_ONCE(guest->state, state);
	pr_info("guest %s: %s", guest->part->name, state_names[state]);
}

/* Runs a guest from its image until it stops; returns whether it failed. */
static bool live(struct guest *guest)
{
	bool asked;

	set_state(guest, GUEST_LOADING);
	guest->starts++;
	load(guest);
	vuart_reset(guest);
	vpic_reset(guest);
	vpit_reset(guest);
	arch_guest_reset(guest);
	set_state(guest, GUEST_RUNNING);
	asked = arch_guest_run(guest);
	vpic_reset(guest);
	set_state(guest, asked ? GUEST_STOPPED : GUEST_FAILED);
	return !asked;
}

static bool restart_after_failure(struct guest *guest)
{
	const struct part_guest *part = guest->part;

	if (part->on_fault != PART_ACTION_RESTART)
		return false;
	if (guest->failures == part->max_restarts) {
		pr_warn("guest %s: failed %u times in a row, stays stopped",
			part->name, guest->failures + 1);
		return false;
	}
	guest->failures++;
	pr_warn("guest %s: restart %u of %u", part->name, guest->failures,
		part->max_restarts);
	return true;
}

static void wait_for_start(struct guest *guest)
{
	while (!(arch_take_requests() & GUEST_REQ_START))
		arch_guest_wait();
	guest->failures = 0;
}

/*
 * A start that was asked for together with a stop is left with the core, so that
 * wait_for_start() finds it.
 */
bool guest_requests(struct guest *guest)
{
	const u32 bits = arch_take_requests();

	if (bits & GUEST_REQ_STOP) {
		arch_request(guest, bits & GUEST_REQ_START);
		return true;
	}
	if (bits & GUEST_REQ_VUART)
		vuart_update(guest);
	return false;
}

void guest_core(struct guest *guest)
{
	if (!(guest->part->flags & PART_GUEST_AUTOSTART))
		wait_for_start(guest);
	for (;;) {
		if (!live(guest) || !restart_after_failure(guest))
			wait_for_start(guest);
	}
}
