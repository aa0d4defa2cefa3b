/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS VZ: who gets an exception of guest mode
 *
 * An exception goes to the guest unless it is one of the few that are
 * always root's, or was marked with EXCP_VZ_ROOT where it was raised.  For
 * root's, the contexts are swapped before mips_cpu_do_interrupt proceeds.
 */

#include "qemu/osdep.h"
#include "qemu/log.h"
#include "cpu.h"
#include "internal.h"
#include "vz.h"
#include "vz-model.h"
#include "exec/exec-all.h"
#include "../trace.h"

static const bool vz_root_exceptions[EXCP_LAST + 1] = {
    [EXCP_RESET] = true,
    [EXCP_SRESET] = true,
    [EXCP_DSS] = true,
    [EXCP_DINT] = true,
    [EXCP_DDBL] = true,
    [EXCP_DDBS] = true,
    [EXCP_NMI] = true,
    [EXCP_DIB] = true,
    [EXCP_DBp] = true,
    [EXCP_IBE] = true,
    [EXCP_DBE] = true,
    [EXCP_CACHE] = true,
    [EXCP_GE] = true,
};

static const char *const vz_gexc_names[32] = {
    [MIPS_GEXC_GPSI] = "GPSI",
    [MIPS_GEXC_GSFC] = "GSFC",
    [MIPS_GEXC_HC] = "HC",
    [MIPS_GEXC_GRR] = "GRR",
    [MIPS_GEXC_IMP] = "IMP",
    [MIPS_GEXC_GVA] = "GVA",
    [MIPS_GEXC_GHFC] = "GHFC",
    [MIPS_GEXC_GPA] = "GPA",
};

static bool vz_tlb_exception(int excp)
{
    return excp == EXCP_LTLBL || excp == EXCP_TLBL || excp == EXCP_TLBS ||
           excp == EXCP_TLBRI || excp == EXCP_TLBXI;
}

static void vz_set_gexc(CPUMIPSState *env, unsigned code)
{
    env->vz.GuestCtl0 = deposit32(env->vz.GuestCtl0, CP0GC0_GExcCode, 5,
                                  code);
}

/* Does root's BadInstr hold the guest's instruction after this? */
static bool vz_has_badinstr(CPUMIPSState *env, int excp)
{
    if (excp == EXCP_GE) {
        return env->error_code != MIPS_GEXC_GHFC;
    }
    return excp == EXCP_CpU || excp == EXCP_DSPDIS || excp == EXCP_MSADIS ||
           (vz_tlb_exception(excp) && excp != EXCP_TLBXI &&
            !(env->error_code & EXCP_INST_NOTAVAIL));
}

/* Leave guest mode; the instruction must be read through its mapping */
static void vz_exit_badinstr(CPUMIPSState *env)
{
    uint32_t guest = env->CP0_BadInstr;
    uint32_t guest_p = env->CP0_BadInstrP;
    uint32_t insn, insn_p;

    env->CP0_BadInstr = env->vz.other.BadInstr;
    env->CP0_BadInstrP = env->vz.other.BadInstrP;
    mips_set_badinstr(env);
    insn = env->CP0_BadInstr;
    insn_p = env->CP0_BadInstrP;
    env->CP0_BadInstr = guest;
    env->CP0_BadInstrP = guest_p;
    mips_vz_exit(env);
    env->CP0_BadInstr = insn;
    env->CP0_BadInstrP = insn_p;
    env->vz.badinstr_done = true;
}

static void vz_log_exit(CPUMIPSState *env, int excp)
{
    unsigned code = extract32(env->vz.GuestCtl0, CP0GC0_GExcCode, 5);
    const char *gexc = "-";

    if (excp == EXCP_GE || vz_tlb_exception(excp)) {
        gexc = vz_gexc_names[code] ?: "?";
    }
    trace_mips_vz_exit(mips_vz_id(env), env->active_tc.PC,
                       mips_exception_name(excp), gexc);
    qemu_log_mask(CPU_LOG_INT, "VZ: exit guest %d at " TARGET_FMT_lx
                  ", %s exception, GExcCode %s\n", mips_vz_id(env),
                  env->active_tc.PC, mips_exception_name(excp), gexc);
}

/* An exception of root in guest mode */
static void vz_to_root(CPUMIPSState *env, int excp)
{
    target_ulong gpa = env->vz.gpa;

    if (excp == EXCP_GE) {
        vz_set_gexc(env, env->error_code);
    } else if (vz_tlb_exception(excp)) {
        vz_set_gexc(env, MIPS_GEXC_GPA);
    }
    vz_log_exit(env, excp);
    if (vz_has_badinstr(env, excp)) {
        vz_exit_badinstr(env);
    } else {
        mips_vz_exit(env);
    }
    if (vz_tlb_exception(excp)) {
        mips_mmu_fault_address(env, (int32_t)gpa);
    }
}

uint32_t mips_vz_exception_enter(CPUState *cs)
{
    CPUMIPSState *env = &MIPS_CPU(cs)->env;
    bool root = env->error_code & EXCP_VZ_ROOT;
    uint32_t old_status = env->CP0_Status;

    if (!mips_vz_available(env)) {
        return 0;
    }
    env->error_code &= ~EXCP_VZ_ROOT;
    if (mips_vz_guest(env)) {
        if (cs->exception_index == EXCP_RI &&
            (env->vz.GuestCtl0 & (1 << CP0GC0_RI))) {
            cs->exception_index = EXCP_GE;
            env->error_code = MIPS_GEXC_GRR;
        }
        if (root || vz_root_exceptions[cs->exception_index]) {
            vz_to_root(env, cs->exception_index);
        }
    }
    if (cs->exception_index == EXCP_MCHECK) {
        env->CP0_Status |= 1 << CP0St_TS;
    }
    return old_status;
}

/* Does a change of Status by hardware exit to root? */
static bool vz_field_changed(CPUMIPSState *env, uint32_t old)
{
    uint32_t changed = old ^ env->CP0_Status;
    uint32_t mode = 1 << CP0St_EXL;

    if (env->vz.GuestCtl0Ext & (1 << CP0GC0E_FCD)) {
        return false;
    }
    if (MIPS_VZ_ERL_ERET_GHFC) {
        mode |= 1 << CP0St_ERL;
    }
    return (changed & env->CP0_Status & (1 << CP0St_TS)) ||
           ((env->vz.GuestCtl0 & (1 << CP0GC0_MC)) && (changed & mode));
}

void mips_vz_exception_done(CPUState *cs, uint32_t old_status)
{
    CPUMIPSState *env = &MIPS_CPU(cs)->env;

    env->vz.badinstr_done = false;
    if (mips_vz_guest(env) && vz_field_changed(env, old_status)) {
        cs->exception_index = EXCP_GE;
        env->error_code = MIPS_GEXC_GHFC;
        mips_cpu_do_interrupt(cs);
    }
}

void mips_vz_eret(CPUMIPSState *env, uint32_t old_status)
{
    if (!mips_vz_guest(env)) {
        mips_vz_sync(env);
    } else if (vz_field_changed(env, old_status)) {
        do_raise_exception_err(env, EXCP_GE, MIPS_GEXC_GHFC, 0);
    }
}
