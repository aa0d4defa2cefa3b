# SPDX-License-Identifier: GPL-2.0
"""The tables of arch/mips/include/asm/part.h, read from the bytes of an image.

For verify_mips.py alone. Nothing here is the compiler's: the layouts are written
down a second time, and a test holds them against the header.
"""

import ctypes
from ctypes import c_char, c_uint8, c_uint16, c_uint32
from dataclasses import dataclass, field

from elftools.common.exceptions import ELFError
from elftools.construct import ConstructError
from elftools.elf.elffile import ELFFile

IRQS, IRQ_WORDS, NO_IRQ = 216, 7, 0xff
IRQ_SHIFT = 18                  # of a source's word
NAME_LEN, EVENTS, TREE_SIZE = 16, 7, 128
NODE_SIZE, SMALLEST, LEAF_SIZE, TREE_ALIGN = 1 << 22, 1 << 12, 16, 512
PAGES, UNITS = 256, 256         # of registers, and in a page
WAYS = ("exit_guest", "load_own", "load_shadow", "load_intstat", "store_own", "store_masked",
        "store_emulated", "store_ifs")
PHYSICAL = 0x1fffffff           # of an address in KSEG0 or KSEG1


class Damaged(Exception):
    """The image can't be read as what it should be."""


def _structure(name, *fields):
    return type(name, (ctypes.LittleEndianStructure,), {"_fields_": list(fields)})


def _words(names, kind=c_uint32):
    return [(name, kind) for name in names.split()]


Block = _structure("part_block", *_words("base size mask"),
                   *_words("access plain", c_uint8), ("reserved", c_uint16),
                   *_words("sources shadow state read write load store"))
Source = _structure("part_source", *_words("bit src"))
Sources = _structure("part_sources", ("source", Source * 32), *_words("own lines ifs state"))
Leaf = _structure("part_leaf", *_words("pagemask lo0 lo1 reserved"))
Node = _structure("part_node", *_words("shift mask"))
Segment = _structure("part_segment", *_words("dst src size"))
Flash = _structure("part_flash", *_words("base size"))
MemoryRange = _structure("part_range", *_words("gpa phys size"))
Policy = _structure("part_policy", *_words("action max", c_uint8), ("seconds", c_uint16))
GuestRow = _structure(
    "part_guest", ("name", c_char * NAME_LEN),
    *_words("flags entry ram_base ram_size tree sfr_pages blocks segments nr_segments "
            "reset words"),
    *_words("nr_slots vuart_irq priority shadow_sets", c_uint8),
    *_words("below src tlb fpu dsp nvm flash nr_flash memory"),
    *_words("notify_mask irq_limit", c_uint16),
    *_words("budget period watchdog edges off nr_off"),
    ("policy", Policy * EVENTS))
Numbers = _structure(
    "part_numbers",
    *_words("flags nr_segments shadow_sets irq_limit budget period watchdog edges"))
Window = _structure("part_window", *_words("guest length"))
Register = _structure("part_register", *_words("addr value"))
Shared = _structure("part_shared", *_words("base size readers writers"))
BoardRow = _structure(
    "part_board", ("model", c_char * 32),
    *_words("hv_base hv_size console_base console_irq nr_guests guests top irq_owners "
            "windows nr_windows slice init nr_init shared nr_shared"))
LAYOUTS = (Block, Source, Sources, Leaf, Node, Segment, Flash, Policy, GuestRow, Numbers, Window,
           Register, Shared, MemoryRange, BoardRow)


@dataclass
class Guest:
    """A guest's row and all that it points to."""

    number: int
    row: GuestRow
    name: str
    nodes: list                 # (shift, leaves) of each 4 MiB of its addresses
    sfr_pages: list             # of each page 256 indexes of blocks
    blocks: list
    segments: list
    slot_irqs: list
    sources: list               # where Sources of each word of IFS are, or 0
    words: list                 # these Sources
    off: list                   # Register
    flash: list                 # Flash
    memory: list                # MemoryRange


