// SPDX-License-Identifier: GPL-2.0
/* As stubs.c: a board without a screen and a printer. */
#include <levsha/lpt.h>
#include <levsha/screen.h>

#define __weak __attribute__((__weak__))

void __weak lpt_write(const char *text)
{
}

void __weak lpt_poll(void)
{
}

void __weak screen_write(int owner, const char *text)
{
}

bool __weak screen_shows(int owner)
{
	return false;
}

bool __weak screen_input(void)
{
	return false;
}

void __weak screen_poll(void)
{
}

void __weak screen_refresh(void)
{
}
