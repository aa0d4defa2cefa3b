# SPDX-License-Identifier: GPL-2.0
"""The memory map as a picture: memory-map.svg.

RAM and program flash stand on the left. Each guest has a card on the right with
its own addresses, page by page; ribbons lead to where its pages are.
"""

import textwrap

from canvas import (DARK, GUEST_COLOURS, KIND_COLOURS, LETTER, MARGIN, PAPER, ROW, SOFT, WIDTH,
                    Canvas)
from memory_map import Area
from pic32 import report, view
from pic32.part import PART_GUEST_AUTOSTART
from ranges import PAGE, Range, align_up, roughly

BAR_X, BAR_WIDTH = 124, 250
CARD_X = 452
CARD_WIDTH = WIDTH - MARGIN - CARD_X
PAGES_X, PAGES_WIDTH = CARD_X + 112, 370
PLACE_X = PAGES_X + PAGES_WIDTH + 14
SIZES_X = PLACE_X + 112
TOP, BARS_GAP = 132, 58
HEAD, FACT, STEP, GAP = 30, 18, 28, 24
CHIP, CHIP_STEP, CHIP_SPACE = 24, 30, 8
IRQ_WIDTH, IRQ_HEIGHT = 209, 44
FACT_LETTERS = 105
SHARED = "#7d5a3c"
STYLES = (                      # how registers are had: fill opacity, border, letters
    (view.STRAIGHT, 1, True, "light"), (view.BY_EXIT, 0.16, True, ""),
    (view.READ_ONLY, 0, True, "soft"), (view.EMULATED, 0, False, "soft"))


def draw(plan):
    """memory-map.svg"""
    canvas = Canvas()
    colours = {row.guest.name: GUEST_COLOURS[n] for n, row in enumerate(plan.rows)}
    cards = [_card_height(plan, row) for row in plan.rows]
    bars = [_areas(plan, plan.board.ram), _areas(plan, plan.board.flash)]
    body = max(sum(cards) + GAP * (len(cards) - 1),
               1.15 * ROW * sum(map(len, bars)) + BARS_GAP)
    chips = report.interrupts(plan)
    height = TOP + body + 60 + _rows(chips) * (IRQ_HEIGHT + 8) + MARGIN
    canvas.rect(0, 0, WIDTH, round(height, 1), PAPER)
    _title(canvas, plan)
    places = _bars(canvas, plan, bars, body, colours)
    y = TOP
    for row, card in zip(plan.rows, cards):
        _card(canvas, y, card, plan, row, colours[row.guest.name], places)
        y += card + GAP
    _interrupts(canvas, TOP + body + 44, chips, colours)
    return canvas.finish(round(height, 1))


def _title(canvas, plan):
    canvas.text(MARGIN, 52, plan.board.model, "title")
    canvas.text(MARGIN, 78, f"{len(plan.rows)} guests; a box in a card is a page of the root TLB; "
                "small areas are drawn larger than they are", "soft")
    canvas.text(CARD_X, TOP - 14, "Guests", "head")
    x = WIDTH - MARGIN
    for how, opacity, border, style in reversed(STYLES):
        width = LETTER * len(how) + 22
        x -= width
        _chip(canvas, x, TOP - 34, width, how, SOFT, (opacity, border, style))
        x -= CHIP_SPACE
    canvas.text(x - 2, TOP - 18, "registers:", "soft end")


def _areas(plan, memory):
    """Who has what of a memory; what waits for RAM takes whole pages."""
    found, last = [], None
    for area, name, guest in report.areas(plan, memory):
        if last and area.base < last.end:
            if area.end <= last.end:
                continue
            area = Range(last.end, area.end - last.end)
        if guest and area.size % PAGE:
            area = Range(area.base, align_up(area.size, PAGE))
        kind = "guest" if guest else name if name in KIND_COLOURS else "shared"
        found.append(Area(area, name, kind, guest))
        last = area
    return found


def _bars(canvas, plan, bars, body, colours):
    """Both memories, one below the other; returns (area, (top, bottom)) of all."""
    def colour(area):
        return SHARED if area.kind == "shared" else colours.get(area.guest and area.guest.name)

    rows = [len(bar) for bar in bars]
    spare = body - BARS_GAP - ROW * sum(rows)
    y, places = TOP, []
    for title, memory, bar, share in zip(("RAM", "Program flash"),
                                         (plan.board.ram, plan.board.flash), bars, (0.5, 0.5)):
        canvas.text(BAR_X, y - 14, title, "head")
        canvas.text(BAR_X + BAR_WIDTH, y - 14, roughly(memory.size), "soft end")
        height = ROW * len(bar) + spare * share
        places += canvas.bar(BAR_X, y, BAR_WIDTH, height, bar, colour)
        y += height + BARS_GAP
    return places


def _facts(row):
    """What stands below a guest's name."""
    guest = row.guest
    begun = "runs from boot" if guest.flags & PART_GUEST_AUTOSTART else \
        "waits for a start command"
    ways = f"{len(row.entries)} pairs of pages, {len(guest.irqs.slots)} interrupt sources"
    return [f"starts at {guest.image.entry:#010x}, {begun}; {ways}",
            *textwrap.wrap(view.consequences(guest), FACT_LETTERS)]


