# SPDX-License-Identifier: GPL-2.0
"""Flat binaries, for real mode (as a boot sector) or protected mode."""

import struct

from layout import PART_MODE_REAL, Entry
from loading import BIOS_DATA_END, Load, bios_data, flat, made, of_image
from ranges import MIB

BOOT_SECTOR = 0x7c00
FIRST_DISK = 0x80           # DL, as a BIOS leaves it
BIOS_SEGMENT, VECTORS = 0xf000, 256
# lidt %cs:8, int3: with no room in the table for its vector, that ends the guest
NO_HANDLER = bytes.fromhex("2e 0f 01 1e 08 00 cc").ljust(16, b"\0")


def load_real(request):
    """A flat binary that starts in real mode; 'entry' is CS and IP."""
    address = request.item.get("load-address", BOOT_SECTOR)
    if address >= MIB:
        raise request.fault(f"is to start in real mode at {address:#x}",
                            "load it below 0x100000", "load-address")
    near = (0, address) if address < 0x10000 else (address >> 4, address & 15)
    entry = request.item.get("entry", near)
    if len(entry) != 2 or max(entry) > 0xffff:
        raise request.fault("starts in real mode, but entry is not CS and IP",
                            "give two cells of 16 bits, as in <0 0x7c00>", "entry")
    image = of_image(request.image, address)
    return Load([image, *_no_bios(image.range)],
                Entry(mode=PART_MODE_REAL, cs=entry[0], eip=entry[1], edx=FIRST_DISK,
                      esp=BOOT_SECTOR))


def _no_bios(image):
    """Vectors where the BIOS's would be; a guest that takes one says so and ends.

    Vector n leads to offset 16 n of the segment, which tells it from the others.
    """
    if image.base < BIOS_DATA_END or image.end > BIOS_SEGMENT * 16:
        return []
    vectors = b"".join(struct.pack("<HH", 16 * vector, BIOS_SEGMENT)
                       for vector in range(VECTORS))
    return [made("vectors", 0, vectors), bios_data(),
            made("no BIOS", BIOS_SEGMENT * 16, NO_HANDLER * VECTORS)]


def load_protected(request):
    """A flat binary that starts in 32-bit protected mode."""
    address = request.item.get("load-address")
    if address is None:
        raise request.fault("is a flat binary, and load-address is missing", "add it")
    entry = request.item.get("entry", [address])
    if len(entry) != 1:
        raise request.fault(f"has an entry of {len(entry)} cells",
                            "give one address", "entry")
    return Load([of_image(request.image, address)], flat(entry[0]))
