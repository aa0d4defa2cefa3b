# SPDX-License-Identifier: GPL-2.0
"""Writes the tables of asm/part.h as C: partition.c."""

import functools
import operator

from pic32 import emulated, pages, schedule
from pic32.guests import WATCHDOG_MS
from pic32.part import (PART_ACCESS_EMULATE, PART_ACCESS_OWN, PART_ACCESS_READ, PART_GUEST_DSP,
                        PART_GUEST_FLASH, PART_GUEST_FPU, PART_GUEST_TLB)

HEADER = """// SPDX-License-Identifier: GPL-2.0
/* Made by the partition compiler. */
#include <asm/irqchip.h>
#include <asm/vnvm.h>
#include <levsha/guest.h>
#include <levsha/partition.h>
#include <levsha/vdma.h>
#include <linux/types.h>

/* For what is or seems so small that it would be small data, in RAM */
#define IN_FLASH __attribute__((section(".rodata.part")))
/* Assembly finds entries of these by putting bits of an address into theirs */
#define ALIGNED(size) __attribute__((aligned(size)))

enum { BLOCK = sizeof(struct part_block) };
"""
ACCESS = {PART_ACCESS_OWN: "PART_ACCESS_OWN", PART_ACCESS_READ: "PART_ACCESS_READ",
          PART_ACCESS_EMULATE: "PART_ACCESS_EMULATE"}
NOTHING = ("{ .plain = 1, .read = sfr_nothing_read, .write = sfr_refuse, "
           ".load = exit_guest, .store = exit_guest }")
LEAF_SHIFT = 4                  # of the bytes of a leaf: shift and mask give an offset
# Words of RAM that a guest's flags ask for: (flag, field, structure)
STATES = ((PART_GUEST_TLB, "tlb", "guest_tlb"), (PART_GUEST_FPU, "fpu", "guest_fpu"),
          (PART_GUEST_DSP, "dsp", "guest_dsp"), (PART_GUEST_FLASH, "nvm", "guest_nvm"))
# Of &struct part_numbers, but for flags
NUMBERS = ("nr_segments", "shadow_sets", "irq_limit", "budget", "period", "watchdog",
           "edges")


def source(plan):
    """partition.c"""
    parts = [HEADER, *_nodes(plan), _maps(plan)]
    parts += [_guest_tables(row) for row in plan.rows]
    guests = [_guest(row, below) for row, below in zip(plan.rows, _below(plan))]
    parts += [_guests(guests), _numbers(plan, guests), _board(plan), _memory(plan)]
    return "\n".join(parts)


def _nodes(plan):
    """Nodes of all guests, each once."""
    for number, node in enumerate(plan.nodes):
        leaves = "".join(f"\t\t{{ {mask:#x}, {lo0:#x}, {lo1:#x}, 0 }},\n"
                         for mask, lo0, lo1 in node.leaves)
        yield (f"static const struct part_node node_{number} IN_FLASH = {{\n"
               f"\t.shift = {node.shift - LEAF_SHIFT},\n"
               f"\t.mask = {len(node.leaves) - 1 << LEAF_SHIFT:#x},\n"
               f"\t.leaves = {{\n{leaves}\t}},\n}};\n")


def _maps(plan):
    rows = "".join(f"\t{{\n{_bytes([f'BLOCK * {cell}' for cell in cells], 2)}\t}},\n"
                   for cells in plan.maps)
    return f"static const u16 sfr_maps[][256] ALIGNED(512) = {{\n{rows}}};\n"


