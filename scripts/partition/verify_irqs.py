# SPDX-License-Identifier: GPL-2.0
"""Every interrupt has one owner, and a guest's slots fit its interrupts.

For verify_mips.py alone.
"""

from ctypes import sizeof

from verify_image import IRQS, NO_IRQ, Source
from verify_reach import EMULATE, UNIT

CORE = (0, 1, 2)                # every guest has these of its own
NOTIFY = 107
IFS, IEC, IPC, OFF = 0x1f810040, 0x1f8100c0, 0x1f810140, 0x1f810540
MAX_SLOTS = 32
WORD = 4                        # bytes
EXTERNAL = range(3, 24, 5)      # INT0 to INT4
VIOLATION, FLASH_EVENT, PREFETCH_EVENT = 106, 167, 168
HYPERVISORS = (*CORE, VIOLATION, NOTIFY, FLASH_EVENT, PREFETCH_EVENT)


def check_owners(board, owners):
    """Real interrupts are guests' and not the hypervisor's."""
    console = range(board.console_irq, board.console_irq + 3)
    for irq, owner in enumerate(owners):
        if owner > board.nr_guests:
            yield f"interrupt {irq} is of guest {owner}, which is not there"
        if owner and (irq in HYPERVISORS or irq in console):
            yield f"interrupt {irq} is the hypervisor's, not guest {owner}'s"


def has(guest, irq):
    """True if a guest has a source."""
    return guest.words[irq // 32].source[31 - irq % 32].src != 0


def check(guest, owners):
    """One guest's tables, in both directions."""
    row, slots = guest.row, guest.slot_irqs
    if row.nr_slots > MAX_SLOTS or tuple(slots[:3]) != CORE or slots != sorted(set(slots)) \
            or slots[-1] >= IRQS:
        yield f"its slots are of the interrupts {slots}"
        return
    for irq in range(32 * len(guest.words)):
        source = guest.words[irq // 32].source[31 - irq % 32]
        expected = row.src + WORD * slots.index(irq) if irq in slots else 0
        if source.src != expected:
            yield f"interrupt {irq} has slot {_slot(row, source.src)}, not {_slot(row, expected)}"
        soft = irq in slots and owners[irq] != guest.number
        if source.bit != soft << irq % 32:
            yield f"interrupt {irq} has the bit {source.bit:#x}"
    yield from _real(guest, slots, owners)
    yield from _named(guest, slots)
    yield from _blocks(guest, slots)


def _slot(row, src):
    return f"{(src - row.src) / WORD:g}" if src else "none"


def _bits(irqs, word):
    return sum(1 << irq % 32 for irq in irqs if irq // 32 == word)


def _real(guest, slots, owners):
    """Real sources are those that it owns."""
    owned = [irq for irq, owner in enumerate(owners) if owner == guest.number]
    for word, row in enumerate(guest.words):
        has = _bits(slots, word)
        if bool(row.state) != bool(has) or row.ifs != bool(has) * (IFS + 16 * word) \
                or row.lines & (row.own | ~has):
            yield f"its sources of word {word} are not those of its slots"
        if row.own != _bits(owned, word):
            yield f"its own interrupts {row.own:#x} of word {word} have another owner"
    if guest.row.edges != sum(1 << n for n, irq in enumerate(EXTERNAL) if irq in owned):
        yield f"it may choose the edges {guest.row.edges:#x} of others' interrupts"
    for irq in owned:
        if irq not in slots:
            yield f"its interrupt {irq} has no slot"


def _blocks(guest, slots):
    """IFS and IEC lead to its own sources of that word, IPC and OFF to the last of four."""
    rows = {base + UNIT * word: place
            for word, place in enumerate(guest.sources) if place for base in (IFS, IEC)}
    rows |= {base + UNIT * (irq // 4):
             guest.sources[irq // 32] + sizeof(Source) * (31 - (irq | 3) % 32)
             for irq in slots for base in (IPC, OFF)}
    for block in guest.blocks[1:]:
        if block.access == EMULATE and (block.sources != rows.get(block.base, 0)
                                        or block.sources and block.size != UNIT):
            yield f"its block {block.base:#x} has sources at {block.sources:#x}, not its own"
        word = (block.base - IFS) % (IEC - IFS) // UNIT
        if block.sources and block.base < IPC and block.mask & ~_bits(slots, word):
            yield f"its block {block.base:#x} changes {block.mask:#x}, not its sources alone"


def _named(guest, slots):
    """The slots with a meaning of their own."""
    row = guest.row
    triple = range(row.vuart_irq, row.vuart_irq + 3)
    if row.vuart_irq != NO_IRQ and any(
            irq not in slots or guest.words[irq // 32].lines >> irq % 32 & 1 == 0
            for irq in triple):
        yield f"its console's interrupts from {row.vuart_irq} on are not its UART's"
