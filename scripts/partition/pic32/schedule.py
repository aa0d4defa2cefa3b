# SPDX-License-Identifier: GPL-2.0
"""Who runs when: a major frame of windows, or priorities with budgets."""

from fault import at

LEAST_US, MOST_US = 50, 10_000_000
SLICE_US = 10_000
COUNTS_PER_US, COUNTS_PER_MS = 100, 100_000     # as in asm/time.h


def windows(board, guests):
    """[(guest's number, microseconds)] of the major frame, or nothing."""
    item = board.hypervisor
    numbers = {guest.node.path: guest.number for guest in guests}
    found = []
    for node, length in item.get("windows", []):
        if node.path not in numbers:
            raise at(item.node, f"windows names {node.path}, which is no guest",
                     "name a guest by its label", "windows")
        if not LEAST_US <= length <= MOST_US:
            raise at(item.node, f"the window of {node.base_name} has {length} us",
                     f"give {LEAST_US} to {MOST_US}", "windows")
        found.append((numbers[node.path], length))
    total = sum(length for _, length in found)
    if total > MOST_US:
        raise at(item.node, f"the windows take {total} us", f"keep to {MOST_US}", "windows")
    _check_guests(item, guests, {number for number, _ in found})
    return found


def slice_us(board):
    """How long guests of one priority take turns."""
    length = board.hypervisor.get("slice-us", SLICE_US)
    if not LEAST_US <= length <= MOST_US:
        raise at(board.hypervisor.node, f"slice-us is {length}",
                 f"give {LEAST_US} to {MOST_US}", "slice-us")
    return length


def by_priority(plan):
    """Guests, those first that run before others."""
    return sorted((row.guest for row in plan.rows), key=lambda guest: -guest.get("priority"))


def budget(guest):
    """A guest's counts in each period, and the period; without a limit, more than that."""
    given, period = guest.get("budget-us", 2 * MOST_US), guest.get("period-us", MOST_US)
    return given * COUNTS_PER_US, period * COUNTS_PER_US


def _check_guests(item, guests, in_windows):
    for guest in guests:
        if in_windows and guest.number not in in_windows:
            raise at(guest.node, "it has no window", "give it one in the hypervisor's windows")
        for prop in ("priority", "budget-us", "period-us"):
            if in_windows and guest.item.get(prop) is not None:
                raise at(guest.node, f"{prop} means nothing, guests run in windows",
                         "leave it out", prop)
        given, period = guest.item.get("budget-us"), guest.item.get("period-us")
        if (given is None) != (period is None):
            alone = "budget-us" if period is None else "period-us"
            raise at(guest.node, "budget-us and period-us go together",
                     "give both or neither", alone)
        if given is not None and not LEAST_US <= given < period:
            raise at(guest.node, f"its budget is {given} us of {period} us",
                     f"give {LEAST_US} or more, and less than the period", "budget-us")
