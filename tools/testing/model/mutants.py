# SPDX-License-Identifier: GPL-2.0
"""Faults for the model: file, what is there once, what comes instead, who must notice."""

VZ = 'target/mips/tcg/sysemu/vz_'
MUTANTS = (
    # Entry, exit, the onion model
    (VZ + 'exception.c', 'EXCP_GE;\n            env->error_code = MIPS_GEXC_GRR',
     'EXCP_GE;\n            env->error_code = MIPS_GEXC_GPSI', 'vz_onion'),
    (VZ + 'exception.c', '(env->vz.GuestCtl0 & (1 << CP0GC0_RI))',
     '!(env->vz.GuestCtl0 & (1 << CP0GC0_RI))', 'vz_onion'),
    (VZ + 'exception.c', '[EXCP_DBE] = true,', '[EXCP_DBE] = false,', 'bus'),
    (VZ + 'exception.c', 'vz_set_gexc(env, MIPS_GEXC_GPA);',
     'vz_set_gexc(env, MIPS_GEXC_GVA);', 'vz_tlb'),
    (VZ + 'exception.c', 'mips_mmu_fault_address(env, (int32_t)gpa);', '(void)gpa;', 'vz_tlb'),
    (VZ + 'exception.c', 'env->CP0_BadInstr = insn;', '(void)insn;', 'vz_entry'),
    (VZ + 'exception.c', '(changed & mode));', '(changed & mode & 1));', 'vz_ghfc'),
    (VZ + 'exception.c', 'if (env->vz.GuestCtl0Ext & (1 << CP0GC0E_FCD)) {',
     'if (0) {', 'vz_ghfc'),
    (VZ + 'translate.c', 'vz_check_root(ctx, MIPS_VZ_TB_CU1, EXCP_CpU, 1);', '', 'vz_onion'),
    (VZ + 'translate.c', 'vz_check_root(ctx, MIPS_VZ_TB_MX, EXCP_DSPDIS, 0);', '', 'vz_onion'),
    # What exits
    (VZ + 'translate.c', 'VZ_ACCESS(15, 0, VZ_ALWAYS, VZ_ALWAYS)',
     'VZ_ACCESS(15, 0, VZ_NEVER, VZ_ALWAYS)', 'vz_cp0'),
    (VZ + 'translate.c', 'VZ_ACCESS(9, 0, VZ_TIMER, VZ_ALWAYS)',
     'VZ_ACCESS(9, 0, VZ_TIMER, VZ_TIMER)', 'vz_cp0'),
    (VZ + 'translate.c', 'VZ_ACCESS(8, 2, VZ_BAD, VZ_BAD)',
     'VZ_ACCESS(8, 2, VZ_OTHER, VZ_BAD)', 'vz_cp0'),
    (VZ + 'translate.c', 'VZ_ACCESS(10, 0, VZ_MMU, VZ_MMU)',
     'VZ_ACCESS(10, 0, VZ_MMU, VZ_NEVER)', 'vz_cp0'),
    (VZ + 'translate.c', '[0] = MIPS_VZ_TB_CG | MIPS_VZ_TB_CGI', '[0] = MIPS_VZ_TB_CG',
     'vz_insn'),
    (VZ + 'translate.c', 'case VZ_FUNC_WAIT:\n        return vz_gen_exit(ctx, MIPS_GEXC_GPSI);',
     'case VZ_FUNC_WAIT:\n        return false;', 'vz_insn'),
    # Field changes
    (VZ + 'guest.c', '1 << CP0St_RP | 1 << CP0St_FR | 1 << CP0St_MX',
     '1 << CP0St_RP | 1 << CP0St_MX', 'vz_gsfc'),
    (VZ + 'guest.c', '1 << CP0Ca_DC | 1 << CP0Ca_IV, ra);', '1 << CP0Ca_DC, ra);', 'vz_gsfc'),
    (VZ + 'guest.c', '(env->CP0_Status ^ val) & mask;', 'val & mask;', 'vz_gsfc'),
    (VZ + 'guest.c', 'if (!(env->CP0_Config1 & (1 << CP0C1_FP))) {', 'if (0) {', 'vz_gcp0'),
    # TLBs
    (VZ + 'tlb.c', 'if (id && !env->tlb->guest) {', 'if (0) {', 'vz_guestid'),
    (VZ + 'tlb.c', 'tlb->EHINV ? 0 : tlb->GuestID);', '0);', 'vz_guestid'),
    (VZ + 'tlb.c', 'if (tlb->GuestID == id &&\n            (all', 'if ((all', 'vz_guestid'),
    (VZ + 'tlb.c', 'if (access_type == MMU_INST_FETCH && xi) {', 'if (0) {', 'vz_tlb'),
    (VZ + 'tlb.c', '*prot &= root_prot;', '', 'vz_tlb'),
    (VZ + 'tlb.c', 'if (vz_conflicts(env, tlb)) {', 'if (0) {', 'cpu_tlb'),
    # Interrupts, time
    (VZ + 'interrupt.c', 'deposit32(env->vz.GuestCtl2, CP0GC2_GRIPL, 8, 0);',
     'env->vz.GuestCtl2;', 'vz_interrupt'),
    (VZ + 'interrupt.c', 'extract32(ctl, CP0GC2_GVEC, 16);', 'extract32(ctl, CP0GC2_GVEC, 8);',
     'vz_interrupt'),
    (VZ + 'interrupt.c', 'return env->eic.level > vz_root_ipl(root);',
     'return env->eic.level >= vz_root_ipl(root);', 'vz_interrupt'),
    (VZ + 'interrupt.c', 'return cpu_mips_get_count(env) + env->vz.GTOffset;',
     'return cpu_mips_get_count(env) - env->vz.GTOffset;', 'vz_timer'),
    (VZ + 'interrupt.c', '*mips_guest_Cause(env) &= ~(1 << CP0Ca_TI);', '', 'vz_timer'),
    # The core
    ('target/mips/sysemu/srs.c', 'CP0SRSCtl_PSS, 4, css);', 'CP0SRSCtl_PSS, 4, set);',
     'cpu_srs'),
    ('target/mips/sysemu/srs.c', 'memcpy(env->active_tc.gpr, env->srs[set], '
     'sizeof(env->srs[0]));', '', 'vz_shadow'),
    ('target/mips/sysemu/eic.c', 'CP0Ca_RIPL, 8, ask->level);', 'CP0Ca_RIPL, 2, ask->level);',
     'cpu_eic'),
    ('target/mips/sysemu/eic.c', 'return ask->offset;', 'return 0x200;', 'cpu_eic'),
    # The board
    ('hw/intc/pic32_eic.c', 'if (rank > best) {', 'if (rank >= best) {', 'irq'),
    ('hw/intc/pic32_eic.c', 'return rank >> 2 ? rank : 0;', 'return rank & ~3;', 'irq'),
    ('hw/intc/pic32_eic.c', 'extract32(priss, s->ripl * 4, 4);', '0;', 'cpu_srs'),
    ('hw/gpio/pic32_gpio.c', 's->base = gpio_port(s);', '', 'gpio'),
    ('hw/gpio/pic32_gpio.c', 'fall = was & ~now', 'fall = now & ~was', 'gpio'),
)
