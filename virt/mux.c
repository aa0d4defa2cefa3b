// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: The console multiplexer
 *
 * A guest's output is shown a line at a time, behind the guest's name. Text
 * without a line end, such as a prompt, is shown after a short while. Of a line
 * longer than the buffer a piece is shown, and the others wait a short while for
 * the next; a line that does not end is ended. What could move the cursor or forge
 * another's line is taken out: escape sequences vanish, but one that places the
 * cursor ends the line, so that full-screen programs can be followed.
 */
#include <levsha/arch.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/mux.h>
#include <levsha/time.h>
#include <levsha/vuart.h>

#define PIECE_LEN		(MUX_LINE_LEN - 2)	/* without "\n" and the end */
#define BYTES_PER_POLL		(MUX_LINE_LEN / 2)
#define COLUMNS			240
#define LOST_LEN		48
#define ESCAPE			0x1b

/* At most every second byte ends a line; each has a prefix, "\r\n" and a text. */
#define ROOM_NEEDED                                                            \
	(BYTES_PER_POLL / 2 * (PART_NAME_LEN + 6) + MUX_LINE_LEN +             \
	 2 * PART_NAME_LEN + LOST_LEN)

static_assert(ROOM_NEEDED <= CONSOLE_ROOM);

static u32 now;			/* in microseconds, at the poll */
static u32 last_shown;		/* when a piece of a line was shown, of any guest */

enum {
	TEXT,
	AFTER_ESCAPE,
	IN_SEQUENCE,
};

static bool has_line(const struct guest *guest)
{
	return console_owner() == (int)guest->id;
}

static bool passed(u32 since)
{
	return now - since > MUX_PATIENCE_US;
}

static void show(struct guest *guest)
{
	struct mux *mux = &guest->mux;

	mux->line[mux->len] = '\0';
	mux->len = 0;
	last_shown = now;
	console_write((int)guest->id, mux->line);
}

/* Blanks at the end of a line, and lines of nothing else, are not worth showing. */
static void end_line(struct guest *guest)
{
	struct mux *mux = &guest->mux;

	while (mux->len && mux->line[mux->len - 1] == ' ')
		mux->len--;
	if (mux->len || has_line(guest)) {
		mux->line[mux->len++] = '\n';
		show(guest);
	}
}

/* A backspace goes back over the guest's own text only, never over its name. */
static void add(struct guest *guest, u8 c)
{
	struct mux *mux = &guest->mux;

	if (!mux->len) {
		mux->since = now;
		if (!has_line(guest))
			mux->column = 0;
	}
	if (c != '\b')
		mux->column++;
	else if (mux->column)
		mux->column--;
	else
		return;
	mux->line[mux->len++] = (char)c;
	if (mux->column >= COLUMNS)
		end_line(guest);
	else if (mux->len == PIECE_LEN)
		show(guest);
}

static void plain(struct guest *guest, u8 c)
{
	if (c == ESCAPE)
		guest->mux.escape = AFTER_ESCAPE;
	else if (c == '\n')
		end_line(guest);
	else if (c == '\t')
		add(guest, ' ');
	else if (c == '\b' || (c >= ' ' && c <= '~'))
		add(guest, c);
}

static void clean(struct guest *guest, u8 c)
{
	struct mux *mux = &guest->mux;

	if (mux->escape == TEXT) {
		plain(guest, c);
	} else if (mux->escape == AFTER_ESCAPE) {
		mux->escape = c == '[' ? IN_SEQUENCE : TEXT;
	} else if (c >= '@' && c <= '~') {
		mux->escape = TEXT;
		if (c == 'H')
			end_line(guest);
	}
}

static void tell_lost(struct guest *guest, u32 lost)
{
	end_line(guest);
	console_print((int)guest->id, "<%u bytes of output lost>\n", lost);
}

/* Another guest's line has begun, and may soon go on. */
static bool must_wait(const struct guest *guest)
{
	return console_owner() > CONSOLE_NOBODY && !has_line(guest) &&
	       !passed(last_shown);
}

noinline bool mux_poll(struct guest *guest)
{
	struct vuart *u = &guest->vuart;
	struct mux *mux = &guest->mux;
	u32 lost, n = 0;
	int c;

	now = (u32)ktime_us();
	if (must_wait(guest)) {
		console_soon();
		return false;
	}
	lost = vuart_lost(u, &u->tx_tail);
	if (lost)
		tell_lost(guest, lost);
	while (n < BYTES_PER_POLL && (c = vuart_take(u, &u->tx_tail)) >= 0) {
		clean(guest, (u8)c);
		n++;
	}
	if (n)
		vuart_taken(guest);
	if (mux->len && passed(mux->since))
		show(guest);
	else if (mux->len)
		console_soon();
	return n;
}

void mux_input(struct guest *guest, u8 c)
{
	vuart_bring(&guest->vuart, c);
	vuart_brought(guest);
}
