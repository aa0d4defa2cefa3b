/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS VZ: what differs between cores, and what is not known of them
 *
 * The one place for doubtful choices, marked [?]; each can be changed here
 * alone.
 */

#ifndef MIPS_VZ_MODEL_H
#define MIPS_VZ_MODEL_H

static const struct MIPSVZModel mips_vz_models[] = {
    {
        .name = "M5150",
        /* AT fixed to 3 [?]; G1, G0E, PT [?], G2; no DRG [?] */
        .guestctl0_reset = 0x0C4C0080,
        /* GM RI MC CP0 GT CG CF PIP SFC2 SFC1 */
        .guestctl0_mask = 0xF380FC03,
        /* NCC CGI FCD OG BG MG */
        .guestctl0ext_mask = 0x000000DF,
        .guestid_mask = 7,
        /* GRIPL of 8 bits [?], GEICSS GVEC, and HC VIP together [?] */
        .guestctl2_mask = 0xFF3FFFFF,
        .gtoffset_mask = 0xFFFFFFFF,
        .guest_tlb = 16,            /* not shared with the root TLB [?] */
        .config1_off = (1 << CP0C1_PC) | (1 << CP0C1_WR),
        .config3_none = (1 << CP0C3_VZ) | (1 << CP0C3_CDMM),
        .config_dyn = {             /* [?] */
            1U << CP0C0_M,
            (1U << CP0C1_M) | (1 << CP0C1_PC) | (1 << CP0C1_WR) |
            (1 << CP0C1_FP),
            1U << CP0C2_M,
            (1U << CP0C3_M) | (1 << CP0C3_ULRI) | (1 << CP0C3_DSP2P) |
            (1 << CP0C3_DSPP) | (1 << CP0C3_ISA_ON_EXC),
            1U << CP0C4_M,
            0,
        },
    }, {
        .name = "P5600",
        .guestctl0_reset = 0x0C4C00FC,
        /* GM RI MC CP0 AT GT CG CF PIP SFC1 */
        .guestctl0_mask = 0xFF80FC01,
        .guestctl0ext_mask = 0x000000DF,
        .guestid_mask = 0xFF,
        .guestctl2_mask = 0x3F00FC00,
        .gtoffset_mask = 0xFFFFFFFF,
        .guest_tlb = 64,            /* shares the root's array in silicon */
        .config1_off = (1 << CP0C1_PC) | (1 << CP0C1_WR),
        .config3_none = (1 << CP0C3_VZ) | (1 << CP0C3_CMGCR),
        .config5_none = 1 << CP0C5_MRP,
        .config_dyn = {
            1U << CP0C0_M,
            (1U << CP0C1_M) | (63 << CP0C1_MMU) | (1 << CP0C1_FP),
            1U << CP0C2_M,
            (1U << CP0C3_M) | (1 << CP0C3_MSAP) | (1 << CP0C3_ULRI) |
            (1 << CP0C3_LPA) | (1 << CP0C3_VInt),
            1U << CP0C4_M,
            0,
        },
    },
};

/* Must the guest be in the manual's EIC mode for GRIPL to count?  [?] */
#define MIPS_VZ_EIC_STRICT          1

/* Is the LLbit one for root and guest, lost by any guest exit?  [?] */
#define MIPS_VZ_EXIT_CLEARS_LLBIT   1

/* Does a change of Status.EXL by the guest's MTC0 raise GSFC?  [?] */
#define MIPS_VZ_EXL_WRITE_GSFC      0

/* Does clearing ERL by ERET raise GHFC like clearing EXL?  [?] */
#define MIPS_VZ_ERL_ERET_GHFC       0

/* Does Guest.Cause.DC freeze what the guest sees of Count?  [?] */
#define MIPS_VZ_DC_FREEZES          1

/* Does MTGC0 set Guest.Cause.IP7:2 although GuestCtl2.VIP exists?  [?] */
#define MIPS_VZ_CAUSE_IP_WRITABLE   0

#endif /* MIPS_VZ_MODEL_H */
