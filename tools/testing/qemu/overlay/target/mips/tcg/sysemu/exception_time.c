/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Time that exceptions take with icount
 *
 * An instruction that faults is not counted.  A handler whose first
 * instruction faults would therefore stop virtual time, and no timer could
 * ever interrupt it: a guest's broken vectors would stop the hypervisor.
 */

#include "qemu/osdep.h"
#include "cpu.h"
#include "internal.h"
#include "sysemu/cpu-timers.h"

void mips_exception_time(CPUMIPSState *env)
{
    CPUState *cs = env_cpu(env);
    uint16_t *left = &cpu_neg(cs)->icount_decr.u16.low;

    if (!icount_enabled() || !cs->running) {
        return;
    }
    if (icount_get_raw() == env->fault_icount && *left) {
        --*left;
    }
    env->fault_icount = icount_get_raw();
}
