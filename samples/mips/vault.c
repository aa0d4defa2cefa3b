// SPDX-License-Identifier: GPL-2.0
/*
 * A guest that keeps a key and signs with it: what the shell puts into the mailbox
 * that they share, and, so that one sees it live, the number of each second. The
 * key is in its flash, and in its RAM once it started.
 */
#include "guest.h"
#include "hypercall.h"
#include "mailbox.h"
#include "siphash.h"

#define PERIOD		(1000 * COUNTS_PER_MS)

/* Whoever finds the mark has found the key. */
static struct {
	uint32_t mark;
	uint8_t key[SIPHASH_KEY_SIZE];
} secret = { 0xdecafbad, "the flea is shod" };

static volatile uint32_t seconds;
static uint32_t next;

static void timer(void)
{
	next += PERIOD;
	write_compare(next);
	irq_done(IRQ_CORE_TIMER);
	seconds++;
}

static void notified(void)
{
	irq_done(IRQ_NOTIFY);
}

static void put_signature(uint64_t signature)
{
	put_hex((uint32_t)(signature >> 32));
	put_hex((uint32_t)signature);
	put_string("\n");
}

/* From the paper's appendix: the key 00 to 0f, the message 00 to 0e. */
static bool self_test(void)
{
	uint8_t bytes[SIPHASH_KEY_SIZE];
	uint8_t i;

	for (i = 0; i < sizeof(bytes); i++)
		bytes[i] = i;
	return siphash(bytes, bytes, 15) == 0xa129ca6149be45e5;
}

/* Copied first, then checked: the other side can change it at any time. */
static void answer(uint32_t asked)
{
	volatile struct mailbox *const box = MAILBOX;
	const uint32_t length = box->length;
	uint8_t challenge[CHALLENGE_SIZE];
	uint64_t signature;
	uint32_t i;

	if (length > CHALLENGE_SIZE)
		return;
	for (i = 0; i < length; i++)
		challenge[i] = box->challenge[i];
	signature = siphash(secret.key, challenge, length);
	box->signature[0] = (uint32_t)signature;
	box->signature[1] = (uint32_t)(signature >> 32);
	box->answered = asked;
	hypercall(LEVSHA_NOTIFY, SHELL_GUEST, 0);
	put_string("signed ");
	put_signature(signature);
}

static void sign_second(uint32_t second)
{
	const uint8_t message[4] = { (uint8_t)second, (uint8_t)(second >> 8),
				     (uint8_t)(second >> 16), (uint8_t)(second >> 24) };

	put_number(second);
	put_string(" s: ");
	put_signature(siphash(secret.key, message, sizeof(message)));
}

int main(void)
{
	uint32_t second = 0, asked = MAILBOX->asked;
	bool shared;

	console_init();
	shared = have_hypervisor();
	put_string(self_test() ? "vault: SipHash-2-4 is right\n" : "vault: BROKEN\n");
	next = read_count() + PERIOD;
	write_compare(next);
	irq_enable(IRQ_CORE_TIMER, 5, timer);
	irq_enable(IRQ_NOTIFY, 4, notified);
	for (;;) {
		wait_for_interrupt();
		if (second != seconds)
			sign_second(++second);
		if (shared && asked != MAILBOX->asked) {
			asked = MAILBOX->asked;
			answer(asked);
		}
	}
}
