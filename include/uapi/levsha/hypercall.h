/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Hypercalls: what a guest may ask of Levsha. No guest needs them.
 *
 * MIPS: HYPCALL with code 0, in kernel mode, as MIPS32 or microMIPS. Number in v0
 * ($2), arguments in a0 to a3 ($4 to $7); the result is in v0, a negative number
 * is an error, a second result is in v1. No other register changes.
 */
#ifndef _UAPI_LEVSHA_HYPERCALL_H
#define _UAPI_LEVSHA_HYPERCALL_H

#define LEVSHA_ABI_VERSION	0x00010000	/* major in the upper half */

/* LEVSHA_GET_VERSION() - returns LEVSHA_ABI_VERSION */
#define LEVSHA_GET_VERSION	0
/* LEVSHA_YIELD() - let guests of the same priority run */
#define LEVSHA_YIELD		1
/*
 * LEVSHA_CONSOLE_WRITE(address, bytes) - write to the guest's console; the bytes
 * lie at an address in kseg0 or kseg1. Returns how many were taken, at most 64.
 */
#define LEVSHA_CONSOLE_WRITE	2
/* LEVSHA_TIME() - returns seconds since boot, and microseconds of them in v1 */
#define LEVSHA_TIME		3
/*
 * LEVSHA_NOTIFY(guest) - interrupt another guest (source 107 of its controller);
 * the partition says whom a guest may notify
 */
#define LEVSHA_NOTIFY		4
/* LEVSHA_RESTART() - start this guest anew from its image; does not return */
#define LEVSHA_RESTART		5
/* LEVSHA_FAULT(code) - this guest found itself broken: its event guest-fault */
#define LEVSHA_FAULT		6
#define LEVSHA_NR_HYPERCALLS	7

/* Errors */
#define LEVSHA_ENOSYS		(-38)		/* no such hypercall */
#define LEVSHA_EINVAL		(-22)		/* bad argument */
#define LEVSHA_EPERM		(-1)		/* the partition does not allow it */

#endif /* _UAPI_LEVSHA_HYPERCALL_H */
