/* SPDX-License-Identifier: GPL-2.0 */
/*
 * From guests to root and back.
 *
 * Root has register set 0 for itself, so that nothing of it is saved; between two
 * exits it holds:
 *
 *	k1	the current guest, 0 if none runs
 *	k0	the guest's tree of pages with any index in bits 8:2; 0: no guest
 *		runs, but C code or the idle loop
 *	sp	the top of the stack
 *	gp	small data
 *	s3	while a guest runs: part_guest.blocks,
 *	s4	part_guest.sfr_pages with any index in bits 9:2
 *	s5	what register.S compares with
 *	s6	writers of gpr.S with any index in bits 7:3
 *	s7	readers
 *	s8	GuestCtl0Ext while a guest is asked for an interrupt
 *
 * C code keeps sp and s3 to s8. All other registers of the set are free. Root.EXL
 * is 1 but in the idle loop, and GuestCtl0.GM is 1 while there is a current guest.
 * Root.SRSCtl.PSS is the guest's register set, GuestCtl1.RID its ID, KScratch1 its
 * tree.
 */
#include <asm/cp0.h>
#include <generated/asm-offsets.h>
#include <uapi/levsha/hypercall.h>
#include <linux/linkage.h>

#include "vz.h"

	.set	noreorder
	.set	noat

/*
 * EBase+0: the root TLB has no page for a guest physical address, or EXL would
 * be 1. BadVAddr is the address, and EntryHi has it, too. An empty leaf makes
 * the next access an exit to C.
 */
	.section .vectors.refill, "ax"
func vector_refill
	mfc0	$t0, C0_BADVADDR
	srl	$t1, $t0, 22
	sltiu	$t2, $t1, PART_TREE_SIZE
	beqz	$t2, exit_guest
	 ins	$k0, $t1, 2, 7
	lw	$t1, 0($k0)
	lw	$t2, PART_NODE_SHIFT($t1)
	lw	$t3, PART_NODE_MASK($t1)
	srlv	$t0, $t0, $t2
	and	$t0, $t0, $t3
	addu	$t1, $t1, $t0
	lw	$t2, PART_NODE_LEAVES + PART_LEAF_PAGEMASK($t1)
	lw	$t3, PART_NODE_LEAVES + PART_LEAF_LO0($t1)
	lw	$t4, PART_NODE_LEAVES + PART_LEAF_LO1($t1)
	mtc0	$t2, C0_PAGEMASK
	mtc0	$t3, C0_ENTRYLO0
	mtc0	$t4, C0_ENTRYLO1
	ehb
	tlbwr
	eret
endfunc vector_refill

/* EBase+0x180: all other exceptions of guests, and those of root itself. */
	.section .vectors.general, "ax"
func vector_general
	mfc0	$t0, C0_CAUSE
	andi	$t1, $t0, CAUSE_EXCCODE
	xori	$t1, $t1, EXC_GE << CAUSE_EXCCODE_SHIFT
	bnez	$t1, exit_register
	 mfc0	$t2, C0_BADVADDR
	mfc0	$t1, C0_GUESTCTL0
	andi	$t1, $t1, GUESTCTL0_GEXCCODE
	xori	$t3, $t1, GEXC_HC << GUESTCTL0_GEXC_SHIFT
	bnez	$t3, 1f
	 mfc0	$t2, C0_EPC

	/* HYPCALL, of whatever code, of the call that is worth it. */
	bltz	$t0, exit_guest			/* BD: C finds the next one */
	 rdpgpr	$t1, $v0
	bnez	$t1, exit_hypercall		/* LEVSHA_GET_VERSION */
	 addiu	$t2, $t2, 4
	lui	$t1, LEVSHA_ABI_VERSION >> 16
	wrpgpr	$v0, $t1
	mtc0	$t2, C0_EPC
	ehb
	eret

1:	beqz	$t1, sensitive_instruction	/* GPSI is 0 */
	 mfc0	$t2, C0_BADINSTR
	xori	$t3, $t1, GEXC_GHFC << GUESTCTL0_GEXC_SHIFT
	beqz	$t3, hardware_changed
	 mfc0	$t1, C0_GUESTCTL2
	b	exit_guest
	 nop
endfunc vector_general

/* EBase+0x200: interrupts of root, from a guest or the idle loop. */
	.section .vectors.interrupt, "ax"
func vector_interrupt
	la	$t3, irqchip_handle
	bnez	$k0, call_c
	 mfc0	$t2, C0_EPC
	jalr	$t3
	 nop
	b	reschedule
	 nop
endfunc vector_interrupt

/* All other hypercalls. In: t2 = where the guest goes on. */
func exit_hypercall
	la	$t3, vz_quick_hypercall
	b	call_c
	 nop
endfunc exit_hypercall

/*
 * The slow path: any exit that nothing above took care of.
 * In: k0, k1; EXL=1. Goes on to enter_guest.
 */
func exit_guest
	beqz	$k0, own_fault
	 mfc0	$a1, C0_CAUSE
	la	$t3, vz_exit
	mfc0	$t2, C0_EPC

/*
 * C code for the guest, which is its first argument: what it uses of the guest's
 * is in memory meanwhile. Root's registers that tell of the exception stay, as
 * there is no other until ERET.
 * In: k1, t2 = the guest's program counter, t3 = the function.
 */
