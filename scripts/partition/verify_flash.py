# SPDX-License-Identifier: GPL-2.0
"""Flash: what a guest may erase and program is its own, and it has its ERETs.

For verify_mips.py alone.
"""

from verify_reach import FLASH, SMALLEST, physical_byte

WRITES = 0x10                   # the guest's flag
ERASED = 0x4000                 # bytes that go together
ERET_PAGE = 0x1c000000          # where root sends a guest: to the first of these
ERETS = bytes.fromhex("18000042") * (SMALLEST // 4)


def check(guest, guests, hypervisor):
    """Whole pages that are erased alone, where the guest sees them, and of nobody else."""
    if bool(guest.row.flags & WRITES) != bool(guest.tables.flash):
        yield "its flags and the flash that it writes differ"
    copied = {physical_byte(place) for other in guests for part in other.tables.segments
              for place in range(part.src & -SMALLEST, part.src + part.size, SMALLEST)}
    pages = {page.gpa: page for page in guest.pages}
    for area in guest.tables.flash:
        name = f"the flash that it writes at {area.base:#x}"
        if area.base % ERASED or area.size % ERASED or not area.size:
            yield f"{name} is not made of whole pages"
            continue
        for address in range(area.base, area.base + area.size, SMALLEST):
            page = pages.get(address)
            if not _is_whole(page, pages.get(address & -ERASED)):
                yield f"{name} is not where it sees it from {address:#x} on"
                break
            place = physical_byte(page.rpa)
            if guest.shares(page.rpa, False) or place in hypervisor or place in copied:
                yield f"{name} is not its own at {address:#x}, or comes back at a start"
                break


def check_eret(guest, image):
    """The guest gets to where it was by an ERET, with which it forgets the LL of another."""
    page = next((page for page in guest.pages if page.gpa == ERET_PAGE), None)
    if page is None or not page.executable or not image.has(page.rpa, ERETS):
        yield f"it has no page of ERET at {ERET_PAGE:#x}"


def _is_whole(page, first):
    """True if a page of 4 KiB lies in a page that is erased as the guest sees it."""
    return page is not None and first is not None and page.kind == FLASH \
        and not first.rpa % ERASED and page.rpa == first.rpa + page.gpa % ERASED
