/* SPDX-License-Identifier: GPL-2.0 */
/* A test guest's user mode: no paging, so that only the privilege level differs. */
#ifndef USER_H
#define USER_H

#include "testing.h"

#define USER_CODE	0x1b
#define USER_DATA	0x23
#define FLAG_TF		(1 << 8)
#define FLAG_IF		(1 << 9)
#define FLAG_IOPL	(3 << 12)
#define FLAG_AC		(1 << 18)

/* Descriptors and task state for user mode, after testing_init(). */
void user_init(void);

/* Calls a function in user mode with these flags. */
void in_user_mode(void (*function)(void), uint32_t flags);

/* Lets a vector's handler run in user mode, without a change of the stack. */
void set_user_handler(uint8_t vector, interrupt_handler handler);

#endif /* USER_H */
