/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Views of CP0 contexts and shadow register sets for debuggers
 */

#include "qemu/osdep.h"
#include "qemu/qemu-print.h"
#include "exec/gdbstub.h"
#include "internal.h"
#include "mcu.h"
#include "cp0_view.h"

#define FIELD(_name, _field) \
    { _name, offsetof(CPUMIPSState, _field), \
      sizeof_field(CPUMIPSState, _field) }

/* In the order of the register numbers */
const MIPSViewField mips_cp0_fields[] = {
    FIELD("Index",     CP0_Index),
    FIELD("EntryLo0",  CP0_EntryLo0),
    FIELD("EntryLo1",  CP0_EntryLo1),
    FIELD("Context",   CP0_Context),
    FIELD("UserLocal", active_tc.CP0_UserLocal),
    FIELD("PageMask",  CP0_PageMask),
    FIELD("PageGrain", CP0_PageGrain),
    FIELD("Wired",     CP0_Wired),
    FIELD("HWREna",    CP0_HWREna),
    FIELD("BadVAddr",  CP0_BadVAddr),
    FIELD("BadInstr",  CP0_BadInstr),
    FIELD("BadInstrP", CP0_BadInstrP),
    FIELD("EntryHi",   CP0_EntryHi),
    FIELD("Compare",   CP0_Compare),
    FIELD("Status",    CP0_Status),
    FIELD("IntCtl",    CP0_IntCtl),
    FIELD("SRSCtl",    CP0_SRSCtl),
    FIELD("SRSMap",    CP0_SRSMap),
    FIELD("SRSMap2",   CP0_SRSMap2),
    FIELD("Cause",     CP0_Cause),
    FIELD("NestedExc", CP0_NestedExc),
    FIELD("EPC",       CP0_EPC),
    FIELD("NestedEPC", CP0_NestedEPC),
    FIELD("EBase",     CP0_EBase),
    FIELD("Config",    CP0_Config0),
    FIELD("Config1",   CP0_Config1),
    FIELD("Config2",   CP0_Config2),
    FIELD("Config3",   CP0_Config3),
    FIELD("Config4",   CP0_Config4),
    FIELD("Config5",   CP0_Config5),
    FIELD("Config7",   CP0_Config7),
    FIELD("Debug",     CP0_Debug),
    FIELD("DEPC",      CP0_DEPC),
    FIELD("ErrorEPC",  CP0_ErrorEPC),
    FIELD("KScratch1", CP0_KScratch[0]),
    FIELD("KScratch2", CP0_KScratch[1]),
};
const unsigned mips_cp0_field_count = ARRAY_SIZE(mips_cp0_fields);

target_ulong mips_view_field(CPUMIPSState *env, const MIPSViewField *f)
{
    const void *p = (const char *)env + f->field;

    return f->size == 8 ? *(const uint64_t *)p : *(const int32_t *)p;
}

/* A question to the model, as it comes before the first reset */
static bool root_present(CPUMIPSState *env)
{
    return env->cpu_model->insn_flags & ASE_MCU;
}

static int root_gdb_read(CPUMIPSState *env, GByteArray *buf, int n);

static const MIPSView root_view = {
    .title = "CP0",
    .feature = "org.qemu.mips.cp0.root",
    .xml = "mips-cp0-root.xml",
    .prefix = "root_",
    .fields = mips_cp0_fields,
    .count = ARRAY_SIZE(mips_cp0_fields),
    .present = root_present,
    .read = mips_vz_view_root,
    .gdb_read = root_gdb_read,
};

static int root_gdb_read(CPUMIPSState *env, GByteArray *buf, int n)
{
    return gdb_get_regl(buf, root_view.read(env, &root_view.fields[n]));
}

/* The views there are */
static const MIPSView *const mips_views[] = {
    &root_view,
    &mips_vz_guest_view,
    &mips_vz_ctl_view,
};

/* Shadow sets are numbered set * 32 + register for GDB */
static int srs_gdb_read(CPUMIPSState *env, GByteArray *buf, int n)
{
    return gdb_get_regl(buf, *mips_srs_gpr(env, n / 32, n % 32));
}

static int srs_gdb_write(CPUMIPSState *env, uint8_t *buf, int n)
{
    if (n % 32 != 0) {
        *mips_srs_gpr(env, n / 32, n % 32) = ldtul_p(buf);
    }
    return sizeof(target_ulong);
}

/* Other registers can be looked at only */
static int view_gdb_write(CPUMIPSState *env, uint8_t *buf, int n)
{
    return sizeof(target_ulong);
}

