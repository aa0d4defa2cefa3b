// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: The screen
 *
 * Alt and a function key choose the window that is seen and gets the keys: F1 and
 * up the guest of that number, F9 the log, F10 the commands. Guests have all lines
 * of the screen; the status line covers their last one while Alt is held or the
 * window is scrolled back. What a guest writes is taken for the screen and for the
 * serial line independently, so that a slow line costs the screen nothing.
 */
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/keyboard.h>
#include <levsha/log.h>
#include <levsha/screen.h>
#include <levsha/vga.h>
#include <levsha/window.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/sprintf.h>
#include <linux/stddef.h>
#include <linux/string.h>

#define LOG_WINDOW		MAX_GUESTS
#define COMMAND_WINDOW		(MAX_GUESTS + 1)
#define NR_WINDOWS		(MAX_GUESTS + 2)

#define LOG_KEY			9	/* function keys, from 1 */
#define COMMAND_KEY		10

#define SCROLL_STEP		12
#define BYTES_PER_POLL		256

#define STATUS_ROW		(VGA_ROWS - 1)
#define STATUS_COLOUR		0x70	/* black on grey */
#define STATUS_ACTIVE		0x1f	/* white on blue */
#define STATUS_OTHERS		22	/* columns of log and commands */
#define STATUS_ENTRY		5	/* columns of a guest besides its name */

static_assert(VGA_COLUMNS == WINDOW_COLUMNS);

static struct window windows[NR_WINDOWS];

static struct {
	bool on;
	bool keyboard;
	bool changed;
	bool alt;		/* is held down */
	u32 active;		/* index of the window that is seen */
	u32 back;		/* lines that it is scrolled back */
	u32 unseen;		/* a bit for each window with new text */
	u16 status[VGA_COLUMNS];
	u32 status_len;
} screen;

static u32 window_of(int owner)
{
	return owner > 0 ? (u32)owner - 1 :
	       owner == CONSOLE_LOG ? LOG_WINDOW : COMMAND_WINDOW;
}

static void write_window(u32 index, const char *text, size_t len)
{
	struct window *w = &windows[index];
	const u32 top = w->top;

	window_write(w, text, len);
	if (index != screen.active) {
		screen.changed |= !(screen.unseen >> index & 1);
		screen.unseen |= 1U << index;
		return;
	}
	screen.changed = true;
	if (screen.back)
		screen.back += w->top - top;
	if (screen.back > window_history(w))
		screen.back = window_history(w);
}

void screen_write(int owner, const char *text)
{
	if (owner < 0)
		write_window(window_of(owner), text, strlen(text));
}

static void switch_to(u32 index)
{
	screen.active = index;
	screen.back = 0;
	screen.unseen &= ~(1U << index);
	screen.changed = true;
}

void screen_show(int owner)
{
	switch_to(window_of(owner));
}

bool screen_shows(int owner)
{
	return screen.active == window_of(owner);
}

static void status_put(u8 colour, const char *text, u32 max)
{
	for (; *text && max && screen.status_len < VGA_COLUMNS; text++, max--)
		screen.status[screen.status_len++] = (u16)(colour << 8 | (u8)*text);
}

static void status_entry(u32 index, u32 key, const char *name, const char *mark)
{
	const u8 colour = index == screen.active ? STATUS_ACTIVE : STATUS_COLOUR;
	u32 width = VGA_COLUMNS;
	char text[8];

	if (index < MAX_GUESTS)
		width = (VGA_COLUMNS - STATUS_OTHERS) / nr_guests - STATUS_ENTRY;
	if (screen.unseen >> index & 1 && *mark == ' ')
		mark = "*";
	scnprintf(text, sizeof(text), " F%u ", key);
	status_put(colour, text, sizeof(text));
	status_put(colour, name, width);
	status_put(colour, mark, 1);
}

static const u16 *status_line(void)
{
	const struct guest *g;
	char text[16] = "";

	screen.status_len = 0;
	for_each_guest(g)
		status_entry(g->id - 1U, g->id, g->part->name,
			     guest_alive(g) ? " " : "!");
	status_entry(LOG_WINDOW, LOG_KEY, "log", " ");
	status_entry(COMMAND_WINDOW, COMMAND_KEY, "commands", " ");
	if (screen.back)
		scnprintf(text, sizeof(text), " -%u", screen.back);
	status_put(STATUS_COLOUR, text, sizeof(text));
	while (screen.status_len < VGA_COLUMNS)
		status_put(STATUS_COLOUR, " ", 1);
	return screen.status;
}

