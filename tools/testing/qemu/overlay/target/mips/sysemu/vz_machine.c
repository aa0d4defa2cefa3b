/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS VZ: migration
 *
 * The active context migrates with the CPU, whichever it is; here come the
 * inactive one, the registers of the module, and what entries of both TLBs
 * have more than others' do.
 */

#include "qemu/osdep.h"
#include "cpu.h"
#include "internal.h"
#include "vz.h"
#include "migration/cpu.h"

static int get_vz_entry(QEMUFile *f, void *pv, size_t size,
                        const VMStateField *field)
{
    r4k_tlb_t *tlb = pv;
    uint32_t val = qemu_get_be32(f);

    tlb->GuestID = extract32(val, 0, 8);
    tlb->C0 = extract32(val, 8, 3);
    tlb->C1 = extract32(val, 11, 3);
    return 0;
}

static int put_vz_entry(QEMUFile *f, void *pv, size_t size,
                        const VMStateField *field, JSONWriter *vmdesc)
{
    r4k_tlb_t *tlb = pv;

    qemu_put_be32(f, tlb->GuestID | tlb->C0 << 8 | tlb->C1 << 11);
    return 0;
}

static const VMStateInfo vmstate_info_vz_entry = {
    .name = "vz_tlb_entry",
    .get = get_vz_entry,
    .put = put_vz_entry,
};

static const VMStateDescription vmstate_vz_entries = {
    .name = "cpu/vz/entries",
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_ARRAY(mmu.r4k.tlb, CPUMIPSTLBContext, MIPS_TLB_MAX, 1,
                      vmstate_info_vz_entry, r4k_tlb_t),
        VMSTATE_END_OF_LIST()
    }
};

static bool vz_needed(void *opaque)
{
    MIPSCPU *cpu = opaque;

    return mips_vz_available(&cpu->env);
}

/* What comes from outside is checked before it is used as a size */
static bool vz_tlb_valid(CPUMIPSTLBContext *tlb, int32_t wired)
{
    return tlb->nb_tlb >= 1 && tlb->nb_tlb <= MIPS_TLB_MAX &&
           tlb->tlb_in_use == tlb->nb_tlb &&
           wired >= 0 && wired < tlb->nb_tlb;
}

static int vz_post_load(void *opaque, int version_id)
{
    MIPSCPU *cpu = opaque;
    CPUMIPSState *env = &cpu->env;

    if (!vz_tlb_valid(env->tlb, env->CP0_Wired) ||
        !vz_tlb_valid(env->vz_tlb, env->vz.other.Wired)) {
        return -EINVAL;
    }
    mips_vz_post_load(env);
    return 0;
}

#define VZ_FIELD(type, vm, member, path) \
    VMSTATE_##vm(env.vz.other.member, MIPSCPU),

const VMStateDescription vmstate_mips_vz = {
    .name = "cpu/vz",
    .version_id = 1,
    .minimum_version_id = 1,
    .needed = vz_needed,
    .post_load = vz_post_load,
    .fields = (VMStateField[]) {
        MIPS_VZ_CONTEXT(VZ_FIELD)
        VMSTATE_UINT32(env.hflags, MIPSCPU),
        VMSTATE_UINTTL(env.exception_base, MIPSCPU),
        VMSTATE_UINT32(env.vz.GuestCtl0, MIPSCPU),
        VMSTATE_UINT32(env.vz.GuestCtl0Ext, MIPSCPU),
        VMSTATE_UINT32(env.vz.GuestCtl1, MIPSCPU),
        VMSTATE_UINT32(env.vz.GuestCtl2, MIPSCPU),
        VMSTATE_UINT32(env.vz.GuestCtl3, MIPSCPU),
        VMSTATE_UINT32(env.vz.GTOffset, MIPSCPU),
        VMSTATE_UINT32(env.vz.Compare, MIPSCPU),
        VMSTATE_UINT32(env.vz.frozen, MIPSCPU),
        VMSTATE_UINT32(env.vz.lines, MIPSCPU),
        VMSTATE_TIMER_PTR(env.vz_timer, MIPSCPU),
        VMSTATE_STRUCT_POINTER(env.vz_tlb, MIPSCPU, vmstate_tlb,
                               CPUMIPSTLBContext),
        VMSTATE_STRUCT_POINTER(env.tlb, MIPSCPU, vmstate_vz_entries,
                               CPUMIPSTLBContext),
        VMSTATE_STRUCT_POINTER(env.vz_tlb, MIPSCPU, vmstate_vz_entries,
                               CPUMIPSTLBContext),
        VMSTATE_END_OF_LIST()
    }
};
