// SPDX-License-Identifier: GPL-2.0
/*
 * An image with two guests that are apart, as the compiler could have written
 * it: what test_verify_mips.py damages. "one" has a timer and half of a port;
 * "two" has the DMA controller and the other half, and writes a page of flash; both
 * read one page of RAM, and have one page of ERET.
 */
#include <levsha/partition.h>

#define FLASH_BASE	0x1d010000
#define LO(place, bits)	((place) >> 6 | (bits))
#define CODE		0x1b		/* cached, valid, global */
#define DATA		0x1f		/* and written */
#define REGS		0x17		/* not cached */
#define CONSTANT	0x4000001b	/* and not executed */
#define ERET		0x8000001b	/* and not read */
#define KIB_4		0
#define KIB_16		0x6000
#define ALIGNED(size)	__attribute__((aligned(size)))
#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#define PLACED(name)	__attribute__((section(name), used))

static const u32 code_one[2048] PLACED(".guest.1d010000") = { 1 };
static const u32 code_two[2048] PLACED(".guest.1d020000") = { 2 };
static const u32 erets[1024] PLACED(".guest.eret") = {
	[0 ... 1023] = 0x42000018,
};

static u32 src_one[6];
static u32 src_two[5];
static u32 tlb_two[64];
static u32 nvm_two[10];
static u32 words[5][2];
#define STATE(n)	((struct veic_word *)words[n])

static const struct part_node nothing = { 0, 0, { { 0, 0, 0, 0 } } };
static const struct part_node ram_one = {
	.shift = 13 - 4,
	.mask = 511 * 16,
	.leaves = {
		[4 ... 7] = { KIB_16, LO(0x8000, DATA), LO(0xc000, DATA), 0 },
		[8] = { KIB_4, LO(0x70000, DATA), 0, 0 },
		[511] = { 0, 0, 0, 0 },
	},
};

static const struct part_node ram_two = {
	.shift = 15 - 4,
	.mask = 127 * 16,
	.leaves = {
		[2] = { KIB_16, LO(0x10000, DATA), LO(0x14000, DATA), 0 },
		[3] = { KIB_4, LO(0x70000, CONSTANT), 0, 0 },
		[127] = { 0, 0, 0, 0 },
	},
};

static const struct part_node flash_one = {
	.shift = 13 - 4,
	.mask = 511 * 16,
	.leaves = {
		[0] = { KIB_4, LO(FLASH_BASE, CODE), LO(FLASH_BASE + 0x1000, CODE), 0 },
		[511] = { 0, 0, 0, 0 },
	},
};

static const struct part_node flash_two = {
	.shift = 13 - 4,
	.mask = 511 * 16,
	.leaves = {
		[0] = { KIB_4, LO(0x1d020000, CODE), LO(0x1d021000, CODE), 0 },
		[2] = { KIB_4, LO(0x1d034000, CODE), LO(0x1d035000, CODE), 0 },
		[3] = { KIB_4, LO(0x1d036000, CODE), LO(0x1d037000, CODE), 0 },
		[511] = { 0, 0, 0, 0 },
	},
};

static const struct part_node registers_two = {
	.shift = 13 - 4,
	.mask = 511 * 16,
	.leaves = {
		[8] = { KIB_4, 0, LO(0x1f811000, REGS), 0 },
		[511] = { 0, 0, 0, 0 },
	},
};

static const struct part_node eret = {
	0, 0, { { KIB_4, LO(0x1d00f000, ERET), 0, 0 } }
};

static const struct part_node *const tree_one[PART_TREE_SIZE] ALIGNED(512) = {
	[0 ... 127] = &nothing, [0] = &ram_one, [0x70] = &eret, [0x74] = &flash_one,
};

static const struct part_node *const tree_two[PART_TREE_SIZE] ALIGNED(512) = {
	[0 ... 127] = &nothing, [0] = &ram_two, [0x70] = &eret, [0x74] = &flash_two,
	[0x7e] = &registers_two,
};

#define IFS(n)		(0x1f810040 + 16 * (n))

static const struct part_sources sources_one_0 ALIGNED(256) = {
	{ [31] = { 1 << 0, src_one }, [30] = { 1 << 1, src_one + 1 },
	  [29] = { 1 << 2, src_one + 2 }, [27] = { 0, src_one + 3 } },
	1 << 4, 1, IFS(0), STATE(0),
};

static const struct part_sources sources_one_5 ALIGNED(256) = {
	{ [21] = { 1 << 10, src_one + 4 }, [20] = { 1 << 11, src_one + 5 },
	  [19] = { 1 << 12, src_one + 6 } },
	0, 0x1c00, IFS(5), STATE(1),
};

static const struct part_sources sources_two_0 ALIGNED(256) = {
	{ [31] = { 1 << 0, src_two }, [30] = { 1 << 1, src_two + 1 },
	  [29] = { 1 << 2, src_two + 2 } },
	0, 1, IFS(0), STATE(2),
};

