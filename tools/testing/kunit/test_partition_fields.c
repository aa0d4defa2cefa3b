// SPDX-License-Identifier: GPL-2.0
/*
 * The fields of the partition at boot: each value that could do harm is refused with its
 * reason, although the CRC is right.
 */
#include "partition_fixture.h"

#define FIELD(path) offsetof(struct module, path), \
		    sizeof(((struct module *)0)->path)

/* Modules with a right CRC and one wrong field. */
static const struct {
	size_t offset;
	size_t size;
	u64 value;
	const char *reason;
} spoilt[] = {
	{ FIELD(header.magic), 0x12345678, "not a partition" },
	{ FIELD(header.version), PART_VERSION + 1, "version 4" },
	{ FIELD(header.header_size), 160, "version" },
	{ FIELD(header.size), sizeof(struct module) + 8, "cut or padded" },
	{ FIELD(header.images.offset), 4, "images is outside" },
	{ FIELD(header.images.offset), 164, "images is outside" },
	{ FIELD(header.images.count), 17, "17 images, at most 16" },
	{ FIELD(header.guests.offset), sizeof(struct module), "guests is out" },
	{ FIELD(header.guests.offset), 0xfffffff8, "guests is outside" },
	{ FIELD(header.guests.count), 4, "4 guests, at most 3" },
	{ FIELD(header.segments.count), 0xffffffff, "segments, at most" },
	{ FIELD(header.segments.count), 2, "entries outside their table" },
	{ FIELD(header.blocks.count), 3, "entries outside their table" },
	{ FIELD(header.irqs.count), 1, "entries outside their table" },
	{ FIELD(header.irqs.count), 1000, "interrupts is outside" },
	{ FIELD(header.functions.count), 1, "bad PCI functions" },
	{ FIELD(header.functions.offset), 4, "functions is outside" },
	{ FIELD(header.board.nr_cpus), 1, "1 cores" },
	{ FIELD(header.board.iommu_base), 0, "no unsafe-dma" },
	{ FIELD(header.board.nr_cpus), 5, "5 cores" },
	{ FIELD(header.board.apic_id[3]), 1, "APIC id 1 twice" },
	{ FIELD(header.board.hv_base), 0x100000000, "above 4 GiB" },
	{ FIELD(header.board.hv_size), 0x100000000, "above 4 GiB" },
	{ FIELD(header.board.hv_size), 0x10000, "outside its memory" },
	{ FIELD(header.board.console_irq), 16, "bad console" },
	{ FIELD(header.board.console_port), 0xfffc, "bad console" },
	{ FIELD(header.board.keyboard_irq), 16, "bad console" },
	{ FIELD(header.board.keyboard_irq), 4, "bad console" },
	{ FIELD(header.board.printer_port), 0xfffe, "bad console" },
	{ FIELD(images[0].name[0]), 0, "image 0: bad name" },
	{ FIELD(images[1].name[2]), '\n', "image 1: bad name" },
	{ FIELD(images[1].size), 5, "expected 5: wrong file" },
	{ FIELD(guests[0].name[0]), 0x1b, "name is bad" },
	{ FIELD(guests[0].cpu), 0, "guest heart: bad core" },
	{ FIELD(guests[0].cpu), 4, "guest heart: bad core" },
	{ FIELD(guests[1].cpu), 1, "share memory" },
	{ FIELD(guests[0].policy[1].action), PART_NR_ACTIONS, "bad policy" },
	{ FIELD(guests[0].policy[0].action), PART_ACTION_LOG, "bad policy" },
	{ FIELD(guests[0].ram_base), RAM(0) + 0x1000, "bad RAM" },
	{ FIELD(guests[0].ram_size), 0, "bad RAM" },
	{ FIELD(guests[0].ram_size), 0x10001000, "bad RAM" },
	{ FIELD(guests[1].ram_size), ~0x1fffffULL, "bad RAM" },
	{ FIELD(guests[1].ram_base), 0xfee00000, "bad RAM" },
	{ FIELD(guests[1].ram_size), 0xd0000000, "block at fed10000" },
	{ FIELD(guests[1].ram_base), 0, "into the hypervisor's memory" },
	{ FIELD(guests[1].ram_base), HV_BASE + 0x200000, "into the hyper" },
	{ FIELD(guests[1].ram_base), RAM(0) + 0x200000, "share memory" },
	{ FIELD(guests[0].first_segment), 3, "entries outside" },
	{ FIELD(guests[0].nr_segments), 0xffffffff, "entries outside" },
	{ FIELD(guests[0].first_block), 0xffffffff, "entries outside" },
	{ FIELD(guests[0].nr_irqs), 3, "entries outside" },
	{ FIELD(guests[0].first_function), 1, "bad PCI functions" },
	{ FIELD(guests[0].nr_functions), 9, "bad PCI functions" },
	{ FIELD(guests[1].first_function), 0, "bad PCI functions" },
	{ FIELD(guests[0].entry.mode), 2, "unknown mode 2" },
	{ FIELD(segments[0].image), 2, "image 2, which is not there" },
	{ FIELD(segments[0].offset), 1, "segment outside its image" },
	{ FIELD(segments[1].size), 0xffffffff, "segment outside its image" },
	{ FIELD(segments[0].gpa), 0x10000000 - 999, "outside its RAM" },
	{ FIELD(segments[0].gpa), ~0ULL - 100, "outside its RAM" },
	{ FIELD(segments[2].size), sizeof(struct module) + 1, "its image" },
	{ FIELD(blocks[0].space), 2, "unknown kind" },
	{ FIELD(blocks[0].access), 3, "unknown kind" },
	{ FIELD(blocks[1].device), 7, "unknown kind" },
	{ FIELD(blocks[1].device), 0, "unknown kind" },
	{ FIELD(blocks[0].device), 1, "unknown kind" },
	{ FIELD(blocks[1].irq), 16, "unknown kind" },
	{ FIELD(blocks[0].base), 0xfed10008, "bad size" },
	{ FIELD(blocks[1].size), 9, "where it cannot be" },
	{ FIELD(blocks[1].device), PART_DEVICE_VPIT, "where it cannot be" },
	{ FIELD(blocks[1].device), PART_DEVICE_VPCI, "where it cannot be" },
	{ FIELD(blocks[1].device), PART_DEVICE_VCRTC, "where it cannot be" },
	{ FIELD(blocks[0].size), 0, "bad size" },
	{ FIELD(blocks[0].size), 8, "bad size" },
	{ FIELD(blocks[0].size), ~15ULL, "bad size" },
	{ FIELD(blocks[1].base), 0xfffc, "bad size" },
	{ FIELD(blocks[1].space), 0, "guest heart: block" },
	{ FIELD(blocks[0].base), 0x1000, "in its RAM" },
	{ FIELD(blocks[0].base), RAM(1), "belongs to the hypervisor" },
	{ FIELD(blocks[0].base), 0xfee00300, "belongs to the hypervisor" },
	{ FIELD(blocks[0].base), 0xfec00010, "belongs to the hypervisor" },
	{ FIELD(blocks[0].base), 0xfed000f0, "belongs to the hypervisor" },
	{ FIELD(blocks[0].base), 0xfed90000, "belongs to the hypervisor" },
	{ FIELD(blocks[0].base), 0x100000000, "belongs to the hypervisor" },
	{ FIELD(irqs[0].irq), 2, "bad interrupt 2" },
	{ FIELD(irqs[0].irq), 4, "bad interrupt 4" },
	{ FIELD(irqs[0].irq), 1, "bad interrupt 1" },
	{ FIELD(irqs[0].irq), 16, "bad interrupt 16" },
	{ FIELD(functions[1].id), 0x18, "function of another" },
};

