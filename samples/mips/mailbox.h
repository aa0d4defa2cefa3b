/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The page that vault and shell share, at the same guest physical address in both.
 * The shell writes a challenge and counts asked up, then notifies the vault. That
 * writes the signature, sets answered to asked and notifies the shell.
 */
#ifndef MAILBOX_H
#define MAILBOX_H

#include <stdint.h>

#define MAILBOX_PAGE	0x00010000
#define MAILBOX		((volatile struct mailbox *)(0xa0000000u | MAILBOX_PAGE))
#define CHALLENGE_SIZE	32

struct mailbox {
	uint32_t asked;
	uint32_t answered;
	uint32_t length;		/* bytes of the challenge */
	uint8_t challenge[CHALLENGE_SIZE];
	uint32_t signature[2];		/* low half, high half */
};

/* Guests' numbers in the partition, which LEVSHA_NOTIFY takes. */
#define VAULT_GUEST	1
#define SHELL_GUEST	2
#define IRQ_NOTIFY	107

#endif /* MAILBOX_H */
