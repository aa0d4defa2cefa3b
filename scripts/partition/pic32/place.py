# SPDX-License-Identifier: GPL-2.0
"""Where the bytes of each guest lie in the part's RAM and flash."""

from dataclasses import dataclass

from fault import Fault, at
from pic32 import pages, writable
from pic32.board import ERASE_PAGE
from pic32.pages import Mapping
from ranges import PAGE, Range, align_up, human

WORD = 4
BOOT_GRANULE = 0x10000          # no page of boot flash reaches past its 64 KiB
NEAR = 0x10000                  # runs that are no farther apart become one
SIZES = pages.PAGE_SIZES[:5]    # 4 KiB to 1 MiB: flash has no more
# For flash, of which there is more than of tables: large pages make small trees
GRANULES = (0x10000, 0x4000, 0x1000, 0x40000, 0x100000)
SMALL = (0x4000, 0x1000)        # where flash is short after all


class NoRoom(Fault):
    """Flash is full."""


class Space:
    """What is free of a memory, and sizes of pages to cut it by."""

    def __init__(self, whole, *taken, granules=SIZES):
        self.granules = granules
        self.free = [whole]
        for area in taken:
            self.reserve(area)

    def reserve(self, wanted):
        """Take just this, if it is free."""
        for gap in self.free:
            if gap.contains(wanted):
                self.free.remove(gap)
                self.free += [part for part in (
                    Range(gap.base, wanted.base - gap.base),
                    Range(wanted.end, gap.end - wanted.end)) if part.size]
                self.free.sort()
                return True
        return False

    def take(self, size, alignment, residue=0):
        """The lowest address of a free place whose remainder by alignment is given."""
        for gap in self.free:
            base = align_up(gap.base - residue, alignment) + residue
            if base >= gap.base and base + size <= gap.end:
                self.reserve(Range(base, size))
                return base
        return None

    def take_last(self, size, alignment, residue=0):
        """The highest such address."""
        for gap in reversed(self.free):
            base = (gap.end - size - residue) // alignment * alignment + residue
            if base >= gap.base:
                self.reserve(Range(base, size))
                return base
        return None


@dataclass
class Place:
    """Where a guest lies."""

    ram: Range                  # physical
    flash: list                 # of Mapping; what it sees as flash
    bytes: list                 # of (physical address, bytes) in flash
    segments: list              # of (RAM address, flash address, size), physical


def place(board, guests):
    """The Place of each guest, and the physical address of each shared memory."""
    bases, shared = _place_ram(board, guests, Space(board.ram, board.hv_ram))
    try:
        places = _place_flash(board, guests, bases, GRANULES)
    except NoRoom:
        places = _place_flash(board, guests, bases, SMALL)
    return [places[guest.number] for guest in guests], shared


def _place_flash(board, guests, bases, granules):
    """{number: Place}; guests that do DMA first, for they see flash best where it is."""
    flash = Space(board.flash, board.hv_flash, granules=granules)
    found = {}
    for guest in sorted(guests, key=lambda guest: not guest.masters):
        to_ram, to_flash = _sorted_pieces(board, guest)
        placed = Place(Range(bases[guest.number], guest.memory.size), [], [], [])
        to_flash = writable.cut(to_flash, guest.writable)
        runs = _runs(board, to_flash, guest.writable)
        for number, run in enumerate(runs):
            gpa, base = _place_run(board, guest, flash, placed, run, runs[number + 1:])
            placed.bytes += [(base + start - gpa.base, data) for start, data in to_flash
                             if run.contains(Range(start, len(data)))]
        for gpa, data in to_ram:
            _place_segment(guest, flash, placed, gpa, data)
        found[guest.number] = placed
    return found


def _place_ram(board, guests, space):
    """Guests that do DMA where they see their RAM; then the largest first."""
    bases = {}
    for guest in guests:
        if guest.masters:
            if not space.reserve(guest.memory):
                raise at(guest.node, f"{guest.masters[0].node.path} does DMA, so its RAM must be "
                         f"where it sees it, but {guest.memory} is not free",
                         "set memory-base to free RAM and link the guest there",
                         "memory-base" if guest.memory.base else "devices")
            bases[guest.number] = guest.memory.base
    others = [(guest.memory, guest.number, guest.node, "memory-size")
              for guest in guests if not guest.masters]
    others += [(shared.range, path, shared.node, "reg") for path, shared in board.shared.items()]
    for area, key, node, prop in sorted(others, key=lambda row: -row[0].size):
        bases[key] = _take(space, area)
        if bases[key] is None:
            free = ", ".join(map(str, space.free)) or "nothing"
            raise at(node, f"there is no room for {human(area.size)} of RAM, free is {free}",
                     "give the guests less RAM", prop)
    return bases, {path: bases[path] for path in board.shared}


