# SPDX-License-Identifier: GPL-2.0
"""What a guest reaches: bytes of memory by its pages, registers by its maps.

For verify_mips.py alone. The pages are read as the root TLB would take them.
"""

from collections import namedtuple

from verify_image import LEAF_SIZE, NODE_SIZE, SMALLEST, TREE_SIZE

OWN, READ, EMULATE = 0, 1, 2
ALL_BITS = 0xffffffff
GLOBAL, VALID, DIRTY, NO_EXECUTE = 1, 2, 4, 1 << 30
UNCACHED, CACHED = 2, 3
PAGE_SIZES = {((1 << 2 * n) - 1) << 13: SMALLEST << 2 * n for n in range(9)}
UNIT = 16
SFR, SFR_SIZE = 0x1f800000, 0x100000
RAM, FLASH, BOOT, SFRS = "RAM", "flash", "boot flash", "registers"
SPACES = ((RAM, 0, 0x80000), (FLASH, 0x1d000000, 0x200000), (SFRS, SFR, SFR_SIZE),
          (BOOT, 0x1fc00000, 0x80000))
# The boot flash panels appear twice each, and which is where can be swapped.
BOOT_PANEL = 0x1ffff

Page = namedtuple("Page", "gpa rpa writable executable kind")
Access = namedtuple("Access", "access mask")


def space(address):
    """What is at a physical address: one of SPACES or None."""
    return next((name for name, base, size in SPACES if base <= address < base + size), None)


def frame(low):
    """The physical address in an EntryLo."""
    return (low >> 6 & 0xffffff) << 12


def physical_byte(address):
    """One name for bytes that have several addresses."""
    return 0x1fc00000 | address & BOOT_PANEL if space(address) == BOOT else address


class Walk:
    """A guest's tree, walked; reasons has what is wrong with it."""

    def __init__(self, guest):
        self.guest = guest
        self.reasons = []
        self.pages = []             # of 4 KiB each
        seen = set()
        for index in range(TREE_SIZE):
            _, leaves = guest.nodes[index]
            if any(leaf != (0, 0, 0, 0) for leaf in leaves):
                for address in range(index * NODE_SIZE, (index + 1) * NODE_SIZE, SMALLEST):
                    self._page(address, seen)

    def leaf(self, address):
        """The leaf that an address leads to, None if the tree ends before."""
        if address >= TREE_SIZE * NODE_SIZE:
            return None
        shift, leaves = self.guest.nodes[address // NODE_SIZE]
        return leaves[(address >> shift) // LEAF_SIZE & len(leaves) - 1]

    def _page(self, address, seen):
        """One page of 4 KiB, as the TLB would translate it."""
        pagemask, *halves, reserved = leaf = self.leaf(address)
        if leaf == (0, 0, 0, 0):
            return
        size = PAGE_SIZES.get(pagemask)
        if size is None:
            self._wrong((pagemask,), seen, f"its leaf for {address:#x} has PageMask "
                        f"{pagemask:#x}, which is no page size")
            return
        pair = address & -2 * size
        if pair not in seen:
            seen.add(pair)
            self._pair(pair, size, leaf, reserved)
        low = halves[1 if address & size else 0]
        if low & VALID:
            self._valid(address, frame(low) & -size | address & size - 1, low)

    def _wrong(self, key, seen, reason):
        if key not in seen:
            seen.add(key)
            self.reasons.append(reason)

    def _pair(self, pair, size, leaf, reserved):
        """Both halves of a leaf are well formed, and all of it leads to this leaf."""
        where = f"its pages of {size // 1024} KiB at {pair:#x}"
        if reserved:
            self.reasons.append(f"{where} have a word {reserved:#x} too many")
        if any(self.leaf(other) != leaf for other in range(pair, pair + 2 * size, SMALLEST)):
            self.reasons.append(f"{where} meet others: the TLB would find two")
        for low in leaf[1:3]:
            if not low & VALID:
                if low & ~GLOBAL:
                    self.reasons.append(f"{where} have EntryLo {low:#x}, which is not valid")
                continue
            if not low & GLOBAL:
                self.reasons.append(f"{where} are not global")
            if low >> 3 & 7 not in (UNCACHED, CACHED):
                self.reasons.append(f"{where} have cache attribute {low >> 3 & 7}")
            if frame(low) & size - 1:
                self.reasons.append(f"{where} lead to {frame(low):#x}, which is not aligned")

    def _valid(self, address, place, low):
        """A page that the guest reaches."""
        kind, cache = space(place), low >> 3 & 7
        if kind == SFRS and (address != place or cache != UNCACHED):
            self.reasons.append(f"its page {address:#x} has the registers {place:#x} elsewhere "
                                "or cached")
        self.pages.append(Page(address, place, bool(low & DIRTY), not low & NO_EXECUTE, kind))


def check_memory(guest):
    """Where the hypervisor and its DMA look for its memory, the guest has it."""
    pages = {page.gpa: page.rpa for page in guest.pages if page.kind != SFRS}
    for area in guest.tables.memory:
        if any(pages.get(area.gpa + at) != area.phys + at for at in range(0, area.size, SMALLEST)):
            yield f"its memory {area.gpa:#x} is elsewhere than its pages"


class Registers:
    """A guest's registers: what it may do with each 16 bytes; reasons as above."""

    def __init__(self, guest, pages):
        self.guest = guest
        self.reasons = []
        self.units = {}             # address: Access
        self._maps()
        for page in pages:
            if page.kind == SFRS:
                access = Access(OWN if page.writable else READ,
                                ALL_BITS if page.writable else 0)
                self.units.update({page.rpa + n: access for n in range(0, SMALLEST, UNIT)})

    def _maps(self):
        guest = self.guest
        nothing = guest.blocks[0]
        if nothing.size or nothing.access != OWN or nothing.mask or not nothing.write:
            self.reasons.append("its block 0 is not nothing")
        for block in guest.blocks[1:]:
            self._block(block)
        for page, indexes in enumerate(guest.sfr_pages):
            for unit, index in enumerate(indexes):
                if index:
                    self._unit(SFR + page * SMALLEST + unit * UNIT, guest.blocks[index])

    def _block(self, block):
        name = f"its block {block.base:#x}"
        whole = block.access == OWN and block.mask == ALL_BITS
        ways = [bool(block.read or block.shadow), bool(block.write)]
        if block.state and block.state != block.shadow:
            self.reasons.append(f"{name} changes what it does not show")
        if block.access > EMULATE or block.plain > 1 or block.reserved \
                or ways != [not whole] * 2 or block.access != EMULATE and block.shadow:
            self.reasons.append(f"{name} has an unknown access or device")
        if block.base % UNIT or block.size % UNIT or not block.size \
                or block.base < SFR or block.base + block.size > SFR + SFR_SIZE:
            self.reasons.append(f"{name} is not a multiple of 16 among the registers")

    def _unit(self, address, block):
        if not block.base <= address < block.base + block.size:
            self.reasons.append(f"its map leads {address:#x} to the block {block.base:#x}, "
                                "which ends elsewhere")
        self.units[address] = Access(block.access, block.mask if block.access == OWN else 0)
