// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: The log
 *
 * Each core has a ring of records that only it writes; the oldest record is
 * overwritten. A writer takes its record out of circulation (its sequence number
 * becomes 0), fills it, and puts the new sequence number in. Core 0 makes a line
 * of its copy of a record, if the sequence number is the expected one after it was
 * copied. So no writer ever waits, for core 0 or for another core.
 */
#include <asm/barrier.h>
#include <levsha/arch.h>
#include <levsha/console.h>
#include <levsha/crash.h>
#include <levsha/log.h>
#include <levsha/time.h>
#include <linux/sprintf.h>

/* The last byte of @text is never but 0, even while others write. */
struct log_record {
	u32 seq;
	struct ktime time;
	char text[1 + LOG_TEXT_LEN];	/* the level, and what there is to say */
};

static struct log_ring {
	u32 next;		/* sequence number of the newest record, from 1 */
	u32 shown;		/* sequence number of the last one shown */
	struct log_record records[CONFIG_LOG_RECORDS];
} rings[CONFIG_NR_CPUS] __small;

static struct log_record *record_of(struct log_ring *ring, u32 seq)
{
	return &ring->records[seq % CONFIG_LOG_RECORDS];
}

void log_write(const char *fmt, ...)
{
	struct log_ring *ring = &rings[arch_cpu_id()];
	const u32 seq = ring->next + 1;
	struct log_record *r = record_of(ring, seq);
	va_list args;

	WRITE_ONCE(r->seq, 0);
	/* Readers see that the record is not valid before it changes. */
	smp_wmb();
	ktime_stamp(&r->time);
	va_start(args, fmt);
	vscnprintf(r->text, sizeof(r->text), fmt, args);
	va_end(args);
	/* It is valid only when it is complete. */
	smp_wmb();
	WRITE_ONCE(r->seq, seq);
	WRITE_ONCE(ring->next, seq);
	console_kick();
}

/*
 * The oldest record of a ring that was not shown, or NULL; what was overwritten in
 * the meantime is passed over.
 */
static const struct log_record *peek(struct log_ring *ring)
{
	const u32 next = READ_ONCE(ring->next);

	if (next - ring->shown > CONFIG_LOG_RECORDS)
		ring->shown = next - CONFIG_LOG_RECORDS;
	/* The record is as new as @next at least. */
	smp_rmb();
	return next == ring->shown ? NULL : record_of(ring, ring->shown + 1);
}

/* What other cores write may change meanwhile. */
static void show_of_core(u32 core, const struct log_record *r, u32 seq)
{
	const struct log_record copy = *r;

	/* After it was copied. */
	smp_rmb();
	if (READ_ONCE(r->seq) == seq)
		console_print(CONSOLE_LOG, "[%4u.%06u] core %u:%s\n",
			      copy.time.sec, copy.time.usec, core, copy.text);
}

static void show_next(struct log_ring *ring)
{
	const struct log_record *r = record_of(ring, ++ring->shown);

	if (CONFIG_NR_CPUS > 1)
		show_of_core((u32)(ring - rings), r, ring->shown);
	else
		console_print(CONSOLE_LOG, "[%4u.%06u] %s\n", r->time.sec,
			      r->time.usec, r->text);
}

static bool before(const struct ktime *a, const struct ktime *b)
{
	return a->sec != b->sec ? a->sec < b->sec : a->usec < b->usec;
}

bool log_show(void)
{
	const struct log_record *r, *oldest = NULL;
	struct log_ring *ring, *from = NULL;

	for (ring = rings; ring < rings + CONFIG_NR_CPUS; ring++) {
		r = peek(ring);
		if (r && (!oldest || before(&r->time, &oldest->time))) {
			oldest = r;
			from = ring;
		}
	}
	if (!from)
		return crash_show();
	show_next(from);
	return true;
}

void log_rewind(void)
{
	struct log_ring *ring;

	for (ring = rings; ring < rings + CONFIG_NR_CPUS; ring++)
		ring->shown = 0;
}