def _take(space, area):
    """An address for the fewest entries of the TLB that a free place allows."""
    for size in sorted(space.granules, key=lambda size: (pages.count(area, size), size)):
        base = space.take(area.size, size, area.base % size)
        if base is not None:
            return base
    return None


def _sorted_pieces(board, guest):
    """The image's pieces for RAM and for flash."""
    to_ram, to_flash = [], []
    for base, data in guest.image.pieces:
        piece = Range(base, len(data))
        if guest.memory.contains(piece):
            to_ram.append((base, data))
        elif any(area.contains(piece) for area in _flash(board)):
            to_flash.append((base, data))
        else:
            raise at(guest.node, f"{guest.image.file.path.name} has bytes for {piece}, the "
                     f"guest's RAM is {guest.memory}, flash "
                     f"{', '.join(map(str, board.all_flash))}",
                     "link it there or give it more RAM", "image")
    return to_ram, to_flash


def _runs(board, pieces, apart):
    """Guest physical ranges of whole pages that hold the pieces; those apart come last."""
    runs = []
    for base, data in pieces:
        first, end = base // PAGE * PAGE, align_up(base + len(data), PAGE)
        joined = Range(runs[-1].base, end - runs[-1].base) if runs else None
        if any(area.contains(Range(base, len(data))) for area in apart):
            continue
        if runs and first <= runs[-1].end + NEAR and _home(board, runs[-1].base) == \
                _home(board, base) and not any(joined.overlaps(area) for area in apart):
            runs[-1] = joined
        else:
            runs.append(Range(first, end - first))
    return runs + apart


def _flash(board):
    """Where an image can have bytes of flash; configuration words are flash too."""
    return *board.all_flash, *(area for _, area in board.readable)


def _home(board, address):
    """Which of these an address is in."""
    return next(area for area in _flash(board) if area.contains(Range(address, 1)))


def _place_run(board, guest, space, placed, run, others):
    """Give a run of flash its place, grown to the pages that need fewest entries."""
    whole = _home(board, run.base)
    taken = [mapping.gpa for mapping in placed.flash] + others

    def grown(size):
        size = min(size, BOOT_GRANULE) if whole in board.boot_flash else size
        base = max(run.base // size * size, whole.base)
        return Range(base, min(align_up(run.end, size), whole.end) - base)

    choices = [(size, grown(size)) for size in sorted(
        space.granules, key=lambda size: pages.count(grown(size), size))
        if not any(grown(size).overlaps(other) for other in taken)]
    take = space.take
    if run in guest.writable:
        choices = [(size, run) for size, gpa in choices if size >= ERASE_PAGE and gpa == run]
        take = space.take_last
    gpa, base = _where_seen(guest, space, choices) or _anywhere(take, choices)
    if base is None:
        raise _no_room(guest, run.size)
    placed.flash.append(Mapping(gpa, base, pages.ROM))
    return gpa, base


def _where_seen(guest, space, choices):
    """Where a guest that does DMA sees its flash, if that is free: DMA then reads it too."""
    for _, gpa in choices:
        if guest.masters and space.reserve(gpa):
            return gpa, gpa.base
    return None


def _anywhere(take, choices):
    """The first choice (alignment, range) that has room, and where."""
    for size, gpa in choices:
        base = take(gpa.size, size, gpa.base % size)
        if base is not None:
            return gpa, base
    return None, None


def _place_segment(guest, space, placed, gpa, data):
    """Bytes for RAM wait in flash, in whole words."""
    data = data.ljust(align_up(len(data), WORD), b"\0")
    source = space.take(align_up(len(data), PAGE), PAGE)
    if source is None:
        raise _no_room(guest, len(data))
    placed.bytes.append((source, data))
    placed.segments.append((placed.ram.base + gpa - guest.memory.base, source, len(data)))


def _no_room(guest, size):
    return NoRoom(guest.node.where("image"), f"there is no room for {human(size)} of flash",
                  "make the images smaller")


def mappings(board, guest, placed, shared, straight):
    """Everything that a guest reaches without an exit."""
    found = [Mapping(guest.memory, placed.ram.base, pages.RAM), *placed.flash]
    if guest.get("memory-top"):
        again = guest.memory_again(board)
        found.append(Mapping(again, placed.ram.end - again.size, pages.RAM))
    found += [Mapping(board.shared[node.path].range, shared[node.path], pages.RAM)
              for node in guest.get("shared-memory", [])]
    found += [Mapping(area, area.base, pages.ROM) for _, area in board.readable
              if not any(area.overlaps(mapping.gpa) for mapping in placed.flash)]
    return found + [Mapping(Range(page, PAGE), page, pages.REGISTERS) for page in straight]