call_c:
	mfhi	$t0
	mflo	$t1
	sw	$t2, GUEST_PC($k1)
	sw	$t0, GUEST_HI($k1)
	sw	$t1, GUEST_LO($k1)
	move	$k0, $zero
	jalr	$t3
	 move	$a0, $k1
	lbu	$t0, %gp_rel(sched_pending)($gp)
	bnez	$t0, reschedule
	 lw	$t2, GUEST_PC($k1)
endfunc exit_guest

/* Back to the guest. In: k1, t2 = its program counter. */
func enter_guest
	lw	$t0, GUEST_HI($k1)
	lw	$t1, GUEST_LO($k1)
	mtc0	$t2, C0_EPC
	mthi	$t0
	mtlo	$t1
	mfc0	$k0, C0_KSCRATCH1
	ehb
	eret
endfunc enter_guest

/*
 * void vz_start(void). Context: boot.
 */
func vz_start
	la	$sp, stack_top - 24		/* for five arguments */
	move	$k0, $zero
	move	$k1, $zero
	la	$s6, writers
	la	$s7, readers
	li	$s5, ACCESS_SW
	li	$s8, GUESTCTL0EXT

/* In: k0 = 0, k1; the guest's registers are saved. */
	.globl	reschedule
reschedule:
	jal	vz_schedule
	 nop
	beqz	$k1, idle
	 nop
	lw	$t0, GUEST_PART($k1)
	lw	$s3, PART_GUEST_BLOCKS($t0)
	lw	$s4, PART_GUEST_SFR_PAGES($t0)
	b	enter_guest
	 lw	$t2, GUEST_PC($k1)

/*
 * An interrupt comes here anew when it is done, so that none is slept over. GM is
 * 0, as this is root although EXL is 0.
 */
idle:
	mfc0	$t0, C0_STATUS
	ins	$t0, $zero, 1, 1		/* EXL */
	mtc0	$t0, C0_STATUS
	ehb
1:	wait
	b	1b
	 nop
endfunc vz_start

/* C code or the idle loop made a mistake. In: k0 = 0. */
func own_fault
	la	$k0, own_fault_reason
	j	record_own
	 mtc0	$k0, C0_KSCRATCH2
endfunc own_fault

	.text

/*
 * GHFC: hardware changed Guest.Status.EXL, while an interrupt is requested. If it was
 * accepted, the guest's controller goes on asking, as a real one does, and the
 * handler may be farther off than GVEC can say.
 * In: t1 = GuestCtl2.
 */
func hardware_changed
	srl	$t1, $t1, GUESTCTL2_GRIPL_SHIFT
	bnez	$t1, 1f
	 lw	$t0, GUEST_REQUEST($k1)
	mfc0	$t2, C0_EPC
	ext	$t1, $t0, GUESTCTL2_FAR_SHIFT, GUESTCTL2_FAR_BITS
	sll	$t1, $t1, GUESTCTL2_FAR_SHIFT
	addu	$t2, $t2, $t1
	mtc0	$t2, C0_EPC
	ins	$t0, $zero, GUESTCTL2_FAR_SHIFT, GUESTCTL2_FAR_BITS
	mtc0	$t0, C0_GUESTCTL2
	ehb
1:	eret
endfunc hardware_changed

/*
 * GPSI: reads of Count and PRId are answered here, in both instruction sets.
 * In: t0 = Cause, t2 = BadInstr.
 */
func sensitive_instruction
	bltz	$t0, exit_guest			/* BD: C finds the next one */
	 ext	$a0, $t2, 16, 5			/* rt of MIPS32 */
	ins	$t2, $zero, 16, 5
	lui	$t3, 0x4000			/* MFC0 Count */
	ori	$t3, $t3, 0x4800
	beq	$t2, $t3, read_count
	 lui	$t3, 0x7c00			/* RDHWR CC */
	ori	$t3, $t3, 0x103b
	beq	$t2, $t3, read_count
	 lui	$t3, 0x4000			/* MFC0 PRId */
	ori	$t3, $t3, 0x7800
	beq	$t2, $t3, read_prid
	 mfc0	$t2, C0_BADINSTR
	ext	$a0, $t2, 21, 5			/* rt of microMIPS */
	ins	$t2, $zero, 21, 5
	lui	$t3, 0x0009			/* MFC0 Count */
	ori	$t3, $t3, 0x00fc
	beq	$t2, $t3, read_count
	 lui	$t3, 0x0002			/* RDHWR CC */
	ori	$t3, $t3, 0x6b3c
	beq	$t2, $t3, read_count
	 lui	$t3, 0x000f			/* MFC0 PRId */
	ori	$t3, $t3, 0x00fc
	bne	$t2, $t3, exit_guest
	 nop
read_prid:
	b	read_done
	 mfc0	$a1, C0_PRID
read_count:
	mfc0	$a1, C0_COUNT
	lw	$t1, GUEST_COUNT_OFFSET($k1)
	addu	$a1, $a1, $t1
read_done:
	b	load_done
	 mfc0	$t3, C0_EPC
endfunc sensitive_instruction

	.section .rodata.str, "aMS", @progbits, 1
own_fault_reason:
	.asciz	"exception in the hypervisor"
