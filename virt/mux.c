// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: The console multiplexer
 *
 * A guest's output is shown as it comes, behind the guest's name. While its line is
 * not ended everybody else waits a short while for the rest; a line that does not
 * end is ended. What could move the cursor or forge another's line is taken out:
 * escape sequences vanish, but one that places the cursor ends the line, so that
 * full-screen programs can be followed.
 */
#include <levsha/arch.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/mux.h>
#include <levsha/time.h>
#include <levsha/vuart.h>

#define BYTES_PER_POLL		16
#define BLANKS			80
#define COLUMNS			240
#define ESCAPE			0x1b

/* Ends of two lines, their prefixes, and the bytes that were lost */
static_assert(BYTES_PER_POLL + BLANKS + 2 * (PART_NAME_LEN + 6) + 40 <=
	      CONSOLE_ROOM);

static u32 since;		/* when the line began that a guest did not end */

bool mux_waits(int owner)
{
	const int whose = console_owner();

	if (whose <= CONSOLE_NOBODY || whose == owner ||
	    ktime_ticks() - since > MUX_PATIENCE_US * KTIME_TICKS_PER_US)
		return false;
	console_soon();
	return true;
}

/*
 * What is left of a byte of output: text, '\b', the end of a line, or nothing: 0.
 * &mux.escape is the least character that ends an escape sequence.
 */
static u8 clean(struct mux *mux, u8 c)
{
	const u8 least = mux->escape;

	if (!least) {
		if (c == ESCAPE)
			mux->escape = 1;
		return c == '\t' ? ' ' : c;
	}
	if (c == '[')
		mux->escape = '@';
	else if (c >= least)
		mux->escape = 0;
	return c == 'H' ? '\n' : 0;
}

/* Blanks that a line begins with wait for what follows. */
static char *add(struct mux *mux, char *to, char c)
{
	if (!mux->column) {
		if (c == ' ' && mux->blanks < BLANKS) {
			mux->blanks++;
			return to;
		}
		mux->column = 1;
		since = ktime_ticks();
		for (; mux->blanks; mux->blanks--)
			*to++ = ' ';
	}
	mux->column++;
	*to++ = c;
	return to;
}

/* A backspace goes back over the guest's own text only, never over its name. */
static char *put(struct mux *mux, char *to, u8 c)
{
	if (c >= ' ' && c <= '~')
		return add(mux, to, (char)c);
	if (c == '\b' && mux->column > 1) {
		mux->column--;
		*to++ = '\b';
	}
	return to;
}

/* Lines of nothing but blanks are not worth showing. */
static char *end_line(struct mux *mux, char *to)
{
	if (mux->column)
		*to++ = '\n';
	mux->column = 0;
	mux->blanks = 0;
	return to;
}

noinline bool mux_poll(struct guest *guest)
{
	char text[BYTES_PER_POLL + BLANKS + 2];
	struct vuart *u = &guest->vuart;
	struct mux *mux = &guest->mux;
	u32 lost, left = BYTES_PER_POLL;
	char *to = text;
	bool ended = false;
	int c;

	if (READ_ONCE(u->tx_head) == u->tx_tail)
		return false;
	lost = vuart_lost(u, &u->tx_tail);
	if (lost)
		console_print((int)guest->id, "<%u bytes of output lost>\n", lost);
	if (console_owner() != (int)guest->id)
		mux->column = 0;
	while (!ended && left-- && (c = vuart_take(u, &u->tx_tail)) >= 0) {
		c = clean(mux, (u8)c);
		to = put(mux, to, (u8)c);
		ended = c == '\n' || mux->column > COLUMNS;
	}
	if (ended)
		to = end_line(mux, to);
	*to = '\0';
	console_write((int)guest->id, text);
	vuart_taken(guest);
	return true;
}

void mux_input(struct guest *guest, u8 c)
{
	vuart_bring(&guest->vuart, c);
	vuart_brought(guest);
}
