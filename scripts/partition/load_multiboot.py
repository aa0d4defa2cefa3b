# SPDX-License-Identifier: GPL-2.0
"""Kernels of the Multiboot Specification 0.6.96 (version 1)."""

import struct

import load_elf
from loading import LOW_END, Load, bios_data, first_gap, flat, made, of_image, usable_memory
from ranges import MIB, PAGE

SEARCHED = 8192
HEADER_MAGIC, BOOT_MAGIC = 0x1badb002, 0x2badb002
PAGE_ALIGN, MEMORY_INFO, ADDRESSES = 1 << 0, 1 << 1, 1 << 16
INFO_MEMORY, INFO_CMDLINE, INFO_MODS, INFO_MMAP, INFO_NAME = (
    1 << 0, 1 << 2, 1 << 3, 1 << 6, 1 << 9)
INFO_SIZE = 116
LOADER_NAME = b"Levsha\0"


def load(request):
    """A Multiboot kernel with its information structure and modules."""
    offset, flags = _header(request)
    segments, entry = (_by_addresses(request, offset) if flags & ADDRESSES
                       else load_elf.segments_of(request))
    modules = _modules(request, segments)
    segments += modules
    info = _information(request, segments, modules)
    segments += [info, bios_data()]
    return Load(segments, flat(entry, eax=BOOT_MAGIC, ebx=info.gpa))


def _header(request):
    """Offset and flags of the header."""
    image = request.image.data
    for offset in range(0, min(len(image), SEARCHED) - 11, 4):
        magic, flags, checksum = struct.unpack_from("<III", image, offset)
        if magic == HEADER_MAGIC and (magic + flags + checksum) % (1 << 32) == 0:
            break
    else:
        raise request.fault(f"has no Multiboot header in its first {SEARCHED} bytes",
                            "link the header to the front, or use another image-type")
    unknown = flags & 0xffff & ~(PAGE_ALIGN | MEMORY_INFO)
    if unknown:
        raise request.fault(f"asks for what is not provided (Multiboot flags {unknown:#x})",
                            "clear them in its header, there is no video mode to set")
    return offset, flags


def _by_addresses(request, header):
    """One segment as the header's address fields say, and the entry."""
    image = request.image
    if len(image.data) < header + 32:
        raise request.fault("is cut short: its Multiboot header ends behind the file",
                            "build it again")
    header_addr, load_addr, load_end, bss_end, entry = struct.unpack_from(
        "<5I", image.data, header + 12)
    offset = header - (header_addr - load_addr)
    size = (load_end - load_addr) if load_end else len(image.data) - offset
    if offset < 0 or size <= 0 or offset + size > len(image.data):
        raise request.fault("has Multiboot addresses that are not in the file",
                            "correct them or build it again")
    extent = bss_end - load_addr if bss_end else 0
    return [of_image(image, load_addr, offset, size, extent)], entry


def _modules(request, segments):
    """The initrds, page-aligned one after the other behind the kernel."""
    modules = []
    for initrd in request.initrds:
        base = first_gap(segments + modules, len(initrd.data),
                         max(segment.range.end for segment in segments), request.ram_size)
        if base is None:
            raise request.fault(f"leaves no room for {initrd.path.name}",
                                "give the guest more RAM or a smaller initrd", "initrd")
        modules.append(of_image(initrd, base))
    return modules


def _information(request, segments, modules):
    """The segment of the information structure and all that it points to."""
    command = f"{request.image.name} {request.item.get('bootargs', '')}".strip()
    memory_map = _memory_map(request.ram_size)
    names = [module.image.name.encode() + b"\0" for module in modules]
    sizes = (INFO_SIZE, 16 * len(modules), len(memory_map), len(LOADER_NAME),
             sum(map(len, names)), len(command) + 1)
    base = first_gap(segments, sum(sizes), PAGE, LOW_END)
    if base is None:
        raise request.fault("leaves no room below 640 KiB for its Multiboot information",
                            "link it higher or shorten bootargs")
    table_at, map_at, loader_at, names_at, command_at = (
        base + sum(sizes[:n]) for n in range(1, len(sizes)))
    flags = INFO_MEMORY | INFO_CMDLINE | INFO_MODS | INFO_MMAP | INFO_NAME
    info = struct.pack("<7I16x2I12xI", flags, LOW_END // 1024,
                       (request.ram_size - MIB) // 1024, 0, command_at,
                       len(modules), table_at, len(memory_map), map_at, loader_at)
    return made("Multiboot information", base, b"".join((
        info.ljust(INFO_SIZE, b"\0"), _module_table(modules, names, names_at),
        memory_map, LOADER_NAME, *names, command.encode() + b"\0")))


def _memory_map(ram_size):
    return b"".join(struct.pack("<IQQI", 20, *area, kind)
                    for area, kind in usable_memory(ram_size))


def _module_table(modules, names, names_at):
    return b"".join(
        struct.pack("<4I", module.gpa, module.range.end,
                    names_at + sum(map(len, names[:number])), 0)
        for number, module in enumerate(modules))
