# SPDX-License-Identifier: GPL-2.0
"""The guests: what each is given, and how its image is loaded."""

from dataclasses import dataclass
from typing import Any

import board as boards
import firmware
import layout
import loaders
import policy
import schema
from fault import at
from nodes import one
from ranges import MIB, MMIO, PIO, Block, Range, human

LARGE_PAGE = 2 * MIB
GRANULE = 16
VUART_PORTS = 8
RESET_PORT = Block(PIO, Range(0xcf9, 1))    # a PCI bus has it among its own
# Emulated devices that stand at fixed ports: what they are, their blocks, how to write them
FIXED = {
    schema.VPIC: ("a pair of 8259", [Block(PIO, Range(0x20, 2)), Block(PIO, Range(0xa0, 2))],
                  "<1 0x20 2>, <1 0xa0 2>"),
    schema.VPIT: ("an 8254", [Block(PIO, Range(0x40, 4)), Block(PIO, Range(0x61, 1))],
                  "<1 0x40 4>, <1 0x61 1>"),
    schema.VPM: ("power management", [Block(PIO, Range(0x64, 1)), Block(PIO, Range(0x600, 16)),
                                      Block(PIO, Range(0xcf9, 1))],
                 "<1 0x64 1>, <1 0x600 16>, <1 0xcf9 1>"),
    schema.VPCI: ("a PCI bus", [Block(PIO, Range(0xcf8, 8))], "<1 0xcf8 8>"),
    schema.VCRTC: ("a screen controller", [Block(PIO, Range(0x3d4, 2))], "<1 0x3d4 2>"),
}
EMULATED = {schema.VUART: layout.PART_DEVICE_VUART, schema.VPIC: layout.PART_DEVICE_VPIC,
            schema.VPIT: layout.PART_DEVICE_VPIT, schema.VPM: layout.PART_DEVICE_VPM,
            schema.VPCI: layout.PART_DEVICE_VPCI, schema.VCRTC: layout.PART_DEVICE_VCRTC}


@dataclass
class GuestBlock:
    """A register block that a guest may touch."""

    node: Any
    block: Block
    access: int
    prop: Any = None            # of the guest, that names the device
    device: int = layout.PART_DEVICE_NONE
    irq: int = layout.PART_IRQ_NONE


@dataclass
class Guest:
    """One guest, checked by itself."""

    node: Any
    name: str
    cpu: int
    ram: Range
    blocks: list                # sorted by space and address
    irqs: dict                  # number: PART_IRQ_*
    policies: list              # what follows each event
    functions: list             # the Devices that are PCI functions
    unsafe_dma: bool
    autostart: bool
    load: Any


def read(root, board, store):
    """All guests, in the order of the source."""
    items = one(root, schema.GUESTS).children
    if len(items) >= len(board.cpus):
        raise at(items[-1].node, f"there are {len(items)} guests for {len(board.cpus) - 1} cores",
                 "keep to one guest for each core but the hypervisor's")
    return [_guest(item, board, store) for item in items]


def _guest(item, board, store):
    ram = _ram(item)
    blocks = sorted(_blocks(item, board), key=lambda given: given.block)
    _check_blocks(item.node, ram, blocks)
    cpu = _cpu(item, board)
    tables = [firmware.tables(board.apic_ids[cpu])
              for child in item.children if child.kind is schema.VPM]
    return Guest(
        node=item.node, name=_name(item.node), cpu=cpu, ram=ram,
        blocks=blocks, irqs=_irqs(item, board, blocks),
        functions=_functions(item, board, blocks),
        unsafe_dma=item.get("unsafe-dma", False),
        policies=policy.policies(item, schema.EVENTS),
        autostart=not item.get("no-autostart", False),
        load=loaders.load(item, ram.size, store, tables))


def _name(node):
    if len(node.base_name) >= layout.PART_NAME_LEN:
        raise at(node, f"the name {node.base_name} has {len(node.base_name)} characters",
                 f"keep to {layout.PART_NAME_LEN - 1}")
    if node.base_name.isdigit():
        raise at(node, f"the name {node.base_name} is a guest's number in commands",
                 "give it a letter")
    return node.base_name


def _ram(item):
    ram = item.get("reg")
    if ram.base % LARGE_PAGE or ram.size % LARGE_PAGE:
        raise at(item.node, f"the RAM {ram} does not start and end at a multiple of 2 MiB",
                 "align base and size to 0x200000", "reg")
    if ram.size > boards.LOCAL_APIC.range.base:
        raise at(item.node, f"{human(ram.size)} of RAM would cover the guest's local APIC",
                 f"keep to {human(boards.LOCAL_APIC.range.base // LARGE_PAGE * LARGE_PAGE)}",
                 "reg")
    return ram


def _cpu(item, board):
    cpu = item.get("cpus")
    if cpu not in board.cpus:
        raise at(item.node, f"cpus names {cpu.path}, which is no core",
                 "name a node below /cpus by its label", "cpus")
    if cpu is board.cpus[0]:
        raise at(item.node, f"{cpu.path} runs the hypervisor", "choose another core", "cpus")
    return board.cpus.index(cpu)


