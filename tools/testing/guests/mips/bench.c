// SPDX-License-Identifier: GPL-2.0
/*
 * Counts what an exit costs: instructions, by Count, for ROUNDS of something that
 * exits, less those for ROUNDS of one that does not. Each line gives the sum and a
 * name; the reader divides.
 */
#include <hypercall.h>

#include "testing.h"

#define ROUNDS		1000
#define ST_IE		1u
#define U4_UNUSED	SFR(0x1f822200)		/* UART 2: not this guest's */
/* The UART's faults; with a core software interrupt on, CP0 would exit, too. */
#define IRQ_SELF	(IRQ_U4RX - 1)
#define IRQ_T2		9		/* of a device of its own */
#define PAGES		64
#define PAGE_SIZE	0x1000
#define LINE		1000000		/* counts: 10 ms, 115 characters */

static uint32_t rounds_of_nothing;
static volatile uint32_t taken;

static uint32_t instructions_since(uint32_t start)
{
	return (read_count() - start) * INSTRUCTIONS_PER_COUNT;
}

/* A line that is still on its way to the console interrupts what is counted. */
static void wait_for_console(void)
{
	const uint32_t start = read_count();

	while (read_count() - start < LINE)
		;
}

#define measure(name, code)                                                  \
	do {                                                                 \
		uint32_t start_, sum_;                                       \
		wait_for_console();                                          \
		start_ = read_count();                                       \
		for (unsigned int i = 0; i < ROUNDS; i++)                    \
			code;                                                \
		sum_ = instructions_since(start_);                           \
		print("bench %u %s\n", sum_ - rounds_of_nothing, name);      \
	} while (0)

static void calibrate(void)
{
	const uint32_t start = read_count();

	for (unsigned int i = 0; i < ROUNDS; i++)
		asm volatile("nop");
	rounds_of_nothing = instructions_since(start);
}

static void soft_interrupt(void)
{
	irq_done(IRQ_SELF);
	taken++;
}

/* Interrupts are open: the next instruction is the handler's. */
static void raise_and_take(void)
{
	SET(IFS(IRQ_SELF)) = IRQ_BIT(IRQ_SELF);
}

/* A flag that is set already would change nothing. */
static uint32_t raised_anew(bool raise)
{
	uint32_t start, sum = 0;
	unsigned int i;

	wait_for_console();
	for (i = 0; i < ROUNDS; i++) {
		start = read_count();
		if (raise)
			raise_and_take();
		sum += read_count() - start;
		irq_done(IRQ_SELF);
	}
	return sum * INSTRUCTIONS_PER_COUNT;
}

/* See arrival.S. */
extern const char vectors[], arrival[];
volatile uint32_t arrived;

/*
 * The flag of a real source is the real one, so software that sets it does what
 * the device does. Without the source enabled nothing but the write takes time.
 */
static uint32_t device_interrupts(void)
{
	uint32_t start, sum = 0;
	unsigned int i;

	wait_for_console();
	for (i = 0; i < ROUNDS; i++) {
		start = read_count();
		SET(IFS(IRQ_T2)) = IRQ_BIT(IRQ_T2);
		arrived = read_count();
		sum -= arrived - start;
		CLR(IFS(IRQ_T2)) = IRQ_BIT(IRQ_T2);
		SET(IEC(IRQ_T2)) = IRQ_BIT(IRQ_T2);
		start = read_count();
		SET(IFS(IRQ_T2)) = IRQ_BIT(IRQ_T2);
		sum += arrived - start;
		CLR(IEC(IRQ_T2)) = IRQ_BIT(IRQ_T2);
	}
	return sum * INSTRUCTIONS_PER_COUNT;
}

static void devices(void)
{
	irq_enable(IRQ_T2, 2, soft_interrupt);
	CLR(IEC(IRQ_T2)) = IRQ_BIT(IRQ_T2);
	OFF(IRQ_T2) = (uint32_t)(arrival - vectors);
	SET(INTCON) = INTCON_MVEC;
	interrupts_on();
	print("bench %u device interrupt to the guest's handler\n", device_interrupts());
	interrupts_off();
	CLR(INTCON) = INTCON_MVEC;
}

static void interrupts(void)
{
	irq_enable(IRQ_SELF, 3, soft_interrupt);
	print("bench %u soft interrupt: raised and requested\n",
	      raised_anew(true) - raised_anew(false));
	interrupts_on();
	measure("soft interrupt: raised, taken, read INTSTAT, cleared", raise_and_take());
	interrupts_off();
	CLR(IEC(IRQ_SELF)) = IRQ_BIT(IRQ_SELF);
	measure("soft interrupt: raised, not enabled", raise_and_take());
	irq_done(IRQ_SELF);
	print("# %u were taken\n", taken);
}

static inline uint32_t rdhwr_cc(void)
{
	uint32_t value;

	asm volatile("rdhwr %0, $2" : "=r"(value));
	return value;
}

/* Only LW and SW in no delay slot have a short way. */
static inline uint8_t load_byte(uint32_t address)
{
	return *(volatile uint8_t *)address;
}

static inline uint32_t load_in_delay_slot(uint32_t address)
{
	uint32_t value;

	asm volatile(".set push\n\t.set noreorder\n\t"
		     "b	1f\n\t"
		     "lw	%0, 0(%1)\n"
		     "1:\t.set pop"
		     : "=r"(value) : "r"(address));
	return value;
}

/* More pages of flash than the TLB has entries, if they are mapped singly. */
static void touch_pages(void)
{
	volatile const uint32_t *p = (volatile const uint32_t *)0x9d000000;
	unsigned int i;

	for (i = 0; i < PAGES; i++, p += PAGE_SIZE / 4)
		(void)*p;
}

static void hypercalls(void)
{
	if (!have_hypervisor())
		return;
	measure("HYPCALL, version", hypercall(LEVSHA_GET_VERSION, 0, 0));
	measure("HYPCALL, time", hypercall(LEVSHA_TIME, 0, 0));
	measure("HYPCALL, unknown: to root and back", hypercall(LEVSHA_NR_HYPERCALLS, 0, 0));
	measure("HYPCALL, yield", hypercall(LEVSHA_YIELD, 0, 0));
}

int main(void)
{
	console_init();
	mtc0(7, 0, 4);			/* HWREna: CC */
	calibrate();
	hypercalls();
	measure("MFC0 Count", read_count());
	measure("MFC0 PRId", mfc0(15, 0));
	measure("MTC0 Compare", write_compare(0));
	measure("MTC0 Status, nothing changes", mtc0(12, 0, 0));
	measure("RDHWR CC", rdhwr_cc());
	measure("guarded register read: LATB", LAT(PORT_B));
	measure("guarded register write: LATBSET", (SET(LAT(PORT_B)) = 0));
	measure("guarded register write: LATB", (LAT(PORT_B) = 0));
	measure("guarded register read: U4STA", U4STA);
	measure("guarded register read: U4STA, a byte", load_byte((uint32_t)&U4STA));
	measure("guarded register read: U4STA, in a delay slot",
		load_in_delay_slot((uint32_t)&U4STA));
	measure("guarded register write: U4BRG", (U4BRG = 53));
	measure("guarded register read: IEC0", IEC(0));
	measure("guarded register write: IEC0SET", (SET(IEC(0)) = 0));
	measure("register read, not this guest's", U4_UNUSED);
	interrupts();
	devices();
	attempt((attempt_code)touch_pages, 0, 0);
	if (!attempt_cause)
		measure("64 pages of flash, one read each", touch_pages());
	print("bench done\n");
	for (;;)
		asm volatile("wait");
}
