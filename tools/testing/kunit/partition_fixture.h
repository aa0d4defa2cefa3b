/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A good partition module for tests to spoil, and boot modules for it. The module
 * ends at the end of a page with nothing behind, so that a look behind it ends the
 * test.
 */
#ifndef PARTITION_FIXTURE_H
#define PARTITION_FIXTURE_H

#include "kunit.h"

#include <asm/sections.h>
#include <levsha/boot.h>
#include <levsha/guest.h>
#include <linux/crc32.h>
#include <linux/errno.h>
#include <string.h>
#include <sys/mman.h>

#define HV_BASE 0x10000000
#define HV_SIZE 0x1000000
#define RAM(n) (0x20000000 + (n) * 0x10000000ULL)

struct module {
	struct part_header header;
	struct part_image images[2];
	struct part_guest guests[2];
	struct part_segment segments[3];
	struct part_block blocks[4];
	struct part_irq irqs[2];
	struct part_function functions[2];
};

static u8 *arena;		/* at HV_BASE, where modules are loaded */
static struct module *module;
static struct boot_module loaded[3];

/* The hypervisor's own ends, as its linker script would put them. */
asm(".globl _text, levsha_end\n"
	"_text = 0x10000000\n"
	"levsha_end = 0x10100000\n");

static void seal(void)
{
	struct part_header *h = &module->header;

	h->crc32 = 0;
	h->crc32 = ~crc32_le(~0U, h, sizeof(*module));
}

static struct part_guest make_guest(u32 n)
{
	struct part_guest g = {
		.cpu = n + 1,
		.flags = PART_GUEST_AUTOSTART,
		.ram_base = RAM(n),
		.ram_size = 0x10000000,
		.first_segment = n,
		.nr_segments = 1 + n,
		.first_block = 2 * n,
		.nr_blocks = 2,
		.first_irq = n,
		.nr_irqs = 1,
		.first_function = n,
		.nr_functions = 1,
		.policy = {
			[PART_EVENT_FAULT] = { PART_ACTION_RESTART, 3, 60 },
			[PART_EVENT_ASSERTION] = { PART_ACTION_STOP, 0, 0 },
			[PART_EVENT_MACHINE_CHECK] = { PART_ACTION_STOP_ALL, 0, 0 },
		},
		.entry = { .mode = PART_MODE_PROT, .eip = 0x100000 },
	};

	memcpy(g.name, n ? "echo" : "heart", 5);
	return g;
}

static struct part_image make_image(u32 n)
{
	const u8 *bytes = arena + 0x200000 * (n + 1);
	struct part_image image = { .size = 1000 + n };

	memcpy(image.name, n ? "echo.elf" : "heart.elf", 9);
	image.crc32 = ~crc32_le(~0U, bytes, image.size);
	loaded[n + 1] = (struct boot_module){ (uintptr_t)bytes, image.size };
	return image;
}

static struct part_table make_table(size_t offset, u32 count)
{
	return (struct part_table){ (u32)offset, count };
}

#define table_of(member)                                 \
	make_table(offsetof(struct module, member),      \
		   ARRAY_SIZE(((struct module *)0)->member))

static void make_header(struct part_header *h)
{
	h->magic = PART_MAGIC;
	h->version = PART_VERSION;
	h->header_size = sizeof(*h);
	h->size = sizeof(*module);
	h->images = table_of(images);
	h->guests = table_of(guests);
	h->segments = table_of(segments);
	h->blocks = table_of(blocks);
	h->irqs = table_of(irqs);
	h->functions = table_of(functions);
	h->board = (struct part_board){
		.model = "test board",
		.hv_base = HV_BASE,
		.hv_size = HV_SIZE,
		.ioapic_base = 0xfec00000,
		.hpet_base = 0xfed00000,
		.console_port = 0x3f8,
		.console_irq = 4,
		.keyboard_irq = 1,
		.console_baud = 115200,
		.nr_cpus = 4,
		.apic_id = { 0, 1, 2, 3 },
		.iommu_base = 0xfed90000,
	};
}

static void make_entries(void)
{
	u32 n;

	for (n = 0; n < 2; n++) {
		module->images[n] = make_image(n);
		module->guests[n] = make_guest(n);
		module->blocks[2 * n] = (struct part_block){
			.space = PART_SPACE_MMIO, .irq = 0xff,
			.base = 0xfed10000 + 0x1000 * n, .size = 0x20 };
		module->blocks[2 * n + 1] = (struct part_block){
			.space = PART_SPACE_PIO,
			.access = PART_ACCESS_EMULATE,
			.device = PART_DEVICE_VUART, .irq = 4, .base = 0x3f8,
			.size = 8 };
		module->irqs[n] = (struct part_irq){ .irq = 7 + n };
		module->functions[n] = (struct part_function){
			.id = (u16)(0x18 + 8 * n), .irq = 0xff };
	}
	module->segments[0] = (struct part_segment){ .size = 1000,
						     .gpa = 0x100000 };
	module->segments[1] = (struct part_segment){ .image = 1, .offset = 1,
						     .size = 1000, .gpa = 0 };
	module->segments[2] = (struct part_segment){
		.image = PART_IMAGE_SELF, .size = 16,
		.gpa = 0x10000000 - 16 };
}

static int start(void **state)
{
	const size_t last = sizeof(*module) / 4096 * 4096 + 4096;

	forget(state);
	partition = NULL;
	if (!arena)
		arena = mmap((void *)HV_BASE, HV_SIZE, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	assert_ptr_equal(arena, (void *)HV_BASE);
	mprotect(arena + 0x180000 + last, 4096, PROT_NONE);
	module = (void *)(arena + 0x180000 + last - sizeof(*module));
	memset(module, 0, sizeof(*module));
	loaded[0] = (struct boot_module){ (uintptr_t)module, sizeof(*module) };
	make_header(&module->header);
	make_entries();
	seal();
	return 0;
}

static void refused(const char *reason)
{
	if (!partition_init(loaded, 3))
		fail_msg("taken, not refused with \"%s\"", reason);
	assert_null(partition);
	if (!strstr(said, reason))
		fail_msg("said \"%s\", not \"%s\"", said, reason);
	said[0] = '\0';
}

#define test(name) cmocka_unit_test_setup(name, start)

#endif /* PARTITION_FIXTURE_H */