def _blocks(item, board):
    """Blocks of devices owned, read and emulated."""
    given = []
    for prop, access in (("devices", layout.PART_ACCESS_OWN),
                         ("read-only-devices", layout.PART_ACCESS_READ)):
        for node in item.get(prop, []):
            if node.path not in board.devices:
                raise at(item.node, f"{prop} names {node.path}, which can't be given away",
                         "name a device of the board", prop)
            given += [GuestBlock(node, block, access, prop)
                      for block in board.devices[node.path].blocks]
    emulated = [block for child in item.children for block in _emulated(child)]
    if any(block.device == layout.PART_DEVICE_VPCI for block in emulated):
        emulated = [block for block in emulated if block.block != RESET_PORT]
    return given + emulated


def _functions(item, board, blocks):
    """Its PCI functions; they do DMA, so that something must bound it."""
    found = [board.devices[node.path] for node in item.get("devices", [])
             if board.devices[node.path].function]
    for node in item.get("read-only-devices", []):
        if board.devices[node.path].function:
            raise at(item.node, f"{node.path} is a PCI function, which can't be read only",
                     "own it by devices, or leave it out", "read-only-devices")
    if item.get("unsafe-dma") and (board.iommu or not found):
        raise at(item.node, "unsafe-dma has no use here: the guest has no PCI function, or "
                 "an IOMMU bounds it", "take it out", "unsafe-dma")
    if found and not board.iommu and not item.get("unsafe-dma"):
        raise at(item.node, f"{found[0].node.path} can do DMA to all memory: the board has no "
                 "IOMMU", "leave it out, or trust the guest with everything by unsafe-dma",
                 "devices")
    if len(found) > layout.PART_MAX_FUNCTIONS:
        raise at(item.node, f"it has {len(found)} PCI functions",
                 f"keep to {layout.PART_MAX_FUNCTIONS}", "devices")
    if found and not any(given.device == layout.PART_DEVICE_VPCI for given in blocks):
        raise at(item.node, f"{found[0].node.path} has no PCI bus to be on",
                 'add a child with compatible = "levsha,vpci"')
    return found


def _emulated(child):
    blocks = child.get("reg")
    irq = child.get("interrupts", layout.PART_IRQ_NONE)
    if irq != layout.PART_IRQ_NONE:
        boards.interrupt_number(child.node, irq)
    name, fixed, reg = FIXED.get(child.kind, ("", blocks, ""))
    if blocks != fixed:
        raise at(child.node, f"{name} is not at these ports", f"give reg = {reg}", "reg")
    if child.kind is schema.VUART and [(block.space, block.range.size)
                                       for block in blocks] != [(PIO, VUART_PORTS)]:
        raise at(child.node, "a 16550 has one block of 8 I/O ports",
                 "give it one, as in <1 0x3f8 8>", "reg")
    return [GuestBlock(child.node, block, layout.PART_ACCESS_EMULATE, None,
                       EMULATED[child.kind], irq) for block in blocks]


def _check_blocks(guest, ram, blocks):
    for given in blocks:
        block = given.block
        if block.space == MMIO and (block.range.base % GRANULE or block.range.size % GRANULE):
            raise at(given.node, f"{block} does not start and end at a multiple of {GRANULE}",
                     f"align base and size to {GRANULE:#x}", "reg")
        if block.space == MMIO and block.range.overlaps(Range(0, ram.size)):
            raise at(given.node, f"{block} is within the RAM of {guest.path}",
                     f"give it an address from {ram.size:#x} on", "reg")
    uarts = {given.node.path for given in blocks if given.device == layout.PART_DEVICE_VUART}
    if len(uarts) > 1:
        raise at(guest, f"it has {len(uarts)} emulated 16550", "keep one, a guest has one console")
    for given, other in zip(blocks, blocks[1:]):
        if given.block.overlaps(other.block):
            raise at(guest, f"{given.node.path} ({given.block}) overlaps "
                     f"{other.node.path} ({other.block})", "give the guest one of them")


def _irqs(item, board, blocks):
    """Interrupts of owned devices; none may meet another or an emulated one."""
    taken = {}
    for given in blocks:
        if given.irq != layout.PART_IRQ_NONE and taken.setdefault(
                given.irq, given.node) is not given.node:
            raise at(given.node, f"interrupt {given.irq} is that of {taken[given.irq].path} too",
                     "give each its own", "interrupts")
    irqs = {}
    for device in (board.devices[node.path] for node in item.get("devices", [])):
        for irq, flags in device.irqs.items():
            if irq in taken:
                raise at(item.node, f"interrupt {irq} of {device.node.path} is that of "
                         f"{taken[irq].path} too", "give each its own", "devices")
            taken[irq] = device.node
            irqs[irq] = flags
    if taken and not any(given.device == layout.PART_DEVICE_VPIC for given in blocks):
        raise at(item.node, f"interrupt {min(taken)} has no 8259 to go to",
                 'add a child with compatible = "levsha,vpic"')
    return dict(sorted(irqs.items()))
