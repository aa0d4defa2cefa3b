/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The partition as C tables in flash, written by the partition compiler
 * (scripts/partition/) and linked to the hypervisor. The compiler checked every
 * value; scripts/partition/verify_mips.py proves the tables of the finished image.
 * Included by levsha/partition.h.
 */
#ifndef _ASM_MIPS_PART_H
#define _ASM_MIPS_PART_H

#include <levsha/partition.h>
#include <linux/types.h>

#define PART_NR_IRQS		216	/* sources of the interrupt controller */
#define PART_IRQ_WORDS		7	/* IFSn, IECn */
#define PART_MAX_SLOTS		32	/* sources that one guest can have */
#define PART_NO_IRQ		0xff
#define PART_ERET		0x1c000000	/* guests execute ERETs there */

/* Sources that every guest has */
#define PART_IRQ_TIMER		0	/* core timer */
#define PART_IRQ_SOFT0		1	/* core software interrupt 0 */
#define PART_IRQ_SOFT1		2

/** PART_IRQ_FLASH - the flash controller's; of guests with %PART_GUEST_FLASH */
#define PART_IRQ_FLASH		167

/** PART_IRQ_NOTIFY - the source of LEVSHA_NOTIFY; the part has no device there */
#define PART_IRQ_NOTIFY		107

/* More flags of a guest; PART_GUEST_AUTOSTART is 0x1 */
#define PART_GUEST_FPU		0x2		/* may use the FPU */
#define PART_GUEST_DSP		0x4		/* may use the DSP ASE */
#define PART_GUEST_TLB		0x8		/* its TLB is kept over a switch */
#define PART_GUEST_FLASH	0x10		/* may write some of its flash */

struct guest;
struct part_block;
struct veic_word;

/** typedef part_read - read a word of an emulated register block */
typedef u32 (*part_read)(struct guest *guest, const struct part_block *block,
			 u32 addr);

/** typedef part_write - clear bits of a word of one, then set others */
typedef void (*part_write)(struct guest *guest, const struct part_block *block,
			   u32 clear, u32 set, u32 addr);

/**
 * typedef part_entry - where register.S goes on with a LW or SW, when it knows the
 *	register block; exit_guest is the way to C that all accesses can take
 */
typedef void (*part_entry)(void);

void exit_guest(void);
void load_own(void);
void load_shadow(void);
void load_intstat(void);
void store_own(void);
void store_masked(void);
void store_emulated(void);
void store_ifs(void);

/**
 * struct part_source - an interrupt source
 * @bit: its bit of IFS if it is no real device's, else 0
 * @src: its word of &part_guest.src, or NULL if the guest does not have it
 */
struct part_source {
	u32 bit;
	u32 *src;
};

/**
 * struct part_sources - what of a word of IFS a guest has
 * @source: those of bits 31 to 0, in this order
 * @own: those that are real devices' and its own
 * @lines: those that set their flag again for as long as they ask
 * @ifs: physical address of the word
 * @state: their state in RAM
 *
 * The address is a multiple of the 256 bytes of @source.
 */
struct part_sources {
	struct part_source source[32];
	u32 own;
	u32 lines;
	phys_addr_t ifs;
	struct veic_word *state;
};

/**
 * struct part_block - a register block that a guest may touch
 * @base: first physical address, a multiple of 16
 * @size: bytes, a multiple of 16
 * @mask: bits of each register that the guest may change
 * @access: &enum part_access
 * @plain: @write is told the word as it is written, not what bits change
 * @reserved: 0
 * @sources: of emulated IFSn and IECn
 * @source: of emulated IPCn, and OFFn of four sources: the last of them
 * @shadow: of %PART_ACCESS_EMULATE: what its one register reads as, or NULL
 * @state: where a write changes it, or NULL; @write is told what changed there, if
 *	anything did
 * @read: reads it, without @shadow
 * @write: takes a write; NULL where the guest has the part's registers with all
 *	bits, and reaches them itself
 * @load: a LW of it
 * @store: a SW; store_ifs() of IFSn if the guest has one register set;
 *	store_emulated() if @write needs four arguments and no program counter
 */
struct part_block {
	phys_addr_t base;
	u32 size;
	u32 mask;
	u8 access;
	u8 plain;
	u16 reserved;
	union {
		const struct part_sources *sources;
		const struct part_source *source;
	};
	const u32 *shadow;
	u32 *state;
	part_read read;
	part_write write;
	part_entry load;
	part_entry store;
};

