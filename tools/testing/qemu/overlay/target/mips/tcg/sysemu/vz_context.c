/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS VZ: root and guest context
 *
 * The CP0 registers in CPUMIPSState are those of the active context, so that
 * everything that reads and writes them works for a guest unchanged.  At
 * the edge between root and guest mode they are swapped with the inactive
 * context's in env->vz.other, and so are the TLBs.
 *
 * The CPU is in guest mode iff GuestCtl0.GM = 1 and Root.Status.EXL,
 * Root.Status.ERL and Debug.DM = 0.
 */

#include "qemu/osdep.h"
#include "qemu/log.h"
#include "qemu/lockable.h"
#include "qemu/timer.h"
#include "qapi/error.h"
#include "cpu.h"
#include "internal.h"
#include "vz.h"
#include "vz-model.h"
#include "exec/exec-all.h"
#include "../trace.h"

/* View numbers are shared by all CPUs, as translations are */
static GArray *vz_views;
static QemuMutex vz_views_lock;
#define VZ_VIEW_MAX     0xFFFF

typedef struct VZView {
    int32_t config[6];
} VZView;

static void vz_swap(CPUMIPSState *env)
{
    MIPSVZContext *other = &env->vz.other;
    CPUMIPSTLBContext *tlb = env->tlb;

#define VZ_SWAP(type, vm, member, path) \
    { \
        type tmp = env->path; \
        env->path = other->member; \
        other->member = tmp; \
    }
    MIPS_VZ_CONTEXT(VZ_SWAP)
#undef VZ_SWAP
    env->tlb = env->vz_tlb;
    env->vz_tlb = tlb;
}

void mips_vz_with_guest(CPUMIPSState *env, void (*op)(CPUMIPSState *env))
{
    bool locked = mips_vz_lock();

    vz_swap(env);
    op(env);
    vz_swap(env);
    mips_vz_unlock(locked);
}

void mips_vz_flush_guest(CPUMIPSState *env)
{
    tlb_flush_by_mmuidx(env_cpu(env), MIPS_VZ_GUEST_IDX);
}

/*
 * Translated code depends on Config registers, and translations are found
 * by physical address: number the sets of values that guests have had.
 */
static unsigned vz_view_number(CPUMIPSState *env)
{
    VZView view = { .config = {
        *mips_guest_Config0(env), *mips_guest_Config1(env),
        *mips_guest_Config2(env), *mips_guest_Config3(env),
        *mips_guest_Config4(env), *mips_guest_Config5(env),
    } };
    unsigned n;

    QEMU_LOCK_GUARD(&vz_views_lock);
    for (n = 0; n < vz_views->len; n++) {
        if (!memcmp(&g_array_index(vz_views, VZView, n), &view,
                    sizeof(view))) {
            return n;
        }
    }
    if (n < VZ_VIEW_MAX) {
        g_array_append_val(vz_views, view);
        return n;
    }
    /* Those that are left over share the last number */
    tb_flush(env_cpu(env));
    return VZ_VIEW_MAX;
}

static uint32_t vz_tb_bit(uint32_t reg, int bit, uint32_t flag)
{
    return reg & (1U << bit) ? flag : 0;
}

void mips_vz_update_tb_flags(CPUMIPSState *env)
{
    uint32_t ctl = env->vz.GuestCtl0;
    uint32_t ext = env->vz.GuestCtl0Ext;
    uint32_t status = *mips_root_Status(env);
    bool atg = extract32(ctl, CP0GC0_AT, 2) == MIPS_AT_GUEST;

    if (env->vz.view_stale) {
        env->vz.view = vz_view_number(env);
        env->vz.view_stale = false;
    }
    env->vz.tb_flags =
        vz_tb_bit(ctl, CP0GC0_CP0, MIPS_VZ_TB_CP0) |
        vz_tb_bit(ctl, CP0GC0_GT, MIPS_VZ_TB_GT) |
        vz_tb_bit(ctl, CP0GC0_CG, MIPS_VZ_TB_CG) |
        vz_tb_bit(ctl, CP0GC0_CF, MIPS_VZ_TB_CF) |
        vz_tb_bit(ext, CP0GC0E_MG, MIPS_VZ_TB_MG) |
        vz_tb_bit(ext, CP0GC0E_BG, MIPS_VZ_TB_BG) |
        vz_tb_bit(ext, CP0GC0E_OG, MIPS_VZ_TB_OG) |
        vz_tb_bit(ext, CP0GC0E_CGI, MIPS_VZ_TB_CGI) |
        vz_tb_bit(status, CP0St_CU1, MIPS_VZ_TB_CU1) |
        vz_tb_bit(status, CP0St_MX, MIPS_VZ_TB_MX) |
        vz_tb_bit(*mips_root_Config5(env), CP0C5_MSAEn, MIPS_VZ_TB_MSA) |
        (atg ? MIPS_VZ_TB_ATG : 0) |
        (uint32_t)env->vz.view << MIPS_VZ_TB_VIEW;
}

/* What else follows from the CP0 registers of the context just entered */
static void vz_refresh(CPUMIPSState *env)
{
    env->hflags &= ~MIPS_HFLAG_HWRENA_ULR;
    if (env->CP0_HWREna & (1 << 29)) {
        env->hflags |= MIPS_HFLAG_HWRENA_ULR;
    }
    compute_hflags(env);
    restore_pamask(env);
}

