/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Flash controller of the PIC32MZ: what its registers (pic32_nvm.c) and its
 * operations (pic32_nvm_ops.c) share.
 */
#ifndef HW_NVRAM_PIC32_NVM_INTERNAL_H
#define HW_NVRAM_PIC32_NVM_INTERNAL_H

#include "hw/nvram/pic32_nvm.h"

enum {
    NVMCON, NVMKEY, NVMADDR, NVMDATA, NVMSRCADDR, NVMPWP, NVMBWP, NVMCON2
};

#define CON_OP          0xf
#define CON_NVMOP(v)    ((v) & CON_OP)
#define CON_BFSWAP      BIT(6)
#define CON_PFSWAP      BIT(7)
#define CON_SWAP        (CON_BFSWAP | CON_PFSWAP)
#define CON_LVDERR      BIT(12)
#define CON_WRERR       BIT(13)
#define CON_WREN        BIT(14)
#define CON_WR          BIT(15)

#define PWP_ULOCK       BIT(31)
#define BWP_UBWP        0
#define BWP_UBWPULOCK   BIT(7)
#define BWP_LBWP        8
#define BWP_LBWPULOCK   BIT(15)
#define BWP_PAGES       0x1f

#define KEY1            0xaa996655
#define KEY2            0x556699aa

typedef struct PIC32NvmOp {
    const char *name;
    uint32_t size;          /* of what is erased or programmed, aligned */
    uint32_t time_us;
    bool (*run)(PIC32NvmState *s, const struct PIC32NvmOp *op, uint32_t addr);
    uint32_t addr;          /* of an operation on a fixed place */
} PIC32NvmOp;

static inline uint32_t nvm_reg(PIC32NvmState *s, unsigned sfr)
{
    return *pic32_sfr(PIC32_SFR(s), sfr);
}

/* by NVMOP; without "run" the code is reserved */
extern const PIC32NvmOp pic32_nvm_ops[16];

#endif
