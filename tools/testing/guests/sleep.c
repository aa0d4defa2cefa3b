// SPDX-License-Identifier: GPL-2.0
/* A guest that has nothing to do: it waits for interrupts that do not come. */
int main(void)
{
	for (;;)
		asm volatile("sti; hlt");
}
