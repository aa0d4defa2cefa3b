/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS MCU ASE: nested exception registers, reset and migration of the
 * microcontroller features
 */

#include "qemu/osdep.h"
#include "migration/cpu.h"
#include "internal.h"
#include "mcu.h"
#include "cp0_view.h"
#include "m5150.h"

void mips_nested_exception(CPUMIPSState *env, bool epc)
{
    if (!(env->CP0_Config5 & (1 << CP0C5_NFExists))) {
        return;
    }
    env->CP0_NestedExc = env->CP0_Status &
                         ((1 << CP0St_ERL) | (1 << CP0St_EXL));
    if (epc) {
        env->CP0_NestedEPC = exception_resume_pc(env);
    }
}

/*
 * The part steps Random with each cycle; here a linear congruential
 * generator does with each use, so that runs can be repeated.
 */
uint32_t mips_mcu_random(CPUMIPSState *env)
{
    uint32_t n = env->tlb->nb_tlb - env->CP0_Wired;

    env->random_seed = 1103515245 * env->random_seed + 12345;
    return (env->random_seed >> 16) % n + env->CP0_Wired;
}

/* No entry matches before it is first written */
static void tlb_reset(CPUMIPSState *env)
{
    for (unsigned i = 0; i < env->tlb->nb_tlb; i++) {
        env->tlb->mmu.r4k.tlb[i].EHINV = 1;
    }
}

/* Cause was cleared, but what others ask of the core still stands */
static void eic_reset(CPUMIPSState *env)
{
    mips_eic_timer(env, 0);
    mips_eic_soft(env, 0, 0);
    mips_eic_soft(env, 1, 0);
    if (env->eic.level) {
        mips_eic_update(env);
    }
}

void mips_mcu_reset(CPUMIPSState *env)
{
    if (!ase_mcu_available(env)) {
        return;
    }
    env->CP0_IntCtl = M5150_INTCTL;
    env->CP0_Perf[0] = 1U << 31;    /* M: there is a second counter */
    env->random_seed = 1;
    tlb_reset(env);
    eic_reset(env);
    if (env->boot_isa) {
        env->CP0_Config3 |= (3 << CP0C3_ISA) | (1 << CP0C3_ISA_ON_EXC);
        env->hflags |= MIPS_HFLAG_M16;
    }
}

void mips_mcu_init(MIPSCPU *cpu)
{
    CPUMIPSState *env = &cpu->env;

    if (!(env->cpu_model->insn_flags & ASE_MCU)) {
        return;
    }
    object_property_add_uint8_ptr(OBJECT(cpu), "boot-isa", &env->boot_isa,
                                  OBJ_PROP_FLAG_READWRITE);
    if (mips_eic_core(env)) {
        mips_eic_init(cpu);
    }
}

void mips_mcu_realize(MIPSCPU *cpu)
{
    if (cpu->env.cpu_model->insn_flags & ASE_MCU) {
        mips_gdb_core_register(CPU(cpu));
        mips_views_register(CPU(cpu));
    }
}

static bool mcu_needed(void *opaque)
{
    MIPSCPU *cpu = opaque;

    return ase_mcu_available(&cpu->env);
}

/* What comes from outside is checked before it is used as an index */
static int mcu_post_load(void *opaque, int version_id)
{
    MIPSCPU *cpu = opaque;

    return cpu->env.srs_live < MIPS_SRS_MAX &&
           cpu->env.srs_base < MIPS_SRS_MAX ? 0 : -EINVAL;
}

const VMStateDescription vmstate_mips_mcu = {
    .name = "cpu/mcu",
    .version_id = 1,
    .minimum_version_id = 1,
    .needed = mcu_needed,
    .post_load = mcu_post_load,
    .fields = (VMStateField[]) {
        VMSTATE_UINTTL_2DARRAY(env.srs, MIPSCPU, MIPS_SRS_MAX, 32),
        VMSTATE_UINT8(env.srs_live, MIPSCPU),
        VMSTATE_UINT8(env.srs_base, MIPSCPU),
        VMSTATE_UINT32(env.eic.level, MIPSCPU),
        VMSTATE_UINT32(env.eic.set, MIPSCPU),
        VMSTATE_UINT32(env.eic.offset, MIPSCPU),
        VMSTATE_INT32(env.CP0_SRSMap2, MIPSCPU),
        VMSTATE_INT32(env.CP0_NestedExc, MIPSCPU),
        VMSTATE_UINTTL(env.CP0_NestedEPC, MIPSCPU),
        VMSTATE_UINT32_ARRAY(env.CP0_Perf, MIPSCPU, 4),
        VMSTATE_UINT32(env.random_seed, MIPSCPU),
        VMSTATE_UINT8(env.boot_isa, MIPSCPU),
        VMSTATE_UINT32(env.hflags, MIPSCPU),
        VMSTATE_UINTTL(env.llval, MIPSCPU),
        VMSTATE_TIMER_PTR(env.timer, MIPSCPU),
        VMSTATE_END_OF_LIST()
    }
};
