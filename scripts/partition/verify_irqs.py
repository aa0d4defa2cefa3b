# SPDX-License-Identifier: GPL-2.0
"""Every interrupt has one owner, and a guest's slots fit its interrupts.

For verify_mips.py alone.
"""

from verify_image import IRQ_WORDS, IRQS, NO_SLOT

CORE = (0, 1, 2)                # every guest has these of its own
NOTIFY = 107
MAX_SLOTS = 32
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


def check(guest, owners):
    """One guest's tables, in both directions."""
    row, slots = guest.row, list(guest.slot_irqs)
    if row.nr_slots > MAX_SLOTS or tuple(slots[:3]) != CORE or slots != sorted(set(slots)) \
            or slots[-1] >= IRQS:
        yield f"its slots are of the interrupts {slots}"
        return
    for irq, slot in enumerate(guest.irq_slots):
        expected = slots.index(irq) if irq in slots else NO_SLOT
        if slot != expected:
            yield f"interrupt {irq} has slot {slot}, not {expected}"
    words = [sum(irq < 32 * word for irq in slots) for word in range(IRQ_WORDS)]
    if list(row.word_slots) != [*words, len(slots)]:
        yield f"its slots by word are {list(row.word_slots)}, not {[*words, len(slots)]}"
    yield from _real(guest, slots, owners)
    yield from _named(guest.row, slots)


def _real(guest, slots, owners):
    """Real sources are those that it owns."""
    row = guest.row
    owned = [irq for irq, owner in enumerate(owners) if owner == guest.number]
    bits = [sum(1 << irq % 32 for irq in owned if irq // 32 == word) for word in range(IRQ_WORDS)]
    if list(row.own_irqs) != bits:
        yield "its own interrupts are not those that have it as owner"
    if row.real_slots != sum(1 << slot for slot, irq in enumerate(slots) if irq in owned):
        yield f"its real slots {row.real_slots:#x} are not those of its own interrupts"
    for irq in owned:
        if irq not in slots:
            yield f"its interrupt {irq} has no slot"


def _named(row, slots):
    """The slots with a meaning of their own."""
    if row.notify_slot != (slots.index(NOTIFY) if NOTIFY in slots else NO_SLOT):
        yield f"its slot for notifications is {row.notify_slot}"
    if row.vuart_slot != NO_SLOT:
        triple = slots[row.vuart_slot:row.vuart_slot + 3]
        if len(triple) != 3 or triple != list(range(triple[0], triple[0] + 3)) \
                or row.real_slots >> row.vuart_slot & 7:
            yield f"its console's slots from {row.vuart_slot} on are of {triple}"
