// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's 8254
 *
 * Software without other knowledge of a machine measures its clocks against the
 * 8254 (Intel data sheet 231164), mostly counter 2 with the gate and output that
 * port 0x61 shows. Counters are computed from the time when they are looked at;
 * nothing runs in between. Only while counter 0 counts to an interrupt is the
 * guest left when that is due: a guest that does not program it pays nothing.
 */
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/time.h>
#include <levsha/vpc.h>
#include <levsha/vreg.h>

#define PORT_SPEAKER		0x61
#define CONTROL			3	/* among each four ports of counters */
#define TICK_COUNTER		0
#define TICK_IRQ		0
#define SPEAKER_COUNTER		2

/* 1.193182 MHz, as counts per microsecond with 16 bits of fraction. */
#define COUNTS_PER_US		78196

#define SPEAKER_GATE		0x01
#define SPEAKER_MASK		0x03
#define SPEAKER_OUTPUT		0x20

#define COMMAND_COUNTER(c)	((c) >> 6)
#define COMMAND_READ_BACK	3
#define COMMAND_BYTES(c)	((c) >> 4 & 3)
#define COMMAND_MODE(c)		((c) >> 1 & 7)
#define READ_BACK_NO_COUNT	0x20
#define READ_BACK_NO_STATUS	0x10
#define STATUS_OUTPUT		0x80
#define STATUS_BYTES		4
#define STATUS_MODE		1
#define MODE_RATE		2
#define MODE_SQUARE		3

static u32 reload(const struct vpit_counter *c)
{
	return c->count ? c->count : 0x10000;
}

static u64 elapsed(const struct vpit_counter *c)
{
	return (ktime_us() - c->started) * COUNTS_PER_US >> 16;
}

static bool periodic(const struct vpit_counter *c)
{
	return c->mode == MODE_RATE || c->mode == MODE_SQUARE;
}

/* Periodic counters start anew, the others go on below zero. */
static u16 value(const struct vpit_counter *c)
{
	const u32 passed = (u32)elapsed(c);

	return (u16)(reload(c) - (periodic(c) ? passed % reload(c) : passed));
}

static bool output(const struct vpit_counter *c)
{
	if (c->mode == MODE_SQUARE)
		return (u32)elapsed(c) % reload(c) < (reload(c) + 1) / 2;
	return periodic(c) || elapsed(c) >= reload(c);
}

/* Those that are more than one behind are lost, as on hardware. */
void vpit_tick(struct guest *guest)
{
	const struct vpit_counter *c = guest->vpit.counters;
	const u64 passed = ktime_us() - c->started;
	const u64 periods = elapsed(c) / reload(c);
	const u64 next = (((periods + 1) * reload(c)) << 16) / COUNTS_PER_US + 1;

	if (periods > guest->vpit.ticks) {
		guest->vpit.ticks = periods;
		vpic_set_line(guest, TICK_IRQ, false);
		vpic_set_line(guest, TICK_IRQ, true);
	}
	arch_timer_arm(periods && !periodic(c) ? 0 : next - passed);
}

static void latch(struct vpit_counter *c)
{
	if (!c->is_latched)
		c->latched = value(c);
	c->is_latched = true;
}

/* Whether the byte at hand is the high one; steps on to the next. */
static bool high_byte(struct vpit_counter *c)
{
	const bool high = c->bytes == 2 || c->second;

	c->second = c->bytes == 3 && !c->second;
	return high;
}

static u8 read_counter(struct vpit_counter *c)
{
	const u16 v = c->is_latched ? c->latched : value(c);
	bool high;

	if (c->has_status) {
		c->has_status = false;
		return c->status;
	}
	high = high_byte(c);
	if (!c->second)
		c->is_latched = false;
	return high ? v >> 8 : (u8)v;
}

static void write_counter(struct guest *guest, unsigned int n, u8 byte)
{
	struct vpit_counter *c = &guest->vpit.counters[n];

	if (high_byte(c))
		c->count = (u16)((c->count & 0xff) | byte << 8);
	else
		c->count = c->bytes == 3 ? (u16)((c->count & 0xff00) | byte) :
					   byte;
	c->started = ktime_us();
	if (n == TICK_COUNTER && !c->second) {
		guest->vpit.ticks = 0;
		vpit_tick(guest);
	}
}

static void latch_status(struct vpit_counter *c)
{
	if (!c->has_status)
		c->status = (u8)((output(c) ? STATUS_OUTPUT : 0) |
				 c->bytes << STATUS_BYTES |
				 c->mode << STATUS_MODE);
	c->has_status = true;
}

static void read_back(struct vpit *pit, u8 command)
{
	unsigned int i;

	for (i = 0; i < VPIT_COUNTERS; i++) {
		if (command & 2 << i && !(command & READ_BACK_NO_COUNT))
			latch(&pit->counters[i]);
		if (command & 2 << i && !(command & READ_BACK_NO_STATUS))
			latch_status(&pit->counters[i]);
	}
}

static void write_command(struct guest *guest, u8 command)
{
	const unsigned int n = COMMAND_COUNTER(command);
	struct vpit_counter *c = &guest->vpit.counters[n % VPIT_COUNTERS];

	if (n == COMMAND_READ_BACK) {
		read_back(&guest->vpit, command);
	} else if (!COMMAND_BYTES(command)) {
		latch(c);
	} else {
		if (n == TICK_COUNTER)
			arch_timer_arm(0);
		*c = (struct vpit_counter){
			.started = ktime_us(),
			.bytes = COMMAND_BYTES(command),
			.mode = COMMAND_MODE(command) & 3,
		};
	}
}

/* Opening its gate starts the counter anew. */
static void write_speaker(struct vpit *pit, u8 v)
{
	if (v & ~pit->control & SPEAKER_GATE)
		pit->counters[SPEAKER_COUNTER].started = ktime_us();
	pit->control = v & SPEAKER_MASK;
}

static u8 read_speaker(const struct vpit *pit)
{
	return pit->control |
	       (output(&pit->counters[SPEAKER_COUNTER]) ? SPEAKER_OUTPUT : 0);
}

static void write_port(struct guest *guest, u64 port, u8 v)
{
	if (port == PORT_SPEAKER)
		write_speaker(&guest->vpit, v);
	else if (port % 4 == CONTROL)
		write_command(guest, v);
	else
		write_counter(guest, port % 4, v);
}

static u8 read_port(struct vpit *pit, u64 port)
{
	if (port == PORT_SPEAKER)
		return read_speaker(pit);
	if (port % 4 == CONTROL)
		return 0xff;
	return read_counter(&pit->counters[port % 4]);
}

bool vpit_access(struct guest *guest, const struct part_block *block,
		 struct vreg_access *a)
{
	if (a->width != 1)
		return false;
	if (a->write)
		write_port(guest, a->addr, (u8)a->value);
	else
		a->value = read_port(&guest->vpit, a->addr);
	return true;
}
