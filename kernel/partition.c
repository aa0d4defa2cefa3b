// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Checks of the partition
 *
 * The boot loader hands over a file, and a file can be damaged, old or not ours.
 * Everything that the hypervisor later uses without a look is checked here, once:
 * the frame (magic, version, sizes, CRC), that every index and offset stays
 * inside, that no two guests share memory or a core, and that each image is the
 * one that the compiler saw. One bad field, and no guest is started.
 */
#include <asm/page.h>
#include <levsha/boot.h>
#include <levsha/guest.h>
#include <levsha/log.h>
#include <linux/crc32.h>
#include <linux/errno.h>
#include <linux/range.h>
#include <linux/string.h>

const struct part_header *partition;

static const struct boot_module *images;

/* Says what is wrong, and gives the error. */
#define bad(...) (pr_err("partition: " __VA_ARGS__), -EINVAL)

const void *partition_table(const struct part_table *table)
{
	return (const u8 *)partition + table->offset;
}

const u8 *partition_image(u32 image)
{
	if (image == PART_IMAGE_SELF)
		return (const u8 *)partition;
	return phys_to_virt(images[image].start);
}

static bool name_valid(const char *name, size_t size)
{
	size_t len = strnlen(name, size), i;

	for (i = 0; i < len; i++) {
		if (name[i] <= ' ' || name[i] > '~')
			return false;
	}
	return len && len < size;
}

static u32 frame_crc(const struct part_header *h)
{
	static const u32 zero;
	const u8 *bytes = (const u8 *)h;
	const size_t field = offsetof(struct part_header, crc32);
	u32 crc;

	crc = crc32_le(~0U, bytes, field);
	crc = crc32_le(crc, &zero, sizeof(zero));
	return ~crc32_le(crc, bytes + field + sizeof(zero),
			 h->size - field - sizeof(zero));
}

static int check_frame(const struct part_header *h, u64 size)
{
	if (size < sizeof(*h) || size > PART_MAX_SIZE)
		return bad("module of %lu bytes, expected %lu to %u", (long)size,
			   sizeof(*h), PART_MAX_SIZE);
	if (h->magic != PART_MAGIC)
		return bad("magic %x, expected %x: not a partition", h->magic,
			   PART_MAGIC);
	if (h->version != PART_VERSION || h->header_size != sizeof(*h))
		return bad("version %u, this hypervisor reads %u: compile it anew",
			   h->version, PART_VERSION);
	if (h->size != size)
		return bad("module of %lu bytes says %u: cut or padded",
			   (long)size, h->size);
	if (h->crc32 != frame_crc(h))
		return bad("CRC %08x, expected %08x: damaged", frame_crc(h),
			   h->crc32);
	return 0;
}

static int check_table(const struct part_header *h, const struct part_table *t,
		       size_t entry_size, u32 max, const char *name)
{
	if (t->count > max)
		return bad("%u %s, at most %u", t->count, name, max);
	if (t->offset % 8 || !range_inside(t->offset, t->count * entry_size,
					   sizeof(*h), h->size - sizeof(*h)))
		return bad("table of %s is outside the module", name);
	return 0;
}

static int check_tables(const struct part_header *h)
{
	const u32 max = PART_MAX_SIZE / sizeof(struct part_irq);

	return check_table(h, &h->images, sizeof(struct part_image), MAX_IMAGES,
			   "images") ?:
	       check_table(h, &h->guests, sizeof(struct part_guest), MAX_GUESTS,
			   "guests") ?:
	       check_table(h, &h->segments, sizeof(struct part_segment), max,
			   "segments") ?:
	       check_table(h, &h->blocks, sizeof(struct part_block), max,
			   "blocks") ?:
	       check_table(h, &h->irqs, sizeof(struct part_irq), max,
			   "interrupts") ?:
	       check_table(h, &h->functions, sizeof(struct part_function), max,
			   "functions");
}

static int check_board(const struct part_board *b)
{
	u32 i, j;

	if (strnlen(b->model, sizeof(b->model)) == sizeof(b->model))
		return bad("board: model has no end");
	if (b->nr_cpus < 2 || b->nr_cpus > CONFIG_NR_CPUS)
		return bad("board: %u cores, expected 2 to %u", b->nr_cpus,
			   CONFIG_NR_CPUS);
	for (i = 0; i < b->nr_cpus; i++) {
		for (j = 0; j < i; j++) {
			if (b->apic_id[i] == b->apic_id[j])
				return bad("board: APIC id %u twice",
					   b->apic_id[i]);
		}
	}
	return arch_partition_check_board(b);
}

