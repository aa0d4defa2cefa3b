/* SPDX-License-Identifier: GPL-2.0 */
/* Into guests and back. Context: root. */
#ifndef _ASM_MIPS_VZ_H
#define _ASM_MIPS_VZ_H

#include <linux/compiler_types.h>

/** vz_start() - run the first guest. Context: boot, when all else is set up. */
void __noreturn vz_start(void);

/** vz_panic() - the hypervisor itself failed: keep and report that, then reset */
void __noreturn vz_panic(const char *reason);

#endif /* _ASM_MIPS_VZ_H */
