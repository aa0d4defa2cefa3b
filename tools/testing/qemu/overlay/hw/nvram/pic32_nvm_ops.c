/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Flash controller of Microchip's PIC32MZ: the operations.  The bits of
 * erased flash are ones, and programming only clears them.
 */
#include "qemu/osdep.h"
#include "pic32_nvm_internal.h"

#define BOOT_END        0x1fc80000
#define BOOT_PANEL      0x00020000      /* distance of aliases and panels */
#define NVM_PAGE        0x4000
#define NVM_ROW         2048
#define NVM_QUAD        16

/* a choice that public manuals leave open: */
/* with ECC on, a quad word that is not erased is refused with WRERR */
#define NVM_ECC_WRITE_ONCE  true

/* CFGCON.ECCCON: 0 and 1 are ECC on and dynamic */
static bool nvm_ecc(PIC32NvmState *s)
{
    PIC32CfgState *cfg = PIC32_SFR(s)->cfg;

    return cfg && PIC32_CFGCON_ECCCON(pic32_cfg_cfgcon(cfg)) < 2;
}

static bool nvm_in_pfm(uint32_t addr)
{
    return addr - PIC32_PFM_BASE < PIC32_PFM_SIZE;
}

/* the pages of a boot panel have a protection bit each */
static bool nvm_boot_protected(PIC32NvmState *s, uint32_t addr)
{
    uint32_t offset = addr % BOOT_PANEL;
    bool upper = addr / BOOT_PANEL & 1;
    bool fixed = addr - PIC32_BOOT_BASE >= 2 * BOOT_PANEL;

    if (offset >= PIC32_BOOT_SIZE) {
        return true;
    }
    if (fixed && pic32_flash_bfswap(s->flash)) {
        upper = !upper;
    }
    return nvm_reg(s, NVMBWP) >> (upper ? BWP_UBWP : BWP_LBWP) &
           BIT(offset / NVM_PAGE);
}

/* pages below the address in PWP are protected, that of the address too */
static bool nvm_protected(PIC32NvmState *s, uint32_t addr)
{
    uint32_t pwp = nvm_reg(s, NVMPWP) & 0xffffff;

    if (nvm_in_pfm(addr)) {
        return pwp && addr - PIC32_PFM_BASE < QEMU_ALIGN_UP(pwp, NVM_PAGE);
    }
    if (addr >= PIC32_BOOT_BASE && addr < BOOT_END) {
        return nvm_boot_protected(s, addr);
    }
    return true;
}

static bool nvm_erased(const uint8_t *flash, uint32_t len)
{
    while (len && *flash == 0xff) {
        flash++;
        len--;
    }
    return !len;
}

static bool nvm_erase(PIC32NvmState *s, const PIC32NvmOp *op, uint32_t addr)
{
    for (uint32_t page = 0; page < op->size; page += NVM_PAGE) {
        if (nvm_protected(s, addr + page) ||
            !pic32_flash_at(s->flash, addr + page, NVM_PAGE)) {
            return false;
        }
    }
    for (uint32_t page = 0; page < op->size; page += NVM_PAGE) {
        memset(pic32_flash_at(s->flash, addr + page, NVM_PAGE), 0xff,
               NVM_PAGE);
        pic32_flash_changed(s->flash, addr + page, NVM_PAGE);
    }
    return true;
}

static bool nvm_program(PIC32NvmState *s, uint32_t addr, const uint8_t *data,
                        uint32_t len)
{
    uint8_t *flash = pic32_flash_at(s->flash, addr, len);

    if (!flash || nvm_protected(s, addr) ||
        (nvm_ecc(s) && NVM_ECC_WRITE_ONCE && !nvm_erased(flash, len))) {
        return false;
    }
    for (uint32_t i = 0; i < len; i++) {
        flash[i] &= data[i];
    }
    pic32_flash_changed(s->flash, addr, len);
    return true;
}

/* words from NVMDATA0-3 */
static bool nvm_program_data(PIC32NvmState *s, const PIC32NvmOp *op,
                             uint32_t addr)
{
    uint32_t data[NVM_QUAD / 4];

    if (op->size < NVM_QUAD && nvm_ecc(s)) {
        return false;
    }
    for (unsigned i = 0; i < ARRAY_SIZE(data); i++) {
        data[i] = cpu_to_le32(*pic32_sfr_at(PIC32_SFR(s), NVMDATA, i));
    }
    return nvm_program(s, addr, (uint8_t *)data, op->size);
}

/* the controller fetches a row by itself, as an initiator of the bus */
static bool nvm_program_row(PIC32NvmState *s, const PIC32NvmOp *op,
                            uint32_t addr)
{
    uint32_t src = nvm_reg(s, NVMSRCADDR) & ~3u;
    uint8_t row[NVM_ROW];

    for (uint32_t i = 0; i < NVM_ROW; i += 4) {
        if (pic32_sbt_rw(s->sbt, PIC32_INIT_FC, src + i, row + i, 4,
                         false) != MEMTX_OK) {
            return false;
        }
    }
    return nvm_program(s, addr, row, NVM_ROW);
}

static bool nvm_nop(PIC32NvmState *s, const PIC32NvmOp *op, uint32_t addr)
{
    return true;
}

/* times are of the order that the data sheet gives */
const PIC32NvmOp pic32_nvm_ops[16] = {
    [0] = { "no operation", 1, 1, nvm_nop },
    [1] = { "word program", 4, 50, nvm_program_data },
    [2] = { "quad word program", NVM_QUAD, 50, nvm_program_data },
    [3] = { "row program", NVM_ROW, 1500, nvm_program_row },
    [4] = { "page erase", NVM_PAGE, 20000, nvm_erase },
    [5] = { "lower PFM erase", PIC32_PFM_SIZE / 2, 80000, nvm_erase,
            PIC32_PFM_BASE },
    [6] = { "upper PFM erase", PIC32_PFM_SIZE / 2, 80000, nvm_erase,
            PIC32_PFM_BASE + PIC32_PFM_SIZE / 2 },
    [7] = { "PFM erase", PIC32_PFM_SIZE, 80000, nvm_erase, PIC32_PFM_BASE },
};
