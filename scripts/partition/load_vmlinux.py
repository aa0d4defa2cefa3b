# SPDX-License-Identifier: GPL-2.0
"""Linux as an unpacked ELF file, vmlinux, by its PVH entry.

A note of the file names the entry, in 32-bit protected mode, where EBX points to what
Xen's public/arch-x86/hvm/start_info.h defines.
"""

import struct

import load_elf
from loading import LOW_END, Load, flat, made, place_initrds, usable_memory
from ranges import PAGE, align_up

START_INFO = 0x90000
COMMAND_LINE = START_INFO + PAGE
INFO, MODULE, AREA = "<IIIIQQQQII", "<QQQQ", "<QQII"
START_MAGIC, START_VERSION = 0x336ec578, 1
NOTE_OWNER, NOTE_ENTRY = b"Xen\0", 18   # XEN_ELFNOTE_PHYS32_ENTRY


def load(request):
    """A vmlinux with its command line, its initrd, and a table that names them."""
    segments, _ = load_elf.segments_of(request, load_elf.KERNEL)
    line = request.item.get("bootargs", "").encode() + b"\0"
    if len(line) > LOW_END - COMMAND_LINE:
        raise request.fault(f"has room for a command line of {LOW_END - COMMAND_LINE - 1} bytes, "
                            f"bootargs has {len(line) - 1}", "shorten it", "bootargs")
    initrds = place_initrds(request, max(segment.range.end for segment in segments),
                            request.ram_size)
    info = made("start information", START_INFO, _start_info(request, initrds))
    return Load([*segments, *initrds, info, made("command line", COMMAND_LINE, line)],
                flat(_entry(request), ebx=START_INFO))


def _entry(request):
    """The physical address that the note gives."""
    for header in load_elf.parse(request, load_elf.KERNEL)[0]:
        start, end = header["p_offset"], header["p_offset"] + header["p_filesz"]
        if header["p_type"] != "PT_NOTE":
            continue
        for owner, kind, value in _notes(request.image.data[start:end]):
            if len(value) >= 4 and (owner, kind) == (NOTE_OWNER, NOTE_ENTRY):
                return struct.unpack_from("<I", value)[0]
    raise request.fault("has no PVH entry", "build the kernel with CONFIG_PVH")


def _notes(data):
    """(owner, type, value) of each note."""
    at = 0
    while at + 12 <= len(data):
        name, size, kind = struct.unpack_from("<III", data, at)
        value = at + 12 + align_up(name, 4)
        yield data[at + 12:at + 12 + name], kind, data[value:value + size]
        at = value + align_up(size, 4)


def _start_info(request, initrds):
    """struct hvm_start_info, the modules, and the memory map."""
    memory = usable_memory(request.ram_size)
    modules_at = START_INFO + struct.calcsize(INFO)
    map_at = modules_at + struct.calcsize(MODULE) * len(initrds)
    return b"".join((
        struct.pack(INFO, START_MAGIC, START_VERSION, 0, len(initrds), modules_at,
                    COMMAND_LINE, 0, map_at, len(memory), 0),
        *(struct.pack(MODULE, initrd.gpa, initrd.size, 0, 0) for initrd in initrds),
        *(struct.pack(AREA, *area, kind, 0) for area, kind in memory)))
