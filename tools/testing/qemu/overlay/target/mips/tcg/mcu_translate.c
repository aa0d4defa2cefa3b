/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS MCU ASE translation: ASET and ACLR, and moves to and from the CP0
 * registers that come with it
 */

#include "qemu/osdep.h"
#include "tcg/tcg-op.h"
#include "exec/helper-gen.h"
#include "translate.h"
#include "mcu.h"

/* Include the auto-generated decoder.  */
#include "decode-mcu.c.inc"

#ifndef CONFIG_USER_ONLY
static void gen_probe_byte(DisasContext *ctx, TCGv addr)
{
    gen_helper_mcu_probe(cpu_env, addr, tcg_constant_i32(ctx->mem_idx));
}

bool gen_mfc0_mcu(DisasContext *ctx, TCGv arg, int reg, int sel)
{
    if (!(ctx->insn_flags & ASE_MCU) || !mips_mcu_register(reg, sel)) {
        return false;
    }
    gen_helper_mfc0_mcu(arg, cpu_env, tcg_constant_i32(reg << 3 | sel));
    return true;
}

bool gen_mtc0_mcu(DisasContext *ctx, TCGv arg, int reg, int sel)
{
    if (!(ctx->insn_flags & ASE_MCU) || !mips_mcu_register(reg, sel)) {
        return false;
    }
    gen_helper_mtc0_mcu(cpu_env, arg, tcg_constant_i32(reg << 3 | sel));
    /* An interrupt may have come to be taken: look outside of the block */
    tcg_gen_movi_tl(cpu_PC, ctx->base.pc_next + 4);
    ctx->base.is_jmp = DISAS_EXIT;
    return true;
}
#else
static void gen_probe_byte(DisasContext *ctx, TCGv addr)
{
}
#endif

/*
 * The byte is both read and written, with no interrupt in between; all
 * faults are those of a store.
 */
void gen_mcu_bit(DisasContext *ctx, bool set, int base, int bit, int offset)
{
    TCGv addr = tcg_temp_new();
    TCGv byte = tcg_temp_new();

    gen_base_offset_addr(ctx, addr, base, offset);
    gen_probe_byte(ctx, addr);
    tcg_gen_qemu_ld_tl(byte, addr, ctx->mem_idx, MO_UB);
    if (set) {
        tcg_gen_ori_tl(byte, byte, 1 << bit);
    } else {
        tcg_gen_andi_tl(byte, byte, ~(1 << bit));
    }
    tcg_gen_qemu_st_tl(byte, addr, ctx->mem_idx, MO_UB);
    tcg_temp_free(byte);
    tcg_temp_free(addr);
}

static bool trans_ASET(DisasContext *ctx, arg_bit *a)
{
    gen_mcu_bit(ctx, true, a->base, a->bit, a->offset);
    return true;
}

static bool trans_ACLR(DisasContext *ctx, arg_bit *a)
{
    gen_mcu_bit(ctx, false, a->base, a->bit, a->offset);
    return true;
}
