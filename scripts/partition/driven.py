# SPDX-License-Identifier: GPL-2.0
"""The devices that the hypervisor drives for itself, besides its console."""

from dataclasses import dataclass
from typing import Any

import schema
from fault import at
from ranges import MMIO, PIO, Block, Range

# What its drivers expect, and how to write it
HOMES = {
    schema.DISPLAY: ("the display", [Block(MMIO, Range(0xb8000, 0x8000)),
                                     Block(PIO, Range(0x3d4, 2))],
                     "<0 0xb8000 0x8000>, <1 0x3d4 2>"),
    schema.KEYBOARD: ("the keyboard controller", [Block(PIO, Range(0x60, 1)),
                                                  Block(PIO, Range(0x64, 1))],
                      "<1 0x60 1>, <1 0x64 1>"),
}
PRINTER_PORTS = 3


@dataclass
class Driven:
    """The hypervisor's devices, and what its drivers must know of them."""

    devices: list               # (what, board.Device)
    screen: bool = False
    keyboard_irq: int = 0
    printer_port: int = 0


def read(root, hypervisor, devices):
    """What /hypervisor's property devices names."""
    kinds = {item.node: kind for kind in (*HOMES, schema.PRINTER) for item in root.all(kind)}
    driven = Driven([])
    for node in hypervisor.get("devices", []):
        if node not in kinds:
            raise at(hypervisor.node, f"devices names {node.path}, which it has no driver for",
                     "name the display, the keyboard controller or a parallel port", "devices")
        _add(driven, kinds[node], devices[node.path])
    return driven


def _add(driven: Driven, kind: Any, device: Any):
    """One more device."""
    node = device.node
    name, blocks, reg = HOMES.get(kind, ("the parallel port", device.blocks, ""))
    if device.blocks != blocks:
        raise at(node, f"{name} is not where it is in every PC", f"give reg = {reg}", "reg")
    if name in dict(driven.devices):
        raise at(node, f"the hypervisor has {dict(driven.devices)[name].node.path} already",
                 "name one of them")
    driven.devices.append((name, device))
    if kind is schema.DISPLAY:
        driven.screen = True
    elif kind is schema.KEYBOARD:
        driven.keyboard_irq = _interrupt(device)
    else:
        driven.printer_port = _port(device)


def _interrupt(device):
    if len(device.irqs) != 1 or 0 in device.irqs:
        raise at(device.node, "the keyboard controller needs its one interrupt",
                 "give interrupts = <1 IRQ_TYPE_EDGE_RISING>")
    return min(device.irqs)


def _port(device):
    if len(device.blocks) != 1 or device.blocks[0].space != PIO \
            or device.blocks[0].range.size < PRINTER_PORTS:
        raise at(device.node, "a parallel port has one block of I/O ports",
                 "correct its reg", "reg")
    return device.blocks[0].range.base
