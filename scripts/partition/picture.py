# SPDX-License-Identifier: GPL-2.0
"""The memory map as a picture: memory-map.svg.

The host's memory stands on the left; each guest's share of it opens into a
card on the right. Cores and interrupts are below.
"""

import memory_map
from canvas import DARK, GUEST_COLOURS, KIND_COLOURS, MARGIN, PAPER, ROW, SOFT, WIDTH, Canvas
from ranges import roughly

HOST_X, HOST_WIDTH = 132, 280
CARD_X, CARD_WIDTH = 490, WIDTH - MARGIN - 490
BAR_X, BAR_WIDTH = CARD_X + 116, 270
FACTS_X = BAR_X + BAR_WIDTH + 26
TOP = 120
CARD_HEAD, CARD_GAP = 44, 22
LINE = 18
IRQS, CELL_GAP = 16, 6
CELL = (WIDTH - 2 * MARGIN - CELL_GAP * (IRQS - 1)) / IRQS


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
    places = {area.guest.name: place for area, place in canvas.bar(
        HOST_X, TOP, HOST_WIDTH, body, areas,
        lambda area: colours.get(area.guest and area.guest.name)) if area.guest}
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
    canvas.bar(BAR_X, y + CARD_HEAD, BAR_WIDTH, height - CARD_HEAD - 14, areas,
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
