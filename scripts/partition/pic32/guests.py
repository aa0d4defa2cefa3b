# SPDX-License-Identifier: GPL-2.0
"""The guests: what each is given, checked by itself."""

from dataclasses import dataclass
from typing import Any

import policy
from fault import at
from nodes import one
from pic32 import blocks, image, irqs, kinds, writable
from pic32.part import (MAX_GUESTS, PART_GUEST_AUTOSTART, PART_GUEST_DSP, PART_GUEST_FLASH,
                        PART_GUEST_FPU, PART_GUEST_TLB, PART_NAME_LEN)
from ranges import PAGE, Range

MAX_PRIORITY = 31
FLAGS = (("fpu", PART_GUEST_FPU), ("dsp", PART_GUEST_DSP), ("tlb", PART_GUEST_TLB),
         ("writable-flash", PART_GUEST_FLASH))
WATCHDOG_MS = 20_000            # unless said otherwise, and the most
LIMITS = {"budget-us": 10_000_000, "period-us": 10_000_000, "watchdog-ms": WATCHDOG_MS,
          "interrupt-limit": 0xffff, "priority": MAX_PRIORITY}


@dataclass
class Guest:
    """One guest."""

    item: Any
    number: int                 # from 1
    name: str
    memory: Range               # its RAM, as it sees it
    image: Any
    writable: list              # flash that it writes, as it sees it
    blocks: list                # blocks.Given
    irqs: Any                   # irqs.Sources
    masters: list               # devices that read and write memory by themselves
    flags: int
    sets: int                   # shadow register sets
    policies: list

    @property
    def node(self):
        """Where it is written."""
        return self.item.node

    def get(self, prop, default=0):
        """A property's value."""
        return self.item.get(prop, default)

    def memory_again(self, board):
        """With memory-top: where it sees the end of its RAM a second time."""
        start = max(self.memory.end, board.ram.end - self.memory.size)
        return Range(start, board.ram.end - start)


def read(root, board, store):
    """All guests, in the order of the source."""
    items = one(root, kinds.GUESTS).children
    if not items or len(items) > MAX_GUESTS:
        raise at(one(root, kinds.GUESTS).node, f"there are {len(items)} guests",
                 f"give one to {MAX_GUESTS}")
    return [_guest(item, number, board, items, store) for number, item in enumerate(items, 1)]


def _guest(item, number, board, items, store):
    for prop, most in LIMITS.items():
        if item.get(prop, 0) > most:
            raise at(item.node, f"{prop} is {item.get(prop)}", f"keep to {most}", prop)
    if item.get("watchdog-ms") == 0:
        raise at(item.node, "watchdog-ms is 0", f"give 1 to {WATCHDOG_MS}", "watchdog-ms")
    loaded = image.load(item, store)
    given = blocks.of_guest(item, board, items)
    return Guest(
        item=item, number=number, name=_name(item.node), memory=_memory(item), image=loaded,
        writable=writable.of_guest(item, board, loaded), blocks=given,
        irqs=irqs.of_guest(item, board, items), masters=_masters(item, board),
        flags=_flags(item, loaded), sets=_sets(item), policies=policy.policies(item))


def _name(node):
    if len(node.base_name) >= PART_NAME_LEN:
        raise at(node, f"the name {node.base_name} has {len(node.base_name)} characters",
                 f"keep to {PART_NAME_LEN - 1}")
    if node.base_name.isdigit():
        raise at(node, f"the name {node.base_name} is a guest's number in commands",
                 "give it a letter")
    return node.base_name


def _memory(item):
    base, size = item.get("memory-base", 0), item.get("memory-size")
    if size == 0 or size % PAGE or base % PAGE:
        raise at(item.node, f"the RAM {size:#x} bytes at {base:#x} is not made of whole pages",
                 f"align base and size to {PAGE:#x}",
                 "memory-base" if base % PAGE else "memory-size")
    return Range(base, size)


def _masters(item, board):
    owned = [board.devices[node.path] for node in item.get("devices", [])]
    if item.get("dma-flash") and not any(device.sources for device in owned):
        raise at(item.node, "dma-flash is given, but no device of its own has known sources",
                 "give it the DMA controller, or leave it out", "dma-flash")
    return [device for device in owned if device.master is not None]


def _flags(item, loaded):
    flags = 0 if item.get("no-autostart") else PART_GUEST_AUTOSTART
    for prop, flag in FLAGS:
        flags |= flag if item.get(prop) else 0
    return flags | (PART_GUEST_TLB if loaded.writes_tlb else 0)


def _sets(item):
    sets = item.get("shadow-sets", 1)
    if not 1 <= sets <= MAX_GUESTS:
        raise at(item.node, f"it has {sets} register sets",
                 f"give 1 to {MAX_GUESTS}", "shadow-sets")
    return sets
