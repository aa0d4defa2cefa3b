# SPDX-License-Identifier: GPL-2.0
"""Kernels of the Linux/x86 boot protocol, by its 32-bit entry.

Offsets and names are those of Linux's Documentation/x86/boot.rst and
zero-page.rst.
"""

import struct

import load_vmlinux
from loading import LOW_END, Load, flat, made, of_image, place_initrds, usable_memory
from ranges import MIB, PAGE

ZERO_PAGE = 0x90000
COMMAND_LINE = ZERO_PAGE + PAGE
GDT = ZERO_PAGE - PAGE
BOOT_CS, FLAT_CODE, FLAT_DATA = 0x10, 0x00cf9b000000ffff, 0x00cf93000000ffff
MIN_VERSION = 0x206
LOADED_HIGH, CAN_USE_HEAP = 0x01, 0x80
OTHER_LOADER = 0xff
HEAP_END = 0xe000 - 0x200

# name: (offset in the file and in the zero page, struct format)
FIELDS = {
    "setup_sects": (0x1f1, "B"),
    "boot_flag": (0x1fe, "H"),
    "jump": (0x201, "B"),
    "header": (0x202, "4s"),
    "version": (0x206, "H"),
    "type_of_loader": (0x210, "B"),
    "loadflags": (0x211, "B"),
    "code32_start": (0x214, "I"),
    "ramdisk_image": (0x218, "I"),
    "ramdisk_size": (0x21c, "I"),
    "heap_end_ptr": (0x224, "H"),
    "cmd_line_ptr": (0x228, "I"),
    "initrd_addr_max": (0x22c, "I"),
    "cmdline_size": (0x238, "I"),
    "pref_address": (0x258, "Q"),
    "init_size": (0x260, "I"),
    "e820_entries": (0x1e8, "B"),
    "alt_mem_k": (0x1e0, "I"),
}
E820_TABLE = 0x2d0
HEADER_START = 0x1f1
HEADER_END = 0x202          # the header ends so many bytes behind, as 'jump' says
HEADER_LIMIT = 0x290        # where the zero page has other fields
SECTOR, OLDEST_SETUP_SECTS = 512, 4


def load(request):
    """A bzImage with its zero page, command line and initrd; or an unpacked kernel."""
    image = request.image.data
    if image.startswith(b"\x7fELF"):
        return load_vmlinux.load(request)
    _check(request, image)
    address = _address(request, image)
    code = _code_offset(image)
    kernel = of_image(request.image, address, code, extent=_extent(image))
    command_line = _command_line(request, image)
    segments = [kernel, made("command line", COMMAND_LINE, command_line),
                made("descriptors", GDT, struct.pack("<4Q", 0, 0, FLAT_CODE, FLAT_DATA))]
    page = _zero_page(image, request.ram_size)
    _put(page, "code32_start", address)
    top = min(request.ram_size, _field(image, "initrd_addr_max") + 1)
    for initrd in place_initrds(request, kernel.range.end, top):
        segments.append(initrd)
        _put(page, "ramdisk_image", initrd.gpa)
        _put(page, "ramdisk_size", initrd.size)
    segments.append(made("zero page", ZERO_PAGE, page))
    return Load(segments, flat(address, BOOT_CS, esi=ZERO_PAGE), GDT)


def _check(request, image):
    if len(image) < HEADER_LIMIT or _field(image, "header") != b"HdrS" \
            or _field(image, "boot_flag") != 0xaa55:
        raise request.fault("has no Linux boot header", "give a bzImage")
    version = _field(image, "version")
    if version < MIN_VERSION:
        raise request.fault(
            f"speaks boot protocol {version >> 8}.{version & 255:02}",
            f"use a kernel of {MIN_VERSION >> 8}.{MIN_VERSION & 255:02} or later")
    if not _field(image, "loadflags") & LOADED_HIGH:
        raise request.fault("is a zImage, which loads low", "give a bzImage")
    if _code_offset(image) >= len(image):
        raise request.fault("is cut short: there is no code behind its set-up sectors",
                            "build it again")


def _address(request, image):
    """Where the kernel goes: where it prefers to be, if it is new enough to say."""
    if _field(image, "version") < 0x20a:
        return MIB
    address = _field(image, "pref_address")
    if address >= request.ram_size:
        raise request.fault(f"wants to be at {address:#x}, behind the RAM",
                            "give the guest more RAM or use another kernel")
    return address


def _code_offset(image):
    """Where the protected-mode kernel starts in the file."""
    return ((_field(image, "setup_sects") or OLDEST_SETUP_SECTS) + 1) * SECTOR


def _extent(image):
    """The memory that the kernel needs to unpack itself."""
    return _field(image, "init_size") if _field(image, "version") >= 0x20a else 0


def _command_line(request, image):
    line = request.item.get("bootargs", "").encode()
    limit = min(_field(image, "cmdline_size"), LOW_END - COMMAND_LINE - 1)
    if len(line) > limit:
        raise request.fault(f"takes a command line of {limit} bytes, bootargs has {len(line)}",
                            "shorten it", "bootargs")
    return line + b"\0"


def _zero_page(image, ram_size):
    """struct boot_params: the kernel's own header, memory map, our fields."""
    page = bytearray(PAGE)
    end = min(HEADER_END + _field(image, "jump"), HEADER_LIMIT)
    page[HEADER_START:end] = image[HEADER_START:end]
    _put(page, "type_of_loader", OTHER_LOADER)
    _put(page, "loadflags", _field(image, "loadflags") | CAN_USE_HEAP)
    _put(page, "heap_end_ptr", HEAP_END)
    _put(page, "cmd_line_ptr", COMMAND_LINE)
    _put(page, "alt_mem_k", (ram_size - MIB) // 1024)
    memory = usable_memory(ram_size)
    _put(page, "e820_entries", len(memory))
    for number, (area, kind) in enumerate(memory):
        struct.pack_into("<QQI", page, E820_TABLE + 20 * number, *area, kind)
    return page


def _field(image, name):
    offset, code = FIELDS[name]
    return struct.unpack_from("<" + code, image, offset)[0]


def _put(page, name, value):
    offset, code = FIELDS[name]
    struct.pack_into("<" + code, page, offset, value)
