/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A guest must not see that another executed LL: its SC would succeed although an
 * exception came after its own LL. Only ERET in guest mode clears the LLbit of
 * guests, so the next guest executes one that root gives it, and leaves by WAIT.
 */
#include <asm/cp0.h>
#include <linux/linkage.h>

	.set	noreorder
	.text

#define PAGE_GVA		0x9c000000	/* where no guest has a page */
#define PAGE_GPA		0x1c000000
#define ENTRYLO_CODE		(3 << ENTRYLO_C_SHIFT | ENTRYLO_V | ENTRYLO_G)
#define ENTRYHI_UNUSED		(0x80000000 | ENTRYHI_EHINV)

/*
 * void clear_llbit(void)
 * In: GuestCtl1, GuestCtl3 and SRSCtl are the next guest's. Out: its Status and
 * EPC, GuestCtl0, GuestCtl0Ext and GuestCtl2 are changed.
 */
func clear_llbit
	mfc0	$t0, C0_STATUS
	ins	$t0, $zero, 0, 1		/* IE: this is not interrupted */
	mtc0	$t0, C0_STATUS
	li	$t0, STATUS_EXL
	mtgc0	$t0, C0_STATUS
	la	$t1, 2f
	lui	$t0, PAGE_GVA >> 16
	ins	$t0, $t1, 0, 12
	mtc0	$t0, C0_EPC
	addiu	$t0, $t0, 4
	mtgc0	$t0, C0_EPC

	/* Its own tree may have put an empty page there. */
	lui	$t0, PAGE_GPA >> 16
	mtc0	$t0, C0_ENTRYHI
	ext	$t0, $t1, 12, 17
	sll	$t0, $t0, ENTRYLO_PFN_SHIFT
	ori	$t0, $t0, ENTRYLO_CODE
	mtc0	$t0, C0_ENTRYLO0
	li	$t0, ENTRYLO_G
	mtc0	$t0, C0_ENTRYLO1
	mtc0	$zero, C0_PAGEMASK
	ehb
	tlbp
	ehb
	mfc0	$t0, C0_INDEX
	bgez	$t0, 1f
	 nop
	mtc0	$zero, C0_INDEX
1:	ehb
	tlbwi

	li	$t0, GUESTCTL0EXT_FCD
	mtc0	$t0, C0_GUESTCTL0EXT
	mtc0	$zero, C0_GUESTCTL2
	lui	$t0, (GUESTCTL0_GM | GUESTCTL0_CP0 | GUESTCTL0_AT_GUEST) >> 16
	mtc0	$t0, C0_GUESTCTL0
	ehb
	eret

	.set	push
	.set	nomicromips
	.balign	8
2:	eret
	wait
	.set	pop

/* In: from the vector with k0 = 0, the registers of clear_llbit(). */
	.globl	llbit_cleared
llbit_cleared:
	lui	$t0, ENTRYHI_UNUSED >> 16
	ori	$t0, $t0, ENTRYHI_UNUSED & 0xffff
	mtc0	$t0, C0_ENTRYHI
	ehb
	tlbwi
	mtc0	$zero, C0_ENTRYHI
	mfc0	$t0, C0_STATUS
	ori	$t0, $t0, STATUS_IE
	mtc0	$t0, C0_STATUS
	move	$k0, $zero
	jr	$ra
	 ehb
endfunc clear_llbit