static int check_image(const struct part_board *b, u32 i,
		       const struct part_image *image)
{
	const struct boot_module *m = &images[i];
	u32 crc;

	if (!name_valid(image->name, sizeof(image->name)))
		return bad("image %u: bad name", i);
	if (m->size != image->size)
		return bad("image %s: %lu bytes loaded, expected %u: wrong file",
			   image->name, (long)m->size, image->size);
	if (!range_inside(m->start, m->size, b->hv_base, b->hv_size))
		return bad("image %s: loaded at %llx, outside the hypervisor's memory",
			   image->name, (unsigned long long)m->start);
	crc = ~crc32_le(~0U, phys_to_virt(m->start), m->size);
	if (crc != image->crc32)
		return bad("image %s: CRC %08x, expected %08x: wrong file or damaged",
			   image->name, crc, image->crc32);
	return 0;
}

static int check_segment(const struct part_guest *g,
			 const struct part_segment *s)
{
	const struct part_image *table = partition_table(&partition->images);
	u64 image_size;

	if (s->image == PART_IMAGE_SELF)
		image_size = partition->size;
	else if (s->image < partition->images.count)
		image_size = table[s->image].size;
	else
		return bad("guest %s: segment of image %u, which is not there",
			   g->name, s->image);
	if (!range_inside(s->offset, s->size, 0, image_size))
		return bad("guest %s: segment outside its image", g->name);
	if (!range_inside(s->gpa, s->size, 0, g->ram_size))
		return bad("guest %s: segment at %llx outside its RAM", g->name,
			   (unsigned long long)s->gpa);
	return 0;
}

static int check_block(const struct part_guest *g, const struct part_block *b,
		       u64 *next)
{
	const u64 mmio_mask = b->space == PART_SPACE_MMIO ? 15 : 0;
	const u64 limit = b->space == PART_SPACE_PIO ? 0x10000 : 1ULL << 52;

	if (b->space > PART_SPACE_PIO || b->access > PART_ACCESS_EMULATE ||
	    b->device > PART_DEVICE_VCRTC ||
	    (b->access == PART_ACCESS_EMULATE ? !b->device : b->device) ||
	    (b->irq >= VPIC_INPUTS && b->irq != 0xff))
		return bad("guest %s: block of unknown kind", g->name);
	if (!b->size || (b->base | b->size) & mmio_mask ||
	    !range_inside(b->base, b->size, 0, limit))
		return bad("guest %s: block at %llx has a bad size", g->name,
			   (unsigned long long)b->base);
	if (!arch_device_at_home(b))
		return bad("guest %s: emulated device at %llx, where it cannot be",
			   g->name, (unsigned long long)b->base);
	if (b->base < *next)
		return bad("guest %s: block at %llx overlaps another", g->name,
			   (unsigned long long)b->base);
	if (b->space == PART_SPACE_MMIO && b->base < g->ram_size)
		return bad("guest %s: block at %llx is in its RAM", g->name,
			   (unsigned long long)b->base);
	*next = b->base + b->size;
	return arch_partition_check_block(&partition->board, b);
}

static int check_blocks(const struct part_guest *g)
{
	const struct part_block *b = partition_table(&partition->blocks);
	u64 next = 0;
	u32 i;

	for (i = 0, b += g->first_block; i < g->nr_blocks; i++, b++) {
		if (i && b->space != b[-1].space)
			next = b->space < b[-1].space ? ~0ULL : 0;
		if (check_block(g, b, &next))
			return -EINVAL;
	}
	return 0;
}

static int check_irqs(const struct part_guest *g)
{
	const struct part_irq *irq = partition_table(&partition->irqs);
	const struct part_board *b = &partition->board;
	u32 i, taken = 1U << VPIC_CASCADE | 1U << b->console_irq |
		       (1U << b->keyboard_irq & ~1U); /* 0: no keyboard */

	for (i = 0, irq += g->first_irq; i < g->nr_irqs; i++, irq++) {
		if (irq->irq >= VPIC_INPUTS || taken & 1U << irq->irq)
			return bad("guest %s: bad interrupt %u", g->name,
				   irq->irq);
		taken |= 1U << irq->irq;
	}
	return 0;
}

static int check_span(const struct part_guest *g, u32 first, u32 count,
		      const struct part_table *t)
{
	if (!range_inside(first, count, 0, t->count))
		return bad("guest %s: entries outside their table", g->name);
	return 0;
}

