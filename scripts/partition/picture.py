# SPDX-License-Identifier: GPL-2.0
"""The memory map as a picture: memory-map.svg.

The host's memory stands on the left; each guest's share of it opens into a
card on the right. Cores and interrupts are below.
"""

from xml.sax.saxutils import escape

import memory_map
from ranges import roughly

MARGIN = 32
HOST_X, HOST_WIDTH = 132, 280
CARD_X, CARD_WIDTH = 490, 838
BAR_X, BAR_WIDTH = CARD_X + 116, 270
FACTS_X = BAR_X + BAR_WIDTH + 26
WIDTH = CARD_X + CARD_WIDTH + MARGIN
TOP = 120
ROW = 26                        # the least height of an area
CARD_HEAD, CARD_GAP = 44, 22
LINE = 18
IRQS, CELL_GAP = 16, 6
CELL = (WIDTH - 2 * MARGIN - CELL_GAP * (IRQS - 1)) / IRQS
LETTER = 7.5                    # the width of most letters

INK, SOFT, PAPER, DARK = "#1d2733", "#5c6b7a", "#ffffff", "#2f3e4e"
GUEST_COLOURS = ("#2a78b8", "#d9822b", "#2e9e6b", "#a855a0", "#c0504d", "#7a8b2f", "#4f6bd8")
KIND_COLOURS = {"firmware": "#c9d1d9", "hypervisor": DARK, "free": "#f3f6f9",
                "device": "#f2d98b"}
STYLE = """
text { font-family: "DejaVu Sans", Verdana, sans-serif; font-size: 13px; fill: %s }
.title { font-size: 24px; font-weight: bold }
.head { font-size: 16px; font-weight: bold }
.soft { fill: %s }
.address { font-family: "DejaVu Sans Mono", monospace; font-size: 12px; fill: %s }
.light { fill: #ffffff }
.end { text-anchor: end }
.middle { text-anchor: middle }
""" % (INK, SOFT, SOFT)


class Canvas:
    """SVG elements in the order in which they are painted."""

    def __init__(self):
        self.parts = []

    def rect(self, x, y, width, height, fill, stroke="none", radius=0, opacity=1):
        """A box."""
        self.parts.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" '
            f'fill="{fill}" stroke="{stroke}" fill-opacity="{opacity}"/>')

    def text(self, x, y, words, style="", room=None):
        """Words at a base line; what does not fit its room ends in dots."""
        letters = room and int(room / LETTER)
        if room and len(words) > letters:
            words = words[:letters - 1] + "…"
        self.parts.append(f'<text x="{x}" y="{y}" class="{style}">{escape(words)}</text>')

    def funnel(self, left, right, fill):
        """A shade from (x, top, bottom) to another."""
        (x1, top1, bottom1), (x2, top2, bottom2) = left, right
        middle = (x1 + x2) / 2
        self.parts.append(
            f'<path d="M{x1},{top1} C{middle},{top1} {middle},{top2} {x2},{top2} '
            f'V{bottom2} C{middle},{bottom2} {middle},{bottom1} {x1},{bottom1} Z" '
            f'fill="{fill}" fill-opacity="0.18"/>')

    def finish(self, height):
        """The SVG document."""
        return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
                f'viewBox="0 0 {WIDTH} {height}">\n<style>{STYLE}</style>\n'
                + "\n".join(self.parts) + "\n</svg>\n")


def draw(board, guests):
    """memory-map.svg"""
    canvas = Canvas()
    colours = {guest.name: GUEST_COLOURS[n] for n, guest in enumerate(guests)}
    areas = memory_map.host(board, guests)
    cards = [_card_height(guest) for guest in guests]
    body = max(sum(cards) + CARD_GAP * (len(cards) - 1), ROW * 1.5 * len(areas))
    height = TOP + body + 250
    canvas.rect(0, 0, WIDTH, height, PAPER)
    canvas.text(MARGIN, 52, board.model, "title")
    canvas.text(MARGIN, 78, f"{len(guests)} guests on {len(board.cpus)} cores; "
                "small areas are drawn larger than they are", "soft")
    canvas.text(HOST_X, TOP - 14, "Host memory", "head")
    canvas.text(CARD_X, TOP - 14, "Guests", "head")
    places = _bar(canvas, HOST_X, TOP, HOST_WIDTH, body, areas,
                  lambda area: colours.get(area.guest and area.guest.name))
    y = TOP
    for guest, card in zip(guests, cards):
        top, bottom = places[guest.name]
        canvas.funnel((HOST_X + HOST_WIDTH, top, bottom), (CARD_X, y, y + card),
                      colours[guest.name])
        _card(canvas, y, card, guest, colours[guest.name])
        y += card + CARD_GAP
    _cores(canvas, TOP + body + 48, board, guests, colours)
    _interrupts(canvas, TOP + body + 150, board, guests, colours)
    return canvas.finish(height)


