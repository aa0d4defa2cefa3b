// SPDX-License-Identifier: GPL-2.0
/* Lets others run, always: what they wait until they run again is two switches. */
#include <hypercall.h>

#include "testing.h"

int main(void)
{
	for (;;)
		hypercall(LEVSHA_YIELD, 0, 0);
}