static bool share_irq(const struct part_guest *g, const struct part_guest *o)
{
	const struct part_irq *irq = partition_table(&partition->irqs);
	u32 i, j;

	for (i = g->first_irq; i < g->first_irq + g->nr_irqs; i++) {
		for (j = o->first_irq; j < o->first_irq + o->nr_irqs; j++) {
			if (irq[i].irq == irq[j].irq)
				return true;
		}
	}
	return false;
}

static bool blocks_clash(const struct part_block *a, const struct part_block *b)
{
	return a->access == PART_ACCESS_OWN && b->access != PART_ACCESS_EMULATE &&
	       a->space == b->space &&
	       ranges_overlap(a->base, a->size, b->base, b->size);
}

static bool share_block(const struct part_guest *g, const struct part_guest *o)
{
	const struct part_block *b = partition_table(&partition->blocks);
	u32 i, j;

	for (i = g->first_block; i < g->first_block + g->nr_blocks; i++) {
		for (j = o->first_block; j < o->first_block + o->nr_blocks; j++) {
			if (blocks_clash(b + i, b + j) || blocks_clash(b + j, b + i))
				return true;
		}
	}
	return false;
}

static int check_shares(const struct part_guest *g, const struct part_guest *o)
{
	if (!ranges_overlap(g->ram_base, g->ram_size, o->ram_base, o->ram_size) &&
	    g->cpu != o->cpu && !share_irq(g, o) && !share_block(g, o))
		return 0;
	return bad("guests %s and %s share memory, a core or a device", g->name,
		   o->name);
}

/* After some events a guest cannot go on, whatever its partition says. */
static bool policies_valid(const struct part_guest *g)
{
	static const u32 last_events = 1U << PART_EVENT_FAULT |
				       1U << PART_EVENT_ASSERTION |
				       1U << PART_EVENT_MACHINE_CHECK;
	u32 i, action;

	for (i = 0; i < PART_NR_EVENTS; i++) {
		action = g->policy[i].action;
		if (action >= PART_NR_ACTIONS ||
		    (last_events >> i & 1 && action < PART_ACTION_STOP))
			return false;
	}
	return true;
}

static int check_guest(const struct part_guest *g)
{
	const struct part_guest *o = partition_table(&partition->guests);
	const struct part_segment *s = partition_table(&partition->segments);
	const struct part_board *b = &partition->board;
	u32 i;

	if (!name_valid(g->name, sizeof(g->name)))
		return bad("a guest's name is bad");
	if (!g->cpu || g->cpu >= b->nr_cpus)
		return bad("guest %s: bad core", g->name);
	if (!policies_valid(g))
		return bad("guest %s: bad policy", g->name);
	if (arch_partition_check_guest(b, g) ||
	    check_span(g, g->first_segment, g->nr_segments,
		       &partition->segments) ||
	    check_span(g, g->first_block, g->nr_blocks, &partition->blocks) ||
	    check_span(g, g->first_irq, g->nr_irqs, &partition->irqs) ||
	    check_blocks(g) || check_irqs(g))
		return -EINVAL;
	for (; o < g; o++) {
		if (check_shares(g, o))
			return -EINVAL;
	}
	for (i = 0, s += g->first_segment; i < g->nr_segments; i++, s++) {
		if (check_segment(g, s))
			return -EINVAL;
	}
	return 0;
}

static int check_contents(const struct part_header *h, unsigned int count)
{
	const struct part_image *image = partition_table(&h->images);
	const struct part_guest *g = partition_table(&h->guests);
	u32 i;

	if (check_board(&h->board))
		return -EINVAL;
	if (!range_inside((phys_addr_t)(uintptr_t)h, h->size, h->board.hv_base,
			  h->board.hv_size))
		return bad("loaded outside the hypervisor's memory");
	if (h->images.count != count - 1)
		return bad("%u images loaded, expected %u", count - 1,
			   h->images.count);
	for (i = 0; i < h->images.count; i++) {
		if (check_image(&h->board, i, image + i))
			return -EINVAL;
	}
	for (i = 0; i < h->guests.count; i++) {
		if (check_guest(g + i))
			return -EINVAL;
	}
	return 0;
}

int partition_init(const struct boot_module *modules, unsigned int count)
{
	const struct part_header *h;
	int err;

	if (!count)
		return bad("no module: the boot loader must load levsha.cfg first");
	h = phys_to_virt(modules[0].start);
	err = check_frame(h, modules[0].size) ?: check_tables(h);
	if (err)
		return err;
	partition = h;
	images = modules + 1;
	err = check_contents(h, count);
	if (err)
		partition = NULL;
	return err;
}
