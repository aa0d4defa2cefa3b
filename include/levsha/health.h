/* SPDX-License-Identifier: GPL-2.0 */
/* What follows when something goes wrong with a guest. */
#ifndef _LEVSHA_HEALTH_H
#define _LEVSHA_HEALTH_H

#include <levsha/partition.h>
#include <linux/types.h>

struct guest;

/**
 * health_event() - something went wrong with a guest
 * @guest: the guest
 * @event: what
 *
 * Does what the guest's policy says: logs, leaves the request to stop or restart
 * with the guest's core, or stops all guests. The fatal report is the caller's.
 *
 * Return: whether the guest goes on.
 */
bool health_event(struct guest *guest, enum part_event event);

/** health_watch() - tell of guests' cores that do not answer. Context: core 0. */
void health_watch(void);

/** health_event_name() - an event in words */
const char *health_event_name(enum part_event event);

#endif /* _LEVSHA_HEALTH_H */
