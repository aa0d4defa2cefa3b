/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS VZ: root and guest TLB
 *
 * Both TLBs of a CPU with VZ work by the functions here.  Entries carry a
 * GuestID: TLB instructions of root work on those of GuestCtl1.RID, those of
 * the guest on GuestCtl1.ID.  A guest's address is translated by the guest
 * TLB (or a segment) to a guest physical address, and that by the entries
 * with GuestCtl1.ID of the root TLB.
 *
 * There are no hidden entries: a hypervisor would see them.
 */

#include "qemu/osdep.h"
#include "qemu/log.h"
#include "qemu/units.h"
#include "cpu.h"
#include "internal.h"
#include "vz.h"
#include "exec/exec-all.h"
#include "exec/helper-proto.h"

/* A page that is flushed one target page at a time, not with all others */
#define VZ_FLUSH_RANGE_MAX  (64 * KiB)

static target_ulong vz_entry_mask(const r4k_tlb_t *tlb)
{
    return tlb->PageMask | 0x1FFF;
}

static uint32_t vz_asid(const CPUMIPSState *env)
{
    return env->CP0_EntryHi & env->CP0_EntryHi_ASID_mask;
}

uint16_t mips_vz_active_idx(const CPUMIPSState *env)
{
    return env->tlb->guest ? MIPS_VZ_GUEST_IDX : MIPS_VZ_ROOT_IDX;
}

static r4k_tlb_t *vz_indexed(CPUMIPSState *env)
{
    uint32_t index = env->CP0_Index & ~0x80000000;

    return &env->tlb->mmu.r4k.tlb[index % env->tlb->nb_tlb];
}

/* Forget what QEMU remembers of @tlb, an entry of the active context's TLB */
static void vz_flush_entry(CPUMIPSState *env, const r4k_tlb_t *tlb)
{
    target_ulong size = vz_entry_mask(tlb) + 1;
    uint16_t idx = mips_vz_active_idx(env);
    CPUState *cs = env_cpu(env);

    if (tlb->EHINV || !(tlb->V0 | tlb->V1)) {
        return;
    }
    if (tlb->GuestID && !env->tlb->guest) {
        /* The guest virtual addresses that lead here are not known */
        tlb_flush_by_mmuidx(cs, MIPS_VZ_GUEST_IDX);
        return;
    }
    if (!tlb->G && tlb->ASID != vz_asid(env)) {
        return;
    }
    if (size > VZ_FLUSH_RANGE_MAX) {
        tlb_flush_by_mmuidx(cs, idx);
    } else {
        tlb_flush_range_by_mmuidx(cs, tlb->VPN & ~vz_entry_mask(tlb), size,
                                  idx, TARGET_LONG_BITS);
    }
}

/* Could both entries match one address?  Entries without a page cannot */
static bool vz_conflict(const r4k_tlb_t *a, const r4k_tlb_t *b)
{
    target_ulong mask = vz_entry_mask(a) | vz_entry_mask(b);

    return !a->EHINV && !b->EHINV && a->GuestID == b->GuestID &&
           (a->V0 | a->V1) && (b->V0 | b->V1) &&
           (a->G || b->G || a->ASID == b->ASID) &&
           (a->VPN & ~mask) == (b->VPN & ~mask);
}

static bool vz_conflicts(CPUMIPSState *env, const r4k_tlb_t *new)
{
    for (int i = 0; i < env->tlb->nb_tlb; i++) {
        const r4k_tlb_t *tlb = &env->tlb->mmu.r4k.tlb[i];

        if (tlb != new && vz_conflict(tlb, new)) {
            return true;
        }
    }
    return false;
}

/* Fill an entry from the active registers; true if that was refused */
static bool vz_write(CPUMIPSState *env, r4k_tlb_t *tlb)
{
    r4k_tlb_t old = *tlb;
    uint8_t id = mips_vz_tlbop_id(env);

    r4k_fill_tlb(env, tlb - env->tlb->mmu.r4k.tlb);
    tlb->GuestID = id;
    if (id && !env->tlb->guest) {
        tlb->G = 1;
    }
    if (vz_conflicts(env, tlb)) {
        qemu_log_mask(LOG_GUEST_ERROR, "VZ: second TLB entry for "
                      TARGET_FMT_lx " of GuestID %d\n", tlb->VPN, id);
        *tlb = old;
        return true;
    }
    vz_flush_entry(env, &old);
    return false;
}

