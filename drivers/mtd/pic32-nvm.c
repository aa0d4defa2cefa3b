// SPDX-License-Identifier: GPL-2.0
/*
 * The PIC32MZ's flash controller (FRM, section 52). Program flash is not protected
 * against it (NVMPWP), so who calls it decides what is written.
 */
#include <asm/cacheflush.h>
#include <asm/irqchip.h>
#include <asm/pic32mz.h>
#include <asm/vnvm.h>
#include <levsha/nvm.h>
#include <levsha/partition.h>

#define NVMCON			0x1f800600
#define NVMKEY			0x1f800610
#define NVMADDR			0x1f800620
#define NVMDATA(n)		(0x1f800630 + 0x10 * (n))
#define NVMSRCADDR		0x1f800670

#define TRIES			8

static bool started;

bool nvm_busy(void)
{
	return readl(NVMCON) & NVMCON_WR;
}

u32 nvm_errors(void)
{
	if (!started)
		return NVMCON_WRERR;
	return readl(NVMCON) & (NVMCON_WRERR | NVMCON_LVDERR);
}

/*
 * NVMOP can be written when WREN is clear already. Other initiators' accesses to the bus
 * between the keys and WR undo the keys. An operation that does not start ends in
 * the same way as others: by the interrupt.
 */
void nvm_start(u32 op, phys_addr_t addr, const u32 *data, phys_addr_t src)
{
	const u32 bit = 1u << PART_IRQ_FLASH % 32;
	u32 n;

	flush_dcache_all();
	for (n = 0; n < 4; n++)
		writel(data[n], NVMDATA(n));
	writel(addr, NVMADDR);
	writel(src, NVMSRCADDR);
	writel(NVMCON_WREN, NVMCON + REG_CLR);
	change_bits(NVMCON_NVMOP, op, NVMCON);
	writel(NVMCON_WREN, NVMCON + REG_SET);
	irqchip_clear_flags(PART_IRQ_FLASH / 32, bit);
	irqchip_unmask(PART_IRQ_FLASH / 32, bit);
	for (n = 0; n < TRIES && !nvm_busy(); n++) {
		writel(0, NVMKEY);
		writel(SYSKEY_KEY1, NVMKEY);
		writel(SYSKEY_KEY2, NVMKEY);
		writel(NVMCON_WR, NVMCON + REG_SET);
	}
	started = nvm_busy();
	if (!started)
		writel(bit, EIC_IFS(REG_SET, PART_IRQ_FLASH / 32));
}
