/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS VZ: root's and the guest's CP0 registers for debuggers, and those of
 * the module, whichever context is active
 */

#include "qemu/osdep.h"
#include "exec/gdbstub.h"
#include "cpu.h"
#include "internal.h"
#include "vz.h"
#include "cp0_view.h"

#define VZ_FIELD(type, vm, member, path) \
    { #member, offsetof(CPUMIPSState, path), sizeof(type) },
static const MIPSViewField vz_guest_fields[] = {
    MIPS_VZ_CONTEXT(VZ_FIELD)
    { "Compare", offsetof(CPUMIPSState, vz.Compare), 4 },
};
#undef VZ_FIELD

/* Where the inactive context keeps the same */
#define VZ_OTHER(type, vm, member, path) \
    offsetof(CPUMIPSState, vz.other.member),
static const uint16_t vz_other_fields[] = {
    MIPS_VZ_CONTEXT(VZ_OTHER)
};
#undef VZ_OTHER

#define VZ_CTL(_name) { #_name, offsetof(CPUMIPSState, vz._name), 4 }
static const MIPSViewField vz_ctl_fields[] = {
    VZ_CTL(GuestCtl0),
    VZ_CTL(GuestCtl0Ext),
    VZ_CTL(GuestCtl1),
    VZ_CTL(GuestCtl2),
    VZ_CTL(GuestCtl3),
    VZ_CTL(GTOffset),
    { "GuestMode", offsetof(CPUMIPSState, hflags), 4 },
};

/* @f of the inactive context; what there is but one of is as it is */
static target_ulong vz_view_other(CPUMIPSState *env, const MIPSViewField *f)
{
    MIPSViewField other = *f;

    for (int i = 0; i < ARRAY_SIZE(vz_other_fields); i++) {
        if (vz_guest_fields[i].field == f->field) {
            other.field = vz_other_fields[i];
        }
    }
    return mips_view_field(env, &other);
}

target_ulong mips_vz_view_root(CPUMIPSState *env, const MIPSViewField *f)
{
    return mips_vz_guest(env) ? vz_view_other(env, f)
                              : mips_view_field(env, f);
}

static target_ulong vz_view_guest(CPUMIPSState *env, const MIPSViewField *f)
{
    return mips_vz_guest(env) ? mips_view_field(env, f)
                              : vz_view_other(env, f);
}

static target_ulong vz_view_ctl(CPUMIPSState *env, const MIPSViewField *f)
{
    if (f->field == offsetof(CPUMIPSState, hflags)) {
        return mips_vz_guest(env);
    }
    return mips_view_field(env, f);
}

static bool vz_view_present(CPUMIPSState *env)
{
    return mips_vz_available(env);
}

static int vz_gdb_read_guest(CPUMIPSState *env, GByteArray *buf, int n)
{
    return gdb_get_regl(buf, vz_view_guest(env, &vz_guest_fields[n]));
}

static int vz_gdb_read_ctl(CPUMIPSState *env, GByteArray *buf, int n)
{
    return gdb_get_regl(buf, vz_view_ctl(env, &vz_ctl_fields[n]));
}

const MIPSView mips_vz_guest_view = {
    .title = "Guest CP0",
    .feature = "org.qemu.mips.cp0.guest",
    .xml = "mips-cp0-guest.xml",
    .prefix = "guest_",
    .fields = vz_guest_fields,
    .count = ARRAY_SIZE(vz_guest_fields),
    .present = vz_view_present,
    .read = vz_view_guest,
    .gdb_read = vz_gdb_read_guest,
};

const MIPSView mips_vz_ctl_view = {
    .title = "VZ",
    .feature = "org.qemu.mips.vz",
    .xml = "mips-vz.xml",
    .prefix = "vz_",
    .fields = vz_ctl_fields,
    .count = ARRAY_SIZE(vz_ctl_fields),
    .present = vz_view_present,
    .read = vz_view_ctl,
    .gdb_read = vz_gdb_read_ctl,
};
