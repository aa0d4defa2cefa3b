// SPDX-License-Identifier: GPL-2.0
/*
 * Start of the other cores (SDM vol. 3, 8.4.4): INIT, 10 ms, SIPI, and a second
 * SIPI for processors that need it. One at a time, so that each finds its number.
 */
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/cpu.h>
#include <asm/sections.h>
#include <asm/vmx-core.h>
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/guest.h>
#include <levsha/panic.h>
#include <levsha/time.h>
#include <linux/string.h>

#define INIT_WAIT_US		10000
#define SIPI_WAIT_US		200
#define ONLINE_WAIT_US		100000

extern u32 smp_starting; /* for trampoline.S */
u32 smp_starting;

void smp_entry(u32 id);

static bool wait_online(const struct cpu *cpu, u64 us)
{
	const u64 start = ktime_us();

	while (!READ_ONCE(cpu->online)) {
		if (ktime_us() - start > us)
			return false;
		cpu_relax();
	}
	return true;
}

static struct guest *guest_of_core(u32 id)
{
	struct guest *g;

	for_each_guest(g) {
		if (g->part->cpu == id)
			return g;
	}
	return NULL;
}

static bool start(u32 id)
{
	struct cpu *cpu = &cpus[id];

	cpu->apic_id = partition->board.apic_id[id];
	cpu->guest = guest_of_core(id);
	WRITE_ONCE(smp_starting, id);
	apic_send(cpu->apic_id, ICR_INIT | ICR_ASSERT);
	wait_online(cpu, INIT_WAIT_US);
	apic_send(cpu->apic_id, ICR_SIPI | TRAMPOLINE >> 12);
	if (wait_online(cpu, SIPI_WAIT_US))
		return true;
	apic_send(cpu->apic_id, ICR_SIPI | TRAMPOLINE >> 12);
	return wait_online(cpu, ONLINE_WAIT_US);
}

void smp_prepare(void)
{
	memcpy(phys_to_virt(TRAMPOLINE), trampoline_begin,
	       (size_t)(trampoline_end - trampoline_begin));
}

void smp_start(void)
{
	u32 id;

	for (id = 1; id < partition->board.nr_cpus; id++) {
		if (!start(id))
			refuse_boot("core %u, APIC id %u, does not start", id,
				    partition->board.apic_id[id]);
	}
}

void smp_entry(u32 id)
{
	struct cpu *cpu = &cpus[id];

	cpu_init(id);
	paging_cpu_init(id, cpu->guest ? cpu->guest->part : NULL);
	apic_init();
	vmx_cpu_init();
	WRITE_ONCE(cpu->online, 1);
	while (!cpu->guest)
		arch_guest_wait();
	guest_core(cpu->guest);
}
