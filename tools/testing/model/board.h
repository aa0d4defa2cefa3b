/* SPDX-License-Identifier: GPL-2.0 */
/* Registers of the PIC32MZ EF with the names of DS60001320. */
#ifndef BOARD_H
#define BOARD_H

#include <stdbool.h>
#include <stdint.h>

typedef uint32_t u32;

/* Each register, and its neighbours that clear, set and invert bits of it. */
#define SFR(address)	(*(volatile u32 *)(0xa0000000u | (address)))
#define CLR(reg)	(*(&(reg) + 1))
#define SET(reg)	(*(&(reg) + 2))
#define INV(reg)	(*(&(reg) + 3))

/* System */
#define CFGCON		SFR(0x1f800000)
#define DEVID		SFR(0x1f800020)
#define SYSKEY		SFR(0x1f800030)
#define PMD(n)		SFR(0x1f800030 + 0x10 * (n))
#define CFGPG		SFR(0x1f8000e0)
#define CFGCON_JTAGEN	0x0008
#define CFGCON_PGLOCK	0x0800
#define CFGCON_PMDLOCK	0x1000
#define CFGCON_IOLOCK	0x2000

/* Clocks and reset */
#define OSCCON		SFR(0x1f801200)
#define OSCTUN		SFR(0x1f801210)
#define SPLLCON		SFR(0x1f801220)
#define RCON		SFR(0x1f801240)
#define RSWRST		SFR(0x1f801250)
#define RNMICON		SFR(0x1f801260)
#define REFOCON(n)	SFR(0x1f801280 + 0x20 * ((n) - 1))
#define PBDIV(n)	SFR(0x1f801300 + 0x10 * ((n) - 1))
#define SLEWCON		SFR(0x1f8013c0)
#define CLKSTAT		SFR(0x1f8013d0)

/* Interrupts */
#define INTCON		SFR(0x1f810000)
#define PRISS		SFR(0x1f810010)
#define INTSTAT		SFR(0x1f810020)
#define IPTMR		SFR(0x1f810030)
#define IFS(n)		SFR(0x1f810040 + 0x10 * (n))
#define IEC(n)		SFR(0x1f8100c0 + 0x10 * (n))
#define IPC(n)		SFR(0x1f810140 + 0x10 * (n))
#define OFF(n)		SFR(0x1f810540 + 4 * (n))
#define INTCON_MVEC	0x1000

/* UART */
#define UMODE(n)	SFR(0x1f822000 + 0x200 * ((n) - 1))
#define USTA(n)		SFR(0x1f822010 + 0x200 * ((n) - 1))
#define UTXREG(n)	SFR(0x1f822020 + 0x200 * ((n) - 1))
#define URXREG(n)	SFR(0x1f822030 + 0x200 * ((n) - 1))
#define UBRG(n)		SFR(0x1f822040 + 0x200 * ((n) - 1))
#define UMODE_BRGH	0x0008
#define UMODE_LPBACK	0x0040
#define UMODE_ON	0x8000
#define USTA_URXDA	0x0001
#define USTA_OERR	0x0002
#define USTA_RIDLE	0x0010
#define USTA_TRMT	0x0100
#define USTA_UTXBF	0x0200
#define USTA_UTXEN	0x0400
#define USTA_URXEN	0x1000

/* Pins of the console */
#define U4RXR		SFR(0x1f801480)
#define U4RXR_RPF2	11
#define RPF8R		SFR(0x1f801660)
#define RPF8R_U4TX	2

static inline void unlock(void)
{
	SYSKEY = 0;
	SYSKEY = 0xaa996655;
	SYSKEY = 0x556699aa;
}

static inline void lock(void)
{
	SYSKEY = 0x33333333;
}

/* The end of this life of the part. */
static inline void __attribute__((noreturn)) software_reset(void)
{
	unlock();
	SET(RSWRST) = 1;
	(void)RSWRST;
	for (;;)
		;
}

/* Interrupt n of the controller. */
static inline bool irq_flag(unsigned int n)
{
	return IFS(n / 32) >> n % 32 & 1;
}

static inline void irq_clear(unsigned int n)
{
	CLR(IFS(n / 32)) = 1u << n % 32;
}

static inline void irq_raise(unsigned int n)
{
	SET(IFS(n / 32)) = 1u << n % 32;
}

/* Priority 0 to 7, subpriority 0 to 3. */
static inline void irq_priority(unsigned int n, unsigned int ip, unsigned int is)
{
	CLR(IPC(n / 4)) = 0x1fu << n % 4 * 8;
	SET(IPC(n / 4)) = (ip << 2 | is) << n % 4 * 8;
}

static inline void irq_enable(unsigned int n, unsigned int ip)
{
	irq_priority(n, ip, 0);
	SET(IEC(n / 32)) = 1u << n % 32;
}

static inline void irq_disable(unsigned int n)
{
	CLR(IEC(n / 32)) = 1u << n % 32;
}

#endif /* BOARD_H */
