// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's flash controller
 *
 * The registers of the PIC32MZ's flash controller (FRM, section 52), with its rules:
 * two keys right before WR, NVMPWP and NVMBWP; NVMOP only while WREN is clear; an
 * error until an operation 0. Words, quad words, rows and pages of the guest's
 * writable flash are programmed and erased by the real controller, one after another
 * of all guests in turn. All else ends in WRERR, and so does the erasing of panels.
 *
 * A guest stands still until its operation is over, as a part does that runs from the
 * panel that it writes: a read of that panel would hold up the core, and with it
 * everybody else. Its interrupts wait, and WR reads as 0 then.
 */
#include <asm/page.h>
#include <asm/pic32mz.h>
#include <asm/vnvm.h>
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/nvm.h>
#include <levsha/sched.h>
#include <levsha/veic.h>
#include <levsha/vsfr.h>

#define FLASH_PAGE		0x4000
#define NVMCON_ERRORS		(NVMCON_WRERR | NVMCON_LVDERR)

#define NVMPWP_ULOCK		0x80000000
#define NVMPWP_PWP		0x00ffffff
#define NVMBWP_UBWP		0x001f		/* a bit for each page */
#define NVMBWP_UBWPULOCK	0x0080
#define NVMBWP_LBWP_SHIFT	8
#define NVMBWP_LBWPULOCK	0x8000
#define NVMBWP_UPPER		(NVMBWP_UBWPULOCK | NVMBWP_UBWP)
#define NVMBWP_ALL		(NVMBWP_UPPER << NVMBWP_LBWP_SHIFT | NVMBWP_UPPER)

/* Bytes of an operation, and their alignment; 0: there is no such, or it needs none */
static const u16 sizes[NVMCON_NVMOP + 1] = {
	[NVMOP_WORD] = 4,
	[NVMOP_QUAD_WORD] = 16,
	[NVMOP_ROW] = 2048,
	[NVMOP_PAGE_ERASE] = FLASH_PAGE,
};

/* Who has or had the real controller, by index, and whether it works for him */
static u32 owner;
static bool working;
static u32 errors;

static u32 operation(const struct guest_nvm *nvm)
{
	return nvm->con & NVMCON_NVMOP;
}

/* Program flash below NVMPWP; of boot flash each page has a bit, by panel. */
static bool is_protected(const struct guest_nvm *nvm, u32 gpa)
{
	const u32 page = gpa & -FLASH_PAGE;
	const u32 shift = gpa & BOOT_UPPER ? 0 : NVMBWP_LBWP_SHIFT;

	if (gpa >= BOOT_FLASH_BASE)
		return nvm->bwp >> shift >> page / FLASH_PAGE % 8 & 1;
	return (page & NVMPWP_PWP) < (nvm->pwp & NVMPWP_PWP);
}

static bool is_writable(const struct part_guest *part, u32 gpa)
{
	const struct part_flash *flash = part->flash;
	const struct part_flash *end = flash + part->nr_flash;

	while (flash < end && gpa - flash->base >= flash->size)
		flash++;
	return flash < end;
}

/* What the operation is for. Ranges of the guest's memory are no smaller. */
static const u8 *target(struct guest *guest)
{
	const struct guest_nvm *nvm = guest->part->nvm;
	const u32 gpa = nvm->addr & KSEG_PHYS & -sizes[operation(nvm)];

	if (!is_writable(guest->part, gpa) || is_protected(nvm, gpa))
		return NULL;
	return arch_guest_memory(guest, gpa | KSEG1, 1);
}

/* The words of a row, in RAM of the guest's */
static const u8 *source(struct guest *guest)
{
	const struct guest_nvm *nvm = guest->part->nvm;
	const u32 size = sizes[NVMOP_ROW];
	const u8 *row = arch_guest_memory(guest, (nvm->src & KSEG_PHYS & ~3u) | KSEG1,
					  size);

	return virt_to_phys(row) < FLASH_BASE ? row : NULL;
}

static bool is_allowed(struct guest *guest)
{
	return target(guest) &&
	       (operation(guest->part->nvm) != NVMOP_ROW || source(guest));
}

