// SPDX-License-Identifier: GPL-2.0
/* Offsets of structures that assembly uses; made into <generated/asm-offsets.h>. */
#include <levsha/guest.h>
#include <linux/kbuild.h>

void asm_offsets(void);

void asm_offsets(void)
{
	OFFSET(GUEST_PC, guest, arch.pc);
	OFFSET(GUEST_HI, guest, arch.hi);
	OFFSET(GUEST_LO, guest, arch.lo);
	OFFSET(GUEST_REQUEST, guest, arch.request);
	OFFSET(GUEST_WINNER, guest, veic.winner);
	OFFSET(GUEST_OFFSET, guest, veic.offset);
	OFFSET(GUEST_COUNT_OFFSET, guest, vtimer.offset);
	OFFSET(FPU_FCSR, guest_fpu, fcsr);
	OFFSET(DSP_HI, guest_dsp, hi);
	OFFSET(DSP_LO, guest_dsp, lo);
	OFFSET(DSP_CONTROL, guest_dsp, dspcontrol);
	OFFSET(GUEST_PART, guest, part);
	OFFSET(PART_GUEST_SFR_PAGES, part_guest, sfr_pages);
	OFFSET(PART_GUEST_BLOCKS, part_guest, blocks);
	OFFSET(PART_BLOCK_MASK, part_block, mask);
	OFFSET(PART_BLOCK_SOURCES, part_block, sources);
	OFFSET(PART_BLOCK_SHADOW, part_block, shadow);
	OFFSET(PART_BLOCK_LOAD, part_block, load);
	OFFSET(PART_BLOCK_STORE, part_block, store);
	OFFSET(PART_SOURCE_BIT, part_source, bit);
	OFFSET(PART_SOURCE_SRC, part_source, src);
	OFFSET(PART_SOURCES_STATE, part_sources, state);
	OFFSET(VEIC_WORD_FLAGS, veic_word, flags);
	DEFINE(SRC_LEVEL_SHIFT, SRC_LEVEL_SHIFT);
	DEFINE(SRC_LEVEL_BITS, SRC_LEVEL_BITS);
	DEFINE(SRC_IRQ_SHIFT, SRC_IRQ_SHIFT);
	DEFINE(SRC_IRQ_BITS, SRC_IRQ_BITS);
	DEFINE(PART_TREE_SIZE, PART_TREE_SIZE);
	OFFSET(PART_NODE_SHIFT, part_node, shift);
	OFFSET(PART_NODE_MASK, part_node, mask);
	OFFSET(PART_NODE_LEAVES, part_node, leaves);
	OFFSET(PART_LEAF_PAGEMASK, part_leaf, pagemask);
	OFFSET(PART_LEAF_LO0, part_leaf, lo0);
	OFFSET(PART_LEAF_LO1, part_leaf, lo1);
}
