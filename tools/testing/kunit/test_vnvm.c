// SPDX-License-Identifier: GPL-2.0
/* The flash controller of guests that write flash: what reaches the real one. */
#include "kunit.h"

#include "mips/stubs.h"
#include <asm/vnvm.h>
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/nvm.h>
#include <levsha/sched.h>
#include <levsha/veic.h>
#include <string.h>

#define PROGRAM		0x1d100000u
#define BOOT		0x1fc04000u
#define REAL		0x00080000u	/* how far real flash is below what guests see */
#define RAM_END		0x8000u
#define PAGE		0x4000u
#define CLR		0x4
#define SET		0x8
#define KEY1		0xaa996655u
#define KEY2		0x556699aau
#define WR		0x8000u
#define WREN		0x4000u
#define WRERR		0x2000u
#define ULOCK		0x80000000u

static const struct part_flash flash[] = { { PROGRAM, 2 * PAGE }, { BOOT, PAGE } };
static struct guest_nvm regs[3];
static struct part_guest parts[3];
struct guest guests[3];
u8 sched_pending;

/* What the real controller was told, and says. */
static struct {
	u32 op, addr, src, calls;
	u32 data[4];
	u32 errors;
	bool busy;
} real;
static u32 raised[3];

void nvm_start(u32 op, phys_addr_t addr, const u32 *data, phys_addr_t src)
{
	assert_false(real.busy);
	real.op = op;
	real.addr = (u32)addr;
	real.src = (u32)src;
	memcpy(real.data, data, sizeof(real.data));
	real.calls++;
	real.busy = true;
}

bool nvm_busy(void)
{
	return real.busy;
}

u32 nvm_errors(void)
{
	return real.errors;
}

void veic_raise(struct guest *guest, u32 irq, u32 bits)
{
	assert_int_equal(irq, PART_IRQ_FLASH);
	assert_int_equal(bits, 1);
	raised[guest - guests]++;
}

/* Flash is REAL below where the guest sees it, RAM is where it sees it. */
const u8 *arch_guest_memory(struct guest *guest, u32 gva, u32 len)
{
	const u32 gpa = gva & 0x1fffffff;

	assert_int_equal(gva - gpa, 0xa0000000);
	if (gpa < RAM_END && len <= RAM_END - gpa)
		return (const u8 *)(uintptr_t)(gpa | 0xa0000000);
	if (gpa - PROGRAM < 2 * PAGE || gpa - BOOT < PAGE)
		return (const u8 *)(uintptr_t)((gpa - REAL) | 0xa0000000);
	return NULL;
}

static int start(void **state)
{
	u32 n;

	while (real.busy) {
		real.busy = false;
		real.errors = 0;
		vnvm_irq();
	}
	forget(state);
	memset(&real, 0, sizeof(real));
	memset(raised, 0, sizeof(raised));
	guests_there = 3;
	for (n = 0; n < 3; n++) {
		parts[n] = (struct part_guest){
			.flags = n < 2 ? PART_GUEST_FLASH : 0,
			.nvm = n < 2 ? &regs[n] : NULL,
			.flash = flash,
			.nr_flash = 2,
		};
		guests[n] = (struct guest){ .part = &parts[n] };
		if (n < 2)
			vnvm_reset(&guests[n]);
	}
	return 0;
}

typedef void (*write_fn)(struct guest *, const struct part_block *, u32, u32, u32);

/* A store to a register, as sfr_write() makes it. */
static void out(struct guest *guest, write_fn write, u32 *shadow, u32 alias, u32 value)
{
	const struct part_block block = { .shadow = shadow, .write = write };

	write(guest, &block, alias == SET ? 0 : alias == CLR ? value : ~value,
	      alias == CLR ? 0 : value, 0);
}

static void con(u32 n, u32 alias, u32 value)
{
	out(&guests[n], vnvm_write_con, &regs[n].con, alias, value);
}

static void key(u32 n, u32 value)
{
	out(&guests[n], vnvm_write_key, NULL, 0, value);
}

static void unlock(u32 n)
{
	key(n, 0);
	key(n, KEY1);
	key(n, KEY2);
}

static void any(u32 n, u32 *reg, u32 value)
{
	out(&guests[n], vnvm_write_any, reg, 0, value);
}