/* What the page walker and TLBG* write conflicts with nothing */
static void vz_tlbwi(CPUMIPSState *env)
{
    vz_write(env, vz_indexed(env));
}

static void vz_tlbwr(CPUMIPSState *env)
{
    vz_write(env, &env->tlb->mmu.r4k.tlb[cpu_mips_get_random(env)]);
}

/* A conflict is a machine check of the context that owns the TLB */
void helper_vz_tlbwi(CPUMIPSState *env)
{
    if (vz_write(env, vz_indexed(env))) {
        do_raise_exception(env, EXCP_MCHECK, GETPC());
    }
}

void helper_vz_tlbwr(CPUMIPSState *env)
{
    r4k_tlb_t *tlb = &env->tlb->mmu.r4k.tlb[cpu_mips_get_random(env)];

    if (vz_write(env, tlb)) {
        do_raise_exception(env, EXCP_MCHECK, GETPC());
    }
}

static void vz_tlbp(CPUMIPSState *env)
{
    uint8_t id = mips_vz_tlbop_id(env);

    env->CP0_Index |= 0x80000000;
    for (int i = 0; i < env->tlb->nb_tlb; i++) {
        const r4k_tlb_t *tlb = &env->tlb->mmu.r4k.tlb[i];
        target_ulong mask = vz_entry_mask(tlb);

        if (!tlb->EHINV && tlb->GuestID == id &&
            (tlb->G || tlb->ASID == vz_asid(env)) &&
            (tlb->VPN & ~mask) == (env->CP0_EntryHi & ~mask)) {
            env->CP0_Index = i;
            return;
        }
    }
}

static void vz_tlbr(CPUMIPSState *env)
{
    const r4k_tlb_t *tlb = vz_indexed(env);
    uint32_t asid = vz_asid(env);

    /* In guest mode GuestCtl1.RID is root's, in root mode it follows */
    if (tlb->EHINV ||
        (mips_vz_guest(env) && tlb->GuestID != mips_vz_id(env))) {
        env->CP0_EntryHi = 1 << CP0EnHi_EHINV;
        env->CP0_PageMask = 0;
        env->CP0_EntryLo0 = 0;
        env->CP0_EntryLo1 = 0;
    } else {
        r4k_read_tlb(env, tlb);
    }
    if (!mips_vz_guest(env)) {
        env->vz.GuestCtl1 = deposit32(env->vz.GuestCtl1, CP0GC1_RID, 8,
                                      tlb->EHINV ? 0 : tlb->GuestID);
    }
    if (vz_asid(env) != asid) {
        cpu_mips_tlb_flush(env);
    }
}

static void vz_invalidate(CPUMIPSState *env, bool all)
{
    uint8_t id = mips_vz_tlbop_id(env);

    for (int i = 0; i < env->tlb->nb_tlb; i++) {
        r4k_tlb_t *tlb = &env->tlb->mmu.r4k.tlb[i];

        if (tlb->GuestID == id &&
            (all || (!tlb->G && tlb->ASID == vz_asid(env)))) {
            vz_flush_entry(env, tlb);
            tlb->EHINV = 1;
        }
    }
}

static void vz_tlbinv(CPUMIPSState *env)
{
    vz_invalidate(env, false);
}

static void vz_tlbinvf(CPUMIPSState *env)
{
    vz_invalidate(env, true);
}

/* Rights of one page of an entry */
static int vz_page(const r4k_tlb_t *tlb, hwaddr address, hwaddr *physical,
                   int *prot, MMUAccessType access_type)
{
    target_ulong mask = vz_entry_mask(tlb);
    int n = !!(address & mask & ~(mask >> 1));
    bool d = n ? tlb->D1 : tlb->D0;
    bool xi = n ? tlb->XI1 : tlb->XI0;
    bool ri = n ? tlb->RI1 : tlb->RI0;

    if (!(n ? tlb->V1 : tlb->V0)) {
        return TLBRET_INVALID;
    }
    if (access_type == MMU_INST_FETCH && xi) {
        return TLBRET_XI;
    }
    if (access_type == MMU_DATA_LOAD && ri) {
        return TLBRET_RI;
    }
    if (access_type == MMU_DATA_STORE && !d) {
        return TLBRET_DIRTY;
    }
    *physical = tlb->PFN[n] | (address & (mask >> 1));
    *prot = (ri ? 0 : PAGE_READ) | (d ? PAGE_WRITE : 0) |
            (xi ? 0 : PAGE_EXEC);
    return TLBRET_MATCH;
}