static void finish(struct guest *guest, u32 found)
{
	guest->part->nvm->con = (guest->part->nvm->con & ~NVMCON_WR) | found;
	veic_raise(guest, PART_IRQ_FLASH, 1);
}

static void start(struct guest *guest)
{
	const struct guest_nvm *nvm = guest->part->nvm;

	nvm_start(operation(nvm), virt_to_phys(target(guest)), nvm->data,
		  virt_to_phys(source(guest)));
}

/* The controller, if it is free, is for the next guest in turn that wants it. */
static void serve(void)
{
	u32 n;

	for (n = nr_guests; n && !working; n--) {
		owner = owner + 1 < nr_guests ? owner + 1 : 0;
		working = vnvm_wants(&guests[owner]);
		if (working)
			start(&guests[owner]);
	}
}

/* The real controller's errors stay as well, so that it must be made forget them. */
void vnvm_irq(void)
{
	struct guest *guest = &guests[owner];
	const u32 found = nvm_errors();

	if (!working || nvm_busy())
		return;
	if (found && !errors) {
		errors = found;
		nvm_start(NVMOP_NOP, 0, guest->part->nvm->data, 0);
		return;
	}
	finish(guest, errors);
	errors = 0;
	working = false;
	sched_pending = SCHED_ALL;
	serve();
}

void vnvm_reset(struct guest *guest)
{
	*guest->part->nvm = (struct guest_nvm){
		.con = working && guest == &guests[owner] ? NVMCON_WR : 0,
		.pwp = NVMPWP_ULOCK,
		.bwp = NVMBWP_ALL,
	};
}

/* Whether both keys came just before: any other store to a register forgets them. */
static bool take_keys(struct guest_nvm *nvm)
{
	const bool both = nvm->keys == 2;

	nvm->keys = 0;
	return both;
}

static void begin(struct guest *guest)
{
	struct guest_nvm *nvm = guest->part->nvm;

	if (!operation(nvm))
		nvm->con &= ~NVMCON_ERRORS;
	else if (is_allowed(guest))
		nvm->con |= NVMCON_WR;
	else
		nvm->con |= NVMCON_WRERR;
	if (!(nvm->con & NVMCON_WR)) {
		finish(guest, 0);
		return;
	}
	sched_pending = SCHED_ALL;
	serve();
}

void vnvm_write_con(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	struct guest_nvm *nvm = guest->part->nvm;
	const bool enabled = nvm->con & NVMCON_WREN;
	const bool unlocked = take_keys(nvm);

	sfr_change(&nvm->con,
		   enabled ? NVMCON_WREN : NVMCON_WREN | NVMCON_NVMOP, clear,
		   set);
	if (enabled && unlocked && set & NVMCON_WR)
		begin(guest);
}

void vnvm_write_key(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	struct guest_nvm *nvm = guest->part->nvm;

	if (set == SYSKEY_KEY2 && nvm->keys == 1)
		nvm->keys = 2;
	else
		nvm->keys = set == SYSKEY_KEY1;
}

void vnvm_write_any(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	take_keys(guest->part->nvm);
	sfr_change((u32 *)block->shadow, ~0u, clear, set);
}

/* The bits that unlock can only be cleared, and end all changes until a reset. */
void vnvm_write_pwp(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	struct guest_nvm *nvm = guest->part->nvm;

	if (take_keys(nvm) && nvm->pwp & NVMPWP_ULOCK)
		sfr_change(&nvm->pwp, NVMPWP_ULOCK | NVMPWP_PWP, clear, set);
}

void vnvm_write_bwp(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	struct guest_nvm *nvm = guest->part->nvm;
	u32 open = 0;

	if (!take_keys(nvm))
		return;
	if (nvm->bwp & NVMBWP_UBWPULOCK)
		open |= NVMBWP_UPPER;
	if (nvm->bwp & NVMBWP_LBWPULOCK)
		open |= NVMBWP_UPPER << NVMBWP_LBWP_SHIFT;
	sfr_change(&nvm->bwp, open, clear, set);
}