@dataclass
class Image:
    """levsha.elf: what its loaded bytes are, by virtual address, and its board."""

    path: str
    chunks: list = field(default_factory=list)      # (virtual address, physical, bytes)
    hypervisor: list = field(default_factory=list)  # (base, end), physical
    variables: list = field(default_factory=list)   # (base, end), virtual
    states: tuple = (0, 0)      # the variable with what is kept of all guests
    board: BoardRow = None
    least: Numbers = None       # of all guests
    most: Numbers = None
    ways: dict = None           # where register.S goes on: {name: virtual address}
    guests: list = None
    owners: bytes = b""

    def bytes_at(self, address, size, what):
        """Bytes of the image at a virtual address."""
        for base, _, data in self.chunks:
            if base <= address and address + size <= base + len(data):
                return data[address - base:address - base + size]
        raise Damaged(f"{what} at {address:#x} with {size} bytes is not in the image")

    def row(self, kind, address, what):
        """One structure."""
        return kind.from_buffer_copy(self.bytes_at(address, ctypes.sizeof(kind), what))

    def rows(self, kind, address, count, what):
        """So many structures."""
        if count > 4096:
            raise Damaged(f"{what}: {count} rows can't be")
        if count == 0:
            return []
        return list(self.row(kind * count, address, what))

    def holds(self, base, size):
        """True if the image has bytes for all of a physical range."""
        return any(start <= base and base + size <= start + len(data)
                   for _, start, data in self.chunks)

    def has(self, base, data):
        """True if these bytes are in the image at a physical address."""
        return any(start <= base and chunk[base - start:][:len(data)] == data
                   for _, start, chunk in self.chunks)


def read(path):
    """The image in a file, decoded; raises Damaged or OSError."""
    image = Image(str(path))
    with open(path, "rb") as file:
        try:
            elf = ELFFile(file)
            if elf.get_machine_arch() != "MIPS" or elf.elfclass != 32 or not elf.little_endian:
                raise Damaged("it is no little-endian MIPS32 ELF file")
            _load(image, elf)
            image.variables = _variables(elf)
            image.states = _variables(elf, "guests")[0]
            places = {name: _symbol(elf, f"part_{name}") for name in ("board", "least", "most")}
            image.ways = {name: _symbol(elf, name) & ~1 for name in WAYS}
        except (ELFError, ConstructError, AttributeError, UnicodeDecodeError) as error:
            raise Damaged(f"it can't be read as ELF ({error})") from error
    _decode(image, **places)
    return image


def _load(image, elf):
    """Collect the bytes, and where the hypervisor's own lie."""
    loaded = [part for part in elf.iter_segments()
              if part["p_type"] == "PT_LOAD" and part["p_memsz"]]
    for part in loaded:
        if part["p_filesz"]:
            image.chunks.append((part["p_vaddr"], part["p_paddr"] & PHYSICAL, part.data()))
    for section in elf.iter_sections():
        base = section["sh_addr"]
        if not section["sh_flags"] & 2 or not section["sh_size"] \
                or section.name.startswith(".guest") or _configuration(base, section["sh_size"]):
            continue
        places = {base & PHYSICAL}
        if section["sh_type"] != "SHT_NOBITS":
            places |= {base - part["p_vaddr"] + (part["p_paddr"] & PHYSICAL) for part in loaded
                       if part["p_vaddr"] <= base < part["p_vaddr"] + part["p_filesz"]}
        image.hypervisor += [(place, place + section["sh_size"]) for place in places]


def _configuration(base, size):
    """True for words of configuration, which everybody may read."""
    base &= PHYSICAL
    return base >> 19 == 0x1fc00000 >> 19 and base & 0x1ffff >= 0xff40 \
        and (base & 0x1ffff) + size <= 0x10000


def _symbol(elf, name):
    table = elf.get_section_by_name(".symtab")
    found = table.get_symbol_by_name(name) if table else None
    if not found:
        raise Damaged(f"it has no symbol {name}")
    return found[0]["st_value"]


def _variables(elf, name=None):
    symbols = elf.get_section_by_name(".symtab").iter_symbols()
    return [(one["st_value"], one["st_value"] + one["st_size"]) for one in symbols
            if one["st_info"]["type"] == "STT_OBJECT" and one["st_size"]
            and name in (None, one.name)] or [(0, 0)]