static void begin(u32 n, u32 op, u32 addr)
{
	any(n, &regs[n].addr, addr);
	con(n, CLR, WREN);
	con(n, CLR, 0xf);
	con(n, SET, op);
	con(n, SET, WREN);
	unlock(n);
	con(n, SET, WR);
}

static void end(u32 errors)
{
	real.busy = false;
	real.errors = errors;
	vnvm_irq();
}

static void words_reach_real_flash(void **state)
{
	u32 n;

	for (n = 0; n < 4; n++)
		any(0, &regs[0].data[n], n + 10);
	begin(0, NVMOP_QUAD_WORD, PROGRAM + 0x35);
	assert_int_equal(real.op, NVMOP_QUAD_WORD);
	assert_int_equal(real.addr, PROGRAM - REAL + 0x30);
	assert_int_equal(real.data[3], 13);
	assert_true(vnvm_wants(&guests[0]));
	assert_int_equal(sched_pending & SCHED_ALL, SCHED_ALL);
	assert_int_equal(raised[0], 0);
	end(0);
	assert_false(vnvm_wants(&guests[0]));
	assert_int_equal(regs[0].con, WREN | NVMOP_QUAD_WORD);
	assert_int_equal(raised[0], 1);
}

static void what_is_not_its_own_is_refused(void **state)
{
	static const u32 bad[] = {
		PROGRAM - 1, PROGRAM + 2 * PAGE, BOOT + PAGE, BOOT - 4, 0, ~0u,
		0x1f800600, 0x1d000000,
	};
	u32 n, op;

	for (n = 0; n < ARRAY_SIZE(bad); n++) {
		for (op = NVMOP_WORD; op < 16; op++) {
			begin(0, op, bad[n]);
			assert_int_equal(regs[0].con, WREN | WRERR | op);
		}
	}
	for (op = NVMOP_PAGE_ERASE + 1; op < 16; op++) {
		begin(0, op, PROGRAM);
		assert_int_equal(regs[0].con & (WR | WRERR), WRERR);
	}
	assert_int_equal(real.calls, 0);
	assert_int_equal(raised[0], 8 * 15 + 11);
}

static void rows_come_from_its_ram(void **state)
{
	any(0, &regs[0].src, RAM_END - 2048 + 3);
	begin(0, NVMOP_ROW, PROGRAM + 2049);
	assert_int_equal(real.src, RAM_END - 2048);
	assert_int_equal(real.addr, PROGRAM - REAL + 2048);
	end(0);
	any(0, &regs[0].src, RAM_END - 2048 + 4);
	begin(0, NVMOP_ROW, PROGRAM);
	any(0, &regs[0].src, PROGRAM);
	begin(0, NVMOP_ROW, PROGRAM);
	any(0, &regs[0].src, 0x1f800000);
	begin(0, NVMOP_ROW, PROGRAM);
	assert_int_equal(real.calls, 1);
	assert_int_equal(regs[0].con & (WR | WRERR), WRERR);
}

static void an_error_stays_until_no_operation(void **state)
{
	begin(0, NVMOP_WORD, 0);
	assert_int_equal(regs[0].con & WRERR, WRERR);
	begin(0, NVMOP_WORD, PROGRAM);
	end(0);
	assert_int_equal(regs[0].con & WRERR, WRERR);
	begin(0, NVMOP_NOP, 0);
	assert_int_equal(regs[0].con, WREN);
	assert_int_equal(raised[0], 3);
}

static void the_real_error_is_told_and_forgotten(void **state)
{
	begin(0, NVMOP_WORD, PROGRAM);
	end(NVMCON_LVDERR);
	assert_int_equal(real.op, NVMOP_NOP);
	assert_true(vnvm_wants(&guests[0]));
	end(0);
	assert_int_equal(regs[0].con, WREN | NVMCON_LVDERR | NVMOP_WORD);
	begin(0, NVMOP_WORD, PROGRAM);
	end(NVMCON_WRERR);
	end(NVMCON_WRERR);
	assert_int_equal(real.calls, 4);
	assert_false(vnvm_wants(&guests[0]));
}

