/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The log. Each core writes into a ring of its own, so that nobody ever waits;
 * core 0 reads all rings and shows them on the console in order of time.
 */
#ifndef _LEVSHA_LOG_H
#define _LEVSHA_LOG_H

#include <linux/compiler_types.h>
#include <linux/types.h>

#define LOG_TEXT_LEN		CONFIG_LOG_TEXT_LEN

/* How much a message matters: the mark before its text */
#define LOG_ERR			"!"
#define LOG_WARN		"*"
#define LOG_INFO		" "

/**
 * log_write() - add a message to the executing core's ring
 * @fmt: LOG_*, and as for vscnprintf() one line with no newline; cut at LOG_TEXT_LEN
 *
 * Context: any but NMI and machine check.
 */
void __printf(1, 2) log_write(const char *fmt, ...);

#define pr_err(...)		log_write(LOG_ERR __VA_ARGS__)
#define pr_warn(...)		log_write(LOG_WARN __VA_ARGS__)
#define pr_info(...)		log_write(LOG_INFO __VA_ARGS__)

/**
 * log_show() - show the oldest message that was not shown yet
 *
 * Context: core 0.
 *
 * Return: whether any may be left.
 */
bool log_show(void);

/**
 * log_rewind() - show everything that the rings still hold once more
 *
 * Context: core 0. log_show() does the showing.
 */
void log_rewind(void);

#endif /* _LEVSHA_LOG_H */
