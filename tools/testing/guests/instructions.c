// SPDX-License-Identifier: GPL-2.0
/* Instructions and register bits that belong to a hypervisor, or reach too far. */
#include "testing.h"

#define CR4_VMXE	(1 << 13)
#define CR4_SMXE	(1 << 14)

static uint8_t area[4096] __attribute__((aligned(4096)));

#define raises(vector, text, name) \
	ok(faults(text, : : "a"(0), "b"(0), "c"(0), "d"(0), "D"(area)   \
		  : "memory", "cc") == (vector), name)

static void try_vmx(void)
{
	raises(FAULT_UD, "vmcall", "VMCALL raises #UD");
	raises(FAULT_UD, "vmxon (%%edi)", "VMXON raises #UD");
	raises(FAULT_UD, "vmxoff", "VMXOFF raises #UD");
	raises(FAULT_UD, "vmclear (%%edi)", "VMCLEAR raises #UD");
	raises(FAULT_UD, "vmptrld (%%edi)", "VMPTRLD raises #UD");
	raises(FAULT_UD, "vmptrst (%%edi)", "VMPTRST raises #UD");
	raises(FAULT_UD, "vmread %%eax, %%ebx", "VMREAD raises #UD");
	raises(FAULT_UD, "vmwrite %%eax, %%ebx", "VMWRITE raises #UD");
	raises(FAULT_UD, "vmlaunch", "VMLAUNCH raises #UD");
	raises(FAULT_UD, "vmresume", "VMRESUME raises #UD");
	raises(FAULT_UD, "invept (%%edi), %%eax", "INVEPT raises #UD");
	raises(FAULT_UD, "invvpid (%%edi), %%eax", "INVVPID raises #UD");
	raises(FAULT_UD, "vmfunc", "VMFUNC raises #UD");
	raises(FAULT_UD, "rsm", "RSM raises #UD");
	raises(FAULT_UD, "getsec", "GETSEC raises #UD");
	raises(FAULT_UD, "xsetbv", "XSETBV raises #UD");
	raises(FAULT_UD, "monitor", "MONITOR raises #UD");
	raises(FAULT_UD, "mwait", "MWAIT raises #UD");
	raises(FAULT_GP, "rdpmc", "RDPMC raises #GP");
}

static void try_caches(void)
{
	volatile uint32_t mark = 0x12345678;

	raises(NO_FAULT, "wbinvd", "WBINVD is harmless");
	raises(NO_FAULT, "invd", "INVD is harmless");
	ok(mark == 0x12345678, "INVD lost no memory");
}

static uint32_t read_cr0(void)
{
	uint32_t value;

	asm volatile("mov %%cr0, %0" : "=r"(value));
	return value;
}

static uint32_t read_cr4(void)
{
	uint32_t value;

	asm volatile("mov %%cr4, %0" : "=r"(value));
	return value;
}

static int write_cr0(uint32_t value)
{
	return faults("mov %0, %%cr0", : : "r"(value) : "memory");
}

static int write_cr4(uint32_t value)
{
	return faults("mov %0, %%cr4", : : "r"(value) : "memory");
}

/* Paging has no tables to use here, and needs protected mode. */
static void try_cr0(void)
{
	const uint32_t pe = 1, pg = 1u << 31, cd = 1 << 30, nw = 1 << 29;
	const uint32_t old = read_cr0();
	uint32_t bit;

	ok(write_cr0((old | nw) & ~cd) == FAULT_GP,
	   "CR0.NW without CD raises #GP");
	ok(write_cr0(pg) == FAULT_GP, "CR0.PG without PE raises #GP");
	for (bit = 1; bit < 31; bit++) {
		if (1u << bit == nw)
			continue;
		write_cr0(old ^ 1u << bit);
		ok(read_cr0() & pe, "CR0 bit %u was tried", bit);
		write_cr0(old);
	}
	ok(read_cr0() == old, "CR0 reads as before");
}

static void try_cr4(void)
{
	const uint32_t old = read_cr4();
	uint32_t bit;

	ok(!(old & CR4_VMXE), "CR4.VMXE is not seen");
	for (bit = 0; bit < 32; bit++) {
		const int fault = write_cr4(old | 1u << bit);

		ok(fault == NO_FAULT || fault == FAULT_GP,
		   "CR4 bit %u: %s", bit, fault == NO_FAULT ? "taken" : "#GP");
		ok(!(read_cr4() & (CR4_VMXE | CR4_SMXE)),
		   "CR4 hides VMX and SMX");
		write_cr4(old);
	}
	ok(write_cr4(old | CR4_VMXE) == FAULT_GP, "CR4.VMXE raises #GP");
}

static void cpuid(uint32_t leaf, uint32_t r[4])
{
	asm volatile("cpuid" : "=a"(r[0]), "=b"(r[1]), "=c"(r[2]), "=d"(r[3])
		     : "a"(leaf), "c"(0));
}

static void try_cpuid(void)
{
	uint32_t r[4];

	cpuid(1, r);
	ok(!(r[2] & 1 << 5), "CPUID shows no VMX");
	ok(!(r[2] & 1 << 6), "CPUID shows no SMX");
	ok(!(r[3] & 1 << 28) || (r[1] >> 16 & 0xff) <= 1,
	   "CPUID shows one logical processor");
	cpuid(4, r);
	ok(!(r[0] >> 26), "CPUID shows one core");
	cpuid(0xb, r);
	ok(r[1] <= 1, "CPUID's topology shows one processor");
	cpuid(0xa, r);
	ok(!(r[0] & 0xff), "CPUID shows no performance counters");
	cpuid(0x40000000, r);
	ok(!(r[0] | r[1] | r[2] | r[3]) || r[0] < 0x40000000,
	   "CPUID names no hypervisor");
}

int main(void)
{
	testing_init();
	try_cpuid();
	try_vmx();
	try_caches();
	try_cr0();
	try_cr4();
	done();
}
