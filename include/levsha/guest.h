/* SPDX-License-Identifier: GPL-2.0 */
/* Guests and their life cycle. */
#ifndef _LEVSHA_GUEST_H
#define _LEVSHA_GUEST_H

#include <asm/guest.h>
#include <levsha/mux.h>
#include <levsha/partition.h>
#include <levsha/vuart.h>
#include <linux/compiler_types.h>
#include <linux/types.h>

#ifdef CONFIG_SCHED
#include <levsha/sched.h>
#include <levsha/veic.h>
#include <levsha/vsfr.h>
#include <levsha/vtimer.h>

#define MAX_GUESTS		7
#else
#include <levsha/vpc.h>

#define MAX_GUESTS		(CONFIG_NR_CPUS - 1)
#endif

/* Requests to a guest's core, see arch_request(). */
#define GUEST_REQ_STOP		(1 << 0)	/* stop the guest */
#define GUEST_REQ_START		(1 << 1)	/* start it from its image */
#define GUEST_REQ_VUART		(1 << 2)	/* there is input */
#define GUEST_REQ_VIRQ		(1 << 3)	/* look at the interrupts */
#define GUEST_REQ_FAIL		(1 << 4)	/* stop it, it failed */
#define GUEST_REQ_CONTINUE	(1 << 5)	/* go on where it was stopped */
#define GUEST_REQ_FORGIVE	(1 << 6)	/* its failures no longer count */
#define GUEST_REQ_SHOW		(1 << 7)	/* tell where it is */
#define GUEST_REQ_RESET		(1 << 8)	/* with START: reset the core, too */

/** enum guest_state - where a guest is in its life; from WAITING on it is alive */
enum guest_state {
	GUEST_OFF,		/* it was never started */
	GUEST_STOPPED,
	GUEST_FAILED,
	GUEST_WAITING,		/* it runs, and has executed WAIT */
	GUEST_LOADING,
	GUEST_RUNNING,
};

/**
 * struct guest - one guest
 * @part: its entry in the partition
 * @starts: how often it was started
 * @state: &enum guest_state, written by its core only
 * @failures: restarts that its policy counts
 * @failing_since: second of the first of them
 * @events: how often each &enum part_event was there; stops at the largest
 * @id: its number, from 1
 * @arch: what the architecture keeps; here short instructions reach much of it
 * @vuart: its UART
 * @mux: its output on the way to the console
 * @sched: its share of the CPU
 * @veic: its interrupt controller
 * @vtimer: its timer
 * @vsfr: its small devices
 * @blocks: its register blocks
 * @irqs: its interrupts
 * @functions: its PCI functions
 * @recent: the block that it touched last, or NULL
 * @vpic: its interrupt controller
 * @vpit: its timer
 * @vpm: its power management
 * @vcrtc: its screen controller
 * @vpci: its PCI bus
 * @vuart_irq: the UART's input of @vpic, or 0xff
 */
struct guest {
	const struct part_guest *part;
	u16 starts;
	u8 state;
	u8 failures;
	u32 failing_since;
	u8 events[PART_NR_EVENTS];
	u8 id;
	struct arch_guest arch;
	struct vuart vuart;
	struct mux mux;
#ifdef CONFIG_SCHED
	struct sched sched;
	struct veic veic;
	struct vtimer vtimer;
	struct vsfr vsfr;
#else
	const struct part_block *blocks;
	const struct part_irq *irqs;
	const struct part_function *functions;
	const struct part_block *recent;
	struct vpic vpic;
	struct vpit vpit;
	struct vpm vpm;
	struct vcrtc vcrtc;
	struct vpci vpci;
	u8 vuart_irq;
#endif
};

/** guests - all guests; with CONFIG_SCHED the compiled partition defines them */
extern struct guest guests[] __small;

/** nr_guests - their number */
#ifdef CONFIG_SCHED
extern const unsigned int nr_guests;
#else
extern unsigned int nr_guests;
#endif

#define for_each_guest(g) for ((g) = guests; (g) < guests + nr_guests; (g)++)

/** guests_init() - make the guests of the checked partition. Context: boot. */
void guests_init(void);

/** guest_alive() - whether a guest is running, or being loaded */
bool guest_alive(const struct guest *guest);

/** guest_set_state() - put a guest into a state, and tell. Context: its core. */
void guest_set_state(struct guest *guest, enum guest_state state);

/** guest_show() - write a line about a guest, for a command */
void guest_show(const struct guest *guest);

/** guest_state_name() - a guest's state in a word */
const char *guest_state_name(const struct guest *guest);

#ifdef CONFIG_SCHED

/** guest_load() - load the next piece of a guest, or make it run after the last */
void guest_load(struct guest *guest);

/** guest_serve_requests() - take and carry out what was requested of a guest */
void guest_serve_requests(struct guest *guest);

#else

/**
 * guest_core() - a core's whole life: its guest started, stopped, restarted
 * @guest: the guest of the executing core
 */
void __noreturn guest_core(struct guest *guest);

/**
 * guest_requests() - take the requests for the executing core's guest
 * @guest: the guest, which is running
 *
 * Return: whether it must stop. The arch then leaves arch_guest_run().
 */
bool guest_requests(struct guest *guest);

#endif /* CONFIG_SCHED */

#endif /* _LEVSHA_GUEST_H */
