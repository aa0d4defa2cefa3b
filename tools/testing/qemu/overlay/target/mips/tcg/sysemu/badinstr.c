/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What exceptions record of the MIPS32 or microMIPS instruction that caused
 * them
 *
 * The instruction was fetched a moment ago, but may have unmapped itself
 * since: a register keeps its value then.
 */

#include "qemu/osdep.h"
#include "qemu/bswap.h"
#include "cpu.h"
#include "internal.h"
#include "mcu.h"
#include "exec/exec-all.h"

/* Read code without exceptions; @size is 2 or 4 and divides @pc */
static bool peek_code(CPUMIPSState *env, target_ulong pc, int size,
                      uint32_t *value)
{
    void *host;
    int flags = probe_access_flags(env, pc, MMU_INST_FETCH,
                                   cpu_mmu_index(env, true), true, &host, 0);

    if ((flags & TLB_INVALID_MASK) || !host) {
        return false;
    }
    *value = ldn_p(host, size);
    return true;
}

/*
 * A microMIPS instruction word: first halfword above second, but 16-bit
 * instructions right-justified below zeros.
 */
static bool peek_micromips(CPUMIPSState *env, target_ulong pc,
                           uint32_t *value)
{
    uint32_t first, second;
    unsigned kind;

    if (!peek_code(env, pc, 2, &first)) {
        return false;
    }
    kind = extract32(first, 10, 3);
    if (kind >= 1 && kind <= 3) {
        *value = first;
        return true;
    }
    if (!peek_code(env, pc + 2, 2, &second)) {
        return false;
    }
    *value = first << 16 | second;
    return true;
}

static void peek_insn(CPUMIPSState *env, target_ulong pc, uint32_t *value)
{
    if (!(env->hflags & MIPS_HFLAG_M16)) {
        peek_code(env, pc, 4, value);
    } else if (env->insn_flags & ASE_MICROMIPS) {
        peek_micromips(env, pc, value);
    }
}

void mips_set_badinstr(CPUMIPSState *env)
{
    target_ulong pc = env->active_tc.PC;

    if (env->CP0_Config3 & (1 << CP0C3_BI)) {
        peek_insn(env, pc, &env->CP0_BadInstr);
    }
    if ((env->CP0_Config3 & (1 << CP0C3_BP)) &&
        (env->hflags & MIPS_HFLAG_BMASK)) {
        pc -= env->hflags & MIPS_HFLAG_B16 ? 2 : 4;
        peek_insn(env, pc, &env->CP0_BadInstrP);
    }
}