/**
 * struct part_leaf - a pair of pages of the root TLB
 * @pagemask: CP0 PageMask
 * @lo0: CP0 EntryLo0; 0 where the guest has no page
 * @lo1: CP0 EntryLo1
 * @reserved: 0
 */
struct part_leaf {
	u32 pagemask;
	u32 lo0;
	u32 lo1;
	u32 reserved;
};

/**
 * struct part_node - pages of 4 MiB of guest physical addresses
 * @shift: (bits below the index of a leaf) - 4
 * @mask: (number of leaves - 1) * 16, the number being a power of 2
 * @leaves: leaf of an address: (address >> @shift) & @mask bytes from the first
 *
 * A guest's tree is an array of 128 pointers to nodes, by bits 28:22 of the
 * address; 4 MiB with nothing have a node of one empty leaf. Larger pages appear
 * in each of their 4 MiB. The array's address is a multiple of its 512 bytes.
 * All is made for the refill handler in entry.S to take the fewest instructions.
 */
struct part_node {
	u32 shift;
	u32 mask;
	struct part_leaf leaves[];
};

#define PART_TREE_SIZE		128

/**
 * struct part_segment - bytes put into a guest's RAM before each of its starts
 * @dst: physical address in RAM
 * @src: physical address in flash
 * @size: bytes
 */
struct part_segment {
	phys_addr_t dst;
	phys_addr_t src;
	u32 size;
};

/**
 * struct part_flash - flash that a guest may write
 * @base: guest physical address, a multiple of a page that is erased, 16 KiB
 * @size: bytes, a multiple of that
 *
 * All of it is mapped, and real pages of flash begin where the guest sees them begin.
 */
struct part_flash {
	phys_addr_t base;
	u32 size;
};

/**
 * struct part_range - memory that a guest reaches, as its tree has it
 * @gpa: where the guest sees it
 * @phys: where it is
 * @size: bytes; 0 behind the last
 */
struct part_range {
	u32 gpa;
	phys_addr_t phys;
	u32 size;
};

/**
 * struct part_register - a word that is stored to a register
 * @addr: physical address
 * @value: what is written
 */
struct part_register {
	phys_addr_t addr;
	u32 value;
};

/**
 * struct part_guest - one guest
 * @name: for the console and commands
 * @flags: PART_GUEST_*
 * @entry: virtual address of its first instruction; bit 0: microMIPS
 * @ram_base: physical address of its RAM
 * @ram_size: bytes, a multiple of 4 KiB; cleared before each start
 * @tree: its pages
 * @sfr_pages: by bits 19:12 of an SFR's address: a map, which is, by bits 11:4, of
 *	offsets in @blocks; aligned to its size, as the maps are
 * @blocks: its register blocks; the first is nothing
 * @segments: what is copied to its RAM
 * @nr_segments: their number
 * @reset: for each slot @src after a reset, by ascending IRQ
 * @words: by word of IFS: its sources there, or NULL; the first it has
 * @nr_slots: sources that it has
 * @vuart_irq: its console UART's fault source, the first of three, or %PART_NO_IRQ
 * @priority: 0 to 31, the higher runs
 * @shadow_sets: register sets that it has, at least 1; the first is its number
 * @below: the guest of the next lower priority, or an equal, or NULL
 * @src: for each slot IPC and OFF, in RAM
 * @tlb: with %PART_GUEST_TLB: where its TLB is kept, in RAM
 * @fpu: with %PART_GUEST_FPU: where its FPU is kept, in RAM
 * @dsp: with %PART_GUEST_DSP: where its DSP registers are kept, in RAM
 * @nvm: with %PART_GUEST_FLASH: its flash controller, in RAM
 * @flash: with it: what it may write
 * @nr_flash: the number of these
 * @memory: all of its memory
 * @notify_mask: guests (bit n: guest n) that it may notify
 * @budget: counts that it may run in each period; more than these: no limit
 * @period: its period
 * @watchdog: time-out of its watchdog
 * @irq_limit: real interrupts that it may get in 10 ms; 0: no limit
 * @edges: bits of INTCON for its external interrupts
 * @off: stores that switch its devices off and let go of its pins
 * @nr_off: their number
 * @policy: what follows an event, by &enum part_event
 */
