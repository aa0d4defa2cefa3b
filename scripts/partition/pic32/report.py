# SPDX-License-Identifier: GPL-2.0
"""What was decided, line by line: memory-map.txt."""

import textwrap

from pic32 import blocks, timing, view, writable
from pic32.part import PART_ACCESS_EMULATE, PART_ACCESS_READ, PART_GUEST_AUTOSTART
from ranges import Range, human, roughly
from memory_map import gaps, table

LETTERS = 90                    # of a line
ACCESS = {PART_ACCESS_READ: "read only", PART_ACCESS_EMULATE: "emulated"}


def text(plan):
    """memory-map.txt"""
    board = plan.board
    parts = [f"{board.model}: {len(plan.rows)} guests\n",
             table("RAM", _memory(plan, board.ram)),
             table("Program flash", _memory(plan, board.flash)),
             *[table("Flash that guests write", rows) for rows in [writable.lines(plan)] if rows],
             table("Schedule", timing.lines(plan)),
             table("Device interrupts", [(f"IRQ {irq}", name, device)
                                         for irq, name, device in interrupts(plan)])]
    return "\n".join(parts + [_guest(plan, row) for row in plan.rows])


def areas(plan, memory):
    """Who has what of a memory: [(range, name, guest or None)], nothing left out."""
    found = [(plan.board.hv_ram, "hypervisor", None), (plan.board.hv_flash, "hypervisor", None)]
    found += [(Range(base, plan.board.shared[path].range.size), path.rsplit("/", 1)[1], None)
              for path, base in plan.shared.items()]
    for row in plan.rows:
        found.append((row.place.ram, row.guest.name, row.guest))
        found += [(Range(flash.rpa, flash.gpa.size), row.guest.name + ", written by it"
                   * (flash.gpa in row.guest.writable), row.guest) for flash in row.place.flash]
        found += [(Range(source, size), f"{row.guest.name}, for RAM", row.guest)
                  for _, source, size in row.place.segments]
    found = [area for area in found if memory.contains(area[0])]
    free = [(gap, "free", None) for gap in gaps(memory, [area for area, _, _ in found])]
    return sorted(found + free, key=lambda area: area[0])


def _memory(plan, memory):
    return [(*_span(area), name) for area, name, _ in areas(plan, memory)]


def _span(area):
    return f"{area.base:#010x}", f"{area.end - 1:#010x}", roughly(area.size)


def interrupts(plan):
    """Who has which: [(number, owner, device)]."""
    rows = [(irq, "console", plan.board.console.node) for irq in plan.board.console.irqs]
    rows += [(irq, row.guest.name, device.node) for row in plan.rows
             for irq, device in row.guest.irqs.real.items()]
    return [(irq, name, node.path.rsplit("/", 1)[1])
            for irq, name, node in sorted(rows, key=lambda row: row[0])]


def _guest(plan, row):
    guest = row.guest
    begun = "runs from boot" if guest.flags & PART_GUEST_AUTOSTART else \
        "waits for a start command"
    return "\n".join((
        f"Guest {guest.name}: number {guest.number}, {human(guest.memory.size)}, "
        f"{len(row.entries)} TLB entries\n  starts at {guest.image.entry:#010x}; {begun}\n" +
        textwrap.indent(textwrap.fill(view.consequences(guest), LETTERS), "  ") + "\n",
        table("  Guest memory", [_entry(plan, row, pair, half) for pair in row.entries
                                 for half in (0, 1) if pair.lo[half]], 4),
        table("  Registers", _registers(plan, guest), 4)))


def _entry(plan, row, pair, half):
    lo, gpa = pair.lo[half], Range(pair.base + half * pair.page, pair.page)
    return (f"{gpa.base:#010x}", human(pair.page), view.named(plan, row, gpa, lo)[0],
            f"at {lo >> 6 << 12 & 0xffffffff:#010x}")


def _registers(plan, guest):
    direct = blocks.straight(guest, plan.board)
    rows = []
    for given in guest.blocks:
        how = ACCESS.get(given.access, "owned")
        if not given.whole and given.access not in ACCESS:
            how += f", pins {given.mask:#06x}"
        if given.range.base & ~0xfff in direct:
            how += ", without an exit"
        rows.append((str(given.range), given.device.node.path.rsplit("/", 1)[1], how))
    return rows