/* @id's entry of @tlbs for @address, global or of @asid */
static const r4k_tlb_t *vz_lookup(const CPUMIPSTLBContext *tlbs,
                                  target_ulong address, uint8_t id,
                                  uint32_t asid)
{
    for (int i = 0; i < tlbs->nb_tlb; i++) {
        const r4k_tlb_t *tlb = &tlbs->mmu.r4k.tlb[i];
        target_ulong mask = vz_entry_mask(tlb);

        if (!tlb->EHINV && tlb->GuestID == id &&
            (tlb->G || tlb->ASID == asid) &&
            (tlb->VPN & ~mask) == (address & ~mask)) {
            return tlb;
        }
    }
    return NULL;
}

static int vz_map_address(CPUMIPSState *env, hwaddr *physical, int *prot,
                          target_ulong address, MMUAccessType access_type)
{
    uint8_t id = mips_vz_guest(env) ? mips_vz_id(env) : 0;
    const r4k_tlb_t *tlb = vz_lookup(env->tlb, address, id, vz_asid(env));

    return tlb ? vz_page(tlb, address, physical, prot, access_type)
               : TLBRET_NOMATCH;
}

int mips_vz_stage2(CPUMIPSState *env, hwaddr *physical, int *prot,
                   MMUAccessType access_type)
{
    hwaddr gpa = *physical;
    uint32_t asid = *mips_root_EntryHi(env) & env->CP0_EntryHi_ASID_mask;
    const r4k_tlb_t *tlb = NULL;
    int ret = TLBRET_NOMATCH;
    int root_prot;

    env->vz.gpa = gpa;
    if (gpa <= UINT32_MAX) {
        tlb = vz_lookup(env->vz_tlb, (int32_t)gpa, mips_vz_id(env), asid);
    }
    if (tlb) {
        ret = vz_page(tlb, gpa, physical, &root_prot, access_type);
    }
    if (ret != TLBRET_MATCH) {
        return ret + TLBRET_STAGE2;
    }
    *prot &= root_prot;
    return TLBRET_MATCH;
}

static void vz_tlb_setup(CPUMIPSTLBContext *tlb, unsigned entries)
{
    tlb->nb_tlb = entries;
    tlb->tlb_in_use = entries;
    tlb->map_address = vz_map_address;
    tlb->helper_tlbwi = vz_tlbwi;
    tlb->helper_tlbwr = vz_tlbwr;
    tlb->helper_tlbp = vz_tlbp;
    tlb->helper_tlbr = vz_tlbr;
    tlb->helper_tlbinv = vz_tlbinv;
    tlb->helper_tlbinvf = vz_tlbinvf;
    for (int i = 0; i < MIPS_TLB_MAX; i++) {
        tlb->mmu.r4k.tlb[i].EHINV = 1;
    }
}

void mips_vz_tlb_init(CPUMIPSState *env)
{
    env->vz_tlb = g_new0(CPUMIPSTLBContext, 1);
    env->vz_tlb->guest = true;
    vz_tlb_setup(env->tlb, env->tlb->nb_tlb);
    vz_tlb_setup(env->vz_tlb, env->vz_model->guest_tlb);
}

/* TLBG*: as the guest's own, but with GuestCtl1.RID */
void helper_vz_tlbg(CPUMIPSState *env, uint32_t op)
{
    static void (*const ops[])(CPUMIPSState *env) = {
        [MIPS_VZ_TLBGP] = vz_tlbp,
        [MIPS_VZ_TLBGR] = vz_tlbr,
        [MIPS_VZ_TLBGWI] = vz_tlbwi,
        [MIPS_VZ_TLBGWR] = vz_tlbwr,
        [MIPS_VZ_TLBGINV] = vz_tlbinv,
        [MIPS_VZ_TLBGINVF] = vz_tlbinvf,
    };

    mips_vz_with_guest(env, ops[op]);
}
