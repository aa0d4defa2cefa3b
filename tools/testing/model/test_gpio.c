// SPDX-License-Identifier: GPL-2.0
/* DS60001320 section 12: ports and their change notices. */
#include "board.h"
#include "ktap.h"

#define A		0
#define B		1
#define C		2
#define D		3
#define G		6
#define ANSEL(p)	SFR(0x1f860000 + 0x100 * (p))
#define TRIS(p)		SFR(0x1f860010 + 0x100 * (p))
#define PORT(p)		SFR(0x1f860020 + 0x100 * (p))
#define LAT(p)		SFR(0x1f860030 + 0x100 * (p))
#define CNPU(p)		SFR(0x1f860050 + 0x100 * (p))
#define CNPD(p)		SFR(0x1f860060 + 0x100 * (p))
#define CNCON(p)	SFR(0x1f860070 + 0x100 * (p))
#define CNEN(p)		SFR(0x1f860080 + 0x100 * (p))
#define CNSTAT(p)	SFR(0x1f860090 + 0x100 * (p))
#define CNNE(p)		SFR(0x1f8600a0 + 0x100 * (p))
#define CNF(p)		SFR(0x1f8600b0 + 0x100 * (p))
#define CN_ON		0x8000
#define CN_EDGE		0x0800
#define CN_IRQ(p)	(118 + (p))

static const struct pins {
	char name;
	u32 pins;
} ports[] = {
	{ 'A', 0xc6ff }, { 'B', 0xffff }, { 'C', 0xf01e }, { 'D', 0xfe3f },
	{ 'E', 0x03ff }, { 'F', 0x313f }, { 'G', 0xf3c3 },
};

static void latches(void)
{
	u32 p;

	for (p = 0; p < 7; p++) {
		const char name = ports[p].name;

		ANSEL(p) = 0;
		TRIS(p) = 0xffff;
		is(TRIS(p), ports[p].pins, "DS60001320 TRIS%c has the pins of 100", name);
		TRIS(p) = 0;
		LAT(p) = 0xffff;
		is(LAT(p), ports[p].pins, "DS60001320 LAT%c has them", name);
		is(PORT(p), ports[p].pins, "DS60001320 PORT%c reads outputs", name);
		CLR(LAT(p)) = 0xffff;
		is(PORT(p), 0, "DS60001320 LAT%cCLR clears them", name);
		INV(PORT(p)) = 0x0009;
		is(LAT(p), 9 & ports[p].pins, "DS60001320 a write to PORT%c is one to LAT", name);
		LAT(p) = 0;
		TRIS(p) = 0xffff;
	}
}

static void inputs(void)
{
	LAT(D) = 0xffff;
	CNPU(D) = 0x0001;
	CNPD(D) = 0x0002;
	is(PORT(D) & 3, 1, "DS60001320 CNPUD pulls an input up, CNPDD down");
	CNPU(D) = 0;
	CNPD(D) = 0;
	LAT(D) = 0;
	ANSEL(B) = 0xffff;
	TRIS(B) = 0;
	LAT(B) = 0xffff;
	is(PORT(B), 0, "DS60001320 ANSELB=1: PORTB reads 0");
	ANSEL(B) = 0;
	is(PORT(B), 0xffff, "DS60001320 ANSELB=0: PORTB reads its pins");
	LAT(B) = 0;
}

/* An output's own change is a change of the pin. */
static void mismatches(void)
{
	TRIS(C) = 0;
	LAT(C) = 0;
	(void)PORT(C);
	CNEN(C) = 0x0002;
	CNCON(C) = CN_ON;
	irq_clear(CN_IRQ(C));
	is(irq_flag(CN_IRQ(C)), 0, "DS60001320 no change notice before a change");
	SET(LAT(C)) = 0x0006;
	is(CNSTAT(C) & 0x0006, 0x0002, "DS60001320 CNSTATC shows enabled pins that changed");
	is(irq_flag(CN_IRQ(C)), 1, "DS60001320 and raises the interrupt, 120");
	irq_clear(CN_IRQ(C));
	is(irq_flag(CN_IRQ(C)), 1, "DS60001320 which is persistent");
	(void)PORT(C);
	irq_clear(CN_IRQ(C));
	is(irq_flag(CN_IRQ(C)), 0, "DS60001320 until PORTC is read");
	is(CNSTAT(C), 0, "DS60001320 which clears CNSTATC");
	CNCON(C) = 0;
	CNEN(C) = 0;
	LAT(C) = 0;
}

static void edges(void)
{
	TRIS(C) = 0;
	LAT(C) = 0x0004;
	CNEN(C) = 0x0002;
	CNNE(C) = 0x0004;
	CNF(C) = 0;
	CNCON(C) = CN_ON | CN_EDGE;
	irq_clear(CN_IRQ(C));
	SET(LAT(C)) = 0x0002;
	is(CNF(C), 0x0002, "DS60001320 EDGEDETECT: CNENC notes a rising edge");
	is(irq_flag(CN_IRQ(C)), 1, "DS60001320 EDGEDETECT: and raises the interrupt");
	CNF(C) = 0;
	irq_clear(CN_IRQ(C));
	is(irq_flag(CN_IRQ(C)), 0, "DS60001320 EDGEDETECT: CNFC=0 takes it back");
	CLR(LAT(C)) = 0x0002;
	is(CNF(C), 0, "DS60001320 EDGEDETECT: no falling edge of CNENC alone");
	CLR(LAT(C)) = 0x0004;
	is(CNF(C), 0x0004, "DS60001320 EDGEDETECT: CNNEC notes a falling edge");
	CNCON(C) = 0;
	CNF(C) = 0;
	CNEN(C) = 0;
	CNNE(C) = 0;
	irq_clear(CN_IRQ(C));
}

void run_tests(void)
{
	latches();
	inputs();
	mismatches();
	edges();
}
