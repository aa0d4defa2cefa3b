# SPDX-License-Identifier: GPL-2.0
"""The images' bytes for the linker: files, the source that includes them, where they go.

And a page of ERET, see PART_ERET.
"""

import zlib

KSEG0 = 0x80000000
HEADER = "Made by the partition compiler."


def files(places):
    """{name: bytes} of each piece of flash."""
    return {f"flash-{base:08x}.bin": data for place in places for base, data in place.bytes}


def source(places, folder):
    """images.S; it changes when a file does"""
    lines = ["/* SPDX-License-Identifier: GPL-2.0 */", f"/* {HEADER} */"]
    for name, data in sorted(files(places).items()):
        base = name[len("flash-"):-len(".bin")]
        lines += [f'\t.section .guest.{base}, "a", @progbits',
                  f'\t.incbin "{folder}/{name}"  /* CRC-32 {zlib.crc32(data):08x} */']
    return "\n".join(lines) + "\n"


def script(board, places):
    """guests.lds: output sections, to be included in SECTIONS"""
    end = KSEG0 | board.hv_flash.end
    eret = board.eret.base
    lines = ["/* SPDX-License-Identifier: GPL-2.0 */", f"/* {HEADER} */",
             f"ASSERT(ORIGIN(flash) + LENGTH(flash) == {end:#x},",
             '       "asm/sections.h and the board differ on the hypervisor\'s flash")',
             f".guest.eret {KSEG0 | eret:#x} : AT({eret:#x}) "
             f"{{ LONG(0x42000018) . = {board.eret.size:#x}; }} > flash =0x18000042"]
    lines += [f".guest.{base:08x} {KSEG0 | base:#x} : AT({base:#x}) "
              f"{{ KEEP(*(.guest.{base:08x})) }} > guests"
              for base in sorted(base for place in places for base, _ in place.bytes)]
    return "\n".join(lines) + "\n"