struct part_guest {
	char name[PART_NAME_LEN];
	u32 flags;
	u32 entry;
	phys_addr_t ram_base;
	u32 ram_size;
	const struct part_node *const *tree;
	const u16 *const *sfr_pages;
	const struct part_block *blocks;
	const struct part_segment *segments;
	u32 nr_segments;
	const u32 *reset;
	const struct part_sources *const *words;
	u8 nr_slots;
	u8 vuart_irq;
	u8 priority;
	u8 shadow_sets;
	struct guest *below;
	u32 *src;
	struct guest_tlb *tlb;
	struct guest_fpu *fpu;
	struct guest_dsp *dsp;
	struct guest_nvm *nvm;
	const struct part_flash *flash;
	u32 nr_flash;
	const struct part_range *memory;
	u16 notify_mask;
	u16 irq_limit;
	u32 budget;
	u32 period;
	u32 watchdog;
	u32 edges;
	const struct part_register *off;
	u32 nr_off;
	struct part_policy policy[PART_NR_EVENTS];
};

/**
 * struct part_numbers - numbers of the guests' rows that code depends on
 * @flags: PART_GUEST_*
 * @nr_segments: see &struct part_guest, as the others
 * @shadow_sets: likewise
 * @irq_limit: likewise
 * @budget: likewise
 * @period: likewise
 * @watchdog: likewise
 * @edges: likewise
 */
struct part_numbers {
	u32 flags;
	u32 nr_segments;
	u32 shadow_sets;
	u32 irq_limit;
	u32 budget;
	u32 period;
	u32 watchdog;
	u32 edges;
};

/** part_least - the least of each of all guests; flags that all have */
extern const struct part_numbers part_least;

/** part_most - the largest of each of all guests; flags that one has */
extern const struct part_numbers part_most;

/**
 * part_value() - a number of a guest's row
 * @part: the row
 * @number: one of &struct part_numbers, but for flags
 *
 * If all guests have the same, it is a constant when linking: there is no code
 * in the image for what no guest of the board uses.
 */
#define part_value(part, number)                                               \
	(part_least.number == part_most.number ? part_most.number :            \
						 (part)->number)

/** part_has() - whether a guest has a flag; a constant as part_value() is */
#define part_has(part, flag)                                                   \
	((((part)->flags | part_least.flags) & part_most.flags & (flag)) != 0)

/**
 * struct part_window - a time window of the major frame
 * @guest: who may run, from 1
 * @length: counts
 */
struct part_window {
	u32 guest;
	u32 length;
};

/**
 * struct part_shared - memory that several guests reach, as the source says
 * @base: physical address, a multiple of 4 KiB
 * @size: bytes, a multiple of 4 KiB
 * @readers: bit n: guest n may read it
 * @writers: bit n: guest n, one of @readers, may write it
 *
 * For the verifier: what is in no such range no two guests reach.
 */
struct part_shared {
	phys_addr_t base;
	u32 size;
	u32 readers;
	u32 writers;
};

/**
 * struct part_board - the board
 * @model: the device tree's /model
 * @hv_base: first byte of RAM that is the hypervisor's
 * @hv_size: its bytes
 * @console_base: physical address of the console's UART
 * @console_irq: its fault source, the first of three
 * @nr_guests: guests
 * @guests: the guests; guest n is entry n - 1
 * @top: the guest of the highest priority
 * @irq_owners: guest of each real IRQ, or 0
 * @windows: with @nr_windows: the major frame; else guests run by priority
 * @nr_windows: 0 or the windows of the major frame
 * @slice: guests of equal priority take turns of so many counts; 0: there are none
 * @init: what is stored at boot, in order: clocks, pins, bus arbiter and others
 * @nr_init: their number
 * @shared: memory that several guests reach
 * @nr_shared: its ranges
 */
struct part_board {
	char model[32];
	phys_addr_t hv_base;
	u32 hv_size;
	phys_addr_t console_base;
	u32 console_irq;
	u32 nr_guests;
	const struct part_guest *guests;
	struct guest *top;
	const u8 *irq_owners;
	const struct part_window *windows;
	u32 nr_windows;
	s32 slice;
	const struct part_register *init;
	u32 nr_init;
	const struct part_shared *shared;
	u32 nr_shared;
};

/** part_board - the board, defined by the compiled partition */
extern const struct part_board part_board;

/** part_memory - who has which RAM, in words: the hypervisor, then each guest */
extern const char *const part_memory[];

#endif /* _ASM_MIPS_PART_H */