static void each_bad_field_is_named(void **state)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(spoilt); i++) {
		start(state);
		memcpy((u8 *)module + spoilt[i].offset, &spoilt[i].value,
		       spoilt[i].size);
		seal();
		refused(spoilt[i].reason);
	}
}

static void the_console_is_nobodys(void **state)
{
	module->blocks[1].access = PART_ACCESS_OWN;
	module->blocks[1].device = PART_DEVICE_NONE;
	module->blocks[1].base = 0x3f0;
	module->blocks[1].size = 9;
	seal();
	refused("block at 3f0 belongs to the hypervisor");
}

static void screen_keyboard_and_printer_are_nobodys(void **state)
{
	static const u16 ports[] = { 0x60, 0x64, 0x3d4, 0x278 };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(ports); i++) {
		start(state);
		module->header.board.printer_port = 0x276;
		module->blocks[1].access = PART_ACCESS_OWN;
		module->blocks[1].device = PART_DEVICE_NONE;
		module->blocks[1].base = ports[i];
		module->blocks[1].size = 1;
		seal();
		refused("belongs to the hypervisor");
	}
}

static void blocks_must_be_sorted_and_apart(void **state)
{
	struct part_block swap = module->blocks[0];

	module->blocks[0] = module->blocks[1];
	module->blocks[1] = swap;
	seal();
	refused("overlaps another");
	start(state);
	module->blocks[0] = module->blocks[1];
	module->blocks[0].base -= 4;
	seal();
	refused("overlaps another");
}

static void one_guest_owns_an_interrupt_once(void **state)
{
	module->guests[0].nr_irqs = 2;
	module->irqs[1].irq = 7;
	seal();
	refused("bad interrupt 7");
}

static bool apart(u64 a, u64 a_size, u64 b, u64 b_size)
{
	return a + a_size <= b || b + b_size <= a;
}

/* What must hold in each module that is taken, looked at in another way. */
static void assert_isolated(const struct part_header *h)
{
	const struct part_guest *g = partition_table(&h->guests);
	u32 i, j;

	for (i = 0; i < h->guests.count; i++) {
		assert_true(g[i].ram_base >= 0x100000);
		assert_true(g[i].ram_base + g[i].ram_size <= 0xfee00000);
		assert_true(apart(g[i].ram_base, g[i].ram_size,
				  h->board.hv_base, h->board.hv_size));
		for (j = 0; j < i; j++) {
			assert_true(g[i].cpu != g[j].cpu);
			assert_true(apart(g[i].ram_base, g[i].ram_size,
					  g[j].ram_base, g[j].ram_size));
		}
	}
}

static void random_damage_with_a_right_crc_does_no_harm(void **state)
{
	static const u32 values[] = { 0, 1, 7, 16, 0x1000, 0x200000, 0x7fffffff,
				      0x80000000, 0xfffffff8, 0xffffffff };
	u32 random = 1, taken = 0;
	int i, n;

	for (i = 0; i < 100000; i++) {
		start(state);
		for (n = 0; n < 1 + i % 3; n++) {
			random = random * 1664525 + 1013904223;
			((u32 *)module)[(random >> 4) %
					(sizeof(*module) / 4)] =
				random >> 31 ? values[(random >> 24) % 10] :
					       random;
		}
		seal();
		if (!partition_init(loaded, 3)) {
			assert_isolated(partition);
			taken++;
		}
	}
	assert_true(taken > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(each_bad_field_is_named),
		test(the_console_is_nobodys),
		test(screen_keyboard_and_printer_are_nobodys),
		test(blocks_must_be_sorted_and_apart),
		test(one_guest_owns_an_interrupt_once),
		test(random_damage_with_a_right_crc_does_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
