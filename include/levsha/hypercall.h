/* SPDX-License-Identifier: GPL-2.0 */
/* Hypercalls, between the architecture and kernel/hypercall.c. Context: root. */
#ifndef _LEVSHA_HYPERCALL_H
#define _LEVSHA_HYPERCALL_H

#include <levsha/time.h>
#include <linux/types.h>

struct guest;

/**
 * struct hypercall - a guest's call
 * @number: LEVSHA_*, see uapi/levsha/hypercall.h
 * @args: its arguments
 * @first: its result, 0 unless the call has another
 * @second: its second result; what the guest had there, if it has none
 * @time: both, of the call that has this result
 */
struct hypercall {
	u32 number;
	u32 args[2];
	union {
		struct {
			s32 first;
			u32 second;
		};
		struct ktime time;
	};
};

/** hypercall() - carry out a call of the running guest; sets the results */
void hypercall(struct guest *guest, struct hypercall *call);

#endif /* _LEVSHA_HYPERCALL_H */
