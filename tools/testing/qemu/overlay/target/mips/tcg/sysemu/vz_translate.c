/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS VZ translation: what traps in guest mode, and root's instructions
 *
 * The control bits that decide about a trap are in cs_base of guest code
 * (MIPS_VZ_TB_*), so that all but changes of fields is decided here.
 */

#include "qemu/osdep.h"
#include "tcg/tcg-op.h"
#include "exec/helper-gen.h"
#include "../translate.h"
#include "internal.h"
#include "vz.h"

static bool vz_in_guest(DisasContext *ctx)
{
    return ctx->hflags & MIPS_HFLAG_GUEST;
}

static uint32_t vz_tb(DisasContext *ctx)
{
    return ctx->base.tb->cs_base;
}

static bool vz_gen_exit(DisasContext *ctx, int gexccode)
{
    generate_exception_err(ctx, EXCP_GE, gexccode);
    return true;
}

/*
 * Classes of CP0 registers by what the guest's access depends on: it traps
 * if these bits of cs_base have this value.
 */
enum {
    VZ_RESERVED,    /* else reads as 0, and writes are ignored */
    VZ_NEVER,
    VZ_ALWAYS,
    VZ_MMU,
    VZ_AT,
    VZ_OTHER,
    VZ_BAD,
    VZ_TIMER,
    VZ_CONFIG,
};

static const struct {
    uint32_t mask, value;
} vz_traps[] = {
    [VZ_RESERVED] = { MIPS_VZ_TB_OG, MIPS_VZ_TB_OG },
    [VZ_NEVER]    = { 0, 1 },
    [VZ_ALWAYS]   = { 0, 0 },
    [VZ_MMU]      = { MIPS_VZ_TB_MG, MIPS_VZ_TB_MG },
    [VZ_AT]       = { MIPS_VZ_TB_ATG, 0 },
    [VZ_OTHER]    = { MIPS_VZ_TB_OG, MIPS_VZ_TB_OG },
    [VZ_BAD]      = { MIPS_VZ_TB_BG, MIPS_VZ_TB_BG },
    [VZ_TIMER]    = { MIPS_VZ_TB_GT, 0 },
    [VZ_CONFIG]   = { MIPS_VZ_TB_CF, 0 },
};

#define VZ_ACCESS(_reg, _sel, _read, _write) \
    [MIPS_VZ_REG(_reg, _sel)] = { _read, _write }
#define VZ_ACCESS_ALL(_reg, _class) \
    [MIPS_VZ_REG(_reg, 0) ... MIPS_VZ_REG(_reg, 7)] = { _class, _class }

