# SPDX-License-Identifier: GPL-2.0
"""Who runs when, and what follows a fault, are values that there are.

For verify_mips.py alone.
"""

from verify_image import Window

ACTIONS = 5
NO_BUDGET = 2_000_000_000       # counts: more than there are in any period


def check(guest):
    """A guest's share of the time, and what follows its faults."""
    row = guest.row
    if row.priority > 31 or not 0 < row.period <= NO_BUDGET // 2 \
            or not 0 < row.budget <= row.period and row.budget != NO_BUDGET:
        yield (f"its priority {row.priority} or its {row.budget} of "
               f"{row.period} counts can't be")
    for event, policy in enumerate(row.policy):
        if policy.action >= ACTIONS:
            yield f"what follows event {event}, {policy.action}, is unknown"


def check_board(image):
    """The windows of the guests, and the order in which they are asked."""
    windows = image.rows(Window, image.board.windows, image.board.nr_windows, "windows")
    for number, window in enumerate(windows):
        if not 1 <= window.guest <= len(image.guests) or not window.length:
            yield f"window {number} is empty or nobody's"
    base, end = image.states
    size = (end - base) // max(len(image.guests), 1)
    places = {base + size * n: guest.row for n, guest in enumerate(image.guests)}
    place, asked = image.board.top, []
    while place in places:
        row = places.pop(place)
        asked.append(row.priority)
        place = row.below
    if place or places or asked != sorted(asked, reverse=True):
        yield "the guests are not in the order of their priorities"