def _guest_tables(row):
    guest = row.guest
    name = f"guest_{guest.number}"
    tree = "".join(f"\t&node_{number},\n" for number in row.tree)
    blocks = "".join("\t" + _block(*block, guest) + ",\n" for block in row.blocks)
    segments = "".join(f"\t{{ {dst:#x}, {src:#x}, {size:#x} }},\n"
                       for dst, src, size in row.place.segments)
    states = [f"static struct {kind} {name}_{field};\n"
              for flag, field, kind in STATES if guest.flags & flag]
    resets = _bytes([f"SRC_RESET({irq})" for irq in guest.irqs.slots])
    parts = [
        *states,
        f"static const struct part_node *const {name}_tree[PART_TREE_SIZE] ALIGNED(512) = {{\n"
        f"{tree}}};\n",
        f"static const u16 *const {name}_sfr_pages[256] ALIGNED(1024) = {{\n"
        f"{_bytes([f'sfr_maps[{number}]' for number in row.pages])}}};\n",
        f"static struct veic_word {name}_words[{len(guest.irqs.used_words)}];\n",
        f"static u32 {name}_src[{len(guest.irqs.slots)}];\n",
        *_sources(guest.irqs, name),
        f"static const struct part_block {name}_blocks[] = {{\n\t{NOTHING},\n{blocks}}};\n",
        f"static const u32 {name}_reset[] IN_FLASH = {{\n{resets}}};\n",
    ]
    ranges = "".join(f"\t{{ {gpa.base:#x}, {rpa:#x}, {gpa.size:#x} }},\n"
                     for gpa, rpa, _ in row.memory)
    parts.append(f"static const struct part_range {name}_memory[] IN_FLASH = {{\n"
                 f"{ranges}\t{{}},\n}};\n")
    if segments:
        parts.append(f"static const struct part_segment {name}_segments[] = {{\n{segments}}};\n")
    if row.off:
        stores = "".join(f"\t{{ {address:#x}, {value:#x} }},\n" for address, value in row.off)
        parts.append(f"static const struct part_register {name}_off[] IN_FLASH = {{\n"
                     f"{stores}}};\n")
    if guest.writable:
        areas = "".join(f"\t{{ {area.base:#x}, {area.size:#x} }},\n" for area in guest.writable)
        parts.append(f"static const struct part_flash {name}_flash[] IN_FLASH = {{\n{areas}}};\n")
    return "\n".join(parts)


