// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's interrupt controllers
 *
 * Two 8259A as in every PC (Intel data sheet 231468): edge-triggered, fully
 * nested, with normal, specific and automatic end of interrupt. Interrupts of
 * emulated devices go through them. An interrupt that a guest owns does not:
 * hardware delivers it to the guest with the vector that the guest programmed
 * here, and masking and end of interrupt here act on the hardware.
 */
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/vpc.h>
#include <levsha/vreg.h>

#define ICW1_INIT		0x10
#define ICW1_ICW4		0x01
#define ICW4_AUTO_EOI		0x02
#define OCW_SELECT		0x18
#define OCW3			0x08
#define OCW3_READ		0x02
#define OCW3_READ_ISR		0x03
#define OCW2_EOI		0x20
#define OCW2_SPECIFIC		0x40

static u8 lowest_bit(u8 bits)
{
	return bits & (u8)-bits;
}

static u8 bit_number(u8 bit)
{
	return (u8)__builtin_ctz(bit);
}

/* In service, delivered by the hypervisor or by hardware. */
static u8 in_service(const struct vpic_chip *chip)
{
	return chip->isr | arch_irq_in_service(chip->base);
}

/* The input that a chip asks for, as a bit; 0 for none. */
static u8 asking(const struct vpic_chip *chip)
{
	const u8 bit = lowest_bit(chip->irr & ~chip->imr);

	return chip->isr && lowest_bit(chip->isr) <= bit ? 0 : bit;
}

/* Steers the real interrupts of a chip as the guest set it up. */
static void route(struct guest *guest, unsigned int slave)
{
	const struct vpic *pic = &guest->vpic;
	const struct vpic_chip *chip = &pic->chip[slave];
	const bool closed = slave && pic->chip[0].imr & 1 << VPIC_CASCADE;
	const struct part_irq *own = guest->irqs;
	const struct part_irq *end = own + guest->part->nr_irqs;

	for (; own < end; own++) {
		if (own->irq / 8 == slave)
			arch_irq_route(guest, own->irq, own->flags,
				       chip->base + own->irq % 8,
				       closed || chip->init ||
					       chip->imr & 1 << own->irq % 8);
	}
}

static void update(struct guest *guest)
{
	struct vpic *pic = &guest->vpic;
	struct vpic_chip *master = &pic->chip[0];

	if (asking(&pic->chip[1]))
		master->irr |= 1 << VPIC_CASCADE;
	else
		master->irr &= ~(1 << VPIC_CASCADE);
	if (asking(master))
		arch_request(guest, GUEST_REQ_VIRQ);
}

void vpic_reset(struct guest *guest)
{
	struct vpic *pic = &guest->vpic;
	unsigned int i;

	for (i = 0; i < 2; i++) {
		pic->chip[i] = (struct vpic_chip){ .imr = 0xff };
		route(guest, i);
	}
}

void vpic_set_line(struct guest *guest, u8 irq, bool level)
{
	struct vpic_chip *chip = &guest->vpic.chip[irq / 8];
	const u8 bit = (u8)(1 << irq % 8);

	if (level && !(chip->lines & bit))
		chip->irr |= bit;
	if (!level)
		chip->irr &= ~bit;
	chip->lines = level ? chip->lines | bit : chip->lines & ~bit;
	update(guest);
}

bool vpic_pending(const struct guest *guest)
{
	return asking(&guest->vpic.chip[0]);
}

static u8 take(struct vpic_chip *chip)
{
	const u8 bit = asking(chip);

	chip->irr &= ~bit;
	if (!chip->auto_eoi)
		chip->isr |= bit;
	return bit_number(bit);
}

u8 vpic_acknowledge(struct guest *guest)
{
	struct vpic *pic = &guest->vpic;
	u8 n, vector;

	n = take(&pic->chip[0]);
	vector = pic->chip[0].base + n;
	if (n == VPIC_CASCADE)
		vector = pic->chip[1].base + take(&pic->chip[1]);
	update(guest);
	return vector;
}

static void end_of_interrupt(struct vpic_chip *chip, u8 bit)
{
	if (chip->isr & bit)
		chip->isr &= ~bit;
	else if (bit)
		arch_irq_eoi();
}

static void write_ocw2(struct vpic_chip *chip, u8 value)
{
	const u8 service = in_service(chip);

	if (!(value & OCW2_EOI))
		return;
	if (value & OCW2_SPECIFIC)
		end_of_interrupt(chip, service & 1 << (value & 7));
	else
		end_of_interrupt(chip, lowest_bit(service));
}

static void write_command(struct vpic_chip *chip, u8 value)
{
	if (value & ICW1_INIT) {
		*chip = (struct vpic_chip){
			.init = 2,
			.need_icw4 = value & ICW1_ICW4,
			.lines = chip->lines,
			.base = chip->base,
		};
	} else if ((value & OCW_SELECT) == OCW3) {
		if (value & OCW3_READ)
			chip->read_isr = (value & OCW3_READ_ISR) ==
					 OCW3_READ_ISR;
	} else {
		write_ocw2(chip, value);
	}
}

/* The words that follow ICW1, then the mask. */
static void write_data(struct vpic_chip *chip, u8 value)
{
	switch (chip->init) {
	case 2:
		chip->base = value & ~7;
		chip->init = 3;
		break;
	case 3:
		chip->init = chip->need_icw4 ? 4 : 0;
		break;
	case 4:
		chip->auto_eoi = value & ICW4_AUTO_EOI;
		chip->init = 0;
		break;
	default:
		chip->imr = value;
		break;
	}
}

static u8 read_port(const struct vpic_chip *chip, bool data)
{
	if (data)
		return chip->imr;
	return chip->read_isr ? in_service(chip) : chip->irr;
}

bool vpic_access(struct guest *guest, const struct part_block *block,
		 struct vreg_access *a)
{
	const unsigned int slave = !!(a->addr & 0x80);
	const bool data = a->addr & 1;
	struct vpic_chip *chip = &guest->vpic.chip[slave];
	const u8 isr = chip->isr;

	if (a->width != 1)
		return false;
	if (!a->write) {
		a->value = read_port(chip, data);
		return true;
	}
	if (data)
		write_data(chip, (u8)a->value);
	else
		write_command(chip, (u8)a->value);
	if (data || a->value & ICW1_INIT) {
		route(guest, slave);
		if (!slave)
			route(guest, 1);
		update(guest);
	} else if (chip->isr != isr) {
		update(guest);
	}
	return true;
}
