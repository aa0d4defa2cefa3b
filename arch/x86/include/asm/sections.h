/* SPDX-License-Identifier: GPL-2.0 */
/* Ends of the image's parts, from the linker script, and the AP start page. */
#ifndef _ASM_X86_SECTIONS_H
#define _ASM_X86_SECTIONS_H

#define LOAD_ADDRESS		0x100000

/* Where other cores start, in real mode: a page below 1 MiB. */
#define TRAMPOLINE		0x8000

#ifndef __ASSEMBLY__

extern char _text[], _etext[], _rodata[], _erodata[], _data[], _edata[], _end[];
extern char trampoline_begin[], trampoline_end[];

#endif /* __ASSEMBLY__ */

#endif /* _ASM_X86_SECTIONS_H */
