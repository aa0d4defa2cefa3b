/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS VZ: state of the virtualization module, for cpu.h only
 *
 * MIPS_VZ_CONTEXT lists every CP0 register of which root and guest have one
 * each: X(type, vmstate name, member, path in CPUMIPSState).  The registers
 * in CPUMIPSState are those of the active context, MIPSVZContext holds the
 * other context's.
 */

#ifndef MIPS_VZ_STATE_H
#define MIPS_VZ_STATE_H

#define MIPS_VZ_CONTEXT(X) \
    X(int32_t, INT32, Index, CP0_Index) \
    X(uint64_t, UINT64, EntryLo0, CP0_EntryLo0) \
    X(uint64_t, UINT64, EntryLo1, CP0_EntryLo1) \
    X(target_ulong, UINTTL, Context, CP0_Context) \
    X(target_ulong, UINTTL, UserLocal, active_tc.CP0_UserLocal) \
    X(int32_t, INT32, PageMask, CP0_PageMask) \
    X(int32_t, INT32, PageGrain, CP0_PageGrain) \
    X(target_ulong, UINTTL, SegCtl0, CP0_SegCtl0) \
    X(target_ulong, UINTTL, SegCtl1, CP0_SegCtl1) \
    X(target_ulong, UINTTL, SegCtl2, CP0_SegCtl2) \
    X(target_ulong, UINTTL, PWBase, CP0_PWBase) \
    X(target_ulong, UINTTL, PWField, CP0_PWField) \
    X(target_ulong, UINTTL, PWSize, CP0_PWSize) \
    X(int32_t, INT32, Wired, CP0_Wired) \
    X(int32_t, INT32, PWCtl, CP0_PWCtl) \
    X(int32_t, INT32, HWREna, CP0_HWREna) \
    X(target_ulong, UINTTL, BadVAddr, CP0_BadVAddr) \
    X(uint32_t, UINT32, BadInstr, CP0_BadInstr) \
    X(uint32_t, UINT32, BadInstrP, CP0_BadInstrP) \
    X(target_ulong, UINTTL, EntryHi, CP0_EntryHi) \
    X(int32_t, INT32, Status, CP0_Status) \
    X(int32_t, INT32, IntCtl, CP0_IntCtl) \
    X(int32_t, INT32, SRSCtl, CP0_SRSCtl) \
    X(int32_t, INT32, SRSMap, CP0_SRSMap) \
    X(int32_t, INT32, SRSMap2, CP0_SRSMap2) \
    X(int32_t, INT32, Cause, CP0_Cause) \
    X(int32_t, INT32, NestedExc, CP0_NestedExc) \
    X(target_ulong, UINTTL, EPC, CP0_EPC) \
    X(target_ulong, UINTTL, NestedEPC, CP0_NestedEPC) \
    X(target_ulong, UINTTL, EBase, CP0_EBase) \
    X(int32_t, INT32, Config0, CP0_Config0) \
    X(int32_t, INT32, Config1, CP0_Config1) \
    X(int32_t, INT32, Config2, CP0_Config2) \
    X(int32_t, INT32, Config3, CP0_Config3) \
    X(int32_t, INT32, Config4, CP0_Config4) \
    X(int32_t, INT32, Config5, CP0_Config5) \
    X(int32_t, INT32, Config6, CP0_Config6) \
    X(int32_t, INT32, Config7, CP0_Config7) \
    X(uint64_t, UINT64, LLAddr, CP0_LLAddr) \
    X(target_ulong, UINTTL, LLbit, lladdr) \
    X(target_ulong, UINTTL, LLval, llval) \
    X(target_ulong, UINTTL, XContext, CP0_XContext) \
    X(target_ulong, UINTTL, ErrorEPC, CP0_ErrorEPC) \
    X(target_ulong, UINTTL, KScratch1, CP0_KScratch[0]) \
    X(target_ulong, UINTTL, KScratch2, CP0_KScratch[1]) \
    X(target_ulong, UINTTL, KScratch3, CP0_KScratch[2]) \
    X(target_ulong, UINTTL, KScratch4, CP0_KScratch[3]) \
    X(target_ulong, UINTTL, KScratch5, CP0_KScratch[4]) \
    X(target_ulong, UINTTL, KScratch6, CP0_KScratch[5]) \
    X(target_ulong, UINTTL, exception_base, exception_base)

typedef struct MIPSVZContext {
#define MIPS_VZ_MEMBER(type, vm, member, path) type member;
    MIPS_VZ_CONTEXT(MIPS_VZ_MEMBER)
#undef MIPS_VZ_MEMBER
} MIPSVZContext;

