/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * GDB's target description of the core registers, which GDB wants to have
 * before it looks at any other; the numbers are those of gdbstub.c
 */

#include "qemu/osdep.h"
#include "exec/gdbstub.h"
#include "internal.h"
#include "cp0_view.h"

#define CORE_REGISTERS 72   /* as gdbstub.c has them, without fp */

#define XML_HEAD "<?xml version=\"1.0\"?>" \
                 "<!DOCTYPE feature SYSTEM \"gdb-target.dtd\">"

typedef struct CoreRegister {
    const char *name;
    int number;
} CoreRegister;

typedef struct CoreFeature {
    const char *xml, *feature;
    const char *type;
    const char *array;  /* registers that differ in their number only */
    int first;
    CoreRegister others[4];
} CoreFeature;

static const CoreFeature core_features[] = {
    { "mips-cpu.xml", "org.gnu.gdb.mips.cpu", "int", "r", 0,
      { { "lo", 33 }, { "hi", 34 }, { "pc", 37 } } },
    { "mips-cp0.xml", "org.gnu.gdb.mips.cp0", "int", NULL, 0,
      { { "status", 32 }, { "badvaddr", 35 }, { "cause", 36 } } },
    { "mips-fpu.xml", "org.gnu.gdb.mips.fpu", "ieee_single", "f", 38,
      { { "fcsr", 70 }, { "fir", 71 } } },
};

static void add_register(GString *s, const char *name, int number,
                         const char *type)
{
    g_string_append_printf(s, "<reg name=\"%s\" bitsize=\"%d\" "
                           "regnum=\"%d\" type=\"%s\"/>",
                           name, TARGET_LONG_BITS, number, type);
}

static char *core_xml(const CoreFeature *c)
{
    GString *s = g_string_new(XML_HEAD);

    g_string_append_printf(s, "<feature name=\"%s\">", c->feature);
    for (int i = 0; c->array && i < 32; i++) {
        g_autofree char *name = g_strdup_printf("%s%d", c->array, i);

        add_register(s, name, c->first + i, c->type);
    }
    for (const CoreRegister *r = c->others; r->name; r++) {
        add_register(s, r->name, r->number, "int");
    }
    g_string_append(s, "</feature>");
    return g_string_free(s, false);
}

static const char *core_feature_xml(const char *name)
{
    static char *made[ARRAY_SIZE(core_features)];

    for (unsigned i = 0; i < ARRAY_SIZE(core_features); i++) {
        if (!strcmp(name, core_features[i].xml)) {
            if (!made[i]) {
                made[i] = core_xml(&core_features[i]);
            }
            return made[i];
        }
    }
    return NULL;
}

static const char *core_dynamic_xml(CPUState *cs, const char *name)
{
    const char *xml = core_feature_xml(name);

    return xml ? xml : mips_views_xml(cs, name);
}

void mips_gdb_core_class_init(CPUClass *cc)
{
    cc->gdb_core_xml_file = core_features[0].xml;
    cc->gdb_num_core_regs = CORE_REGISTERS;
    cc->gdb_get_dynamic_xml = core_dynamic_xml;
}

/* Registers that gdbstub.c serves need no function, only their names */
void mips_gdb_core_register(CPUState *cs)
{
    for (unsigned i = 1; i < ARRAY_SIZE(core_features); i++) {
        gdb_register_coprocessor(cs, NULL, NULL, 0, core_features[i].xml, 0);
    }
}
