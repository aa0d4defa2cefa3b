// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: The console multiplexer
 *
 * A guest's output is shown a line at a time, behind the guest's name. Text
 * without a line end, such as a prompt, is shown after a short while. Of a line
 * longer than the buffer a piece is shown, and the others wait a short while for
 * the next; a line that does not end is ended. What could
 * move the cursor or forge another's line is taken out: escape sequences vanish,
 * but one that places the cursor ends the line, so that full-screen programs can
 * be followed.
 */
#include <levsha/arch.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/mux.h>
#include <levsha/time.h>
#include <levsha/vuart.h>
#include <linux/sprintf.h>

#define BYTES_PER_POLL		(MUX_LINE_LEN / 2)
#define COLUMNS			240
#define LOST_LEN		48
#define ESCAPE			0x1b

/* At most every second byte ends a line; each has a prefix, "\r\n" and a text. */
#define ROOM_NEEDED                                                            \
	(BYTES_PER_POLL / 2 * (PART_NAME_LEN + 6) + MUX_LINE_LEN +             \
	 2 * PART_NAME_LEN + LOST_LEN)

/* The guest of which a piece of a line was shown last, and when. */
static struct {
	u32 guest;
	u32 since;
} piece;

enum {
	TEXT,
	AFTER_ESCAPE,
	IN_SEQUENCE,
};

static void show(const struct guest *guest, const char *text, u32 len)
{
	char prefix[PART_NAME_LEN + 4];

	snprintf(prefix, sizeof(prefix), "[%s] ", guest->part->name);
	console_write((int)guest->id, prefix, text, len);
}

static void show_line(struct guest *guest)
{
	show(guest, guest->mux.line, guest->mux.len);
	guest->mux.len = 0;
}

/* Blanks at the end of a line, and lines of nothing else, are not worth showing. */
static void end_line(struct guest *guest)
{
	struct mux *mux = &guest->mux;

	while (mux->len && mux->line[mux->len - 1] == ' ')
		mux->len--;
	show_line(guest);
	if (console_owner() == (int)guest->id)
		show(guest, "\n", 1);
	mux->column = 0;
}

/*
 * A backspace goes back over the guest's own text only, never over its name.
 */
static bool column_moves(struct guest *guest, u8 c)
{
	struct mux *mux = &guest->mux;

	if (!mux->len && console_owner() != (int)guest->id)
		mux->column = 0;
	if (c == '\b')
		return mux->column && mux->column--;
	mux->column++;
	return true;
}

static void show_piece(struct guest *guest)
{
	show_line(guest);
	piece.guest = guest->id;
	piece.since = (u32)ktime_us();
}

static void add(struct guest *guest, u8 c)
{
	struct mux *mux = &guest->mux;

	if (!column_moves(guest, c))
		return;
	if (!mux->len)
		mux->since = (u32)ktime_us();
	mux->line[mux->len++] = (char)c;
	if (mux->column >= COLUMNS)
		end_line(guest);
	else if (mux->len == MUX_LINE_LEN)
		show_piece(guest);
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
		if (c == 'H' && (mux->len || console_owner() == (int)guest->id))
			end_line(guest);
	}
}

static void tell_lost(struct guest *guest, u32 lost)
{
	char text[LOST_LEN];
	int len;

	len = snprintf(text, sizeof(text), "<%u bytes of output lost>", lost);
	end_line(guest);
	show(guest, text, (u32)len);
	show(guest, "\n", 1);
}

static bool passed(u32 since)
{
	return (u32)ktime_us() - since > MUX_PATIENCE_US;
}

/* Another guest's line has begun, and may soon go on. */
static bool must_wait(const struct guest *guest)
{
	const int owner = console_owner();

	return owner > CONSOLE_NOBODY && owner != (int)guest->id &&
	       owner == (int)piece.guest && !passed(piece.since);
}

bool mux_poll(struct guest *guest)
{
	struct mux *mux = &guest->mux;
	u8 bytes[BYTES_PER_POLL];
	u32 lost = 0;
	size_t n, i;

	if (console_room() < ROOM_NEEDED || must_wait(guest))
		return false;
	n = vuart_take(&guest->vuart, bytes, sizeof(bytes), &lost);
	if (n)
		vuart_taken(guest);
	if (lost)
		tell_lost(guest, lost);
	for (i = 0; i < n; i++)
		clean(guest, bytes[i]);
	if (mux->len && passed(mux->since))
		show_line(guest);
	return n;
}

void mux_input(struct guest *guest, u8 c)
{
	if (vuart_bring(&guest->vuart, c))
		arch_request(guest, GUEST_REQ_VUART);
}