def _chips(plan, guest):
    """(x, line, width, name, how) of each device, in lines as wide as the card."""
    x, line, placed = 0, 0, []
    for name, how in view.devices(plan, guest):
        width = LETTER * len(name) + 22
        if x + width > CARD_WIDTH - 32:
            x, line = 0, line + 1
        placed.append((x, line, width, name, how))
        x += width + CHIP_SPACE
    return placed


def _card_height(plan, row):
    chips = _chips(plan, row.guest)
    lines = chips[-1][1] + 1 if chips else 0
    return HEAD + 10 + FACT * len(_facts(row)) + 12 + STEP * len(_own(plan, row)) \
        + 10 + CHIP_STEP * lines + FACT + 10


def _card(canvas, y, height, plan, row, colour, places):
    guest = row.guest
    canvas.rect(CARD_X, y, CARD_WIDTH, height, PAPER, colour, 6)
    canvas.rect(CARD_X, y, CARD_WIDTH, HEAD, colour, colour, 6)
    canvas.text(CARD_X + 14, y + 20, guest.name, "head light")
    canvas.text(CARD_X + CARD_WIDTH - 14, y + 20,
                f"guest {guest.number}, {roughly(guest.memory.size)} of RAM", "light end")
    y += HEAD + 10
    for number, fact in enumerate(_facts(row)):
        canvas.text(CARD_X + 14, y + 13 + FACT * number, fact, "soft" if number else "",
                    CARD_WIDTH - 28)
    y += FACT * len(_facts(row)) + 12
    for run in _own(plan, row):
        _run(canvas, y, run, colour, places)
        y += STEP
    y += 10
    for x, line, width, name, how in _chips(plan, guest):
        style = next(style for style in STYLES if style[0] == how)
        _chip(canvas, CARD_X + 16 + x, y + CHIP_STEP * line, width, name, colour, style[1:])
    y += CHIP_STEP * (1 + max((chip[1] for chip in _chips(plan, guest)), default=-1))
    canvas.text(CARD_X + 16, y + 13, _common(plan, row), "soft", CARD_WIDTH - 32)


def _own(plan, row):
    """The runs of pages that not every guest has."""
    return [run for run in view.runs(plan, row) if run.kind != "part"]


def _common(plan, row):
    """What all guests have, in words."""
    words = "as all guests: {} blocks of registers read only, {} emulated".format(
        *view.common(row.guest))
    part = [run for run in view.runs(plan, row) if run.kind == "part"]
    if part:
        words += f"; {part[0].name}, {view.sizes(part)}"
    return words


def _run(canvas, y, run, colour, places):
    """A line of a card: address, pages, where they are, their sizes."""
    fill = SHARED if run.kind == "shared" else colour
    height = STEP - 4
    canvas.text(PAGES_X - 8, y + 16, f"{run.gpa.base:#010x}", "address end")
    x = PAGES_X
    for size in run.sizes:
        width = PAGES_WIDTH * size / run.gpa.size
        canvas.rect(round(x, 1), y, round(width, 1), height, fill, PAPER)
        x += width
    canvas.text(PAGES_X + 10, y + 16, run.name, "light", PAGES_WIDTH - 20)
    canvas.text(PLACE_X, y + 16, f"at {run.rpa:#010x}", "address")
    canvas.text(SIZES_X + 8, y + 16, view.sizes([run]), "soft", CARD_X + CARD_WIDTH - SIZES_X - 18)
    for area, (top, bottom) in places:
        if area.range.overlaps(Range(run.rpa, run.gpa.size)):
            canvas.funnel((BAR_X + BAR_WIDTH, top, bottom), (CARD_X, y, y + height), fill)


def _chip(canvas, x, y, width, name, colour, style):
    opacity, border, letters = style
    fill = colour if opacity else PAPER if border else KIND_COLOURS["free"]
    canvas.rect(round(x, 1), y, round(width, 1), CHIP, fill,
                colour if border else "none", 5, opacity or 1)
    canvas.text(round(x + width / 2, 1), y + 16, name, ("middle " + letters).strip())


def _rows(chips):
    """Lines of interrupts."""
    columns = (WIDTH - 2 * MARGIN + 8) // (IRQ_WIDTH + 8)
    return -(-len(chips) // columns)


def _interrupts(canvas, y, chips, colours):
    canvas.text(MARGIN, y, "Device interrupts", "head")
    columns = (WIDTH - 2 * MARGIN + 8) // (IRQ_WIDTH + 8)
    for number, (irq, name, device) in enumerate(chips):
        x = MARGIN + number % columns * (IRQ_WIDTH + 8)
        top = y + 12 + number // columns * (IRQ_HEIGHT + 8)
        canvas.rect(x, top, IRQ_WIDTH, IRQ_HEIGHT, colours.get(name, DARK), radius=5)
        canvas.text(x + 10, top + 18, f"{irq}  {name}", "light", IRQ_WIDTH - 16)
        canvas.text(x + 10, top + 35, device, "light", IRQ_WIDTH - 16)
