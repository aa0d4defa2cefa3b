/* SPDX-License-Identifier: GPL-2.0 */
/* Selectors of the hypervisor's descriptor table and its interrupt stacks. */
#ifndef _ASM_X86_SEGMENT_H
#define _ASM_X86_SEGMENT_H

#define SEL_CODE		0x08
#define SEL_DATA		0x10
#define SEL_TSS			0x18
#define SEL_CODE32		0x28	/* trampoline and boot only */
#define GDT_ENTRIES		6

#define IST_NMI			1
#define IST_DF			2
#define IST_MC			3
#define IST_STACKS		3

#define VECTOR_DB		1
#define VECTOR_NMI		2
#define VECTOR_UD		6
#define VECTOR_DF		8
#define VECTOR_GP		13
#define VECTOR_PF		14
#define VECTOR_MC		18
#define NR_EXCEPTIONS		19

#define VECTOR_CONSOLE		0x30
#define VECTOR_TICK		0x31
#define VECTOR_SPURIOUS		0x0f	/* the last that a guest cannot choose */

#endif /* _ASM_X86_SEGMENT_H */