def _heights(areas, total):
    """Of each area: the least, and its share of what is left of the total."""
    bytes_all = sum(area.range.size for area in areas)
    spare = total - ROW * len(areas)
    return [ROW + spare * area.range.size / bytes_all for area in areas]


def _bar(canvas, x, y, width, total, areas, colour):
    """A column of areas; returns {guest's name: (top, bottom)}."""
    places = {}
    for area, height in zip(areas, _heights(areas, total)):
        fill = colour(area) or KIND_COLOURS[area.kind]
        style = "" if fill in (KIND_COLOURS["firmware"], KIND_COLOURS["free"],
                               KIND_COLOURS["device"]) else "light"
        size = roughly(area.range.size)
        canvas.rect(x, round(y, 1), width, round(height, 1), fill, "#ffffff")
        canvas.text(x - 8, round(y + 17, 1), f"{area.range.base:#010x}", "address end")
        canvas.text(x + 10, round(y + 17, 1), area.name, style, width - 28 - LETTER * len(size))
        canvas.text(x + width - 10, round(y + 17, 1), size, style + " end")
        if area.guest:
            places[area.guest.name] = (round(y, 1), round(y + height, 1))
        y += height
    return places


def _facts(guest):
    """The lines beside a guest's memory."""
    facts = [f"starts in {memory_map.start(guest)}", *memory_map.policy(guest), ""]
    for where, how, device in memory_map.registers(guest):
        facts.append(f"{where}: {device.rsplit('/', 1)[1]}, {how}")
    return facts + [f"IRQ {irq}, {memory_map.TRIGGER[flags]}, straight to its core"
                    for irq, flags in guest.irqs.items()]


def _card_height(guest):
    rows = ROW * 1.25 * len(memory_map.guest_memory(guest))
    return CARD_HEAD + max(rows, LINE * len(_facts(guest))) + 30


def _card(canvas, y, height, guest, colour):
    canvas.rect(CARD_X, y, CARD_WIDTH, height, "#ffffff", colour, 6)
    canvas.rect(CARD_X, y, CARD_WIDTH, 30, colour, colour, 6)
    canvas.text(CARD_X + 14, y + 20, guest.name, "head light")
    canvas.text(CARD_X + CARD_WIDTH - 14, y + 20,
                f"core {guest.cpu}, {roughly(guest.ram.size)}", "light end")
    areas = memory_map.guest_memory(guest)
    _bar(canvas, BAR_X, y + CARD_HEAD, BAR_WIDTH, height - CARD_HEAD - 14, areas,
         lambda area: colour if area.kind == "data" else None)
    for number, fact in enumerate(_facts(guest)):
        canvas.text(FACTS_X, y + CARD_HEAD + 16 + LINE * number, fact,
                    "" if number < 3 else "soft", CARD_X + CARD_WIDTH - FACTS_X - 8)


def _cores(canvas, y, board, guests, colours):
    canvas.text(MARGIN, y, "Cores", "head")
    rows = memory_map.cores(board, guests)
    width = (WIDTH - 2 * MARGIN - 12 * (len(rows) - 1)) / len(rows)
    for cpu, apic_id, name, guest in rows:
        x = MARGIN + cpu * (width + 12)
        fill = colours[name] if guest else DARK if cpu == 0 else SOFT
        canvas.rect(x, y + 12, width, 46, fill, radius=6)
        canvas.text(x + 12, y + 31, name, "light", width - 16)
        canvas.text(x + 12, y + 49, f"core {cpu}, APIC {apic_id}", "light")


def _interrupts(canvas, y, board, guests, colours):
    canvas.text(MARGIN, y, "Device interrupts", "head")
    owners = {irq: (name, guest) for irq, name, _, guest in
              memory_map.interrupts(board, guests)}
    for irq in range(IRQS):
        x = MARGIN + irq * (CELL + CELL_GAP)
        name, guest = owners.get(irq, ("", None))
        fill = colours[name] if guest else DARK if name else KIND_COLOURS["free"]
        canvas.rect(x, y + 12, CELL, 46, fill, radius=5)
        canvas.text(x + CELL / 2, y + 30, str(irq), "middle" + (" light" if name else " soft"))
        canvas.text(x + CELL / 2, y + 49, name, "middle light", CELL - 6)
