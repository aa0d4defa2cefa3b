// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Hypercalls
 *
 * What a guest may ask for. The architecture brings number and arguments, and
 * takes the results back. Every argument is checked here.
 */
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <levsha/hypercall.h>
#include <levsha/log.h>
#include <levsha/time.h>
#include <linux/build_bug.h>
#include <uapi/levsha/hypercall.h>

#define CONSOLE_WRITE_MAX	64

static void call_version(struct guest *guest, struct hypercall *call)
{
	call->first = LEVSHA_ABI_VERSION;
}

static void call_yield(struct guest *guest, struct hypercall *call)
{
	sched_yield(guest);
}

static void call_console_write(struct guest *guest, struct hypercall *call)
{
	u32 len = call->args[1], i;
	const u8 *text;

	if (len > CONSOLE_WRITE_MAX)
		len = CONSOLE_WRITE_MAX;
	text = arch_guest_memory(guest, call->args[0], len);
	if (!text) {
		call->first = LEVSHA_EINVAL;
		return;
	}
	for (i = 0; i < len && !vuart_full(&guest->vuart); i++)
		vuart_transmit(&guest->vuart, text[i]);
	call->first = (s32)i;
	vuart_update(guest);
}

static void call_time(struct guest *guest, struct hypercall *call)
{
	ktime_stamp(&call->time);
}

static void call_notify(struct guest *guest, struct hypercall *call)
{
	const u32 id = call->args[0];

	if (!id || id > nr_guests)
		call->first = LEVSHA_EINVAL;
	else if (!(guest->part->notify_mask & 1U << id))
		call->first = LEVSHA_EPERM;
	else
		veic_raise(&guests[id - 1], PART_IRQ_NOTIFY, 1);
}

static void call_restart(struct guest *guest, struct hypercall *call)
{
	arch_request(guest, GUEST_REQ_STOP | GUEST_REQ_START);
}

static void call_fault(struct guest *guest, struct hypercall *call)
{
	pr_warn("guest %s: reports fault %x", guest->part->name, call->args[0]);
	health_event(guest, PART_EVENT_FAULT);
}

static void (*const calls[])(struct guest *guest, struct hypercall *call) = {
	[LEVSHA_GET_VERSION] = call_version,
	[LEVSHA_YIELD] = call_yield,
	[LEVSHA_CONSOLE_WRITE] = call_console_write,
	[LEVSHA_TIME] = call_time,
	[LEVSHA_NOTIFY] = call_notify,
	[LEVSHA_RESTART] = call_restart,
	[LEVSHA_FAULT] = call_fault,
};

static_assert(ARRAY_SIZE(calls) == LEVSHA_NR_HYPERCALLS);

void hypercall(struct guest *guest, struct hypercall *call)
{
	call->first = 0;
	if (call->number < ARRAY_SIZE(calls))
		calls[call->number](guest, call);
	else
		call->first = LEVSHA_ENOSYS;
}
