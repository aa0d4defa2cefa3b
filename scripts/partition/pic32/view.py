# SPDX-License-Identifier: GPL-2.0
"""What a guest sees: runs of pages of one kind, and devices, for maps and pictures."""

from dataclasses import dataclass

import policy
from pic32 import blocks, pages
from pic32.part import PART_ACCESS_EMULATE, PART_ACCESS_OWN
from ranges import Range

STRAIGHT, BY_EXIT, READ_ONLY, EMULATED = "without an exit", "owned", "read only", "emulated"


@dataclass
class Run:
    """Pages that continue each other here and there."""

    gpa: Range
    rpa: int
    name: str
    kind: str                   # own, shared, flash, part, registers
    bits: int
    sizes: list                 # of its pages


def runs(plan, row):
    """All that a guest reaches through the root TLB, by its own addresses."""
    found = []
    for pair in row.entries:
        for half in (0, 1):
            if pair.lo[half]:
                _append(found, _run(plan, row, Range(pair.base + half * pair.page, pair.page),
                                    pair.lo[half]))
    return found


def _append(found, run):
    last = found[-1] if found else None
    if last and last.gpa.end == run.gpa.base and last.rpa + last.gpa.size == run.rpa \
            and (last.name, last.bits) == (run.name, run.bits):
        last.gpa = Range(last.gpa.base, last.gpa.size + run.gpa.size)
        last.sizes += run.sizes
    else:
        found.append(run)


def _run(plan, row, gpa, low):
    rpa = low >> 6 << 12 & 0xffffffff
    name, kind = named(plan, row, gpa, low)
    return Run(gpa, rpa, name, kind, low & 0x3f, [gpa.size])


def named(plan, row, gpa, low):
    """What a page is: (name, kind)."""
    rpa = low >> 6 << 12 & 0xffffffff
    if low & 0x38 == pages.LO_UNCACHED:
        names = {_device(given) for given in row.guest.blocks if given.range.overlaps(gpa)}
        return ", ".join(sorted(names)), "registers"
    if row.place.ram.contains(Range(rpa, gpa.size)):
        return "RAM", "own"
    for path, base in plan.shared.items():
        if Range(base, plan.board.shared[path].range.size).contains(Range(rpa, gpa.size)):
            return path.rsplit("/", 1)[1], "shared"
    if any(mapping.gpa.contains(gpa) for mapping in row.place.flash):
        name = "program flash" if plan.board.flash.contains(gpa) else "boot flash"
        written = any(area.contains(gpa) for area in row.guest.writable)
        return name + ", which it writes" * written, "flash"
    return next(node.path.rsplit("/", 1)[1].split("@")[0] for node, area in plan.board.readable
                if area.overlaps(gpa)), "part"


def _device(given):
    return given.device.node.path.rsplit("/", 1)[1]


def consequences(guest):
    """What follows events, as few words as possible: "stop: fault, assertion; log: ..."."""
    found = {}
    for event, one in zip(policy.EVENTS, guest.policies):
        found.setdefault(policy.describe(one), []).append(
            event.removeprefix("on-").replace("-", " "))
    return "; ".join(f"{what}: {', '.join(events)}" for what, events in found.items())


def devices(plan, guest):
    """What registers it has of its own: [(name, how)], a device once."""
    direct = blocks.straight(guest, plan.board)
    found = {}
    for given in guest.blocks:
        if given.prop:
            name = _device(given)
            pins = given.prop == "pins" and given.range.base == given.device.blocks[0].base
            known = found.get(given.device.node.path, (_titled(given),))[0]
            found[given.device.node.path] = (
                f"{name} pins {given.mask:#06x}" if pins else known, _how(given, direct))
    return list(found.values())


def _titled(given):
    return f"{_device(given)}, the console" if given.prop == "console" else _device(given)


def _how(given, direct):
    if given.range.base & -0x1000 in direct:
        return STRAIGHT
    if given.access == PART_ACCESS_EMULATE:
        return EMULATED
    return BY_EXIT if given.access == PART_ACCESS_OWN else READ_ONLY


def common(guest):
    """How many blocks every guest has: (read only, emulated)."""
    given = [block for block in guest.blocks if not block.prop]
    emulated = sum(block.access == PART_ACCESS_EMULATE for block in given)
    return len(given) - emulated, emulated


def sizes(seen):
    """The pages of runs in words: "2 x 16 KiB, 4 KiB"."""
    words, last = [], None
    for size in [size for run in seen for size in run.sizes]:
        if size == last:
            words[-1][0] += 1
        else:
            words.append([1, size])
        last = size
    return ", ".join(f"{number} x {_size(size)}" if number > 1 else _size(size)
                     for number, size in words)


def _size(size):
    return f"{size >> 20} MiB" if size >= 1 << 20 else f"{size >> 10} KiB"
