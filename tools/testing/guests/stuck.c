// SPDX-License-Identifier: GPL-2.0
/* A guest that hangs in a tight loop with interrupts off. */
#include "testing.h"

int main(void)
{
	testing_init();
	print("stuck\n");
	asm volatile("cli\n1:\tjmp 1b");
	return 0;
}