static void draw(const struct window *w)
{
	const bool status = screen.alt || screen.back || w->rows < VGA_ROWS;
	u32 row;

	for (row = 0; row < STATUS_ROW + !status; row++)
		vga_write_row(row, window_line(w, (int)row - (int)screen.back));
	if (status)
		vga_write_row(STATUS_ROW, status_line());
	vga_set_cursor(screen.back ? VGA_ROWS : w->row,
		       w->column - (w->column == VGA_COLUMNS));
}

void screen_refresh(void)
{
	if (screen.on && screen.changed) {
		screen.changed = false;
		draw(&windows[screen.active]);
	}
}

static void show_guest(struct guest *guest)
{
	struct vuart *u = &guest->vuart;
	char bytes[BYTES_PER_POLL];
	size_t n = 0;
	int c;

	vuart_lost(u, &u->shown);
	while (n < sizeof(bytes) && (c = vuart_take(u, &u->shown)) >= 0)
		bytes[n++] = (char)c;
	if (n)
		write_window(guest->id - 1U, bytes, n);
}

void screen_poll(void)
{
	struct guest *guest;

	for_each_guest(guest)
		show_guest(guest);
	screen_refresh();
}

static void scroll(int lines)
{
	const u32 history = window_history(&windows[screen.active]);
	const int back = (int)screen.back + lines;

	screen.back = back < 0 ? 0 : (u32)back > history ? history : (u32)back;
	screen.changed = true;
}

static void choose_window(u32 key)
{
	if (key <= nr_guests)
		switch_to(key - 1);
	else if (key == LOG_KEY)
		switch_to(LOG_WINDOW);
	else if (key == COMMAND_KEY)
		switch_to(COMMAND_WINDOW);
}

/* What xterm sends behind the escape. */
static const char sequences[KEY_NR - KEY_F1][5] = {
	"OP",	 "OQ",	  "OR",	    "OS",   "[15~",	     "[17~",
	"[18~",	 "[19~",  "[20~",   "[21~", "[23~",	     "[24~",
	[KEY_HOME - KEY_F1] = "[H",	    [KEY_UP - KEY_F1] = "[A",
	[KEY_PAGE_UP - KEY_F1] = "[5~",	    [KEY_LEFT - KEY_F1] = "[D",
	[KEY_RIGHT - KEY_F1] = "[C",	    [KEY_END - KEY_F1] = "[F",
	[KEY_DOWN - KEY_F1] = "[B",	    [KEY_PAGE_DOWN - KEY_F1] = "[6~",
	[KEY_INSERT - KEY_F1] = "[2~",	    [KEY_DELETE - KEY_F1] = "[3~",
};

static void type(struct guest *guest, u32 key)
{
	const char *s;

	if (key < KEY_F1) {
		mux_input(guest, (u8)key);
		return;
	}
	mux_input(guest, '\033');
	for (s = sequences[(key & 0xff) - KEY_F1]; *s; s++)
		mux_input(guest, (u8)*s);
}

/* Who types while the log is seen means the commands. */
static void type_into_window(u32 key)
{
	if (screen.back)
		scroll(-(int)screen.back);
	if (screen.active == LOG_WINDOW)
		switch_to(COMMAND_WINDOW);
	if (screen.active < MAX_GUESTS)
		type(&guests[screen.active], key);
	else if (key < KEY_F1)
		prompt_input((char)key);
}

static void handle_key(u32 key)
{
	const u32 function_key = (key & 0xff) - KEY_F1 + 1;

	if (key & KEY_ALT && (key & 0xff) <= KEY_F12)
		choose_window(function_key);
	else if (key == (KEY_SHIFT | KEY_PAGE_UP))
		scroll(SCROLL_STEP);
	else if (key == (KEY_SHIFT | KEY_PAGE_DOWN))
		scroll(-SCROLL_STEP);
	else
		type_into_window(key);
}

bool screen_input(void)
{
	const int key = screen.keyboard ? keyboard_getc() : -EAGAIN;

	if (key < 0)
		return false;
	screen.changed |= screen.alt != keyboard_alt();
	screen.alt = keyboard_alt();
	if (key)
		handle_key((u32)key);
	return true;
}

void screen_init(void)
{
	u32 i;

	for (i = 0; i < NR_WINDOWS; i++)
		window_init(&windows[i], i < MAX_GUESTS ? VGA_ROWS : STATUS_ROW);
	screen.on = true;
	switch_to(LOG_WINDOW);
	vga_init();
}

void screen_setup(const struct part_board *board)
{
	screen.on = board->flags & PART_BOARD_SCREEN;
	screen.keyboard = board->keyboard_irq && !keyboard_init();
	if (board->keyboard_irq && !screen.keyboard)
		pr_warn("no keyboard: its controller at ports 60 and 64 does not answer");
}
