// SPDX-License-Identifier: GPL-2.0
/*
 * A small shell that repeats what is typed. It sleeps until the UART interrupts
 * through the 8259 pair.
 */
#include "guest.h"

#define LINE_SIZE	80

static char line[LINE_SIZE];
static unsigned int length;

__attribute__((interrupt)) static void uart(struct interrupt_frame *frame)
{
	(void)frame;
	irq_done(UART_IRQ);
}

static void prompt(void)
{
	length = 0;
	put_string("echo> ");
}

static void answer(void)
{
	line[length] = '\0';
	put_string("\nyou typed: ");
	put_string(line);
	put_char('\n');
	prompt();
}

static void key(char c)
{
	if (c == '\r' || c == '\n') {
		answer();
	} else if (c == '\b' || c == 0x7f) {
		if (length) {
			length--;
			put_string("\b \b");
		}
	} else if (length < LINE_SIZE - 1) {
		line[length++] = c;
		put_char(c);
	}
}

int main(void)
{
	int c;

	console_init();
	interrupts_init();
	set_handler(VECTOR_IRQ(UART_IRQ), uart);
	irq_enable(UART_IRQ);
	put_string("echo: type a line\n");
	prompt();
	for (;;) {
		wait_for_interrupt();
		for (c = get_char(); c >= 0; c = get_char())
			key((char)c);
	}
}