static const struct {
    uint8_t read, write;
} vz_access[32 << 3] = {
    VZ_ACCESS(0, 0, VZ_MMU, VZ_MMU),            /* Index */
    VZ_ACCESS(1, 0, VZ_MMU, VZ_MMU),            /* Random */
    VZ_ACCESS(2, 0, VZ_MMU, VZ_MMU),            /* EntryLo0 */
    VZ_ACCESS(3, 0, VZ_MMU, VZ_MMU),            /* EntryLo1 */
    VZ_ACCESS(4, 0, VZ_MMU, VZ_MMU),            /* Context */
    VZ_ACCESS(4, 2, VZ_OTHER, VZ_OTHER),        /* UserLocal */
    VZ_ACCESS(5, 0, VZ_MMU, VZ_MMU),            /* PageMask */
    VZ_ACCESS(5, 1, VZ_AT, VZ_AT),              /* PageGrain */
    VZ_ACCESS(5, 2, VZ_AT, VZ_AT),              /* SegCtl0 */
    VZ_ACCESS(5, 3, VZ_AT, VZ_AT),              /* SegCtl1 */
    VZ_ACCESS(5, 4, VZ_AT, VZ_AT),              /* SegCtl2 */
    VZ_ACCESS(5, 5, VZ_AT, VZ_AT),              /* PWBase */
    VZ_ACCESS(5, 6, VZ_AT, VZ_AT),              /* PWField */
    VZ_ACCESS(5, 7, VZ_AT, VZ_AT),              /* PWSize */
    VZ_ACCESS(6, 0, VZ_AT, VZ_AT),              /* Wired */
    VZ_ACCESS(6, 6, VZ_AT, VZ_AT),              /* PWCtl */
    VZ_ACCESS(7, 0, VZ_OTHER, VZ_OTHER),        /* HWREna */
    VZ_ACCESS(8, 0, VZ_BAD, VZ_BAD),            /* BadVAddr */
    VZ_ACCESS(8, 1, VZ_BAD, VZ_BAD),            /* BadInstr */
    VZ_ACCESS(8, 2, VZ_BAD, VZ_BAD),            /* BadInstrP */
    VZ_ACCESS(9, 0, VZ_TIMER, VZ_ALWAYS),       /* Count */
    VZ_ACCESS(10, 0, VZ_MMU, VZ_MMU),           /* EntryHi */
    VZ_ACCESS(11, 0, VZ_TIMER, VZ_TIMER),       /* Compare */
    VZ_ACCESS(12, 0, VZ_NEVER, VZ_NEVER),       /* Status */
    VZ_ACCESS(12, 1, VZ_NEVER, VZ_NEVER),       /* IntCtl */
    VZ_ACCESS(12, 2, VZ_ALWAYS, VZ_ALWAYS),     /* SRSCtl */
    VZ_ACCESS(12, 3, VZ_ALWAYS, VZ_ALWAYS),     /* SRSMap */
    VZ_ACCESS(12, 4, VZ_NEVER, VZ_NEVER),       /* View_IPL */
    VZ_ACCESS(12, 5, VZ_ALWAYS, VZ_ALWAYS),     /* SRSMap2 */
    VZ_ACCESS(13, 0, VZ_NEVER, VZ_NEVER),       /* Cause */
    VZ_ACCESS(13, 4, VZ_NEVER, VZ_NEVER),       /* View_RIPL */
    VZ_ACCESS(13, 5, VZ_NEVER, VZ_NEVER),       /* NestedExc */
    VZ_ACCESS(14, 0, VZ_NEVER, VZ_NEVER),       /* EPC */
    VZ_ACCESS(14, 2, VZ_NEVER, VZ_NEVER),       /* NestedEPC */
    VZ_ACCESS(15, 0, VZ_ALWAYS, VZ_ALWAYS),     /* PRId */
    VZ_ACCESS(15, 1, VZ_NEVER, VZ_NEVER),       /* EBase */
    VZ_ACCESS(15, 2, VZ_ALWAYS, VZ_ALWAYS),     /* CDMMBase */
    VZ_ACCESS(15, 3, VZ_ALWAYS, VZ_ALWAYS),     /* CMGCRBase */
    [MIPS_VZ_REG(16, 0) ... MIPS_VZ_REG(16, 7)] = { VZ_NEVER, VZ_CONFIG },
    VZ_ACCESS(17, 0, VZ_OTHER, VZ_OTHER),       /* LLAddr */
    VZ_ACCESS_ALL(18, VZ_ALWAYS),               /* WatchLo */
    VZ_ACCESS_ALL(19, VZ_ALWAYS),               /* WatchHi */
    VZ_ACCESS_ALL(23, VZ_ALWAYS),               /* Debug */
    VZ_ACCESS_ALL(24, VZ_ALWAYS),               /* DEPC */
    VZ_ACCESS_ALL(25, VZ_ALWAYS),               /* PerfCtl, PerfCnt */
    VZ_ACCESS_ALL(26, VZ_ALWAYS),               /* ErrCtl */
    VZ_ACCESS_ALL(27, VZ_ALWAYS),               /* CacheErr */
    VZ_ACCESS_ALL(28, VZ_ALWAYS),               /* TagLo, DataLo */
    VZ_ACCESS_ALL(29, VZ_ALWAYS),               /* TagHi, DataHi */
    VZ_ACCESS(30, 0, VZ_NEVER, VZ_NEVER),       /* ErrorEPC */
    VZ_ACCESS(31, 0, VZ_ALWAYS, VZ_ALWAYS),     /* DESAVE */
    [MIPS_VZ_REG(31, 2) ... MIPS_VZ_REG(31, 7)] = { VZ_OTHER, VZ_OTHER },
};

/* Does the access trap?  If so, that is generated. */
static bool vz_gen_access(DisasContext *ctx, unsigned class)
{
    if ((vz_tb(ctx) & vz_traps[class].mask) != vz_traps[class].value) {
        return false;
    }
    return vz_gen_exit(ctx, MIPS_GEXC_GPSI);
}

/* gen_io_start of exec/gen-icount.h, which is for one file per target */
static void vz_gen_io_start(DisasContext *ctx)
{
    if (tb_cflags(ctx->base.tb) & CF_USE_ICOUNT) {
        tcg_gen_st_i32(tcg_constant_i32(1), cpu_env,
                       offsetof(ArchCPU, parent_obj.can_do_io) -
                       offsetof(ArchCPU, env));
    }
}

