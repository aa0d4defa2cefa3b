/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS external interrupt controller mode
 *
 * The controller states level, vector offset and shadow set of what it asks
 * for (mips_eic_request); the core compares the level with Status.IPL.
 * Cause.RIPL and SRSCtl.EICSS are loaded when the interrupt is taken.
 */

#include "qemu/osdep.h"
#include "qemu/main-loop.h"
#include "qemu/log.h"
#include "hw/irq.h"
#include "hw/qdev-core.h"
#include "hw/mips/eic.h"
#include "internal.h"
#include "mcu.h"
#include "trace/trace-target_mips_tcg.h"
#include "vz.h"

#define EIC_LEVEL_MAX   255         /* Cause.RIPL has eight bits */
#define EIC_SET_MAX     15          /* SRSCtl.EICSS has four */
#define EIC_OFFSET_MASK 0x3FFFF     /* of the handler from EBase */

bool mips_eic_core(const CPUMIPSState *env)
{
    return (env->cpu_model->insn_flags & ASE_MCU) &&
           (env->cpu_model->CP0_Config3 & (1 << CP0C3_VEIC));
}

void mips_eic_request(MIPSCPU *cpu, unsigned level, uint32_t offset,
                      unsigned set)
{
    CPUMIPSState *env = &cpu->env;

    env->eic.level = MIN(level, EIC_LEVEL_MAX);
    env->eic.offset = offset & EIC_OFFSET_MASK;
    env->eic.set = MIN(set, EIC_SET_MAX);
    trace_mips_eic_request(level, offset, set);
    mips_eic_update(env);
}

void mips_eic_update(CPUMIPSState *env)
{
    CPUState *cs = env_cpu(env);

    if (env->eic.level || mips_vz_irq_asked(env)) {
        cpu_interrupt(cs, CPU_INTERRUPT_HARD);
    } else {
        cpu_reset_interrupt(cs, CPU_INTERRUPT_HARD);
    }
}

const MIPSEICRequest *mips_eic_asked(CPUMIPSState *env)
{
    return mips_vz_guest(env) ? mips_vz_eic_asked(env) : &env->eic;
}

/* Take what the controller asks for: its vector offset */
static uint32_t eic_accept(CPUMIPSState *env)
{
    const MIPSEICRequest *ask = mips_eic_asked(env);
    uint32_t hss = extract32(env->CP0_SRSCtl, CP0SRSCtl_HSS, 4);
    unsigned set = ask->set <= hss ? ask->set : 0;

    env->CP0_Cause = deposit32(env->CP0_Cause, CP0Ca_RIPL, 8, ask->level);
    env->CP0_SRSCtl = deposit32(env->CP0_SRSCtl, CP0SRSCtl_EICSS, 4, set);
    trace_mips_eic_accept(ask->level, ask->offset, set, env->active_tc.PC);
    mips_srs_enter(env, set);
    if (mips_vz_guest(env)) {
        mips_vz_eic_taken(env);
    }
    return ask->offset;
}

/* Highest enabled interrupt line of vectored interrupt mode */
static unsigned vint_number(const CPUMIPSState *env)
{
    uint32_t lines = extract32(env->CP0_Cause, CP0Ca_IP, 8) &
                     extract32(env->CP0_Status, CP0St_IM, 8);

    return lines ? 31 - clz32(lines) : 0;
}

static uint32_t vint_accept(CPUMIPSState *env, uint32_t spacing)
{
    unsigned n = vint_number(env);

    mips_srs_enter(env, extract32(env->CP0_SRSMap, n * 4, 4));
    return 0x200 + n * (spacing << 5);
}

/* The controller is not obeyed in compatibility mode, but RIPL is shown */
static uint32_t compat_accept(CPUMIPSState *env)
{
    if (mips_eic_mode(env)) {
        env->CP0_Cause = deposit32(env->CP0_Cause, CP0Ca_RIPL, 8,
                                   mips_eic_asked(env)->level);
    }
    mips_srs_exception(env);
    return env->CP0_Cause & (1 << CP0Ca_IV) ? 0x200 : 0x180;
}

uint32_t mips_interrupt_enter(CPUMIPSState *env)
{
    uint32_t spacing = extract32(env->CP0_IntCtl, CP0IntCtl_VS, 5);

    if (!(env->CP0_Cause & (1 << CP0Ca_IV)) || !spacing ||
        (env->CP0_Status & (1 << CP0St_BEV))) {
        return compat_accept(env);
    }
    return mips_eic_mode(env) ? eic_accept(env) : vint_accept(env, spacing);
}

/* A line may be driven from a helper, outside the iothread lock */
static void eic_set_line(qemu_irq line, int level)
{
    bool locked = qemu_mutex_iothread_locked();

    if (!locked) {
        qemu_mutex_lock_iothread();
    }
    qemu_set_irq(line, !!level);
    if (!locked) {
        qemu_mutex_unlock_iothread();
    }
}

void mips_eic_timer(CPUMIPSState *env, int level)
{
    eic_set_line(env->eic_timer, level);
}

void mips_eic_soft(CPUMIPSState *env, int n, int level)
{
    eic_set_line(env->eic_soft[n], level);
}

/* The core remembers an edge until it can take it */
static void nmi_line(void *opaque, int n, int level)
{
    if (level) {
        cpu_interrupt(CPU(opaque), CPU_INTERRUPT_NMI);
    }
}

void mips_eic_init(MIPSCPU *cpu)
{
    DeviceState *dev = DEVICE(cpu);

    qdev_init_gpio_out_named(dev, &cpu->env.eic_timer, MIPS_EIC_TIMER, 1);
    qdev_init_gpio_out_named(dev, cpu->env.eic_soft, MIPS_EIC_SOFT,
                             ARRAY_SIZE(cpu->env.eic_soft));
    qdev_init_gpio_in_named(dev, nmi_line, MIPS_EIC_NMI, 1);
}