def _decode(image, board, least, most):
    image.board = image.row(BoardRow, board, "part_board")
    image.least = image.row(Numbers, least, "part_least")
    image.most = image.row(Numbers, most, "part_most")
    image.owners = image.bytes_at(image.board.irq_owners, IRQS, "irq_owners")
    if image.board.nr_guests > 7:
        raise Damaged(f"it has {image.board.nr_guests} guests, 7 can be")
    rows = image.rows(GuestRow, image.board.guests, image.board.nr_guests, "guests")
    image.guests = [_guest(image, number, row) for number, row in enumerate(rows, 1)]


def _guest(image, number, row):
    name = row.name.decode("ascii", "replace")
    who = f"guest {name or number}:"
    return Guest(
        number, row, name, _nodes(image, row.tree, who), *_registers(image, row, who),
        image.rows(Segment, row.segments, row.nr_segments, f"{who} segments"),
        [_irq(word) for word in image.rows(c_uint32, row.reset, row.nr_slots, f"{who} reset")],
        *_sources(image, row, who),
        image.rows(Register, row.off, row.nr_off, f"{who} off"),
        image.rows(Flash, row.flash, row.nr_flash, f"{who} flash"),
        list(_memory(image, row.memory, f"{who} memory")))


def _irq(word):
    """The interrupt of a source after a reset: its word tells nothing else."""
    return -1 if word & ~(0xff << IRQ_SHIFT) else 0xff - (word >> IRQ_SHIFT)


def _registers(image, row, who):
    """The maps that its pages name, and as many blocks as those name."""
    _aligned(row.sfr_pages, 4 * PAGES, f"{who} sfr_pages")
    pages = image.rows(c_uint32, row.sfr_pages, PAGES, f"{who} sfr_pages")
    maps = {place: _map(image, place, f"{who} the map at {place:#x}") for place in {*pages}}
    count = max(map(max, maps.values())) + 1
    return [maps[place] for place in pages], image.rows(Block, row.blocks, count, f"{who} blocks")


def _memory(image, place, what):
    """Its ranges, up to one of no size."""
    while (area := image.row(MemoryRange, place, what)).size:
        yield area
        place += ctypes.sizeof(MemoryRange)


def _sources(image, row, who):
    places = image.rows(c_uint32, row.words, IRQ_WORDS, f"{who} words")
    for place in places:
        _aligned(place, ctypes.sizeof(Source) * 32, f"{who} the sources")
    return places, [image.row(Sources, place, f"{who} sources") if place else Sources()
                    for place in places]


def _map(image, place, what):
    _aligned(place, 2 * UNITS, what)
    size = ctypes.sizeof(Block)
    offsets = image.rows(c_uint16, place, UNITS, what)
    if any(offset % size for offset in offsets):
        raise Damaged(f"{what} has offsets that are no block's")
    return [offset // size for offset in offsets]


def _aligned(place, size, what):
    if place % size:
        raise Damaged(f"{what} at {place:#x} is not aligned to {size} bytes")


def _nodes(image, tree, who):
    _aligned(tree, TREE_ALIGN, f"{who} the tree")
    decoded = {}
    for pointer in image.rows(c_uint32, tree, TREE_SIZE, f"{who} tree"):
        if pointer not in decoded:
            head = image.row(Node, pointer, f"{who} node")
            count = head.mask // LEAF_SIZE + 1
            if head.mask % LEAF_SIZE or count & count - 1 or count > NODE_SIZE // SMALLEST \
                    or head.shift > 28:
                raise Damaged(f"{who} the node at {pointer:#x} has shift {head.shift} and mask "
                              f"{head.mask:#x}")
            leaves = image.rows(Leaf, pointer + ctypes.sizeof(Node), count, f"{who} leaves")
            decoded[pointer] = (head.shift, [(leaf.pagemask, leaf.lo0, leaf.lo1, leaf.reserved)
                                             for leaf in leaves])
    return [decoded[pointer] for pointer in image.rows(c_uint32, tree, TREE_SIZE, who)]
