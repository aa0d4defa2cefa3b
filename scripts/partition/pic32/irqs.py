# SPDX-License-Identifier: GPL-2.0
"""A guest's interrupt sources and their slots."""

from dataclasses import dataclass

from fault import at
from pic32 import blocks
from pic32.board import CORE_IRQS
from pic32.part import (PART_IRQ_FLASH, PART_IRQ_NOTIFY, PART_IRQ_WORDS,
                        PART_MAX_SLOTS)

EXTERNAL_IRQS = range(3, 24, 5)     # of INT0 to INT4


@dataclass
class Sources:
    """Sources in ascending order: the slot is the index."""

    slots: list
    real: dict                  # device of each source that is real hardware's
    console: int                # first of its UART's

    @property
    def all_irqs(self):
        """All sources by word of IFS."""
        return _by_word(self.slots)

    @property
    def used_words(self):
        """The words of IFS that have any."""
        return [word for word, bits in enumerate(self.all_irqs) if bits]

    @property
    def lines(self):
        """By word of IFS: those that ask again, the timer and its UART's."""
        return _by_word([CORE_IRQS[0], *range(self.console, self.console + 3)])

    @property
    def edges(self):
        """Bits of INTCON for its external interrupts."""
        return sum(1 << n for n, irq in enumerate(EXTERNAL_IRQS) if irq in self.real)

    @property
    def own_irqs(self):
        """Real sources by word of IFS."""
        return _by_word(self.real)


def _by_word(irqs):
    return [sum(1 << irq % 32 for irq in irqs if irq // 32 == word)
            for word in range(PART_IRQ_WORDS)]


def of_guest(item, board, items):
    """The sources of a guest among all guests' items."""
    uart = blocks.console(item, board)
    real = _chosen(item, _real(item, board, items))
    for irq in real:
        if irq in uart.irqs:
            raise at(item.node, f"the interrupt source {irq} of {real[irq].node.path} is that "
                     f"of its console, {uart.node.path}, too", "give it another console",
                     "devices")
    notified = any(item.node in other.get("notifies", []) for other in items)
    slots = sorted([*CORE_IRQS, *uart.irqs, *real, *[PART_IRQ_NOTIFY] * notified,
                    *[PART_IRQ_FLASH] * bool(item.get("writable-flash"))])
    if len(slots) > PART_MAX_SLOTS:
        raise at(item.node, f"it has {len(slots)} interrupt sources, {len(real)} of its devices",
                 f"choose some with interrupts, {PART_MAX_SLOTS} are the most",
                 "interrupts" if item.get("interrupts") else "devices")
    return Sources(slots, real, uart.irqs[0])


def _real(item, board, items):
    """Device of each source of its devices, and of ports of which no other has pins."""
    found = {irq: board.devices[node.path] for node in item.get("devices", [])
             for irq in board.devices[node.path].irqs}
    for node, _ in item.get("pins", []):
        if blocks.alone(node, items):
            found.update({irq: board.devices[node.path] for irq in board.devices[node.path].irqs})
    return dict(sorted(found.items()))


def _chosen(item, real):
    """Those that the property interrupts keeps."""
    chosen = item.get("interrupts")
    if chosen is None:
        return real
    for irq in chosen:
        if irq not in real:
            raise at(item.node, f"the interrupt source {irq} is of none of its devices",
                     f"choose among {', '.join(map(str, real)) or 'none'}", "interrupts")
    return {irq: device for irq, device in real.items() if irq in chosen}