def _sources(irqs, name):
    pointers = ""
    for index, word in enumerate(irqs.used_words):
        one = f"{name}_sources_{word}"
        pointers += f"\t[{word}] = &{one},\n"
        sources = "".join(
            f"\t\t[{31 - irq % 32}] = {{ {0 if irq in irqs.real else 1 << irq % 32:#x}, "
            f"&{name}_src[{slot}] }},\n"
            for slot, irq in enumerate(irqs.slots) if irq // 32 == word)
        yield (f"static const struct part_sources {one} ALIGNED(256) = {{\n\t{{\n{sources}\t}},\n"
               f"\t{irqs.own_irqs[word]:#x}, {irqs.lines[word]:#x}, EIC_IFS(0, {word}), "
               f"&{name}_words[{index}],\n}};\n")
    yield (f"static const struct part_sources *const {name}_sources[PART_IRQ_WORDS] = {{\n"
           f"{pointers}}};\n")


def _block(given, area, register, guest):
    made = {"base": f"{area.base:#x}", "size": f"{area.size:#x}", "access": ACCESS[given.access]}
    if register:
        made |= emulated.fields(register, guest)
    else:
        own = "store_own" if given.whole else "store_masked"
        made |= {"mask": f"{given.mask:#x}", **_real(given), "load": "load_own",
                 "store": own if given.access == PART_ACCESS_OWN else "exit_guest"}
    return f"{{ {', '.join(f'.{name} = {value}' for name, value in made.items())} }}"


def _real(given):
    """Who reads and writes a real register of which the guest does not have all."""
    if given.whole:
        return {}
    write = "sfr_real_write"
    if given.access == PART_ACCESS_READ:
        write = "sfr_refuse" if given.report else "sfr_ignore"
    return {"plain": 1, "read": "sfr_real_read", "write": write}


def _guests(guests):
    rows = "".join(f"\t{{\n{_fields(guest)}\t}},\n" for guest in guests)
    return (f"struct guest guests[{len(guests)}] __small;\n"
            f"const unsigned int nr_guests = {len(guests)};\n\n"
            f"static const struct part_guest part_guests[] = {{\n{rows}}};\n")


def _place(guest):
    return f"&guests[{guest.number - 1}]"


def _below(plan):
    """For each row the guest that is asked next who runs."""
    order = [_place(guest) for guest in schedule.by_priority(plan)]
    below = dict(zip(order, [*order[1:], "NULL"]))
    return [below[_place(row.guest)] for row in plan.rows]


def _numbers(plan, guests):
    """What is the same for all guests, for the C compiler to see."""
    flags = [row.guest.flags for row in plan.rows]
    tables = []
    for name, limit, of_flags in (("least", min, operator.and_), ("most", max, operator.or_)):
        fields = {"flags": f"{functools.reduce(of_flags, flags):#x}"}
        fields |= {number: limit(guest[number] for guest in guests) for number in NUMBERS}
        tables.append(f"const struct part_numbers part_{name} IN_FLASH __used = {{\n"
                      f"{_fields(fields, 1)}}};\n")
    return "\n".join(tables)


def _guest(row, below):
    guest, name = row.guest, f"guest_{row.guest.number}"
    irqs = guest.irqs
    states = {field: f"&{name}_{field}" for flag, field, _ in STATES if guest.flags & flag}
    budget, period = schedule.budget(guest)
    policies = ", ".join(f"{{ {one.action}, {one.max}, {one.seconds} }}"
                         for one in guest.policies)
    return {
        "name": _text(guest.name), "flags": f"{guest.flags:#x}",
        "entry": f"{guest.image.entry:#x}", "ram_base": f"{row.place.ram.base:#x}",
        "ram_size": f"{row.place.ram.size:#x}", "tree": f"{name}_tree",
        "sfr_pages": f"{name}_sfr_pages", "blocks": f"{name}_blocks",
        "segments": f"{name}_segments" if row.place.segments else "NULL",
        "nr_segments": len(row.place.segments), "reset": f"{name}_reset",
        "words": f"{name}_sources",
        "nr_slots": len(irqs.slots), "vuart_irq": irqs.console,
        "priority": guest.get("priority"), "shadow_sets": guest.sets,
        "below": below, "src": f"{name}_src",
        **states, "flash": f"{name}_flash" if guest.writable else "NULL",
        "nr_flash": len(guest.writable), "memory": f"{name}_memory",
        "notify_mask": f"{row.notifies:#x}",
        "irq_limit": guest.get("interrupt-limit"), "budget": budget, "period": period,
        "watchdog": guest.get("watchdog-ms", WATCHDOG_MS) * schedule.COUNTS_PER_MS,
        "off": f"{name}_off" if row.off else "NULL", "nr_off": len(row.off),
        "edges": irqs.edges,
        "policy": f"{{ {policies} }}",
    }


def _board(plan):
    board = plan.board
    windows = "".join(f"\t{{ {number}, {length * schedule.COUNTS_PER_US} }},\n"
                      for number, length in plan.windows)
    init = "".join(f"\t{{ {address:#x}, {value:#x} }},\n" for address, value in plan.init)
    tables = [f"static const u8 irq_owners[PART_NR_IRQS] = {{\n{_bytes(plan.owners)}}};\n",
              f"static const struct part_register init[] = {{\n{init}}};\n"]
    if windows:
        tables.append(f"static const struct part_window windows[] IN_FLASH = {{\n{windows}}};\n")
    if plan.shared_rows:
        rows = "".join(f"\t{{ {area.base:#x}, {area.size:#x}, {readers:#x}, {writers:#x} }},\n"
                       for area, readers, writers in plan.shared_rows)
        tables.append(f"static const struct part_shared shared[] = {{\n{rows}}};\n")
    equals = len({row.guest.get("priority") for row in plan.rows}) < len(plan.rows)
    fields = {
        "model": _text(board.model), "hv_base": f"{board.hv_ram.base:#x}",
        "hv_size": f"{board.hv_ram.size:#x}",
        "console_base": f"{board.console.blocks[0].base:#x}",
        "console_irq": board.console.irqs[0],
        "nr_guests": len(plan.rows), "guests": "part_guests",
        "top": _place(schedule.by_priority(plan)[0]), "irq_owners": "irq_owners",
        "windows": "windows" if windows else "NULL", "nr_windows": len(plan.windows),
        "slice": plan.slice_us * schedule.COUNTS_PER_US if equals else 0,
        "init": "init", "nr_init": len(plan.init),
        "shared": "shared" if plan.shared_rows else "NULL", "nr_shared": len(plan.shared_rows),
    }
    tables.append(f"const struct part_board part_board __used = {{\n{_fields(fields, 1)}}};\n")
    return "\n".join(tables)


def _memory(plan):
    """Who has which RAM, as lines of the command mem."""
    owners = [(plan.board.hv_ram, "hypervisor")]
    owners += [(row.place.ram, row.guest.name) for row in plan.rows]
    lines = "".join(f"\t{_text(_range(ram, owner))},\n" for ram, owner in owners)
    return f"const char *const part_memory[] IN_FLASH = {{\n{lines}}};\n"


def _range(ram, owner):
    return f"{ram.base:09x}-{ram.end - 1:09x} {ram.size >> 10:6} KiB {owner}"


def _fields(fields, depth=2):
    return "".join("\t" * depth + f".{name} = {value},\n" for name, value in fields.items())


def _bytes(values, depth=1):
    rows = [list(values)[first:first + 16] for first in range(0, len(values), 16)]
    return "".join("\t" * depth + ", ".join(map(str, row)) + ",\n" for row in rows)


def _text(words):
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def shared_nodes(trees):
    """All different nodes, and for each tree the numbers of its nodes."""
    nodes = {pages.NOTHING: 0}
    numbers = [[nodes.setdefault(node, len(nodes)) for node in tree] for tree in trees]
    return list(nodes), numbers
