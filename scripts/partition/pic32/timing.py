# SPDX-License-Identifier: GPL-2.0
"""Who runs when, as lines of memory-map.txt and as a picture: schedule.svg."""

from canvas import GUEST_COLOURS, KIND_COLOURS, MARGIN, PAPER, WIDTH, Canvas
from pic32.schedule import by_priority

TOP, ROW_HEIGHT, BAR_HEIGHT = 136, 62, 34
NAME_X, BAR_X, NOTE_WIDTH = MARGIN, 300, 250
BAR_WIDTH = WIDTH - MARGIN - NOTE_WIDTH - BAR_X
FRAME_HEIGHT = 54
TICKS, LETTERS = 10, 40
UNITS = (("s", 1_000_000), ("ms", 1000))
FREE = KIND_COLOURS["free"]


def lines(plan):
    """Lines of columns."""
    return _window_lines(plan) if plan.windows else _priority_lines(plan)


def draw(plan):
    """schedule.svg"""
    return _draw_windows(plan) if plan.windows else _draw_priorities(plan)


def duration(length_us):
    """Microseconds as one reads them."""
    for unit, size in UNITS:
        if length_us >= size:
            return f"{length_us / size:.10g} {unit}"
    return f"{length_us:.10g} us" if length_us else "0"


def _turns(plan, guest):
    """True if others have its priority."""
    return sum(row.guest.get("priority") == guest.get("priority") for row in plan.rows) > 1


def _budget(guest):
    if not guest.get("budget-us"):
        return "as long as it wants"
    budget, period = guest.get("budget-us"), guest.get("period-us")
    return f"{duration(budget)} in each {duration(period)} ({100 * budget / period:.3g} %)"


def _strip(parts):
    """Parts (share, letter) of a whole as a line of letters."""
    words, done = "", 0
    for share, letter in parts:
        done += share
        words += letter * (round(LETTERS * done) - len(words))
    return f"|{words.ljust(LETTERS, '.')}|"


def _priority_lines(plan):
    rows = []
    for guest in by_priority(plan):
        budget = guest.get("budget-us")
        share = budget / guest.get("period-us") if budget else 1
        rows.append((f"priority {guest.get('priority')}", guest.name, _strip([(share, "#")]),
                     _budget(guest), f"turns of {duration(plan.slice_us)}"
                     if _turns(plan, guest) else ""))
    return rows


def _frame(plan):
    return sum(length for _, length in plan.windows)


def _window_lines(plan):
    names = {row.guest.number: row.guest.name for row in plan.rows}
    rows, start, frame = [], 0, _frame(plan)
    for number, length in plan.windows:
        rows.append((f"from {duration(start)}", duration(length), names[number],
                     _strip([(start / frame, "."), (length / frame, "#")])))
        start += length
    return [*rows, (f"at {duration(frame)}", "", "again", "")]


def _head(canvas, plan, height, words):
    canvas.rect(0, 0, WIDTH, height, PAPER)
    canvas.text(MARGIN, 52, f"{plan.board.model}: who runs when", "title")
    canvas.text(MARGIN, 78, words, "soft")


def _colours(plan):
    return {row.guest.number: GUEST_COLOURS[n] for n, row in enumerate(plan.rows)}


def _draw_priorities(plan):
    canvas, colours = Canvas(), _colours(plan)
    guests = by_priority(plan)
    height = TOP + ROW_HEIGHT * len(guests) + 30
    _head(canvas, plan, height, "The guest with the highest priority that has something to do "
          f"runs at once; equal ones take turns of {duration(plan.slice_us)}.")
    canvas.text(NAME_X, TOP - 18, "Priority", "head")
    canvas.text(BAR_X, TOP - 18, "Of each period", "head")
    y, last = TOP, None
    for guest in guests:
        priority = guest.get("priority")
        if last is not None and priority != last:
            canvas.rect(MARGIN, y - 14, WIDTH - 2 * MARGIN, 1, FREE)
        if priority != last:
            canvas.text(NAME_X + 4, y + 23, str(priority), "title")
        canvas.text(NAME_X + 72, y + 22, guest.name, "head", BAR_X - NAME_X - 80)
        _budget_bar(canvas, y, guest, colours[guest.number])
        y, last = y + ROW_HEIGHT, priority
    return canvas.finish(height)


def _budget_bar(canvas, y, guest, colour):
    """A period and what of it the guest may have."""
    budget, period = guest.get("budget-us"), guest.get("period-us")
    share = budget / period if budget else 1
    canvas.rect(BAR_X, y, BAR_WIDTH, BAR_HEIGHT, FREE, radius=5)
    canvas.rect(BAR_X, y, round(max(BAR_WIDTH * share, 6), 1), BAR_HEIGHT, colour, radius=5,
                opacity=1 if budget else 0.35)
    canvas.text(BAR_X + BAR_WIDTH + 16, y + 22, _budget(guest))


def _draw_windows(plan):
    canvas, colours = Canvas(), _colours(plan)
    frame = _frame(plan)
    rows = TOP + FRAME_HEIGHT + 40
    height = rows + ROW_HEIGHT * len(plan.rows) + 30
    _head(canvas, plan, height, f"A major frame of {duration(frame)} with {len(plan.windows)} "
          "windows, over and over; nobody runs in another's window.")
    _axis(canvas, frame, rows + ROW_HEIGHT * len(plan.rows) - 18)
    canvas.text(NAME_X, TOP + 34, "Major frame", "head")
    start = 0
    for number, length in plan.windows:
        _window(canvas, TOP, FRAME_HEIGHT, (start / frame, length / frame), colours[number])
        if BAR_WIDTH * length / frame > 60:
            canvas.text(round(BAR_X + BAR_WIDTH * (start + length / 2) / frame, 1), TOP + 33,
                        duration(length), "middle light")
        start += length
    for place, row in enumerate(plan.rows):
        _guest_row(canvas, plan, rows + ROW_HEIGHT * place, row.guest, colours)
    return canvas.finish(height)


def _axis(canvas, frame, bottom):
    """Times above the bars, and lines down from them."""
    for tick in range(TICKS + 1):
        x = round(BAR_X + BAR_WIDTH * tick / TICKS, 1)
        canvas.rect(x, TOP - 8, 1, bottom - TOP + 8, "#dfe5eb")
        canvas.text(x, TOP - 14, duration(frame * tick / TICKS), "address middle")


def _guest_row(canvas, plan, y, guest, colours):
    """A guest's windows in the major frame."""
    frame, start, mine = _frame(plan), 0, 0
    canvas.text(NAME_X, y + 22, guest.name, "head", BAR_X - NAME_X - 20)
    canvas.rect(BAR_X, y, BAR_WIDTH, BAR_HEIGHT, FREE)
    for number, length in plan.windows:
        if number == guest.number:
            _window(canvas, y, BAR_HEIGHT, (start / frame, length / frame), colours[number])
            mine += length
        start += length
    canvas.text(BAR_X + BAR_WIDTH + 16, y + 22,
                f"{duration(mine)} ({100 * mine / frame:.3g} %)")


def _window(canvas, y, height, part, colour):
    start, share = part
    canvas.rect(round(BAR_X + BAR_WIDTH * start, 1), y, round(BAR_WIDTH * share, 1), height,
                colour, PAPER)