static const struct part_sources sources_two_3 ALIGNED(256) = {
	{ [20] = { 1 << 11, src_two + 3 } },
	0, 0, IFS(3), STATE(3),
};

static const struct part_sources sources_two_4 ALIGNED(256) = {
	{ [25] = { 0, src_two + 4 } },
	1 << 6, 0, IFS(4), STATE(4),
};

/* Where the hypervisor has something, though no functions */
#define READ		((part_read)0x9d000000)
#define WRITE		((part_write)0x9d000004)

/* register.S, of the same size for all of its ways */
#define WAY(name)	void name(void) { asm volatile("nop"); }
WAY(exit_guest)
WAY(load_own)
WAY(load_shadow)
WAY(load_intstat)
WAY(store_own)
WAY(store_masked)
WAY(store_emulated)
WAY(store_ifs)
#define TO_C		.load = exit_guest, .store = exit_guest
#define BY_FUNCTIONS	.read = READ, .write = WRITE

static const struct part_block blocks_one[] = {
	{ TO_C, BY_FUNCTIONS },
	{ 0x1f840000, 0x30, 0xffffffff, PART_ACCESS_OWN,
	  .load = load_own, .store = store_own },
	{ 0x1f860000, 0x40, 0x000000ff, PART_ACCESS_OWN, BY_FUNCTIONS,
	  .load = load_own, .store = store_masked },
	{ 0x1f800000, 0x30, 0, PART_ACCESS_READ, BY_FUNCTIONS,
	  .load = load_own, .store = exit_guest },
	{ 0x1f810000, 0x1000, 0, PART_ACCESS_EMULATE, .read = READ, .write = WRITE,
	  TO_C },
	{ 0x1f822600, 0x50, 0, PART_ACCESS_EMULATE, .shadow = words[1],
	  .write = WRITE, .load = load_shadow, .store = store_emulated },
};

static const struct part_block blocks_two[] = {
	{ TO_C, BY_FUNCTIONS },
	{ 0x1f860000, 0x40, 0x0000ff00, PART_ACCESS_OWN, BY_FUNCTIONS,
	  .load = load_own, .store = store_masked },
	{ 0x1f800000, 0x30, 0, PART_ACCESS_READ, BY_FUNCTIONS,
	  .load = load_own, .store = exit_guest },
};

#define BLOCK		sizeof(struct part_block)

static const u16 maps_one[][256] ALIGNED(512) = {
	{ 0 },
	{ [0 ... 2] = 3 * BLOCK },
	{ [0 ... 255] = 4 * BLOCK },
	{ [0x60 ... 0x64] = 5 * BLOCK },
	{ [0 ... 2] = 1 * BLOCK },
	{ [0 ... 3] = 2 * BLOCK },
};

static const u16 *const pages_one[256] ALIGNED(1024) = {
	[0 ... 255] = maps_one[0], [0x00] = maps_one[1], [0x10] = maps_one[2],
	[0x22] = maps_one[3], [0x40] = maps_one[4], [0x60] = maps_one[5],
};

static const u16 maps_two[][256] ALIGNED(512) = {
	{ 0 },
	{ [0 ... 2] = 2 * BLOCK },
	{ [0 ... 3] = 1 * BLOCK },
};

static const u16 *const pages_two[256] ALIGNED(1024) = {
	[0 ... 255] = maps_two[0], [0x00] = maps_two[1], [0x60] = maps_two[2],
};

static const struct part_segment segments_one[] = {
	{ 0x8000, FLASH_BASE + 0x1000, 0x100 },
};

#define AT(irq)		((255 - (irq)) << 18)
static const u32 slots_one[] = {
	AT(0), AT(1), AT(2), AT(4), AT(170), AT(171), AT(172),
};

static const u32 slots_two[] = { AT(0), AT(1), AT(2), AT(107), AT(134) };
static const struct part_sources *const words_one[PART_IRQ_WORDS] = {
	[0] = &sources_one_0, [5] = &sources_one_5,
};

static const struct part_sources *const words_two[PART_IRQ_WORDS] = {
	[0] = &sources_two_0, [3] = &sources_two_3, [4] = &sources_two_4,
};

static const struct part_flash writes_two[] = { { 0x1d004000, 0x4000 } };

static const struct part_range memory_one[] = { {} };
static const struct part_range memory_two[] = {
	{ 0x1d000000, 0x1d020000, 0x1000 }, {},
};

static const struct part_register off_one[] = {
	{ 0x1f840004, 0x8000 }, { 0x1f860018, 0xff },
};

static const struct part_register off_two[] = { { 0x1f811000, 0 } };

