# SPDX-License-Identifier: GPL-2.0
"""Images of guests: bytes at physical addresses, and where they start."""

import io
from dataclasses import dataclass
from typing import Any

from elftools.elf.elffile import ELFFile

from fault import at
from ranges import Range

UNMAPPED = Range(0x80000000, 0x40000000)    # KSEG0 and KSEG1
PHYSICAL = 0x1fffffff
RESET = 0xbfc00000              # where the CPU starts if the image has boot flash
APPLICATION = 0x9d001000        # where the board's boot loader jumps to
PROGRAM_FLASH = 0x9d000000
BOOT_FLASH = 0x1fc00000
CONFIGURATION = (Range(0x1fc0ff40, 0x40), Range(0x1fc0ffc0, 0x40))
DEVCFG0, BOOTISA = 0x1fc0ffcc, 0x40

# TLBWI and TLBWR: of MIPS32 as a word, of microMIPS as two halfwords
TLB_WRITES = tuple(word.to_bytes(4, "little") for word in (0x42000002, 0x42000006)) \
    + (b"\0\0\x7c\x23", b"\0\0\x7c\x33")


@dataclass
class Image:
    """A loaded file: (physical address, bytes) in order, and its entry."""

    file: Any
    pieces: list
    entry: int                  # virtual; bit 0: microMIPS
    writes_tlb: bool
    zeroes: list                # ranges that only need room

    def word(self, address):
        """The word at a physical address, as erased flash where nothing is."""
        for base, data in self.pieces:
            if base <= address and address + 4 <= base + len(data):
                return int.from_bytes(data[address - base:address - base + 4], "little")
        return 0xffffffff


def load(item, store):
    """The image of a guest's item; its type says which bytes can be instructions."""
    file = store.get(item.node, "image", item.get("image"))
    image_type = item.get("image-type")
    if item.get("load-address") is not None and image_type != "flat":
        raise at(item.node, f'load-address means nothing to the image type "{image_type}"',
                 "leave it out or correct image-type", "load-address")
    pieces, entry, code, zeroes = LOADERS[image_type](item, file)
    pieces = _joined(item, file, pieces)
    code = [data for _, data in pieces] if code is None else code
    image = Image(file, pieces, entry, any(map(_has_tlb_write, code)), zeroes)
    image.entry = item.get("entry", _entry(image) if entry is None else entry)
    return image


def physical(address):
    """The physical address of one in KSEG0 or KSEG1; others are physical."""
    return address & PHYSICAL if UNMAPPED.contains(Range(address, 1)) else address


def _fault(item, file, reason, remedy="build it again", prop="image"):
    return at(item.node, f"{file.path.name} {reason}", remedy, prop)


def _joined(item, file, pieces):
    """Pieces in order, neighbours as one."""
    joined = []
    for base, data in sorted(pieces, key=lambda piece: piece[0]):
        if joined and joined[-1][0] + len(joined[-1][1]) > base:
            raise _fault(item, file, f"has bytes for {base:#x} twice", "link it anew")
        if joined and joined[-1][0] + len(joined[-1][1]) == base:
            joined[-1] = joined[-1][0], joined[-1][1] + data
        else:
            joined.append((base, data))
    if not joined:
        raise _fault(item, file, "has nothing to load")
    return joined


def _has_tlb_write(code):
    """Words at odd halfwords are seen too: a needless save costs little."""
    return any(_at_even(code, word) for word in TLB_WRITES)


def _at_even(code, word):
    place = code.find(word)
    while place > 0 and place % 2:
        place = code.find(word, place + 1)
    return place >= 0


def _entry(image):
    """Where an image without an entry starts, as on the bare board."""
    if any(base <= BOOT_FLASH < base + len(data) for base, data in image.pieces):
        return RESET | (not image.word(DEVCFG0) & BOOTISA)
    loaded = image.word(physical(APPLICATION)) != 0xffffffff
    return APPLICATION if loaded else PROGRAM_FLASH


