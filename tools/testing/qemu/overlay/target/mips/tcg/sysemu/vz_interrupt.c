/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS VZ: interrupts of root and guest, the guest's timer
 *
 * Root's interrupts come first and are masked by nothing of the guest.
 * The guest's come from GuestCtl2: GRIPL with GVEC and GEICSS for a guest
 * in EIC mode, else VIP, root's lines as passed through by GuestCtl0.PIP,
 * and Guest.Cause.TI.
 */

#include "qemu/osdep.h"
#include "qemu/main-loop.h"
#include "qemu/timer.h"
#include "cpu.h"
#include "internal.h"
#include "vz.h"
#include "vz-model.h"
#include "exec/exec-all.h"
#include "../trace.h"

#define VZ_IP_mask      0xFC00      /* Cause.IP7:2 */

/* Is GuestCtl2 in the layout of EIC mode? */
static bool vz_eic_mode(uint32_t config3, uint32_t intctl, uint32_t cause,
                        uint32_t status)
{
    if (!(config3 & (1 << CP0C3_VEIC))) {
        return false;
    }
    if (!MIPS_VZ_EIC_STRICT) {
        return true;
    }
    return extract32(intctl, CP0IntCtl_VS, 5) &&
           extract32(cause, CP0Ca_IV, 1) && !extract32(status, CP0St_BEV, 1);
}

bool mips_vz_eic_mode(const CPUMIPSState *env)
{
    return vz_eic_mode(env->CP0_Config3, env->CP0_IntCtl, env->CP0_Cause,
                       env->CP0_Status);
}

static bool vz_guest_eic_mode(CPUMIPSState *env)
{
    return vz_eic_mode(*mips_guest_Config3(env), *mips_guest_IntCtl(env),
                       *mips_guest_Cause(env), *mips_guest_Status(env));
}

const MIPSEICRequest *mips_vz_eic_asked(CPUMIPSState *env)
{
    uint32_t ctl = env->vz.GuestCtl2;

    env->vz.eic.level = extract32(ctl, CP0GC2_GRIPL, 8);
    env->vz.eic.set = extract32(ctl, CP0GC2_GEICSS, 4);
    env->vz.eic.offset = extract32(ctl, CP0GC2_GVEC, 16);
    return &env->vz.eic;
}

/* GRIPL is cleared, GVEC and GEICSS stay */
void mips_vz_eic_taken(CPUMIPSState *env)
{
    env->vz.GuestCtl2 = deposit32(env->vz.GuestCtl2, CP0GC2_GRIPL, 8, 0);
}

bool mips_vz_irq_asked(CPUMIPSState *env)
{
    if (!mips_vz_available(env)) {
        return false;
    }
    if (vz_guest_eic_mode(env)) {
        return extract32(env->vz.GuestCtl2, CP0GC2_GRIPL, 8);
    }
    return *mips_guest_Cause(env) & CP0Ca_IP_mask;
}

bool mips_vz_lock(void)
{
    if (qemu_mutex_iothread_locked()) {
        return false;
    }
    qemu_mutex_lock_iothread();
    return true;
}

void mips_vz_unlock(bool locked)
{
    if (locked) {
        qemu_mutex_unlock_iothread();
    }
}

/* Guest.Cause.IP7:2 of a guest that is not in EIC mode */
static uint32_t vz_guest_lines(CPUMIPSState *env)
{
    uint32_t lines = env->vz.GuestCtl2 & VZ_IP_mask;
    uint32_t ti = extract32(*mips_guest_Cause(env), CP0Ca_TI, 1);
    uint32_t ipti = extract32(*mips_guest_IntCtl(env), CP0IntCtl_IPTI, 3);

    if (env->vz.GuestCtl0 & (1 << CP0GC0_PT)) {
        lines |= env->vz.lines & env->vz.GuestCtl0;
    }
    return (lines | ti << (CP0Ca_IP + ipti)) & VZ_IP_mask;
}

/*
 * Have the main loop look.  Where the CPU's own thread gets here it ends the
 * block of code; cpu_interrupt could not be called there with icount, unless
 * each ERET were an I/O instruction.
 */
static void vz_request(CPUState *cs)
{
    if (qemu_cpu_is_self(cs)) {
        cs->interrupt_request |= CPU_INTERRUPT_HARD;
    } else {
        cpu_interrupt(cs, CPU_INTERRUPT_HARD);
    }
}

void mips_vz_update_irq(CPUMIPSState *env)
{
    bool locked = mips_vz_lock();
    int32_t *cause = mips_guest_Cause(env);

    if (!vz_guest_eic_mode(env)) {
        if (!MIPS_VZ_CAUSE_IP_WRITABLE) {
            *cause &= ~VZ_IP_mask;
        }
        *cause |= vz_guest_lines(env);
    }
    if (mips_vz_guest(env) && mips_vz_irq_asked(env)) {
        vz_request(env_cpu(env));
    }
    mips_vz_unlock(locked);
}

