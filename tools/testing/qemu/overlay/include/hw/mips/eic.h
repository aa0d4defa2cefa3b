/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * External interrupt controller (EIC) interface of a MIPS core with the
 * MCU ASE.
 *
 * For interrupt controllers that choose priority, handler address and
 * shadow register set themselves, and for the boards that wire them up.
 */

#ifndef HW_MIPS_EIC_H
#define HW_MIPS_EIC_H

#include "target/mips/cpu-qom.h"

/* Named GPIO outputs of the CPU object, towards the controller */
#define MIPS_EIC_TIMER  "eic-timer"   /* one line, follows Cause.TI */
#define MIPS_EIC_SOFT   "eic-soft"    /* two lines, follow Cause.IP1:0 */

/* Named GPIO input of the CPU object: an edge asks for an NMI */
#define MIPS_EIC_NMI    "nmi"

/**
 * mips_eic_request:
 * @cpu: the core
 * @level: priority that is asked for, 0 if nothing is
 * @offset: of the handler from EBase, in bytes
 * @set: shadow register set that the handler shall use
 *
 * States what the controller asks of the core from now on; to be called
 * again at each change, with the iothread lock held.
 */
void mips_eic_request(MIPSCPU *cpu, unsigned level, uint32_t offset,
                      unsigned set);

#endif /* HW_MIPS_EIC_H */