/* What is cleared by reset */
typedef struct MIPSVZState {
    MIPSVZContext other;    /* the inactive context */
    uint32_t GuestCtl0;
    uint32_t GuestCtl0Ext;
    uint32_t GuestCtl1;
    uint32_t GuestCtl2;
    uint32_t GuestCtl3;
    uint32_t GTOffset;
    uint32_t Compare;       /* Guest.Compare */
    uint32_t frozen;        /* Guest.Count while Guest.Cause.DC is set */
    uint32_t lines;         /* root interrupt lines as last seen, IP7:2 */
    uint64_t gpa;           /* result of the last stage 1 translation */
    MIPSEICRequest eic;     /* what GuestCtl2 asks of the guest */
    /* Derived, not migrated */
    uint32_t tb_flags;      /* cs_base of guest code */
    uint16_t view;          /* number of the values of Guest.Config */
    uint8_t tlb_id;         /* GuestID of what QEMU's guest TLBs hold */
    bool view_stale;        /* a Guest.Config register was written */
    bool badinstr_done;     /* BadInstr of this exception is already there */
} MIPSVZState;

/* GuestCtl0 */
#define CP0GC0_GM           31
#define CP0GC0_RI           30
#define CP0GC0_MC           29
#define CP0GC0_CP0          28
#define CP0GC0_AT           26  /* 27..26 */
#define CP0GC0_GT           25
#define CP0GC0_CG           24
#define CP0GC0_CF           23
#define CP0GC0_G1           22
#define CP0GC0_G0E          19
#define CP0GC0_PT           18
#define CP0GC0_PIP          10  /* 15..10 */
#define CP0GC0_RAD          9
#define CP0GC0_DRG          8
#define CP0GC0_G2           7
#define CP0GC0_GExcCode     2   /* 6..2 */
#define CP0GC0_SFC2         1
#define CP0GC0_SFC1         0

#define MIPS_AT_ROOT        1   /* guest MMU under root control */
#define MIPS_AT_GUEST       3

/* GuestCtl0Ext */
#define CP0GC0E_NCC         6   /* 7..6 */
#define CP0GC0E_CGI         4
#define CP0GC0E_FCD         3
#define CP0GC0E_OG          2
#define CP0GC0E_BG          1
#define CP0GC0E_MG          0

/* GuestCtl1 */
#define CP0GC1_EID          24
#define CP0GC1_RID          16
#define CP0GC1_ID           0

/* GuestCtl2, for a guest in EIC mode and for others */
#define CP0GC2_GRIPL        24  /* 31..24 */
#define CP0GC2_GEICSS       18  /* 21..18 */
#define CP0GC2_GVEC         0   /* 15..0 */
#define CP0GC2_HC           24  /* 29..24 */
#define CP0GC2_VIP          10  /* 15..10 */

/* GuestCtl3 */
#define CP0GC3_GLSS_mask    0xF

/* GuestCtl0.GExcCode */
enum {
    MIPS_GEXC_GPSI = 0,     /* privileged sensitive instruction */
    MIPS_GEXC_GSFC = 1,     /* software field change */
    MIPS_GEXC_HC = 2,       /* hypercall */
    MIPS_GEXC_GRR = 3,      /* reserved instruction, redirected */
    MIPS_GEXC_IMP = 4,      /* implementation dependent */
    MIPS_GEXC_GVA = 8,      /* root TLB exception, BadVAddr is a GVA */
    MIPS_GEXC_GHFC = 9,     /* hardware field change */
    MIPS_GEXC_GPA = 10,     /* root TLB exception, BadVAddr is a GPA */
};

/*
 * cs_base of guest code: what root decides about it, and which of the
 * views of the Guest.Config registers it was translated for
 */
#define MIPS_VZ_TB_CP0      (1 << 0)
#define MIPS_VZ_TB_GT       (1 << 1)
#define MIPS_VZ_TB_CG       (1 << 2)
#define MIPS_VZ_TB_CF       (1 << 3)
#define MIPS_VZ_TB_ATG      (1 << 4)    /* AT = 3 */
#define MIPS_VZ_TB_MG       (1 << 5)
#define MIPS_VZ_TB_BG       (1 << 6)
#define MIPS_VZ_TB_OG       (1 << 7)
#define MIPS_VZ_TB_CGI      (1 << 8)
#define MIPS_VZ_TB_CU1      (1 << 9)    /* Root.Status.CU1 */
#define MIPS_VZ_TB_MX       (1 << 10)   /* Root.Status.MX */
#define MIPS_VZ_TB_MSA      (1 << 11)   /* Root.Config5.MSAEn */
#define MIPS_VZ_TB_VIEW         16  /* 31..16 */

#endif /* MIPS_VZ_STATE_H */
