# SPDX-License-Identifier: GPL-2.0
"""What follows when something goes wrong with a guest; for every board.

Its numbers are those of include/levsha/partition.h; a unit test compares them.
"""

from collections import namedtuple

import values
from fault import at

ACTIONS = {"ignore": 0, "log": 1, "stop": 2, "restart": 3, "stop-all": 4}
# Events in the order of enum part_event, and what follows unless the source says otherwise
EVENTS = {
    "on-fault": "stop",
    "on-watchdog": "restart",
    "on-illegal-access": "log",
    "on-interrupt-storm": "log",
    "on-budget-overrun": "ignore",
    "on-assertion": "stop",
    "on-machine-check": "stop-all",
}
# A guest does not go on after these
FATAL = ("on-fault", "on-assertion", "on-machine-check")
LIMIT = "restart-limit"
MAX_RESTARTS, MAX_SECONDS = 0xff, 0xffff

Policy = namedtuple("Policy", "action max seconds")


def properties(*events):
    """Parsers of a guest's properties for these events, by name."""
    parsers = {event: values.choice(*_actions(event)) for event in events}
    return {**parsers, LIMIT: values.cells}


def policies(item, events=tuple(EVENTS)):
    """A Policy for each of EVENTS, in their order; the board has these."""
    words = {event: item.get(event, usual) for event, usual in EVENTS.items()}
    limit = _limit(item, any(words[event] == "restart" for event in events))
    return [Policy(ACTIONS[word], *(limit if word == "restart" else (0, 0)))
            for word in words.values()]


def describe(policy):
    """What follows an event, in words."""
    if policy.action != ACTIONS["restart"] or not policy.max:
        return next(word for word, action in ACTIONS.items() if action == policy.action)
    span = f"in {policy.seconds} s" if policy.seconds else "in a row"
    return f"restart, at most {policy.max} times {span}"


def _actions(event):
    return [word for word in ACTIONS if event not in FATAL or word not in ("ignore", "log")]


def _limit(item, restarts):
    cells = item.get(LIMIT)
    if cells is None:
        return 0, 0
    if not restarts:
        raise at(item.node, f"{LIMIT} is given, but nothing restarts the guest",
                 f'write on-fault = "restart", or take {LIMIT} out', LIMIT)
    if len(cells) != 2:
        raise at(item.node, f"{LIMIT} has {len(cells)} cells",
                 "give two: how many restarts in how many seconds", LIMIT)
    if not 1 <= cells[0] <= MAX_RESTARTS or cells[1] > MAX_SECONDS:
        raise at(item.node, f"{LIMIT} is {cells[0]} times in {cells[1]} s",
                 f"give 1 to {MAX_RESTARTS} times in at most {MAX_SECONDS} s (0 s: in a row)",
                 LIMIT)
    return tuple(cells)
