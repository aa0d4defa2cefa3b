// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: The log
 *
 * Each core has a ring of records that only it writes; the oldest record is
 * overwritten. A writer takes its record out of circulation (its sequence number
 * becomes 0), fills it, and puts the new sequence number in. Core 0 copies a
 * record and believes the copy only if the sequence number was the expected one
 * before and after. So no writer ever waits, for core 0 or for another core.
 */
#include <asm/barrier.h>
#include <levsha/arch.h>
#include <levsha/console.h>
#include <levsha/log.h>
#include <levsha/time.h>
#include <linux/build_bug.h>
#include <linux/sprintf.h>
#include <linux/string.h>

struct log_record {
	u32 seq;
	u32 level;
	u64 time;
	char text[LOG_TEXT_LEN];
	u32 reserved;
};

static_assert(sizeof(struct log_record) == 128);

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
	r->level = level;
	r->time = ktime_us();
	va_start(args, fmt);
	vsnprintf(r->text, sizeof(r->text), fmt, args);
	va_end(args);
	/* It is valid only when it is complete. */
	smp_wmb();
	WRITE_ONCE(r->seq, seq);
	WRITE_ONCE(ring->next, seq);
}

/*
 * The oldest record of a ring that was not shown; what was overwritten in the
 * meantime is passed over.
 */
static bool peek(struct log_ring *ring, struct log_record *copy)
{
	u32 next, seq;

	for (;;) {
		next = READ_ONCE(ring->next);
		if (ring->shown == next)
			return false;
		if (next - ring->shown > CONFIG_LOG_RECORDS)
			ring->shown = next - CONFIG_LOG_RECORDS;
		seq = ring->shown + 1;
		/* The record is as new as @next at least ... */
		smp_rmb();
		*copy = *record_of(ring, seq);
		/* ... and was not overwritten while it was copied. */
		smp_rmb();
		if (copy->seq == seq &&
		    READ_ONCE(record_of(ring, seq)->seq) == seq)
			return true;
		ring->shown = seq;
	}
}

static void show(unsigned int cpu, const struct log_record *r)
{
	char line[LOG_TEXT_LEN + 40];
	const u32 us = (u32)(r->time % 1000000);
	int len;

	len = snprintf(line, sizeof(line), "[%4u.%06u] core %u:%c%s\n",
		       (u32)(r->time / 1000000), us, cpu, level_mark[r->level],
		       r->text);
	console_write(CONSOLE_LOG, "", line, (size_t)len);
}

static bool show_oldest(void)
{
	struct log_record r, oldest = { .time = ~0ULL };
	unsigned int cpu, from = CONFIG_NR_CPUS;

	for (cpu = 0; cpu < CONFIG_NR_CPUS; cpu++) {
		if (peek(&rings[cpu], &r) && r.time < oldest.time) {
			oldest = r;
			from = cpu;
		}
	}
	if (from == CONFIG_NR_CPUS)
		return false;
	rings[from].shown++;
	show(from, &oldest);
	return true;
}

bool log_show_new(unsigned int max)
{
	while (max--) {
		if (console_room() < sizeof(struct log_record) + 40)
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
