// SPDX-License-Identifier: GPL-2.0
/* A guest that computes for ever, on all of its registers, without any device. */
int main(void)
{
	for (volatile unsigned int x = 1;; x = x * 1664525 + 1013904223)
		;
}
