/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS VZ: root and guest mode
 *
 * For the CPU's own files only.  In guest mode the CP0 registers in
 * CPUMIPSState are the guest's (MIPS_HFLAG_GUEST is set), else the root's;
 * what must reach those of a given context whatever the mode uses the
 * accessors here.
 */

#ifndef MIPS_VZ_H
#define MIPS_VZ_H

#include "cpu.h"

#ifndef CONFIG_USER_ONLY

/* What differs between cores (vz-model.h) */
struct MIPSVZModel {
    const char *name;               /* of the CPU model */
    uint32_t guestctl0_reset;
    uint32_t guestctl0_mask;        /* writable bits */
    uint32_t guestctl0ext_mask;
    uint32_t guestid_mask;          /* of GuestCtl1.ID and RID */
    uint32_t guestctl2_mask;        /* of both layouts */
    uint32_t gtoffset_mask;
    unsigned guest_tlb;             /* entries of the guest TLB */
    /* Guest.Config bits that are absent unless root sets them, and never */
    uint32_t config1_off, config3_none, config5_none;
    /* Guest.Config bits that root may clear and set, if the core has them */
    uint32_t config_dyn[6];
};

/* In env->error_code: the exception belongs to root though in guest mode */
#define EXCP_VZ_ROOT        0x100

/* Added to a TLBRET_* of the root TLB's translation of a GPA */
#define TLBRET_STAGE2       (-16)

/* QEMU's MMU indexes of the two modes */
#define MIPS_VZ_ROOT_IDX    0x0F
#define MIPS_VZ_GUEST_IDX   0xF0

static inline bool mips_vz_guest(const CPUMIPSState *env)
{
    return env->hflags & MIPS_HFLAG_GUEST;
}

static inline bool mips_vz_available(const CPUMIPSState *env)
{
    return env->vz_model != NULL;
}

#define MIPS_VZ_ACCESSORS(type, vm, member, path) \
    static inline type *mips_root_##member(CPUMIPSState *env) \
    { \
        return mips_vz_guest(env) ? &env->vz.other.member : &env->path; \
    } \
    static inline type *mips_guest_##member(CPUMIPSState *env) \
    { \
        return mips_vz_guest(env) ? &env->path : &env->vz.other.member; \
    }
MIPS_VZ_CONTEXT(MIPS_VZ_ACCESSORS)
#undef MIPS_VZ_ACCESSORS

static inline CPUMIPSTLBContext *mips_guest_tlb(CPUMIPSState *env)
{
    return mips_vz_guest(env) ? env->tlb : env->vz_tlb;
}

/* GuestID of the running guest's translations */
static inline uint8_t mips_vz_id(const CPUMIPSState *env)
{
    return env->vz.GuestCtl1 >> CP0GC1_ID;
}

/* GuestID that TLB instructions work with */
static inline uint8_t mips_vz_tlbop_id(const CPUMIPSState *env)
{
    return env->vz.GuestCtl1 >> (mips_vz_guest(env) ? CP0GC1_ID : CP0GC1_RID);
}

/* Contexts (tcg/sysemu/vz_context.c) */

void mips_vz_realize(MIPSCPU *cpu, Error **errp);
/* Before the state is cleared, and after root has its reset values */
void mips_vz_reset_hold(CPUMIPSState *env);
void mips_vz_reset(CPUMIPSState *env);

/* Take the iothread lock, unless it is held; true is for the other one */
bool mips_vz_lock(void);
void mips_vz_unlock(bool locked);

/* To be called in root mode when GM, EXL, ERL or DM may have changed */
void mips_vz_sync(CPUMIPSState *env);
void mips_vz_exit(CPUMIPSState *env);

/* The number of a TLBG* instruction for its helper */
enum {
    MIPS_VZ_TLBGP,
    MIPS_VZ_TLBGR,
    MIPS_VZ_TLBGWI,
    MIPS_VZ_TLBGWR,
    MIPS_VZ_TLBGINV,
    MIPS_VZ_TLBGINVF,
};

