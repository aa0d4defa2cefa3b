# SPDX-License-Identifier: GPL-2.0
"""Flash that guests may write: whole pages that are erased alone, and who waits meanwhile."""

from itertools import pairwise

from fault import at
from pic32.board import ERASE_PAGE
from ranges import Range, human

PANEL = 0x100000                # of program flash: while one is written, nobody reads it


def of_guest(item, board, image):
    """What a guest may write, by its own addresses, in order."""
    areas = sorted(item.get("writable-flash", []))
    for area in areas:
        if area.base % ERASE_PAGE or area.size % ERASE_PAGE:
            raise at(item.node, f"writable-flash {area} is not made of whole pages of flash",
                     f"align base and size to {ERASE_PAGE:#x}", "writable-flash")
        if not any(flash.contains(area) for flash in board.all_flash):
            raise at(item.node, f"writable-flash {area} is not in flash, "
                     f"{', '.join(map(str, board.all_flash))}",
                     "give addresses that the part has, as the guest sees them",
                     "writable-flash")
    for one, other in pairwise(areas):
        if one.overlaps(other):
            raise at(item.node, f"writable-flash {other} overlaps {one}", "name it once",
                     "writable-flash")
    _check_image(item, areas, image)
    return areas


def _check_image(item, areas, image):
    """Refuse bytes of the image that would not come again, if nobody says so."""
    if item.get("writable-image"):
        if not areas:
            raise at(item.node, "writable-image means nothing without writable-flash",
                     "leave it out, or say what the guest writes", "writable-image")
        return
    for base, data in image.pieces:
        for area in areas:
            if area.overlaps(Range(base, len(data))):
                raise at(item.node, f"writable-flash {area} has bytes of {image.file.path.name}, "
                         "which no restart brings back once they are written",
                         "write elsewhere, or say so by writable-image", "writable-flash")


def cut(pieces, areas):
    """Pieces (address, bytes), so that each is in one of the areas, or in none."""
    edges = sorted({edge for area in areas for edge in (area.base, area.end)})
    found = []
    for base, data in pieces:
        for edge in edges:
            if base < edge < base + len(data):
                found.append((base, data[:edge - base]))
                base, data = edge, data[edge - base:]
        found.append((base, data))
    return found


def _panels(area):
    """Numbers of the panels that a physical range is in."""
    return set(range(area.base // PANEL, (area.end - 1) // PANEL + 1))


def _who_waits(plan, row, written):
    """Who stands still while a guest writes there: the core does if one is read."""
    readers = [("the hypervisor", plan.board.hv_flash)]
    for other in plan.rows:
        if other is not row:
            readers += [(other.guest.name, Range(flash.rpa, flash.gpa.size))
                        for flash in other.place.flash]
            readers += [(other.guest.name, Range(source, size))
                        for _, source, size in other.place.segments]
    names = dict.fromkeys(name for name, area in readers if _panels(area) & _panels(written))
    return f"all wait once {' or '.join(names)} reads its flash" if names else \
        "its guest alone waits"


def lines(plan):
    """(first, last, size, guest, who waits) of all flash that guests write."""
    found = []
    for row in plan.rows:
        for mapping in row.place.flash:
            if mapping.gpa in row.guest.writable:
                written = Range(mapping.rpa, mapping.gpa.size)
                found.append((f"{written.base:#010x}", f"{written.end - 1:#010x}",
                              human(written.size), row.guest.name,
                              _who_waits(plan, row, written)))
    return found
