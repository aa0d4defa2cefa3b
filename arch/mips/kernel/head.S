/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The way to C: from reset, if the image stands alone in boot flash, or from the
 * board's boot loader, of which nothing is assumed. Both take the same path.
 *
 * All is in the hypervisor's instruction set but the loader's entry.
 * (M5150 Software User's Manual, MD00990, chapters 6 and 9.)
 */
#include <asm/cp0.h>
#include <asm/page.h>
#include <asm/sections.h>
#include <linux/linkage.h>

#define K0_UNCACHED		2
#define K0_CACHED		3

/* What exceptions start in */
#ifdef CONFIG_MICROMIPS
#define ISA_ON_EXC		1
#else
#define ISA_ON_EXC		0
#endif

#define CACHE_STORE_TAG_I	0x08
#define CACHE_STORE_TAG_D	0x09

	.set	noreorder

/* Go to a label far away. */
	.macro	jump label
	la	$t9, \label
	jr	$t9
	 nop
	.endm

/* Each exception of the time before the vectors below are set */
	.macro	boot_vector offset
	.org	\offset, 0xff			/* stays erased */
	jump	boot_fault
	.endm

	.section .boot, "ax"
func boot_entry
	mfc0	$t0, C0_STATUS
	lui	$t1, STATUS_NMI >> 16
	and	$t0, $t0, $t1
	bnez	$t0, 1f
	 nop
	jump	start
1:	jump	nmi_fault
	boot_vector 0x200		/* TLB refill */
	boot_vector 0x300		/* cache error */
	boot_vector 0x380		/* others */
	boot_vector 0x400		/* interrupt */
endfunc boot_entry

/*
 * Debug exception without a probe: SDBBP of a guest, which VZ lets through to root's
 * debug mode, with the guest's registers as they are. The guest gets a reserved
 * instruction exception, as from a part without EJTAG, and DERET leads to it.
 */
	.org	0x480
func debug_entry
	mtc0	$k0, C0_DESAVE
	mtc0	$k1, C0_KSCRATCH2
	mfgc0	$k1, C0_STATUS
	ext	$k0, $k1, 1, 1			/* EXL: EPC and BD stay */
	bnez	$k0, 1f
	 ori	$k1, $k1, STATUS_EXL
	mtgc0	$k1, C0_STATUS
	mfc0	$k0, C0_DEPC
	mtgc0	$k0, C0_EPC
	mfc0	$k1, C0_DEBUG
	ext	$k1, $k1, 31, 1			/* DBD */
	mfgc0	$k0, C0_CAUSE
	ins	$k0, $k1, 31, 1
	mtgc0	$k0, C0_CAUSE
1:	mfgc0	$k0, C0_CAUSE
	li	$k1, EXC_RI
	ins	$k0, $k1, CAUSE_EXCCODE_SHIFT, 5
	mtgc0	$k0, C0_CAUSE
	mfgc0	$k1, C0_STATUS
	ext	$k1, $k1, 22, 1			/* BEV */
	lui	$k0, 0xbfc0
	bnez	$k1, 2f
	 ori	$k0, $k0, 0x200
	mfgc0	$k0, C0_EBASE
	ins	$k0, $zero, 0, 12
2:	addiu	$k0, $k0, 0x180
	mfgc0	$k1, C0_CONFIG3
	ext	$k1, $k1, 16, 1			/* ISAOnExc */
	or	$k0, $k0, $k1
	mtc0	$k0, C0_DEPC
	mfc0	$k0, C0_DESAVE
	mfc0	$k1, C0_KSCRATCH2
	ehb
	deret
endfunc debug_entry

	.section .vectors.cache_error, "ax"
	jump	cache_fault

/* The boot loader calls a MIPS32 function here. */
	.section .loader_entry, "ax"
	.set	push
	.set	nomicromips
func loader_entry
	jump	start
endfunc loader_entry
	.set	pop

	.text

/*
 * Clear the tags of a cache.
 * In: t0: Config1; \field: its IS or DS. Out: t1 to t4 changed.
 */
	.macro	clear_cache op, field
	ext	$t1, $t0, \field - 3, 3		/* line: 2 << IL bytes, 0: no cache */
	beqz	$t1, 2f
	 li	$t2, 2
	sllv	$t1, $t2, $t1
	ext	$t2, $t0, \field, 3		/* sets: 64 << IS, 7: 32 */
	addiu	$t2, $t2, 1
	andi	$t2, $t2, 7
	li	$t3, 32
	sllv	$t2, $t3, $t2
	ext	$t3, $t0, \field - 6, 3		/* ways: IA + 1 */
	addiu	$t3, $t3, 1
	mul	$t2, $t2, $t3
	lui	$t4, KSEG0 >> 16
1:	cache	\op, 0($t4)
	addiu	$t2, $t2, -1
	bnez	$t2, 1b
	 addu	$t4, $t4, $t1
2:
	.endm

/*
 * In: nothing. Any instruction may have been the last before this one, any
 * register may hold anything; caches are on or off.
 */
func start
	li	$t0, STATUS_BEV | STATUS_EXL	/* EBase may be written */
	mtc0	$t0, C0_STATUS
	ehb
	mtc0	$zero, C0_GUESTCTL0
	mtc0	$zero, C0_GUESTCTL1
	la	$t0, _text
	mtc0	$t0, C0_EBASE
	li	$t0, INTCTL_VS_32
	mtc0	$t0, C0_INTCTL
	li	$t0, CAUSE_IV
	mtc0	$t0, C0_CAUSE
	mtc0	$zero, C0_SRSCTL		/* exceptions take set 0 */
	mfc0	$t0, C0_CONFIG3
	li	$t1, ISA_ON_EXC
	ins	$t0, $t1, CONFIG3_ISA_ON_EXC_SHIFT, 1
	mtc0	$t0, C0_CONFIG3
	ehb
	li	$t0, STATUS_EXL			/* as in all of the hypervisor */
	mtc0	$t0, C0_STATUS
	ehb

	/* Nobody executes or loads from a cache that is being cleared. */
	la	$t0, 3f
	lui	$t1, (KSEG1 - KSEG0) >> 16
	or	$t0, $t0, $t1
	jr.hb	$t0
	 nop
	.insn
3:	mfc0	$t0, C0_CONFIG7
	ext	$t0, $t0, CONFIG7_HCI_SHIFT, 1
	bnez	$t0, 4f
	 mfc0	$t0, C0_CONFIG1
	mtc0	$zero, C0_TAGLO
	mtc0	$zero, C0_DTAGLO
	ehb
	clear_cache CACHE_STORE_TAG_I, CONFIG1_IS_SHIFT
	clear_cache CACHE_STORE_TAG_D, CONFIG1_DS_SHIFT
4:	mfc0	$t0, C0_CONFIG
	li	$t1, K0_CACHED
	ins	$t0, $t1, CONFIG_K0_SHIFT, 3
	mtc0	$t0, C0_CONFIG
	la	$t0, 5f
	jr.hb	$t0
	 nop

	/* All entries invalid, and no two alike, or the TLB would complain. */
	.insn
5:	li	$t0, PAGEGRAIN_RIE | PAGEGRAIN_XIE | PAGEGRAIN_IEC
	mtc0	$t0, C0_PAGEGRAIN
	mtc0	$zero, C0_WIRED
	mtc0	$zero, C0_PAGEMASK
	mtc0	$zero, C0_ENTRYLO0
	mtc0	$zero, C0_ENTRYLO1
	mfc0	$t0, C0_CONFIG1
	ext	$t0, $t0, CONFIG1_MMU_SHIFT, 6
	li	$t1, KSEG0 | ENTRYHI_EHINV
6:	mtc0	$t0, C0_INDEX
	mtc0	$t1, C0_ENTRYHI
	ehb
	tlbwi
	addiu	$t1, $t1, 2 * PAGE_SIZE
	bnez	$t0, 6b
	 addiu	$t0, $t0, -1

	mtc0	$zero, C0_HWRENA
	mtc0	$zero, C0_PERFCTL0
	mtc0	$zero, C0_PERFCTL1
	mtc0	$zero, C0_COUNT
	li	$t0, -1
	mtc0	$t0, C0_COMPARE

	la	$t0, data_load
	la	$t1, data_start
	la	$t2, data_end
	b	8f
	 nop
7:	lw	$t3, 0($t0)
	addiu	$t0, $t0, 4
	sw	$t3, 0($t1)
	addiu	$t1, $t1, 4
8:	bne	$t1, $t2, 7b
	 nop
	la	$t2, bss_end
9:	sw	$zero, 0($t1)			/* .bss follows .data */
	addiu	$t1, $t1, 4
	bne	$t1, $t2, 9b
	 nop

	la	$t0, stack_guard
	li	$t1, STACK_GUARD
	sw	$t1, 0($t0)
	la	$sp, stack_top
	la	$gp, _gp
	move	$k0, $zero			/* C code runs, ... */
	move	$k1, $zero			/* ... and no guest */
	jump	mips_main
endfunc start

/*
 * Faults that are reported to the reset vector or with ERL=1: memory that the
 * cache cannot give is read past it.
 */
	.macro	fault reason
	la	$a0, \reason
	b	stop
	 nop
	.endm

nmi_fault:
	fault	nmi_reason
cache_fault:
	fault	cache_reason
boot_fault:
	fault	boot_reason
stop:
	mfc0	$t0, C0_CONFIG
	li	$t1, K0_UNCACHED
	ins	$t0, $t1, CONFIG_K0_SHIFT, 3
	mtc0	$t0, C0_CONFIG
	ehb
	la	$sp, stack_top
	la	$gp, _gp
	move	$a1, $zero			/* no registers to show */
	move	$k0, $zero
	jump	vz_panic

	.section .rodata.str, "aMS", @progbits, 1
nmi_reason:
	.asciz	"non-maskable interrupt"
cache_reason:
	.asciz	"cache error"
boot_reason:
	.asciz	"exception at boot"
