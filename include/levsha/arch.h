/* SPDX-License-Identifier: GPL-2.0 */
/* What kernel/ and virt/ ask of the architecture. */
#ifndef _LEVSHA_ARCH_H
#define _LEVSHA_ARCH_H

#include <linux/compiler_types.h>
#include <linux/types.h>

struct guest;
struct part_block;
struct part_board;
struct vreg_access;

/** arch_cpu_id() - index of the executing core */
#if CONFIG_NR_CPUS > 1
unsigned int arch_cpu_id(void);
#else
static inline unsigned int arch_cpu_id(void)
{
	return 0;
}
#endif

/** arch_wait() - let the management core sleep until there may be work */
void arch_wait(void);

/** arch_reboot() - reset the machine */
void __noreturn arch_reboot(void);

/**
 * arch_stop_machine() - stop all other cores where they are, then report this
 *	one's registers and stack
 * @regs: registers at the fault, or NULL
 */
void arch_stop_machine(const void *regs);

/** arch_halt() - end of the executing core */
void __noreturn arch_halt(void);

/**
 * arch_guest_init() - build what hardware reads of a guest
 * @guest: with its partition entries set
 *
 * Context: core 0, at boot. Panics when the tables for guest memory are too small.
 */
void arch_guest_init(struct guest *guest);

/**
 * arch_guest_reset() - bring the executing core and the guest's CPU to the
 *	state in which the guest starts
 * @guest: whose RAM is loaded; with %CONFIG_SCHED it will be loaded from the first
 *	piece on, and may be the current one
 */
void arch_guest_reset(struct guest *guest);

/**
 * arch_guest_run() - run a guest until it must stop
 * @guest: reset, on the executing core
 *
 * Return: true when it was asked to stop, false when it failed and was reported.
 */
bool arch_guest_run(struct guest *guest);

/**
 * arch_guest_load() - with %CONFIG_SCHED: clear and fill a piece of a guest's RAM
 * @guest: reset; each call takes the next piece, of at most 1 KiB
 *
 * Return: whether there was none left.
 */
bool arch_guest_load(struct guest *guest);

/**
 * arch_guest_off() - with %CONFIG_SCHED: switch the guest's own devices off, so that
 *	none interrupts, reads or writes its RAM, or drives a pin
 * @guest: not running
 */
void arch_guest_off(const struct guest *guest);

/** arch_guest_clear() - fill a guest's whole RAM with zero */
void arch_guest_clear(struct guest *guest);

/** arch_guest_copy() - copy to a guest's RAM, which is large enough */
void arch_guest_copy(struct guest *guest, u64 gpa, const void *from, size_t size);

/**
 * arch_guest_show() - without %CONFIG_SCHED: log a guest's registers and last exits
 * @guest: of the executing core, in the middle of an exit
 */
void arch_guest_show(const struct guest *guest);

/**
 * arch_guest_wait() - sleep until there is a request for the executing core
 */
void arch_guest_wait(void);

/**
 * arch_request() - leave requests for a guest with its core
 * @guest: the guest
 * @bits: GUEST_REQ_*
 *
 * Context: any. The core looks at them before it next runs the guest; it is made
 * to leave the guest if it is another core than this one. With %CONFIG_SCHED all
 * guests are on this core, and kernel/sched.c has this function.
 */
void arch_request(struct guest *guest, u32 bits);

/** arch_request_pending() - whether a guest's core has requests that it did not take */
bool arch_request_pending(const struct guest *guest);

/**
 * arch_core_reset() - bring the executing core to the state in which the boot left
 *	it, and begin its guest's life cycle anew
 */
void __noreturn arch_core_reset(void);

/** arch_take_requests() - take all requests left with the executing core */
u32 arch_take_requests(void);

/**
 * arch_exit_name() - the name of a cause for which guests leave guest mode
 * @n: below EXIT_KINDS
 */
const char *arch_exit_name(unsigned int n);

/**
 * arch_exit_count() - how often a guest left guest mode for a cause
 * @guest: the guest
 * @n: as for arch_exit_name()
 */
unsigned long arch_exit_count(const struct guest *guest, unsigned int n);

/**
 * arch_irq_route() - let a device interrupt go straight to a guest, or not
 * @guest: owner of the interrupt
 * @irq: ISA interrupt
 * @flags: PART_IRQ_*
 * @vector: the guest's interrupt vector; below 32 it is taken as masked
 * @masked: hold it back
 */
void arch_irq_route(struct guest *guest, u32 irq, u32 flags, u32 vector,
		    bool masked);

/**
 * arch_irq_in_service() - which of the vectors that hardware delivered straight
 *	to the executing core's guest still wait for their end of interrupt
 * @vector: the first of eight, a multiple of 8
 *
 * Return: a bit for each.
 */
u8 arch_irq_in_service(u32 vector);

/**
 * struct arch_msi - what a PCI function is to write where for an interrupt
 * @address: a bus address
 * @data: the word
 */
struct arch_msi {
	u32 address;
	u32 data;
};

/**
 * arch_msi_route() - let a PCI function interrupt its guest's core
 * @guest: the owner
 * @n: which of its functions
 * @vector: the guest's interrupt vector, 32 or more
 * @msi: filled
 */
void arch_msi_route(struct guest *guest, u32 n, u32 vector, struct arch_msi *msi);

/** arch_irq_eoi() - end the interrupt in service of highest priority */
void arch_irq_eoi(void);

/**
 * arch_profile() - let a guest's core call profile_sample() regularly
 * @guest: the guest; NULL: nobody any more
 * @us: microseconds from one sample to the next
 *
 * Return: 0, or -ENODEV when the board has no timer for it.
 */
int arch_profile(const struct guest *guest, u32 us);

/**
 * arch_timer_arm() - have vpit_tick() called for the executing core's guest
 * @us: so many microseconds from now, or a little earlier; 0 for never
 */
void arch_timer_arm(u64 us);

/* With CONFIG_SCHED: a guest's CPU, whether the guest is running or not. */

/**
 * arch_inject() - have a guest's CPU be asked for an interrupt, until the next call
 * @guest: the guest
 * @level: level of the request, 0 for none
 * @offset: of the vector, from EBase
 * @set: shadow register set, as the guest counts them
 */
void arch_inject(struct guest *guest, u32 level, u32 offset, u32 set);

/** arch_guest_ipl() - level above which the running guest takes interrupts: Status.IPL */
u32 arch_guest_ipl(void);

/** arch_guest_set_ti() - set or clear Cause.TI of a guest */
void arch_guest_set_ti(struct guest *guest, bool on);

/** arch_guest_trap_cp0() - whether all CP0 instructions of a guest exit, or few */
void arch_guest_trap_cp0(struct guest *guest, bool on);

/**
 * arch_guest_memory() - what a guest has at an address that is not mapped
 * @guest: the guest
 * @addr: in kseg0 or kseg1
 * @len: bytes, all of which must be memory of the guest
 *
 * Return: where it is, or NULL.
 */
const u8 *arch_guest_memory(struct guest *guest, u32 addr, u32 len);

#endif /* _LEVSHA_ARCH_H */
