/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Views of CP0 contexts and shadow register sets for debuggers: the monitor
 * and the GDB stub
 *
 * A view is a table; each that is listed in mips_views[] (cp0_view.c)
 * appears in "info registers" and as a feature of GDB's target description.
 */

#ifndef MIPS_CP0_VIEW_H
#define MIPS_CP0_VIEW_H

#include "cpu.h"

typedef struct MIPSViewField {
    const char *name;
    ptrdiff_t field;    /* in CPUMIPSState */
    unsigned size;      /* 4 or 8 bytes */
} MIPSViewField;

typedef struct MIPSView {
    const char *title;      /* in "info registers" */
    const char *feature;    /* for GDB */
    const char *xml;        /* file name for GDB */
    const char *prefix;     /* of GDB's register names */
    const MIPSViewField *fields;
    unsigned count;
    bool (*present)(CPUMIPSState *env);     /* asked at realization, too */
    target_ulong (*read)(CPUMIPSState *env, const MIPSViewField *f);
    int (*gdb_read)(CPUMIPSState *env, GByteArray *buf, int n);
} MIPSView;

extern const MIPSViewField mips_cp0_fields[];
extern const unsigned mips_cp0_field_count;

/* The field of the active context, as its size says */
target_ulong mips_view_field(CPUMIPSState *env, const MIPSViewField *f);

/* Root and guest context and the registers of VZ (vz_view.c) */
target_ulong mips_vz_view_root(CPUMIPSState *env, const MIPSViewField *f);
extern const MIPSView mips_vz_guest_view;
extern const MIPSView mips_vz_ctl_view;

void mips_views_dump(CPUMIPSState *env, FILE *f);
void mips_views_register(CPUState *cs);
const char *mips_views_xml(CPUState *cs, const char *name);

/* Target description of the core registers (gdb_core.c) */
void mips_gdb_core_class_init(CPUClass *cc);
void mips_gdb_core_register(CPUState *cs);

#endif /* MIPS_CP0_VIEW_H */
