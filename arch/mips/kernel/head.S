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

#define K0_CACHED		3		/* without bit 0: uncached */

/* What exceptions start in */
#ifdef CONFIG_MICROMIPS
#define ISA_ON_EXC		1
#else
#define ISA_ON_EXC		0
#endif

#define CACHE_STORE_TAG_I	0x08
#define CACHE_STORE_TAG_D	0x09
/* The core's caches have no other lines, and are no larger. */
#define CACHE_LINE		16
#define CACHE_MOST		0x10000

	.set	noreorder

	.section .boot.reset, "ax"
func boot_entry
	mfc0	$k0, C0_STATUS
	ext	$k0, $k0, 19, 1			/* NMI */
	lui	$t9, %hi(start)
	beqz	$k0, 1f
	 addiu	$t9, $t9, %lo(start)
	la	$k0, nmi_reason
	la	$t9, fault
1:	jr	$t9
	 nop
endfunc boot_entry

/*
 * Debug exception without a probe: SDBBP of a guest, which VZ lets through to root's
 * debug mode, with the guest's registers as they are. The guest gets a reserved
 * instruction exception, as from a part without EJTAG, and DERET leads to it.
 */
	.section .boot.debug, "ax"
func debug_entry
	mtc0	$k0, C0_DESAVE
	mtc0	$k1, C0_KSCRATCH2
	mfgc0	$k0, C0_CAUSE
	li	$k1, EXC_RI
	ins	$k0, $k1, CAUSE_EXCCODE_SHIFT, 5
	mfgc0	$k1, C0_STATUS
	andi	$k1, $k1, STATUS_EXL		/* EPC and BD stay */
	bnez	$k1, 1f
	 mfc0	$k1, C0_DEPC
	mtgc0	$k1, C0_EPC
	mfc0	$k1, C0_DEBUG
	srl	$k1, $k1, 31			/* DBD */
	ins	$k0, $k1, 31, 1
1:	mtgc0	$k0, C0_CAUSE
	mfgc0	$k1, C0_STATUS
	ori	$k0, $k1, STATUS_EXL
	mtgc0	$k0, C0_STATUS
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
	lui	$k0, %hi(cache_reason)
	j	fault
	 addiu	$k0, $k0, %lo(cache_reason)

	.section .loader_entry, "ax"
#ifdef CONFIG_MICROMIPS
/* The boot loader calls a MIPS32 function here. */
	.set	push
	.set	nomicromips
func loader_entry
	jalx	start
	 nop
endfunc loader_entry
	.set	pop
#else
	.globl	loader_entry
loader_entry:
#endif

/*
 * In: nothing. Any instruction may have been the last before this one, any
 * register may hold anything; caches are on or off.
 */
func start
	li	$v0, STATUS_BEV | STATUS_EXL	/* EBase may be written */
	mtc0	$v0, C0_STATUS
	ehb
	mtc0	$zero, C0_GUESTCTL0
	mtc0	$zero, C0_GUESTCTL1
	lui	$v0, (KSEG0 + FLASH_BASE) >> 16
	mtc0	$v0, C0_EBASE
	li	$v0, INTCTL_VS_32
	mtc0	$v0, C0_INTCTL
	lui	$v0, CAUSE_IV >> 16
	mtc0	$v0, C0_CAUSE
	mtc0	$zero, C0_SRSCTL		/* exceptions take set 0 */
	mfc0	$v0, C0_CONFIG3
	li	$v1, ISA_ON_EXC
	ins	$v0, $v1, CONFIG3_ISA_ON_EXC_SHIFT, 1
	mtc0	$v0, C0_CONFIG3
	ehb
	li	$v0, STATUS_EXL | STATUS_IE	/* as in all of the hypervisor */
	mtc0	$v0, C0_STATUS
	ehb

	/* Nobody executes or loads from a cache that is being cleared. */
	la	$v0, 3f + KSEG1 - KSEG0
	jr.hb	$v0
	 nop
	.insn
3:	mfc0	$v0, C0_CONFIG7
	ext	$v0, $v0, CONFIG7_HCI_SHIFT, 1
	bnez	$v0, 5f
	 lui	$v0, KSEG0 >> 16
	mtc0	$zero, C0_TAGLO
	mtc0	$zero, C0_DTAGLO
	ehb
	lui	$v1, (KSEG0 + CACHE_MOST) >> 16
4:	cache	CACHE_STORE_TAG_I, 0($v0)	/* a smaller one sees less of it */
	addiu	$v0, $v0, CACHE_LINE
	bne	$v0, $v1, 4b
	 cache	CACHE_STORE_TAG_D, -CACHE_LINE($v0)
5:	mfc0	$v0, C0_CONFIG
	li	$v1, K0_CACHED
	ins	$v0, $v1, CONFIG_K0_SHIFT, 3
	mtc0	$v0, C0_CONFIG
	la	$v0, 6f
	jr.hb	$v0
	 nop

	/* All entries invalid, and no two alike, or the TLB would complain. */
	.insn
6:	li	$v0, PAGEGRAIN_RIE | PAGEGRAIN_XIE | PAGEGRAIN_IEC
	mtc0	$v0, C0_PAGEGRAIN
	mtc0	$zero, C0_WIRED
	mtc0	$zero, C0_PAGEMASK
	mtc0	$zero, C0_ENTRYLO0
	mtc0	$zero, C0_ENTRYLO1
	mfc0	$v0, C0_CONFIG1
	ext	$v0, $v0, CONFIG1_MMU_SHIFT, 6
	li	$v1, KSEG0 | ENTRYHI_EHINV
7:	mtc0	$v0, C0_INDEX
	mtc0	$v1, C0_ENTRYHI
	ehb
	tlbwi
	addiu	$v1, $v1, 2 * PAGE_SIZE
	bnez	$v0, 7b
	 addiu	$v0, $v0, -1

	mtc0	$zero, C0_HWRENA
	mtc0	$zero, C0_COUNT

	la	$a0, bss_start
	move	$a1, $zero
	jal	memset
	 addiu	$a2, $zero, %lo(bss_size)

	la	$gp, _gp
	li	$sp, STACK_TOP
	lui	$v0, STACK_GUARD >> 16
	sw	$v0, -STACK_SIZE - 4($sp)
	move	$k0, $zero			/* C code runs, ... */
	j	mips_main
	 move	$k1, $zero			/* ... and no guest */
endfunc start

/*
 * Faults that are reported to the reset vector or with ERL=1: memory that the
 * cache cannot give is read past it.
 * In: k0 = the reason.
 */
func fault
	mtc0	$k0, C0_KSCRATCH2
	mfc0	$k0, C0_CONFIG
	ins	$k0, $zero, CONFIG_K0_SHIFT, 1	/* uncached */
	mtc0	$k0, C0_CONFIG
	j	record_own
	 ehb
endfunc fault

	.section .rodata.str, "aMS", @progbits, 1
nmi_reason:
	.asciz	"non-maskable interrupt"
cache_reason:
	.asciz	"cache error"