static const struct part_guest guests[] = {
	{
		.name = "one",
		.flags = PART_GUEST_AUTOSTART,
		.entry = 0x9d000000,
		.ram_base = 0x8000,
		.ram_size = 0x8000,
		.tree = tree_one,
		.sfr_pages = pages_one,
		.blocks = blocks_one,
		.segments = segments_one,
		.nr_segments = 1,
		.reset = slots_one,
		.words = words_one,
		.nr_slots = 7,
		.vuart_irq = 170,
		.priority = 5,
		.below = (struct guest *)&guests[1],
		.src = src_one,
		.memory = memory_one,
		.shadow_sets = 1,
		.notify_mask = 1 << 2,
		.budget = 1000,
		.period = 5000,
		.off = off_one,
		.nr_off = 2,
	},
	{
		.name = "two",
		.flags = PART_GUEST_TLB | PART_GUEST_FLASH,
		.entry = 0x9d000001,
		.ram_base = 0x10000,
		.ram_size = 0x8000,
		.tree = tree_two,
		.sfr_pages = pages_two,
		.blocks = blocks_two,
		.reset = slots_two,
		.words = words_two,
		.nr_slots = 5,
		.vuart_irq = PART_NO_IRQ,
		.src = src_two,
		.tlb = (struct guest_tlb *)tlb_two,
		.nvm = (struct guest_nvm *)nvm_two,
		.flash = writes_two,
		.nr_flash = 1,
		.memory = memory_two,
		.shadow_sets = 2,
		.budget = 2000000000,
		.period = 1000000000,
		.off = off_two,
		.nr_off = 1,
	},
};

static const u8 owners[PART_NR_IRQS] = { [4] = 1, [134] = 2 };
static const struct part_window windows[] = { { 1, 600 }, { 2, 400 } };
static const struct part_shared shared[] = {
	{ 0x1d00f000, 0x1000, 0x6, 0 }, { 0x70000, 0x1000, 0x6, 0x2 },
};

/* Region 0 of a target and its groups; the DMA controller is in group 1. */
#define READERS(t)	(0x1f8f8050 + 0x400 * (t))
#define WRITERS(t)	(0x1f8f8058 + 0x400 * (t))
#define REGION(t, r)	(0x1f8f8040 + 0x400 * (t) + 0x20 * (r))
static const struct part_register init[] = {
	{ READERS(0), 1 }, { WRITERS(0), 1 },
	{ READERS(1), 1 }, { WRITERS(1), 1 },
	{ READERS(2), 1 }, { WRITERS(2), 1 },
	{ READERS(3), 1 }, { WRITERS(3), 1 },
	{ READERS(4), 1 }, { WRITERS(4), 1 },
	{ READERS(5), 1 }, { WRITERS(5), 1 },
	{ READERS(6), 1 }, { WRITERS(6), 1 },
	{ READERS(7), 1 }, { WRITERS(7), 1 },
	{ READERS(8), 1 }, { WRITERS(8), 1 },
	{ READERS(9), 1 }, { WRITERS(9), 1 },
	{ READERS(10), 1 }, { WRITERS(10), 1 },
	{ READERS(11), 1 }, { WRITERS(11), 1 },
	{ READERS(12), 1 }, { WRITERS(12), 1 },
	{ READERS(13), 1 }, { WRITERS(13), 1 },
	{ REGION(0, 1), 0 }, { REGION(1, 2), 0 }, { REGION(1, 3), 0 },
	{ REGION(1, 4), 0 }, { REGION(1, 5), 0 }, { REGION(1, 6), 0 },
	{ REGION(1, 7), 0 }, { REGION(1, 8), 0 }, { REGION(2, 2), 0 },
	{ REGION(3, 1), 0 }, { REGION(3, 2), 0 }, { REGION(4, 2), 0 },
	{ REGION(5, 1), 0 }, { REGION(5, 2), 0 }, { REGION(6, 1), 0 },
	{ REGION(7, 1), 0 }, { REGION(8, 1), 0 }, { REGION(9, 1), 0 },
	{ REGION(11, 1), 0 },
	{ 0x1f8f8860, 0x10000 | 6 << 3 },	/* 32 KiB: all that two has */
	{ 0x1f8f8870, 2 },
	{ 0x1f8f8878, 2 },
	{ 0x1f8000e0, 0x10 },
};

const struct part_numbers part_least;
const struct part_numbers part_most = {
	~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u,
};

const struct part_board part_board = {
	.model = "two apart",
	.hv_base = 0x7c000,
	.hv_size = 0x4000,
	.console_base = 0x1f822600,
	.console_irq = 170,
	.nr_guests = 2,
	.guests = guests,
	.top = (struct guest *)guests,	/* the verifier asks where "guests" is */
	.irq_owners = owners,
	.windows = windows,
	.nr_windows = 2,
	.init = init,
	.nr_init = ARRAY_SIZE(init),
	.shared = shared,
	.nr_shared = 2,
};
