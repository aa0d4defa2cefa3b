/* SPDX-License-Identifier: GPL-2.0 */
/* A printer at the parallel port, which prints the log. Core 0 only, and panics. */
#ifndef _LEVSHA_LPT_H
#define _LEVSHA_LPT_H

#include <linux/types.h>

#ifdef CONFIG_X86

#define LPT_PORTS		3

/** lpt_init() - print from now on, at the port whose first register is given */
void lpt_init(u16 port);

/** lpt_write() - print text; what waits longest is dropped where there is no room */
void lpt_write(const char *text);

/** lpt_poll() - send what the printer takes at once, a bounded number of bytes */
void lpt_poll(void);

/** lpt_flush() - send everything, but wait no longer than a second for a byte */
void lpt_flush(void);

#else

static inline void lpt_write(const char *text)
{
}

static inline void lpt_flush(void)
{
}

#endif /* CONFIG_X86 */

#endif /* _LEVSHA_LPT_H */
