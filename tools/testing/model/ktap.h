/* SPDX-License-Identifier: GPL-2.0 */
/* Results of checks, as KTAP on UART4. */
#ifndef KTAP_H
#define KTAP_H

#include <stdbool.h>
#include <stdint.h>

typedef uint32_t u32;

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

/* What a program of checks consists of. */
void run_tests(void);

/* Like printf(), with %s, %c, %u and %x. */
void __attribute__((format(printf, 1, 2))) print(const char *fmt, ...);

/* Until all that was printed is sent, because a reset follows. */
void flush(void);

/* One check, and what it is called. */
void __attribute__((format(printf, 2, 3))) ok(bool good, const char *fmt, ...);

/* A check that a value is as it must be, which prints both if it is not. */
void __attribute__((format(printf, 3, 4))) is(u32 got, u32 want, const char *fmt, ...);

/* Ends the program now, failed, because of something that no check expected. */
void __attribute__((noreturn, format(printf, 1, 2))) bail_out(const char *fmt, ...);

/* Before the checks, and behind them: the plan, and a reset that ends the run. */
void setup(void);
void __attribute__((noreturn)) finish(void);

#endif /* KTAP_H */