/* Run @op with the CP0 registers and the TLB of the other context */
void mips_vz_with_guest(CPUMIPSState *env, void (*op)(CPUMIPSState *env));

void mips_vz_flush_guest(CPUMIPSState *env);
void mips_vz_update_tb_flags(CPUMIPSState *env);
void mips_vz_post_load(CPUMIPSState *env);

/* CP0 registers (tcg/sysemu/vz_cp0.c) */

#define MIPS_VZ_REG(reg, sel)   ((reg) << 3 | (sel))

/* Guest registers as root sees them by MFGC0 and writes them by MTGC0 */
target_ulong mips_vz_guest_read(CPUMIPSState *env, unsigned reg);
void mips_vz_guest_write(CPUMIPSState *env, unsigned reg, target_ulong val);
/* Guest.Config by root (tcg/sysemu/vz_config.c) */
void mips_vz_write_config0(CPUMIPSState *env, target_ulong val);
void mips_vz_write_config1(CPUMIPSState *env, target_ulong val);
void mips_vz_write_config2(CPUMIPSState *env, target_ulong val);
void mips_vz_write_config3(CPUMIPSState *env, target_ulong val);
void mips_vz_write_config4(CPUMIPSState *env, target_ulong val);
void mips_vz_write_config5(CPUMIPSState *env, target_ulong val);

/* Does the guest's own MTC0 need more than root's (tcg/sysemu/vz_guest.c)? */
bool mips_vz_guest_register(unsigned reg);
void mips_vz_check_cc(CPUMIPSState *env, uintptr_t ra);

/* TLB (tcg/sysemu/vz_tlb.c) */

void mips_vz_tlb_init(CPUMIPSState *env);
/* QEMU's MMU indexes of the context whose TLB is the active one */
uint16_t mips_vz_active_idx(const CPUMIPSState *env);
/* Stage 2: @physical is a GPA, and a root physical address afterwards */
int mips_vz_stage2(CPUMIPSState *env, hwaddr *physical, int *prot,
                   MMUAccessType access_type);

/* Exceptions (tcg/sysemu/vz_exception.c) */

/*
 * First and last thing in mips_cpu_do_interrupt: hands exceptions of root to
 * root, and tells what Status was before those of the guest
 */
uint32_t mips_vz_exception_enter(CPUState *cs);
void mips_vz_exception_done(CPUState *cs, uint32_t old_status);
/* Last thing in the helpers of ERET and DERET */
void mips_vz_eret(CPUMIPSState *env, uint32_t old_status);

/* Interrupts and the guest timer (tcg/sysemu/vz_interrupt.c) */

bool mips_vz_exec_interrupt(CPUState *cs);
const MIPSEICRequest *mips_vz_eic_asked(CPUMIPSState *env);
void mips_vz_eic_taken(CPUMIPSState *env);
/* Is anything asked of the guest, enabled or not? */
bool mips_vz_irq_asked(CPUMIPSState *env);
/* To be called when anything changed that Guest.Cause.IP is made of */
void mips_vz_update_irq(CPUMIPSState *env);
/* Root's hardware interrupt lines changed */
void mips_vz_lines(CPUMIPSState *env);

uint32_t mips_vz_get_count(CPUMIPSState *env);
void mips_vz_write_compare(CPUMIPSState *env, uint32_t val);
void mips_vz_write_cause(CPUMIPSState *env, uint32_t val, uint32_t mask);
/* To be called when root's Count or GTOffset changed */
void mips_vz_timer_update(CPUMIPSState *env);
void mips_vz_timer_init(CPUMIPSState *env);

extern const VMStateDescription vmstate_tlb;
extern const VMStateDescription vmstate_mips_vz;

#endif /* !CONFIG_USER_ONLY */
#endif /* MIPS_VZ_H */
