// SPDX-License-Identifier: GPL-2.0
/*
 * The guest that nobody trusts: a shell for whoever is at the console. It asks the
 * vault for signatures, and tries, on command, everything to get the vault's key.
 */
#include "attack.h"
#include "guest.h"
#include "hypercall.h"
#include "mailbox.h"

#define LINE_SIZE	80
#define RING_SIZE	64		/* a power of 2 */
#define PAUSE		(100 * COUNTS_PER_MS)

static char ring[RING_SIZE];
static volatile unsigned int head, tail;
static volatile bool notified;

static void received(void)
{
	int c;

	for (c = get_char(); c >= 0; c = get_char()) {
		if (head - tail < RING_SIZE)
			ring[head++ % RING_SIZE] = (char)c;
	}
	irq_done(IRQ_U4RX);
}

static void on_notify(void)
{
	irq_done(IRQ_NOTIFY);
	notified = true;
}

static const char *word_end(const char *s)
{
	while (*s && *s != ' ')
		s++;
	return s;
}

/* A hexadecimal number, and what is behind it. */
static uint32_t number(const char **s)
{
	uint32_t value = 0, digit;

	while (**s == ' ')
		(*s)++;
	for (; **s && **s != ' '; (*s)++) {
		digit = (uint32_t)(**s | 0x20);
		value = value << 4 | (digit >= 'a' ? digit - 'a' + 10 : digit & 15);
	}
	return value;
}

static void peek(const char *arguments)
{
	const uint32_t address = number(&arguments) & ~3u;
	const uint32_t value = attempt(load_word, address, 0);

	put_string(attempt_cause ? "refused, Cause " : "");
	put_hex(attempt_cause ? attempt_cause : value);
	put_string("\n");
}

static void poke(const char *arguments)
{
	const uint32_t address = number(&arguments) & ~3u;

	attempt(store_word, address, number(&arguments));
	put_string(attempt_cause ? "refused\n" : "done\n");
}

static void sign(const char *text)
{
	volatile struct mailbox *const box = MAILBOX;
	uint32_t n;

	if (!have_hypervisor()) {
		put_string("there is nobody to sign\n");
		return;
	}
	for (n = 0; text[n] && n < CHALLENGE_SIZE; n++)
		box->challenge[n] = (uint8_t)text[n];
	box->length = n;
	box->asked++;
	notified = false;
	if (hypercall(LEVSHA_NOTIFY, VAULT_GUEST, 0)) {
		put_string("the vault cannot be notified\n");
		return;
	}
	while (!notified)
		wait_for_interrupt();
	put_string("vault: ");
	put_hex(box->signature[1]);
	put_hex(box->signature[0]);
	put_string("\n");
}

/* The console loses what comes faster than it shows, and it shows much now. */
static void pause(void)
{
	const uint32_t start = read_count();

	while (read_count() - start < PAUSE)
		;
}

static uint32_t report(const struct attack *attack)
{
	struct loot loot = { 0 };
	uint32_t i;

	attack->run(&loot);
	pause();
	put_string(attack->name);
	put_string(": ");
	put_number(loot.tries);
	put_string(" tries, ");
	put_number(loot.answers);
	put_string(" answered, keys ");
	put_number(loot.keys);
	put_string("\n");
	if (!loot.keys)
		return 0;
	put_string("KEY at ");
	put_hex(loot.address);
	for (i = 0; i < ARRAY_SIZE(loot.key); i++) {
		put_string(" ");
		put_hex(loot.key[i]);
	}
	put_string("\n");
	return loot.keys;
}

static void attack(const char *arguments)
{
	uint32_t i, keys = 0;

	(void)arguments;
	for (i = 0; i < nr_attacks; i++)
		keys += report(&attacks[i]);
	put_string(keys ? "THE KEY WAS OBTAINED\n" : "nothing was obtained\n");
}

static void help(const char *arguments);

static const struct command {
	const char *name;
	void (*run)(const char *arguments);
	const char *help;
} commands[] = {
	{ "help", help, "this list" },
	{ "peek", peek, "ADDRESS: the word at a virtual address" },
	{ "poke", poke, "ADDRESS VALUE: change it" },
	{ "sign", sign, "TEXT: let the vault sign it" },
	{ "attack", attack, "try everything to get the vault's key" },
};

static void help(const char *arguments)
{
	const struct command *c;

	(void)arguments;
	for (c = commands; c < commands + ARRAY_SIZE(commands); c++) {
		put_string(c->name);
		put_string(" - ");
		put_string(c->help);
		put_string("\n");
	}
}

static bool same_word(const char *word, const char *name)
{
	while (*name && *word == *name) {
		word++;
		name++;
	}
	return !*name && (!*word || *word == ' ');
}

static void execute(const char *line)
{
	const char *arguments = word_end(line);
	const struct command *c;

	if (!*line)
		return;
	while (*arguments == ' ')
		arguments++;
	for (c = commands; c < commands + ARRAY_SIZE(commands); c++) {
		if (same_word(line, c->name)) {
			c->run(arguments);
			return;
		}
	}
	put_string("no such command; try help\n");
}

/* Takes one key; true: the line is complete. */
static bool edit(char *line, unsigned int *length, char c)
{
	if (c == '\r' || c == '\n') {
		line[*length] = '\0';
		put_string("\n");
		return true;
	}
	if (c == '\b' || c == 0x7f) {
		if (*length) {
			--*length;
			put_string("\b \b");
		}
	} else if (*length < LINE_SIZE - 1) {
		line[(*length)++] = c;
		put_char(c);
	}
	return false;
}

int main(void)
{
	char line[LINE_SIZE];
	unsigned int length = 0;

	console_init();
	irq_enable(IRQ_U4RX, 4, received);
	irq_enable(IRQ_NOTIFY, 3, on_notify);
	put_string("shell: try help\n$ ");
	for (;;) {
		while (head == tail)
			wait_for_interrupt();
		if (!edit(line, &length, ring[tail++ % RING_SIZE]))
			continue;
		execute(line);
		length = 0;
		put_string("$ ");
	}
}