/* Leave the block for the main loop: the mode or interrupts may change */
static void vz_gen_end(DisasContext *ctx)
{
    tcg_gen_movi_tl(cpu_PC, ctx->base.pc_next + 4);
    ctx->base.is_jmp = DISAS_EXIT;
}

static bool vz_root_register(unsigned reg)
{
    switch (reg) {
    case MIPS_VZ_REG(10, 4):
    case MIPS_VZ_REG(10, 5):
    case MIPS_VZ_REG(10, 6):
    case MIPS_VZ_REG(11, 4):
    case MIPS_VZ_REG(12, 6):
    case MIPS_VZ_REG(12, 7):
        return true;
    }
    return false;
}

static bool vz_has_root_register(DisasContext *ctx, unsigned reg)
{
    return (ctx->CP0_Config3 & (1 << CP0C3_VZ)) && vz_root_register(reg);
}

bool gen_mfc0_vz(DisasContext *ctx, TCGv arg, int reg, int sel)
{
    unsigned n = MIPS_VZ_REG(reg, sel);

    if (!vz_in_guest(ctx)) {
        if (vz_has_root_register(ctx, n)) {
            gen_helper_vz_mfc0(arg, cpu_env, tcg_constant_i32(n));
            return true;
        }
        return false;
    }
    if (vz_gen_access(ctx, vz_access[n].read)) {
        return true;
    }
    if (vz_access[n].read == VZ_RESERVED) {
        tcg_gen_movi_tl(arg, 0);
        return true;
    }
    switch (n) {
    case MIPS_VZ_REG(9, 0):
        vz_gen_io_start(ctx);
        gen_helper_vz_guest_count(arg, cpu_env);
        vz_gen_end(ctx);
        return true;
    case MIPS_VZ_REG(11, 0):
        tcg_gen_ld32s_tl(arg, cpu_env, offsetof(CPUMIPSState, vz.Compare));
        return true;
    }
    return false;
}

bool gen_mtc0_vz(DisasContext *ctx, TCGv arg, int reg, int sel)
{
    unsigned n = MIPS_VZ_REG(reg, sel);

    if (!vz_in_guest(ctx)) {
        if (vz_has_root_register(ctx, n)) {
            gen_helper_vz_mtc0(cpu_env, arg, tcg_constant_i32(n));
            vz_gen_end(ctx);
            return true;
        }
        return false;
    }
    if (vz_gen_access(ctx, vz_access[n].write) ||
        vz_access[n].write == VZ_RESERVED) {
        return true;
    }
    if (mips_vz_guest_register(n)) {
        gen_helper_vz_guest_mtc0(cpu_env, arg, tcg_constant_i32(n));
        vz_gen_end(ctx);
        return true;
    }
    return false;
}

bool gen_trap_vz(DisasContext *ctx, int reg, int sel, bool write)
{
    unsigned n = MIPS_VZ_REG(reg, sel);

    return vz_in_guest(ctx) &&
           vz_gen_access(ctx, write ? vz_access[n].write : vz_access[n].read);
}

bool gen_gpsi_vz(DisasContext *ctx)
{
    return vz_in_guest(ctx) && vz_gen_exit(ctx, MIPS_GEXC_GPSI);
}

bool check_cp0_vz(DisasContext *ctx)
{
    if (vz_in_guest(ctx) && !(vz_tb(ctx) & MIPS_VZ_TB_CP0)) {
        vz_gen_exit(ctx, MIPS_GEXC_GPSI);
        return false;
    }
    return true;
}

/* What the guest's own Status allows can still be root's to allow */
static void vz_check_root(DisasContext *ctx, uint32_t flag, int excp, int err)
{
    if (unlikely(vz_in_guest(ctx) && !(vz_tb(ctx) & flag))) {
        generate_exception_err(ctx, excp, err | EXCP_VZ_ROOT);
    }
}

void check_cp1_vz(DisasContext *ctx)
{
    vz_check_root(ctx, MIPS_VZ_TB_CU1, EXCP_CpU, 1);
}

void check_dsp_vz(DisasContext *ctx)
{
    vz_check_root(ctx, MIPS_VZ_TB_MX, EXCP_DSPDIS, 0);
}

void check_msa_vz(DisasContext *ctx)
{
    vz_check_root(ctx, MIPS_VZ_TB_MSA, EXCP_MSADIS, 0);
}

