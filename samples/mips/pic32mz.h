/* SPDX-License-Identifier: GPL-2.0 */
/* Registers of the PIC32MZ EF, with the names of its data sheet (DS60001320). */
#ifndef PIC32MZ_H
#define PIC32MZ_H

#include <stdint.h>

/* A register, and its neighbours that clear, set and invert bits of it. */
#define SFR(address)	(*(volatile uint32_t *)(0xa0000000u | (address)))
#define CLR(reg)	(*(&(reg) + 1))
#define SET(reg)	(*(&(reg) + 2))
#define INV(reg)	(*(&(reg) + 3))

/* Interrupts: source n has a flag, an enable bit, a priority and an offset */
#define INTCON		SFR(0x1f810000)
#define INTSTAT		SFR(0x1f810020)
#define IFS(n)		SFR(0x1f810040 + 0x10 * ((n) / 32))
#define IEC(n)		SFR(0x1f8100c0 + 0x10 * ((n) / 32))
#define IPC(n)		SFR(0x1f810140 + 0x10 * ((n) / 4))
#define OFF(n)		SFR(0x1f810540 + 4 * (n))
#define IRQ_BIT(n)	(1u << (n) % 32)
#define IPC_IP(n, ip)	((uint32_t)(ip) << ((n) % 4 * 8 + 2))
#define INTCON_MVEC	0x1000
#define INTSTAT_SIRQ	0x00ff
#define INTSTAT_SRIPL	0x0700
#define NR_IRQS		214

#define IRQ_CORE_TIMER	0
#define IRQ_SOFT0	1
#define IRQ_SOFT1	2
#define IRQ_DMA(n)	(134 + (n))
#define IRQ_U4RX	171
#define IRQ_U4TX	172

/* UART 4, the console */
#define U4MODE		SFR(0x1f822600)
#define U4STA		SFR(0x1f822610)
#define U4TXREG		SFR(0x1f822620)
#define U4RXREG		SFR(0x1f822630)
#define U4BRG		SFR(0x1f822640)
#define UMODE_ON	0x8000
#define USTA_URXDA	0x0001
#define USTA_UTXBF	0x0200
#define USTA_UTXEN	0x0400
#define USTA_URXEN	0x1000

/* Its pins, by the peripheral pin select */
#define U4RXR		SFR(0x1f801480)
#define RPF8R		SFR(0x1f801660)
#define U4RXR_RPF2	11
#define RPF8R_U4TX	2

/* Ports: A is 0 */
#define ANSEL(port)	SFR(0x1f860000 + 0x100 * (port))
#define TRIS(port)	SFR(0x1f860010 + 0x100 * (port))
#define LAT(port)	SFR(0x1f860030 + 0x100 * (port))
#define PORT_B		1
#define PORT_D		3
#define PORT_G		6

/* DMA: channel n */
#define DMACON		SFR(0x1f811000)
#define DCHCON(n)	SFR(0x1f811060 + 0xc0 * (n))
#define DCHECON(n)	SFR(0x1f811070 + 0xc0 * (n))
#define DCHINT(n)	SFR(0x1f811080 + 0xc0 * (n))
#define DCHSSA(n)	SFR(0x1f811090 + 0xc0 * (n))
#define DCHDSA(n)	SFR(0x1f8110a0 + 0xc0 * (n))
#define DCHSSIZ(n)	SFR(0x1f8110b0 + 0xc0 * (n))
#define DCHDSIZ(n)	SFR(0x1f8110c0 + 0xc0 * (n))
#define DCHCSIZ(n)	SFR(0x1f8110f0 + 0xc0 * (n))
#define DMACON_ON	0x8000
#define DCHCON_CHEN	0x0080
#define DCHECON_CFORCE	0x0080
#define DCHINT_CHBCIF	0x00000008	/* block complete */
#define DCHINT_CHBCIE	0x00080000

/* What is the hypervisor's, where there is one */
#define CFGCON		SFR(0x1f800000)
#define SYSKEY		SFR(0x1f800030)
#define CFGPG		SFR(0x1f8000e0)
#define NVMCON		SFR(0x1f800600)
#define NVMADDR		SFR(0x1f800620)
#define SBT_REG(t, r)	SFR(0x1f8f8040 + 0x400 * (t) + 0x20 * (r))
#define SBT_RD(t, r)	SFR(0x1f8f8050 + 0x400 * (t) + 0x20 * (r))
#define SBT_WR(t, r)	SFR(0x1f8f8058 + 0x400 * (t) + 0x20 * (r))

#endif /* PIC32MZ_H */
