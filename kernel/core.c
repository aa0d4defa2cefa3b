// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Life of a guest with a core of its own
 *
 * A guest's core alone changes the guest: it loads the image, runs the guest,
 * and stops it. Others leave requests with the core. Every start begins with
 * cleared memory and the pristine image. A stopped guest stays where it was until
 * it is continued or started anew. A guest that fails stops, or is restarted as
 * its policy says; the others do not notice.
 */
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/console.h>
#include <levsha/guest.h>

struct guest guests[MAX_GUESTS];
unsigned int nr_guests;

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
	const struct part_function *function =
		partition_table(&partition->functions);
	struct guest *g;

	nr_guests = partition->guests.count;
	for_each_guest(g) {
		g->part = part++;
		g->id = (u8)(g - guests + 1);
		g->blocks = block + g->part->first_block;
		g->irqs = irq + g->part->first_irq;
		g->functions = function + g->part->first_function;
		g->vuart_irq = find_vuart_irq(g);
		arch_guest_init(g);
		vpci_init(g);
	}
}

void guest_show(const struct guest *guest)
{
	console_printf("%u %-15s %-8s core %u, %u starts\n", guest->id,
		       guest->part->name, guest_state_name(guest),
		       guest->part->cpu, guest->starts);
}

static void load(struct guest *guest)
{
	const struct part_segment *s = partition_table(&partition->segments);
	const struct part_segment *end;

	arch_guest_clear(guest);
	s += guest->part->first_segment;
	for (end = s + guest->part->nr_segments; s < end; s++)
		arch_guest_copy(guest, s->gpa,
				partition_image(s->image) + s->offset, s->size);
}

/* Runs a guest from its image until it fails, or is stopped and not continued. */
static void live(struct guest *guest)
{
	guest_set_state(guest, GUEST_LOADING);
	guest->starts++;
	vpci_reset(guest);
	load(guest);
	vuart_reset(guest);
	vpic_reset(guest);
	guest->vpit = (struct vpit){};
	guest->vpm = (struct vpm){};
	guest->vcrtc = (struct vcrtc){};
	guest_set_state(guest, GUEST_RUNNING);
	/* Its time begins here: what the log takes is none of it. */
	arch_guest_reset(guest);
	if (!arch_guest_run(guest))
		guest_set_state(guest, GUEST_FAILED);
	vpic_reset(guest);
	vpci_reset(guest);
}

static void wait_for_start(struct guest *guest)
{
	u32 bits;

	while (!((bits = arch_take_requests()) & GUEST_REQ_START))
		arch_guest_wait();
	if (bits & GUEST_REQ_RESET)
		arch_core_reset();
	if (bits & GUEST_REQ_FORGIVE)
		guest->failures = 0;
}

static u32 take_requests(struct guest *guest)
{
	const u32 bits = arch_take_requests();

	if (bits & GUEST_REQ_SHOW)
		arch_guest_show(guest);
	return bits;
}

/*
 * A guest stays in the middle of its exit. A start is left with the core, so that
 * wait_for_start() finds it.
 */
static bool stay_stopped(struct guest *guest, u32 bits)
{
	guest_set_state(guest, GUEST_STOPPED);
	while (!(bits & (GUEST_REQ_START | GUEST_REQ_CONTINUE))) {
		arch_guest_wait();
		bits |= take_requests(guest);
	}
	if (bits & GUEST_REQ_START) {
		arch_request(guest, bits & (GUEST_REQ_START | GUEST_REQ_FORGIVE |
					    GUEST_REQ_RESET));
		return true;
	}
	guest_set_state(guest, GUEST_RUNNING);
	vuart_update(guest);
	return false;
}

/* Others found fault with it: what they left besides is for wait_for_start(). */
static bool fail(struct guest *guest, u32 bits)
{
	guest_set_state(guest, GUEST_FAILED);
	arch_request(guest, bits & GUEST_REQ_START);
	return true;
}

bool guest_requests(struct guest *guest)
{
	const u32 bits = take_requests(guest);

	if (bits & GUEST_REQ_FAIL)
		return fail(guest, bits);
	if (bits & GUEST_REQ_VUART)
		vuart_update(guest);
	return bits & GUEST_REQ_STOP && stay_stopped(guest, bits);
}

void guest_core(struct guest *guest)
{
	if (guest->part->flags & PART_GUEST_AUTOSTART)
		live(guest);
	for (;;) {
		wait_for_start(guest);
		live(guest);
	}
}
