// SPDX-License-Identifier: GPL-2.0
/*
 * Start of the other cores (SDM vol. 3, 8.4.4): INIT, 10 ms, SIPI, and a second
 * SIPI for processors that need it. One at a time, so that each finds its number.
 * INIT is for that only: a core that runs guests does not take it, and is asked by
 * an NMI to pause, to go on, or to reset itself.
 */
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/cpu.h>
#include <asm/sections.h>
#include <asm/vmx-core.h>
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/command.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/panic.h>
#include <levsha/time.h>
#include <linux/string.h>

#define INIT_WAIT_US		10000
#define SIPI_WAIT_US		200
#define ONLINE_WAIT_US		1000000	/* of an emulator on a busy host */
#define LAST_VECTOR		0xff

extern u32 smp_starting; /* for trampoline.S */
u32 smp_starting;

void smp_entry(u32 id);
void __noreturn smp_restart(u32 id);

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

static bool start(u32 id)
{
	struct cpu *cpu = &cpus[id];

	cpu->apic_id = partition->board.apic_id[id];
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

void arch_core_reset(void)
{
	vmx_cpu_exit();
	smp_restart(this_cpu()->id);
}

static u32 do_cores(u32 step)
{
	const struct cpu *cpu = &cpus[step];
	const struct guest *guest = cpu->guest;

	console_printf("  core %u, APIC id %u: %s\n", cpu->id, cpu->apic_id,
		       guest ? guest->part->name :
		       step ? "no guest, asleep" :
			      "the hypervisor's tasks");
	return step + 1 < partition->board.nr_cpus ? step + 1 : 0;
}

/* A vector in hexadecimal; 0 for anything else. */
static u32 parse_vector(const char *word)
{
	u32 digit, value = 0;

	for (; *word > ' '; word++) {
		digit = (u32)(*word >= 'a' ? *word - 'a' + 10 : *word - '0');
		value = value << 4 | digit;
		if (digit > 15 || value > LAST_VECTOR)
			return 0;
	}
	while (*word == ' ')
		word++;
	return *word ? 0 : value;
}

/* Straight to the guest, as a device's interrupt. */
static u32 do_ipi(u32 step)
{
	const u32 vector = parse_vector(command_value());

	if (vector > VECTOR_SPURIOUS)
		apic_send(cpus[command_guest()->part->cpu].apic_id,
			  ICR_FIXED | ICR_ASSERT | vector);
	else
		console_printf("which vector? %x to %x\n", VECTOR_SPURIOUS + 1,
			       LAST_VECTOR);
	return 0;
}

COMMANDS(commands) = {
	{ "cores        which guest has which core", .run = do_cores },
	{ "ipi N V      interrupt guest N with vector V", .run = do_ipi,
	  .states = COMMAND_ANY_STATE },
	{ "reset N      reset the core of guest N, as after boot",
	  .requests = GUEST_REQ_STOP | GUEST_REQ_START | GUEST_REQ_FORGIVE |
		      GUEST_REQ_RESET,
	  .states = COMMAND_ANY_STATE },
};
