/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ: how it starts
 *
 * With code in boot flash, as the part does.  Without, as if the board's boot
 * loader (chipKIT) had run and jumped to the program: programs for the board
 * rely on the clocks, pins and console that it leaves.  Other than that boot
 * loader, this keeps RCON, so that a program without a header, too, sees what
 * reset it.
 */
#include "qemu/osdep.h"
#include "cpu.h"
#include "target/mips/internal.h"
#include "exec/address-spaces.h"
#include "hw/irq.h"
#include "hw/mips/pic32mz.h"
#include "qemu/log.h"
#include "trace.h"

#define ERASED          UINT32_MAX
#define KSEG0           0x80000000
#define PROGRAM_START   0x9D001000
#define PROGRAM_HEADER  0x9D0000FC
#define BOOT_VECTOR     0xBFC00000
#define LOADER_EBASE    0x9FC01000
#define LOADER_STACK    (KSEG0 + PIC32MZ_RAM_SIZE - 0x20)

#define DEVCFG0_BOOTISA BIT(6)      /* 1 = MIPS32 */

/* header of a chipKIT image */
#define HEADER_JUMP     0x18
#define HEADER_PROGRAM  0x1C
#define HEADER_RAM      0x34
#define HEADER_RAM_SIZE 0x38
#define RAM_HEADER_SIZE 8

/* registers that the boot loader leaves other than reset does */
static const struct {
    hwaddr addr;
    uint32_t value;
} loader_state[] = {
    { 0x1F801480, 0xB },        /* U4RXR = RF2 */
    { 0x1F801660, 0x2 },        /* RPF8R = U4TX */
    { 0x1F860000, 0 }, { 0x1F860100, 0 }, { 0x1F860200, 0 },    /* ANSELx */
    { 0x1F860300, 0 }, { 0x1F860400, 0 }, { 0x1F860500, 0 },
    { 0x1F860600, 0 },
    { 0x1F8E0000, 0x32 },       /* PRECON */
};

static uint32_t word_at(PIC32MZState *s, uint32_t vaddr)
{
    return pic32_flash_word(s->flash, vaddr & 0x1FFFFFFF);
}

/* the image's header, 0 if it has none */
static uint32_t image_header(PIC32MZState *s)
{
    uint32_t header = word_at(s, PROGRAM_HEADER);

    return header != ERASED &&
           word_at(s, header + HEADER_PROGRAM) ==
           (KSEG0 | PIC32_PFM_BASE) ? header : 0;
}

static uint32_t program_entry(PIC32MZState *s, uint32_t header)
{
    if (header) {
        return word_at(s, header + HEADER_JUMP);
    }
    return word_at(s, PROGRAM_START) != ERASED ? PROGRAM_START :
                                                 KSEG0 | PIC32_PFM_BASE;
}

static void loader_put(hwaddr addr, uint32_t value)
{
    address_space_stl_le(&address_space_memory, addr, value,
                         MEMTXATTRS_UNSPECIFIED, NULL);
}

/* hand the old RCON over where the image's header asks for it */
static void loader_put_rcon(PIC32MZState *s, uint32_t header, uint32_t rcon)
{
    uint32_t ram = word_at(s, header + HEADER_RAM) & 0x1FFFFFFF;

    if (header && word_at(s, header + HEADER_RAM_SIZE) >= RAM_HEADER_SIZE &&
        ram <= PIC32MZ_RAM_SIZE - RAM_HEADER_SIZE) {
        loader_put(ram, RAM_HEADER_SIZE);
        loader_put(ram + 4, rcon);
    }
}

static void start_after_loader(PIC32MZState *s, uint32_t entry,
                               uint32_t header)
{
    CPUMIPSState *env = &s->cpu->env;
    uint32_t rcon = pic32_cru_rcon(s->cru);

    pic32_cfg_unlock(s->cfg);
    for (unsigned i = 0; i < ARRAY_SIZE(loader_state); i++) {
        loader_put(loader_state[i].addr, loader_state[i].value);
    }
    loader_put_rcon(s, header, rcon);
    env->CP0_Status &= ~((1 << CP0St_BEV) | (1 << CP0St_ERL));
    env->CP0_EBase = (int32_t)LOADER_EBASE;
    env->CP0_Config0 = deposit32(env->CP0_Config0, CP0C0_K0, 3, 3);
    env->active_tc.gpr[29] = (int32_t)LOADER_STACK;
    env->active_tc.gpr[31] = (int32_t)BOOT_VECTOR;
    compute_hflags(env);
    cpu_set_pc(CPU(s->cpu), (int32_t)entry);
}

void pic32mz_start(PIC32MZState *s)
{
    uint32_t boot, devcfg0, header = image_header(s);
    const char *how = "boot flash";
    uint32_t entry = BOOT_VECTOR;

    pic32_flash_reset_swap(s->flash);
    boot = pic32_flash_word(s->flash, PIC32_BOOT_BASE);
    devcfg0 = pic32_flash_word(s->flash, PIC32_BOOT_BASE + PIC32_DEVCFG0);
    pic32_cfg_preset(s->cfg, devcfg0,
                     pic32_flash_word(s->flash,
                                      PIC32_BOOT_BASE + PIC32_DEVCFG3));
    pic32_cru_preset(s->cru,
                     pic32_flash_word(s->flash,
                                      PIC32_BOOT_BASE + PIC32_DEVCFG1),
                     pic32_flash_word(s->flash,
                                      PIC32_BOOT_BASE + PIC32_DEVCFG2));
    s->cpu->env.boot_isa = !(devcfg0 & DEVCFG0_BOOTISA);
    cpu_reset(CPU(s->cpu));
    for (unsigned i = 0; i < 3; i++) {      /* Cause is 0 now */
        qemu_set_irq(qdev_get_gpio_in(DEVICE(s->eic), i), 0);
    }
    if (boot == ERASED) {
        bool in_ram = s->entry && word_at(s, PROGRAM_START) == ERASED &&
                      word_at(s, KSEG0 | PIC32_PFM_BASE) == ERASED;

        how = in_ram ? "image in RAM" : "boot loader";
        entry = in_ram ? s->entry : program_entry(s, header);
        start_after_loader(s, entry, in_ram ? 0 : header);
    }
    trace_pic32mz_start(how, entry);
}