/* Timers and devices reach either context from other threads: lock */
static void vz_enter(CPUMIPSState *env)
{
    bool locked = mips_vz_lock();

    vz_swap(env);
    env->hflags |= MIPS_HFLAG_GUEST;
    env->srs_base = env->vz.GuestCtl3 & CP0GC3_GLSS_mask;
    vz_refresh(env);
    mips_vz_update_tb_flags(env);
    /* A guest with root's own GuestID sees what root does to its entries */
    if (env->vz.tlb_id != mips_vz_id(env) || !mips_vz_id(env)) {
        env->vz.tlb_id = mips_vz_id(env);
        mips_vz_flush_guest(env);
    }
    mips_vz_update_irq(env);
    trace_mips_vz_enter(mips_vz_id(env), env->active_tc.PC, env->CP0_Status);
    qemu_log_mask(CPU_LOG_INT, "VZ: enter guest %d at " TARGET_FMT_lx
                  ", Status %08x Cause %08x\n", mips_vz_id(env),
                  env->active_tc.PC, env->CP0_Status, env->CP0_Cause);
    mips_vz_unlock(locked);
}

/*
 * From guest to root mode; the caller holds the iothread lock, and then sets
 * EXL, ERL or DM
 */
void mips_vz_exit(CPUMIPSState *env)
{
    if (MIPS_VZ_EXIT_CLEARS_LLBIT) {
        env->lladdr = 1;
    }
    vz_swap(env);
    if (MIPS_VZ_EXIT_CLEARS_LLBIT) {
        env->lladdr = 1;
    }
    env->hflags &= ~MIPS_HFLAG_GUEST;
    env->vz.tb_flags = 0;
    env->srs_base = 0;
    env->CP0_SRSCtl = deposit32(env->CP0_SRSCtl, CP0SRSCtl_CSS, 4,
                                env->srs_live);
    vz_refresh(env);
}

void mips_vz_sync(CPUMIPSState *env)
{
    uint32_t level = (1 << CP0St_EXL) | (1 << CP0St_ERL);

    if (env->vz.GuestCtl0 & (1U << CP0GC0_GM) && !mips_vz_guest(env) &&
        !(env->CP0_Status & level) && !(env->hflags & MIPS_HFLAG_DM)) {
        vz_enter(env);
    }
}

void mips_vz_post_load(CPUMIPSState *env)
{
    bool guest = mips_vz_guest(env);

    env->tlb->guest = guest;
    env->vz_tlb->guest = !guest;
    vz_refresh(env);
    env->vz.view_stale = true;
    env->vz.tb_flags = 0;
    if (guest) {
        mips_vz_update_tb_flags(env);
    }
    env->vz.tlb_id = mips_vz_id(env);
    tlb_flush(env_cpu(env));
}

void mips_vz_reset_hold(CPUMIPSState *env)
{
    if (mips_vz_available(env) && mips_vz_guest(env)) {
        vz_swap(env);
    }
}

/* Reset leaves the guest context undefined; ours is mostly zeros */
void mips_vz_reset(CPUMIPSState *env)
{
    const struct MIPSVZModel *model = env->vz_model;
    MIPSVZContext *guest = &env->vz.other;

    if (!mips_vz_available(env)) {
        env->CP0_Config3 &= ~(1 << CP0C3_VZ);
        return;
    }
    env->CP0_Config3 |= 1 << CP0C3_VZ;
    env->vz.GuestCtl0 = model->guestctl0_reset;
    guest->Config0 = env->CP0_Config0;
    guest->Config1 = env->CP0_Config1 & ~model->config1_off;
    guest->Config2 = env->CP0_Config2;
    guest->Config3 = env->CP0_Config3 & ~model->config3_none;
    guest->Config4 = env->CP0_Config4;
    guest->Config5 = env->CP0_Config5 & ~model->config5_none;
    guest->Config6 = env->CP0_Config6;
    guest->Config7 = env->CP0_Config7;
    guest->Config1 = deposit32(guest->Config1, CP0C1_MMU, 6,
                               env->vz_tlb->nb_tlb - 1);
    guest->IntCtl = env->CP0_IntCtl;
    guest->SRSCtl = env->CP0_SRSCtl;
    guest->EBase = env->CP0_EBase;
    guest->SegCtl0 = env->CP0_SegCtl0;
    guest->SegCtl1 = env->CP0_SegCtl1;
    guest->SegCtl2 = env->CP0_SegCtl2;
    guest->PWField = env->CP0_PWField;
    guest->LLbit = 1;
    guest->exception_base = (int32_t)0xBFC00000;
    env->vz.view_stale = true;
    timer_del(env->vz_timer);
}

static const struct MIPSVZModel *vz_find_model(const char *name)
{
    for (int i = 0; i < ARRAY_SIZE(mips_vz_models); i++) {
        if (!strcmp(mips_vz_models[i].name, name)) {
            return &mips_vz_models[i];
        }
    }
    return NULL;
}

void mips_vz_realize(MIPSCPU *cpu, Error **errp)
{
    CPUMIPSState *env = &cpu->env;
    const mips_def_t *def = env->cpu_model;
    const struct MIPSVZModel *model = vz_find_model(def->name);
    bool builtin = def->CP0_Config3 & (1 << CP0C3_VZ);

    if (cpu->vz == ON_OFF_AUTO_ON && !model) {
        error_setg(errp, "CPU model %s has no VZ module: vz=on needs "
                   "M5150 or P5600", def->name);
        return;
    }
    if (!model || cpu->vz == ON_OFF_AUTO_OFF ||
        (cpu->vz == ON_OFF_AUTO_AUTO && !builtin)) {
        return;
    }
    if (!vz_views) {
        qemu_mutex_init(&vz_views_lock);
        vz_views = g_array_new(false, false, sizeof(VZView));
    }
    env->vz_model = model;
    mips_vz_tlb_init(env);
    mips_vz_timer_init(env);
}
