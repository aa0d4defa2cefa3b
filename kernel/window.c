// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Windows
 *
 * A window is a terminal of 80 columns with the part of ECMA-48 that full-screen
 * programs use on a serial line: cursor up, down, right, left and position, erase
 * in display and line, and colours. Whatever a guest sends changes its window's
 * cells and nothing else: each number is brought into its bounds before it is
 * used. Lines that leave at the top stay until the ring of lines comes round.
 */
#include <levsha/window.h>
#include <linux/stddef.h>

#define ESCAPE			0x1b
#define TAB			8
#define PARAM_MAX		999
#define PLAIN			0x07	/* grey on black */
#define BRIGHT			0x08
#define FOREGROUND		0x07
#define BACKGROUND		0x70

enum {
	TEXT,
	AFTER_ESCAPE,
	IN_SEQUENCE,
	IN_UNKNOWN,
};

static u16 *line(struct window *w, u32 row)
{
	return w->cells[(w->top + row) % WINDOW_LINES];
}

static u16 cell(const struct window *w, u8 c)
{
	const u8 a = w->colour;
	const u8 swapped = (u8)((a & FOREGROUND) << 4 | a >> 4 | (a & BRIGHT));

	return (u16)((w->inverse ? swapped : a) << 8 | c);
}

/* Cells are counted from the top left corner. */
static void blank(struct window *w, u32 from, u32 to)
{
	for (; from < to; from++)
		line(w, from / WINDOW_COLUMNS)[from % WINDOW_COLUMNS] =
			cell(w, ' ');
}

static u32 limit(u32 value, u32 end)
{
	return value < end ? value : end - 1;
}

static void new_line(struct window *w)
{
	const u32 last = (w->rows - 1) * WINDOW_COLUMNS;

	w->column = 0;
	if (w->row < w->rows - 1) {
		w->row++;
		return;
	}
	w->top++;
	blank(w, last, last + WINDOW_COLUMNS);
}

static void put(struct window *w, u8 c)
{
	if (w->column == WINDOW_COLUMNS)
		new_line(w);
	line(w, w->row)[w->column++] = cell(w, c);
}

static void control(struct window *w, u8 c)
{
	if (c == '\n')
		new_line(w);
	else if (c == '\r')
		w->column = 0;
	else if (c == '\b' && w->column)
		w->column--;
	else if (c == '\t')
		w->column = limit(w->column / TAB * TAB + TAB, WINDOW_COLUMNS);
	else if (c == ESCAPE)
		w->state = AFTER_ESCAPE;
}

/* A parameter that counts: none, or 0, is 1. */
static u32 count(const struct window *w, u32 n)
{
	return w->params[n] ? w->params[n] : 1;
}

static void up(struct window *w)
{
	const u32 n = count(w, 0);

	w->row -= n < w->row ? n : w->row;
}

static void down(struct window *w)
{
	w->row = limit(w->row + count(w, 0), w->rows);
}

static void right(struct window *w)
{
	w->column = limit(w->column + count(w, 0), WINDOW_COLUMNS);
}

static void left(struct window *w)
{
	const u32 n = count(w, 0);

	w->column -= n < w->column ? n : w->column;
}

static void position(struct window *w)
{
	w->row = limit(count(w, 0) - 1, w->rows);
	w->column = limit(count(w, 1) - 1, WINDOW_COLUMNS);
}

/* From the cursor on (0), up to it (1), or all (2) of an area. */
static void erase(struct window *w, u32 from, u32 to)
{
	const u32 at = w->row * WINDOW_COLUMNS + limit(w->column, WINDOW_COLUMNS);

	if (w->params[0] == 0)
		from = at;
	else if (w->params[0] == 1)
		to = at + 1;
	blank(w, from, to);
}

static void erase_display(struct window *w)
{
	erase(w, 0, w->rows * WINDOW_COLUMNS);
}

static void erase_line(struct window *w)
{
	const u32 from = w->row * WINDOW_COLUMNS;

	erase(w, from, from + WINDOW_COLUMNS);
}

/* ECMA-48 counts red, green, blue from the lowest bit, VGA from the highest. */
static u8 vga_colour(u32 n)
{
	return (u8)((n & 1) << 2 | (n & 2) | (n >> 2 & 1));
}

static void set_colour(struct window *w, u8 mask, u32 bits)
{
	w->colour = (u8)((w->colour & ~mask) | bits);
}

static void colour(struct window *w, u32 n)
{
	if (n == 0) {
		w->colour = PLAIN;
		w->inverse = false;
	} else if (n == 1) {
		w->colour |= BRIGHT;
	} else if (n == 7 || n == 27) {
		w->inverse = n == 7;
	} else if (n >= 30 && n <= 37) {
		set_colour(w, FOREGROUND, vga_colour(n - 30));
	} else if (n == 39) {
		set_colour(w, FOREGROUND, PLAIN);
	} else if (n >= 40 && n <= 47) {
		set_colour(w, BACKGROUND, (u32)vga_colour(n - 40) << 4);
	} else if (n == 49) {
		set_colour(w, BACKGROUND, 0);
	}
}

static void colours(struct window *w)
{
	u32 i;

	for (i = 0; i < w->nr_params; i++)
		colour(w, w->params[i]);
}

static const struct {
	u8 final;
	void (*run)(struct window *w);
} sequences[] = {
	{ 'A', up },	   { 'B', down },	   { 'C', right },
	{ 'D', left },	   { 'H', position },	   { 'J', erase_display },
	{ 'K', erase_line }, { 'f', position },	   { 'm', colours },
};

static void run(struct window *w, u8 final)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(sequences); i++) {
		if (sequences[i].final == final)
			sequences[i].run(w);
	}
}

static void begin_sequence(struct window *w)
{
	u32 i;

	for (i = 0; i < WINDOW_PARAMS; i++)
		w->params[i] = 0;
	w->nr_params = 1;
	w->state = IN_SEQUENCE;
}

/* Digits, semicolons, and what marks a sequence as a private one. */
static void parameter(struct window *w, u8 c)
{
	u16 *p = &w->params[w->nr_params - 1];

	if (c >= '0' && c <= '9')
		*p = (u16)limit(*p * 10U + c - '0', PARAM_MAX + 1);
	else if (c == ';' && w->nr_params < WINDOW_PARAMS)
		w->nr_params++;
	else
		w->state = IN_UNKNOWN;
}

static void in_sequence(struct window *w, u8 c)
{
	if (c < '@') {
		parameter(w, c);
		return;
	}
	if (w->state == IN_SEQUENCE)
		run(w, c);
	w->state = TEXT;
}

static void take(struct window *w, u8 c)
{
	if (c < ' ')
		control(w, c);
	else if (w->state == TEXT)
		put(w, c);
	else if (w->state != AFTER_ESCAPE)
		in_sequence(w, c);
	else if (c == '[')
		begin_sequence(w);
	else if (c >= '0')
		w->state = TEXT;
}

void window_write(struct window *w, const char *text, size_t len)
{
	while (len--)
		take(w, (u8)*text++);
}

void window_init(struct window *w, u32 rows)
{
	w->rows = rows;
	w->colour = PLAIN;
	blank(w, 0, rows * WINDOW_COLUMNS);
}

u32 window_history(const struct window *w)
{
	return limit(w->top, WINDOW_LINES - w->rows + 1);
}

const u16 *window_line(const struct window *w, int n)
{
	return w->cells[(w->top + (u32)n) % WINDOW_LINES];
}
