// SPDX-License-Identifier: GPL-2.0
/*
 * Drives the network card that it owns, an 82540EM (Intel 317453): finds it on its
 * PCI bus, asks by ARP who is behind it, and takes the interrupt and the answer.
 * There is no IOMMU, so that the card needs host addresses: HOST is where the
 * partition has put this guest's RAM.
 */
#include "testing.h"

#define HOST		0x04000000
#define SELF		0x80000000
#define IRQ		9

#define PCI_COMMAND	0x04
#define PCI_BAR0	0x10
#define PCI_INTERRUPT	0x3c
#define COMMAND_ALL	0x0007	/* ports, memory, DMA */

#define STATUS		0x0008
#define ICR		0x00c0
#define IMS		0x00d0
#define RCTL		0x0100
#define TCTL		0x0400
#define RD(reg)		(0x2800 + (reg))
#define TD(reg)		(0x3800 + (reg))
#define RING_BASE	0x00
#define RING_SIZE	0x08
#define RING_TAIL	0x18

#define RCTL_ALL	(1 << 1 | 3 << 3 | 1 << 15)
#define TCTL_ENABLE	(1 << 1)
#define TX_WHOLE	0x0b	/* end, checksum, report */
#define DONE		1
#define ICR_SENT	1
#define FRAME		64
#define RING		8	/* as many as fill a line of 128 bytes */

struct descriptor {
	uint64_t address;
	uint16_t length;
	uint8_t offset;
	uint8_t command;
	uint8_t status;
	uint8_t rest[3];
};

_Static_assert(sizeof(struct descriptor) == 16, "as the card has it");

/* The card writes their status. */
static volatile struct descriptor tx[RING] __attribute__((aligned(128)));
static volatile struct descriptor rx[RING] __attribute__((aligned(128)));
static uint8_t received[2048];
static const uint8_t request[FRAME] = {
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x52, 0x54, 0, 0x12, 0x34, 0x56,
	0x08, 0x06, 0, 1, 0x08, 0, 6, 4, 0, 1,
	0x52, 0x54, 0, 0x12, 0x34, 0x56, 192, 168, 10, 15,
	0, 0, 0, 0, 0, 0, 192, 168, 10, 1,
};

static const uint8_t answer[] = { 0x08, 0x06, 0, 1, 0x08, 0, 6, 4, 0, 2 };
static const uint8_t answering[] = { 192, 168, 10, 1 };
static volatile uint32_t interrupts, causes;
static uint32_t base;

static inline void outl(uint16_t port, uint32_t value)
{
	asm volatile("outl %0, %1" : : "a"(value), "Nd"(port));
}

static inline uint32_t inl(uint16_t port)
{
	uint32_t value;

	asm volatile("inl %1, %0" : "=a"(value) : "Nd"(port));
	return value;
}

static uint32_t get(uint32_t where)
{
	outl(0xcf8, where);
	return inl(0xcfc);
}

static void set(uint32_t where, uint32_t value)
{
	outl(0xcf8, where);
	outl(0xcfc, value);
}

static volatile uint32_t *card(uint32_t reg)
{
	return (volatile uint32_t *)(base + reg);
}

static uint32_t host(const volatile void *p)
{
	return HOST + (uint32_t)p;
}

__attribute__((interrupt)) static void on_card(struct interrupt_frame *frame)
{
	(void)frame;
	causes |= *card(ICR);
	interrupts++;
	irq_done(IRQ);
}

/* Functions on its buses; only the first may be there. */
static uint32_t count(void)
{
	uint32_t where, n = 0;

	for (where = SELF; where < SELF + 0x20000; where += 0x100)
		n += get(where) != 0xffffffff;
	return n;
}

static void test_configuration(void)
{
	ok(count() == 1 && get(SELF) == 0x100e8086, "the card is there, alone");
	base = get(SELF | PCI_BAR0);
	set(SELF | PCI_BAR0, 0xffffffff);
	ok(get(SELF | PCI_BAR0) == 0xfffe0000, "it tells its size");
	set(SELF | PCI_BAR0, 0xd0000000);
	ok(get(SELF | PCI_BAR0) == base, "and stays where it is, at %x", base);
	ok((get(SELF | PCI_INTERRUPT) & 0xffff) == (0x0100 | IRQ), "it has interrupt %u", IRQ);
	set(SELF | PCI_COMMAND, COMMAND_ALL);
	ok(*card(STATUS) & 2, "its registers are reached");
}

static void set_ring(uint32_t ring, const volatile struct descriptor *d)
{
	*card(ring + RING_BASE) = host(d);
	*card(ring + RING_BASE + 4) = 0;
	*card(ring + RING_SIZE) = RING * sizeof(*d);
}

static void send(void)
{
	uint32_t i;

	for (i = 0; i < RING; i++)
		rx[i].address = host(received);
	set_ring(RD(0), rx);
	*card(RCTL) = RCTL_ALL;
	*card(RD(RING_TAIL)) = RING - 1;
	tx[0].address = host(request);
	tx[0].length = FRAME;
	tx[0].command = TX_WHOLE;
	set_ring(TD(0), tx);
	*card(TCTL) = TCTL_ENABLE;
	*card(IMS) = ICR_SENT;
	*card(TD(RING_TAIL)) = 1;
}

static bool holds(uint32_t at, const uint8_t *bytes, uint32_t size)
{
	uint32_t i;

	for (i = 0; i < size; i++) {
		if (received[at + i] != bytes[i])
			return false;
	}
	return true;
}

static void test_dma(void)
{
	set_handler(VECTOR_IRQ(IRQ), on_card);
	irq_enable(IRQ);
	send();
	while (!interrupts)
		wait_for_interrupt();
	ok(causes & ICR_SENT, "it interrupts when the frame is sent");
	ok(tx[0].status & DONE, "its DMA says so too");
	while (!(rx[0].status & DONE))
		wait(1000);
	ok(holds(12, answer, sizeof(answer)) && holds(28, answering, sizeof(answering)),
	   "the answer came by DMA");
}

int main(void)
{
	testing_init();
	if (get(SELF) == 0xffffffff) {
		ok(count() == 0, "no PCI bus");
		done();
	}
	test_configuration();
	test_dma();
	done();
}
