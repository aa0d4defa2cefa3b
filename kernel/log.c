// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: The log
 *
 * Each core has a ring of records that only it writes; the oldest record is
 * overwritten. A writer takes its record out of circulation (its sequence number
 * becomes 0), fills it, and puts the new sequence number in. Core 0 makes a line
 * of a record and believes it only if the sequence number was the expected one
 * before and after. So no writer ever waits, for core 0 or for another core.
 */
#include <asm/barrier.h>
#include <levsha/arch.h>
#include <levsha/console.h>
#include <levsha/log.h>
#include <levsha/lpt.h>
#include <levsha/time.h>
#include <linux/sprintf.h>

#define LINE_LEN		(LOG_TEXT_LEN + 32)

/* The last byte of @text is never but 0, even while others write. */
struct log_record {
	u32 seq;
	struct ktime time;
	u8 level;
	char text[LOG_TEXT_LEN];
};

static struct log_ring {
	u32 next;		/* sequence number of the next record, from 1 */
	u32 shown;		/* sequence number of the last one shown */
	struct log_record records[CONFIG_LOG_RECORDS];
} rings[CONFIG_NR_CPUS];

static const char level_mark[] = { [LOG_ERR] = '!', [LOG_WARN] = '*',
				   [LOG_INFO] = ' ' };

static struct log_record *record_of(struct log_ring *ring, u32 seq)
{
	return &ring->records[seq % CONFIG_LOG_RECORDS];
}

void log_write(enum log_level level, const char *fmt, ...)
{
	struct log_ring *ring = &rings[arch_cpu_id()];
	const u32 seq = ring->next + 1;
	struct log_record *r = record_of(ring, seq);
	va_list args;

	WRITE_ONCE(r->seq, 0);
	/* Readers see that the record is not valid before it changes. */
	smp_wmb();
	r->level = (u8)level;
	ktime_stamp(&r->time);
	va_start(args, fmt);
	vsnprintf(r->text, sizeof(r->text), fmt, args);
	va_end(args);
	/* It is valid only when it is complete. */
	smp_wmb();
	WRITE_ONCE(r->seq, seq);
	WRITE_ONCE(ring->next, seq);
	console_kick();
}

/* Whether a record is still the one that it was. */
static bool still(struct log_ring *ring, u32 seq)
{
	/* After what was read of it. */
	smp_rmb();
	return READ_ONCE(record_of(ring, seq)->seq) == seq;
}

/*
 * The time of the oldest record of a ring that was not shown; what was
 * overwritten in the meantime is passed over.
 */
static bool peek(struct log_ring *ring, struct ktime *time)
{
	u32 next, seq;

	for (;;) {
		next = READ_ONCE(ring->next);
		if (ring->shown == next)
			return false;
		if (next - ring->shown > CONFIG_LOG_RECORDS)
			ring->shown = next - CONFIG_LOG_RECORDS;
		seq = ring->shown + 1;
		/* The record is as new as @next at least. */
		smp_rmb();
		*time = record_of(ring, seq)->time;
		if (still(ring, seq))
			return true;
		ring->shown = seq;
	}
}

static void show_next(struct log_ring *ring)
{
	const u32 seq = ring->shown + 1;
	const struct log_record *r = record_of(ring, seq);
	char line[LINE_LEN];
	int len;

	len = snprintf(line, sizeof(line), "[%4u.%06u] ", r->time.sec,
		       r->time.usec);
	if (CONFIG_NR_CPUS > 1)
		len += snprintf(line + len, sizeof(line) - (size_t)len,
				"core %u:", (u32)(ring - rings));
	len += snprintf(line + len, sizeof(line) - (size_t)len, "%c%s\n",
			level_mark[r->level], r->text);
	ring->shown = seq;
	if (!still(ring, seq))
		return;
	console_write(CONSOLE_LOG, "", line, (size_t)len);
	lpt_write(line, (size_t)len);
}

static bool before(const struct ktime *a, const struct ktime *b)
{
	return a->sec != b->sec ? a->sec < b->sec : a->usec < b->usec;
}

static bool show_oldest(void)
{
	struct ktime time, oldest = { 0, 0 };
	struct log_ring *ring, *from = NULL;

	for (ring = rings; ring < rings + CONFIG_NR_CPUS; ring++) {
		if (peek(ring, &time) && (!from || before(&time, &oldest))) {
			oldest = time;
			from = ring;
		}
	}
	if (from)
		show_next(from);
	return from;
}

bool log_show_new(unsigned int max)
{
	while (max--) {
		if (console_room() < LINE_LEN)
			return true;
		if (!show_oldest())
			return false;
	}
	return true;
}

void log_rewind(void)
{
	struct log_ring *ring;

	for (ring = rings; ring < rings + CONFIG_NR_CPUS; ring++)
		ring->shown = ring->next > CONFIG_LOG_RECORDS ?
				      ring->next - CONFIG_LOG_RECORDS :
				      0;
}