/* A VIP bit with its HC bit set falls together with its line */
void mips_vz_lines(CPUMIPSState *env)
{
    uint32_t lines = *mips_root_Cause(env) & VZ_IP_mask;
    uint32_t fallen = env->vz.lines & ~lines;
    uint32_t hc = extract32(env->vz.GuestCtl2, CP0GC2_HC, 6) << CP0GC2_VIP;

    if (!mips_vz_available(env)) {
        return;
    }
    env->vz.lines = lines;
    if (!vz_guest_eic_mode(env)) {
        env->vz.GuestCtl2 &= ~(fallen & hc);
    }
    mips_vz_update_irq(env);
}

/* mips_status_ipl for root */
static unsigned vz_root_ipl(const MIPSVZContext *root)
{
    return extract32(root->Status, CP0St_IPL0, 7) |
           extract32(root->Status, CP0St_IPL7, 1) << 7;
}

static bool vz_root_takes(CPUMIPSState *env)
{
    const MIPSVZContext *root = &env->vz.other;

    if (!(root->Status & (1 << CP0St_IE))) {
        return false;
    }
    if (mips_eic_core(env)) {
        return env->eic.level > vz_root_ipl(root);
    }
    return root->Cause & root->Status & CP0Ca_IP_mask;
}

static bool vz_guest_takes(CPUMIPSState *env)
{
    if (!cpu_mips_hw_interrupts_enabled(env)) {
        return false;
    }
    if (mips_vz_eic_mode(env)) {
        return mips_eic_pending(env);
    }
    return env->CP0_Cause & env->CP0_Status & CP0Ca_IP_mask;
}

/* Nothing to take now: if nothing is asked either, look no more */
static void vz_withdraw(CPUState *cs)
{
    CPUMIPSState *env = &MIPS_CPU(cs)->env;

    if (!mips_vz_irq_asked(env) && !env->eic.level &&
        !(env->vz.other.Cause & CP0Ca_IP_mask)) {
        cpu_reset_interrupt(cs, CPU_INTERRUPT_HARD);
    }
}

bool mips_vz_exec_interrupt(CPUState *cs)
{
    CPUMIPSState *env = &MIPS_CPU(cs)->env;

    if (vz_root_takes(env)) {
        env->error_code = EXCP_VZ_ROOT;
    } else if (vz_guest_takes(env)) {
        env->error_code = 0;
        trace_mips_vz_inject(mips_vz_id(env), env->active_tc.PC,
                             env->vz.GuestCtl2, env->CP0_Cause);
    } else {
        vz_withdraw(cs);
        return false;
    }
    cs->exception_index = EXCP_EXT_INTERRUPT;
    mips_cpu_do_interrupt(cs);
    return true;
}

/* The timer: Guest.Count = Root.Count + GTOffset */

void mips_vz_timer_update(CPUMIPSState *env)
{
    uint64_t now, next;

    if (!mips_vz_available(env)) {
        return;
    }
    if (*mips_root_Cause(env) & (1 << CP0Ca_DC)) {
        timer_del(env->vz_timer);
        return;
    }
    now = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
    next = cpu_mips_count_time(env, env->vz.Compare - env->vz.GTOffset);
    if (next <= now) {
        next += env->cp0_count_ns << 32;
    }
    timer_mod(env->vz_timer, next);
}

static void vz_timer_expire(void *opaque)
{
    CPUMIPSState *env = opaque;

    if (!(*mips_guest_Cause(env) & (1 << CP0Ca_DC))) {
        *mips_guest_Cause(env) |= 1 << CP0Ca_TI;
        mips_vz_update_irq(env);
    }
    mips_vz_timer_update(env);
}

void mips_vz_timer_init(CPUMIPSState *env)
{
    env->vz_timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, vz_timer_expire, env);
}

uint32_t mips_vz_get_count(CPUMIPSState *env)
{
    if (MIPS_VZ_DC_FREEZES &&
        (*mips_guest_Cause(env) & (1 << CP0Ca_DC))) {
        return env->vz.frozen;
    }
    if (timer_pending(env->vz_timer) &&
        timer_expired(env->vz_timer,
                      qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL))) {
        bool locked = mips_vz_lock();

        vz_timer_expire(env);
        mips_vz_unlock(locked);
    }
    return cpu_mips_get_count(env) + env->vz.GTOffset;
}

void mips_vz_write_compare(CPUMIPSState *env, uint32_t val)
{
    bool locked = mips_vz_lock();

    env->vz.Compare = val;
    *mips_guest_Cause(env) &= ~(1 << CP0Ca_TI);
    mips_vz_timer_update(env);
    mips_vz_update_irq(env);
    mips_vz_unlock(locked);
}

void mips_vz_write_cause(CPUMIPSState *env, uint32_t val, uint32_t mask)
{
    bool locked = mips_vz_lock();
    int32_t *cause = mips_guest_Cause(env);
    uint32_t new = (*cause & ~mask) | (val & mask);

    if (new & ~*cause & (1 << CP0Ca_DC)) {
        env->vz.frozen = mips_vz_get_count(env);
    }
    *cause = new;
    mips_vz_update_irq(env);
    mips_vz_unlock(locked);
}
