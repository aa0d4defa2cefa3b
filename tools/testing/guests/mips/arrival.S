/* SPDX-License-Identifier: GPL-2.0 */
/* A handler of IRQ_T2 whose first instruction reads Count. */

#define C0_COUNT	$9
#define EIC_KSEG1	0xbf81
#define IFS0CLR		0x44
#define IRQ_T2_BIT	0x200

	.set	noat
	.text
	.balign	4
	.globl	arrival
	.ent	arrival
arrival:
	mfc0	$k0, C0_COUNT
	lui	$k1, %hi(arrived)
	sw	$k0, %lo(arrived)($k1)
	lui	$k1, EIC_KSEG1
	li	$k0, IRQ_T2_BIT
	sw	$k0, IFS0CLR($k1)
	eret
	.end	arrival