static unsigned srs_count(const CPUMIPSState *env)
{
    return extract32(env->cpu_model->CP0_SRSCtl, CP0SRSCtl_HSS, 4) + 1;
}

static void view_dump(CPUMIPSState *env, const MIPSView *view, FILE *f)
{
    qemu_fprintf(f, "%s\n", view->title);
    for (unsigned i = 0; i < view->count; i++) {
        qemu_fprintf(f, "    %-9s " TARGET_FMT_lx "%s", view->fields[i].name,
                     view->read(env, &view->fields[i]),
                     i % 4 == 3 || i + 1 == view->count ? "\n" : "");
    }
}

static void srs_dump(CPUMIPSState *env, unsigned set, FILE *f)
{
    for (int i = 0; i < 32; i++) {
        if (i % 4 == 0) {
            qemu_fprintf(f, "SRS%u.%02d:", set, i);
        }
        qemu_fprintf(f, " %s " TARGET_FMT_lx "%s", regnames[i],
                     *mips_srs_gpr(env, set, i), i % 4 == 3 ? "\n" : "");
    }
}

void mips_views_dump(CPUMIPSState *env, FILE *f)
{
    for (unsigned i = 0; i < ARRAY_SIZE(mips_views); i++) {
        if (mips_views[i]->present(env)) {
            view_dump(env, mips_views[i], f);
        }
    }
    if (!root_present(env)) {
        return;
    }
    qemu_fprintf(f, "Shadow register set %u is the current one\n",
                 env->srs_live);
    for (unsigned set = 0; set < srs_count(env); set++) {
        if (set != env->srs_live) {
            srs_dump(env, set, f);
        }
    }
}

static char *view_xml(const MIPSView *view)
{
    GString *s = g_string_new("<?xml version=\"1.0\"?>"
                              "<!DOCTYPE feature SYSTEM \"gdb-target.dtd\">");

    g_string_append_printf(s, "<feature name=\"%s\">", view->feature);
    for (unsigned i = 0; i < view->count; i++) {
        g_autofree char *name = g_ascii_strdown(view->fields[i].name, -1);

        g_string_append_printf(s, "<reg name=\"%s%s\" bitsize=\"%d\" "
                               "group=\"cp0\"/>", view->prefix, name,
                               TARGET_LONG_BITS);
    }
    g_string_append(s, "</feature>");
    return g_string_free(s, false);
}

static char *srs_xml(CPUMIPSState *env)
{
    GString *s = g_string_new("<?xml version=\"1.0\"?>"
                              "<!DOCTYPE feature SYSTEM \"gdb-target.dtd\">"
                              "<feature name=\"org.qemu.mips.srs\">");

    for (unsigned i = 0; i < srs_count(env) * 32; i++) {
        g_string_append_printf(s, "<reg name=\"srs%u_%s\" bitsize=\"%d\" "
                               "group=\"srs\"/>", i / 32, regnames[i % 32],
                               TARGET_LONG_BITS);
    }
    g_string_append(s, "</feature>");
    return g_string_free(s, false);
}

#define SRS_XML "mips-srs.xml"

void mips_views_register(CPUState *cs)
{
    CPUMIPSState *env = &MIPS_CPU(cs)->env;

    for (unsigned i = 0; i < ARRAY_SIZE(mips_views); i++) {
        const MIPSView *view = mips_views[i];

        if (view->present(env)) {
            gdb_register_coprocessor(cs, view->gdb_read, view_gdb_write,
                                     view->count, view->xml, 0);
        }
    }
    gdb_register_coprocessor(cs, srs_gdb_read, srs_gdb_write,
                             srs_count(env) * 32, SRS_XML, 0);
}

/* Descriptions are made when first asked for, and kept */
const char *mips_views_xml(CPUState *cs, const char *name)
{
    static GHashTable *made;
    char *xml = NULL;

    if (!made) {
        made = g_hash_table_new(g_str_hash, g_str_equal);
    }
    if (g_hash_table_contains(made, name)) {
        return g_hash_table_lookup(made, name);
    }
    for (unsigned i = 0; i < ARRAY_SIZE(mips_views); i++) {
        if (!strcmp(name, mips_views[i]->xml)) {
            xml = view_xml(mips_views[i]);
        }
    }
    if (!strcmp(name, SRS_XML)) {
        xml = srs_xml(&MIPS_CPU(cs)->env);
    }
    if (xml) {
        g_hash_table_insert(made, g_strdup(name), xml);
    }
    return xml;
}