/* CACHE: hit operations need CG, index (writeback and) invalidate CGI too */
bool gen_cache_vz(DisasContext *ctx, int op)
{
    static const uint32_t needs[8] = {
        [0] = MIPS_VZ_TB_CG | MIPS_VZ_TB_CGI,
        [1] = ~0,
        [2] = ~0,
        [3] = ~0,
        [4] = MIPS_VZ_TB_CG,
        [5] = MIPS_VZ_TB_CG,
        [6] = MIPS_VZ_TB_CG,
        [7] = ~0,
    };
    uint32_t need = needs[extract32(op, 2, 3)];

    return vz_in_guest(ctx) && (vz_tb(ctx) & need) != need &&
           vz_gen_exit(ctx, MIPS_GEXC_GPSI);
}

static void vz_gen_tlbg(DisasContext *ctx, int op)
{
    gen_helper_vz_tlbg(cpu_env, tcg_constant_i32(op));
}

/* Writes can change where this very code is found */
static bool vz_gen_tlbw(DisasContext *ctx,
                        void (*gen)(TCGv_ptr env))
{
    gen(cpu_env);
    ctx->base.is_jmp = DISAS_STOP;
    return true;
}

static bool vz_gen_c0_root(DisasContext *ctx, unsigned func)
{
    static const int8_t tlbg[64] = {
        [0x09] = 1 + MIPS_VZ_TLBGR,
        [0x0A] = 1 + MIPS_VZ_TLBGWI,
        [0x0B] = 1 + MIPS_VZ_TLBGINV,
        [0x0C] = 1 + MIPS_VZ_TLBGINVF,
        [0x0E] = 1 + MIPS_VZ_TLBGWR,
        [0x10] = 1 + MIPS_VZ_TLBGP,
    };

    if (tlbg[func]) {
        vz_gen_tlbg(ctx, tlbg[func] - 1);
        return true;
    }
    return false;
}

static bool vz_gen_c0_guest(DisasContext *ctx, unsigned func)
{
    switch (func) {
    case VZ_FUNC_HYPCALL:
        return vz_gen_exit(ctx, MIPS_GEXC_HC);
    case VZ_FUNC_WAIT:
        return vz_gen_exit(ctx, MIPS_GEXC_GPSI);
    case VZ_FUNC_TLBR:
    case VZ_FUNC_TLBWI:
    case VZ_FUNC_TLBWR:
    case VZ_FUNC_TLBP:
    case VZ_FUNC_TLBINV:
    case VZ_FUNC_TLBINVF:
        return vz_gen_access(ctx, VZ_AT);
    }
    return false;
}

bool gen_c0_vz(DisasContext *ctx, unsigned func)
{
    if (vz_in_guest(ctx)) {
        if (vz_gen_c0_guest(ctx, func)) {
            return true;
        }
    } else if (!(ctx->CP0_Config3 & (1 << CP0C3_VZ))) {
        return false;
    } else if (vz_gen_c0_root(ctx, func)) {
        return true;
    }
    switch (func) {
    case VZ_FUNC_TLBWI:
        return vz_gen_tlbw(ctx, gen_helper_vz_tlbwi);
    case VZ_FUNC_TLBWR:
        return vz_gen_tlbw(ctx, gen_helper_vz_tlbwr);
    }
    return false;
}

/* MFGC0, MTGC0, MFHGC0 and MTHGC0; a guest's Config3.VZ is 0 */
void gen_move_vz(DisasContext *ctx, int op, int rt, int reg, int sel)
{
    TCGv_i32 n = tcg_constant_i32(MIPS_VZ_REG(reg, sel));
    TCGv t0;

    if (!(ctx->CP0_Config3 & (1 << CP0C3_VZ)) ||
        ((op == VZ_MFHGC0 || op == VZ_MTHGC0) && !ctx->mvh)) {
        gen_reserved_instruction(ctx);
        return;
    }
    t0 = tcg_temp_new();
    vz_gen_io_start(ctx);
    switch (op) {
    case VZ_MFGC0:
        gen_helper_vz_mfgc0(t0, cpu_env, n);
        gen_store_gpr(t0, rt);
        break;
    case VZ_MTGC0:
        gen_load_gpr(t0, rt);
        gen_helper_vz_mtgc0(cpu_env, t0, n);
        break;
    case VZ_MFHGC0:
        gen_helper_vz_mfhgc0(t0, cpu_env, n);
        gen_store_gpr(t0, rt);
        break;
    case VZ_MTHGC0:
        gen_load_gpr(t0, rt);
        gen_helper_vz_mthgc0(cpu_env, t0, n);
        break;
    default:
        gen_reserved_instruction(ctx);
        break;
    }
    tcg_temp_free(t0);
    if (ctx->base.is_jmp == DISAS_NEXT) {
        vz_gen_end(ctx);
    }
}