static void keys_come_just_before(void **state)
{
	any(0, &regs[0].addr, PROGRAM);
	con(0, 0, NVMOP_WORD);
	unlock(0);
	con(0, SET, WR);
	con(0, SET, WREN);
	con(0, SET, WR);
	key(0, KEY1);
	key(0, KEY1);
	con(0, SET, WR);
	key(0, KEY2);
	con(0, SET, WR);
	unlock(0);
	any(0, &regs[0].data[0], 0);
	con(0, SET, WR);
	unlock(0);
	key(0, 0);
	con(0, SET, WR);
	assert_int_equal(real.calls, 0);
	unlock(0);
	con(0, SET, WR);
	assert_int_equal(real.calls, 1);
}

static void nvmop_is_locked_by_wren(void **state)
{
	con(0, 0, NVMOP_ROW);
	con(0, SET, WREN);
	con(0, 0, WREN | NVMOP_WORD);
	assert_int_equal(regs[0].con, WREN | NVMOP_ROW);
	con(0, 0, NVMOP_WORD);
	assert_int_equal(regs[0].con, NVMOP_ROW);
}

static void nvmpwp_protects_program_flash(void **state)
{
	out(&guests[0], vnvm_write_pwp, NULL, 0, 0x104000);
	assert_int_equal(regs[0].pwp, ULOCK);
	unlock(0);
	out(&guests[0], vnvm_write_pwp, NULL, 0, ULOCK | 0x104000);
	begin(0, NVMOP_PAGE_ERASE, PROGRAM);
	assert_int_equal(real.calls, 0);
	begin(0, NVMOP_PAGE_ERASE, PROGRAM + PAGE);
	assert_int_equal(real.calls, 1);
	end(0);
	unlock(0);
	out(&guests[0], vnvm_write_pwp, NULL, CLR, ULOCK);
	unlock(0);
	out(&guests[0], vnvm_write_pwp, NULL, 0, 0);
	assert_int_equal(regs[0].pwp, 0x104000);
}

static void nvmbwp_protects_boot_flash(void **state)
{
	begin(0, NVMOP_WORD, BOOT);
	assert_int_equal(real.calls, 0);
	out(&guests[0], vnvm_write_bwp, NULL, CLR, 0x0200);
	assert_int_equal(regs[0].bwp, 0x9f9f);
	unlock(0);
	out(&guests[0], vnvm_write_bwp, NULL, CLR, 0x0200);
	begin(0, NVMOP_WORD, BOOT);
	assert_int_equal(real.calls, 1);
	end(0);
	unlock(0);
	out(&guests[0], vnvm_write_bwp, NULL, CLR, 0x8000);
	unlock(0);
	out(&guests[0], vnvm_write_bwp, NULL, 0, 0);
	assert_int_equal(regs[0].bwp, 0x1d00);
}

static void guests_take_turns(void **state)
{
	begin(0, NVMOP_PAGE_ERASE, PROGRAM);
	begin(1, NVMOP_WORD, PROGRAM + 4);
	assert_int_equal(real.calls, 1);
	assert_true(vnvm_wants(&guests[1]));
	end(0);
	assert_int_equal(real.op, NVMOP_WORD);
	assert_false(vnvm_wants(&guests[0]));
	begin(0, NVMOP_PAGE_ERASE, PROGRAM);
	assert_int_equal(real.calls, 2);
	end(0);
	assert_int_equal(real.op, NVMOP_PAGE_ERASE);
	assert_int_equal(raised[1], 1);
}

static void a_reset_in_the_middle(void **state)
{
	begin(0, NVMOP_PAGE_ERASE, PROGRAM);
	begin(1, NVMOP_WORD, PROGRAM);
	vnvm_reset(&guests[0]);
	vnvm_reset(&guests[1]);
	assert_true(vnvm_wants(&guests[0]));
	assert_false(vnvm_wants(&guests[1]));
	end(0);
	assert_int_equal(real.calls, 1);
	assert_int_equal(regs[0].con, 0);
	end(0);
	assert_int_equal(raised[0], 1);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(words_reach_real_flash),
		test(what_is_not_its_own_is_refused),
		test(rows_come_from_its_ram),
		test(an_error_stays_until_no_operation),
		test(the_real_error_is_told_and_forgotten),
		test(keys_come_just_before),
		test(nvmop_is_locked_by_wren),
		test(nvmpwp_protects_program_flash),
		test(nvmbwp_protects_boot_flash),
		test(guests_take_turns),
		test(a_reset_in_the_middle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