def _load_elf(item, file):
    try:
        elf = ELFFile(io.BytesIO(file.data))
        kind = elf.elfclass, elf.little_endian, elf["e_machine"], elf["e_type"]
        headers = [segment.header for segment in elf.iter_segments()]
    except Exception as error:  # pyelftools raises many types on damaged files
        raise _fault(item, file, f"is no whole ELF file ({error or type(error).__name__})"
                     ) from None
    if kind != (32, True, "EM_MIPS", "ET_EXEC"):
        order = "little" if kind[1] else "big"
        raise _fault(item, file, f"is an ELF file of class {kind[0]}, {order}-endian, {kind[2]}, "
                     f"{kind[3]}", "link it as a 32-bit little-endian MIPS executable")
    pieces, code, zeroes = [], [], []
    for header in headers:
        if header["p_type"] != "PT_LOAD":
            continue
        start, size = header["p_offset"], header["p_filesz"]
        if start + size > len(file.data):
            raise _fault(item, file, "is cut short: a segment ends behind the file")
        if size:
            _check_configuration(item, file, Range(physical(header["p_paddr"]), size))
            data = file.data[start:start + size]
            pieces.append((physical(header["p_paddr"]), data))
            code += [data] if header["p_flags"] & 1 else []
        if header["p_memsz"] > size and header["p_vaddr"] in range(*_ends(UNMAPPED)):
            zeroes.append(Range(physical(header["p_vaddr"]) + size, header["p_memsz"] - size))
    return pieces, elf["e_entry"], code, zeroes


def _check_configuration(item, file, piece):
    for words in CONFIGURATION:
        if piece.overlaps(words) and not words.contains(piece):
            raise _fault(item, file, f"has other bytes ({piece}) over its configuration words "
                         f"({words})", "link them apart, as the part has them")


def _ends(area):
    return area.base, area.end


def _load_flat(item, file):
    address = item.get("load-address")
    if address is None:
        raise _fault(item, file, "is a flat binary, and load-address is missing", "add it")
    place = physical(address)
    entry = None if place in (BOOT_FLASH, physical(PROGRAM_FLASH)) else place | UNMAPPED.base
    return [(place, file.data)], entry, None, []


def _load_hex(item, file):
    """Intel HEX: data, end, upper 16 address bits; others say where to start."""
    pieces, upper = [], 0
    for number, record in _records(item, file, b":"):
        count, offset, kind = record[0], int.from_bytes(record[1:3], "big"), record[3]
        if len(record) != count + 5 or sum(record) & 0xff:
            raise _fault(item, file, f"is damaged in line {number}")
        if kind == 1:
            break
        if kind == 0:
            pieces.append((physical(upper + offset), record[4:-1]))
        elif kind in (2, 4):
            upper = int.from_bytes(record[4:-1], "big") << (4 if kind == 2 else 16)
    return pieces, None, None, []


def _load_srec(item, file):
    """S-records: S1, S2 and S3 are data with addresses of 16, 24 and 32 bits."""
    pieces = []
    for number, record in _records(item, file, b"S", 1):
        kind, count, body = record[0], record[1], record[2:]
        if len(body) != count or count < 3 or (count + sum(body)) & 0xff != 0xff:
            raise _fault(item, file, f"is damaged in line {number}")
        if kind in (1, 2, 3):
            address = int.from_bytes(body[:kind + 1], "big")
            pieces.append((physical(address), body[kind + 1:-1]))
    return pieces, None, None, []


def _records(item, file, mark, digits=0):
    """(line number, bytes) of each record; so many digits are numbers themselves."""
    for number, line in enumerate(file.data.split(b"\n"), 1):
        line = line.strip()
        if not line:
            continue
        try:
            if not line.startswith(mark):
                raise ValueError
            words = b"".join(b"0" + line[i:i + 1] for i in range(1, 1 + digits))
            record = bytes.fromhex((words + line[1 + digits:]).decode())
            if len(record) < 5:
                raise ValueError
        except ValueError:
            raise _fault(item, file, f"has no record in line {number}",
                         "correct image-type or build it again") from None
        yield number, record


LOADERS = {"elf": _load_elf, "hex": _load_hex, "srec": _load_srec, "flat": _load_flat}
