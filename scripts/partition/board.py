# SPDX-License-Identifier: GPL-2.0
"""The board: what the partition shares out, and what it can't."""

import re
from dataclasses import dataclass
from typing import Any

import driven
import pci
import schema
from fault import at
from layout import PART_IRQ_LEVEL, PART_IRQ_LOW, PART_MAX_CPUS
from nodes import one
from ranges import MMIO, PAGE, PIO, Block, Range

LOCAL_APIC = Block(MMIO, Range(0xfee00000, 0x1000))
LAST_IRQ = 15
CASCADE_IRQ = 2

# Linux's IRQ_TYPE_* (include/dt-bindings/interrupt-controller/irq.h).
TRIGGERS = {1: 0, 2: PART_IRQ_LOW, 4: PART_IRQ_LEVEL, 8: PART_IRQ_LEVEL | PART_IRQ_LOW}

# Whoever writes these ports reaches past his own partition.
GUARDED_PORTS = (
    ("the first DMA controller", 0x00, 0x10),
    ("the first 8259", 0x20, 0x02),
    ("the keyboard controller, which can reset the machine", 0x60, 0x01),
    ("the keyboard controller, which can reset the machine", 0x64, 0x01),
    ("the DMA page registers", 0x80, 0x10),
    ("system control port A, which can reset the machine", 0x92, 0x01),
    ("the second 8259", 0xa0, 0x02),
    ("the SMI command ports", 0xb2, 0x02),
    ("the second DMA controller", 0xc0, 0x20),
    ("the display's registers", 0x3b0, 0x30),
    ("the PCI configuration ports", 0xcf8, 0x08),
)


@dataclass
class Device:
    """Hardware with registers and interrupts {number: PART_IRQ_*}."""

    node: Any
    blocks: list
    irqs: dict
    function: Any = None        # of the PCI bus


@dataclass
class Board:
    """What the devicetree says of the machine."""

    node: Any
    model: str
    hypervisor: Any             # the node
    region: Range               # of hypervisor and modules
    memory: list
    cpus: list                  # nodes; the first is the boot CPU
    apic_ids: list
    ioapic: Range
    hpet: Range
    iommu: list                 # its blocks; none where the board has no IOMMU
    devices: dict               # by path
    console: Device
    console_baud: int
    driven: Any                 # driven.Driven, what the hypervisor has besides

    def kept(self):
        """The devices of the hypervisor itself: [(what, Device)]."""
        return [("the console", self.console), *self.driven.devices]

    def guarded(self):
        """Blocks that nobody is given: [(whose, Block)]."""
        ports = [(whose, Block(PIO, Range(base, size)))
                 for whose, base, size in GUARDED_PORTS]
        return ports + [
            ("the local APIC", LOCAL_APIC),
            ("the I/O APIC", Block(MMIO, self.ioapic)),
            ("the HPET", Block(MMIO, self.hpet)),
        ] + [("the IOMMU", block) for block in self.iommu]


def read(tree, root):
    """The board of a tree whose root item is given."""
    hypervisor = one(root, schema.HYPERVISOR)
    cpus = _cpus(root, hypervisor)
    devices = {item.node.path: _device(item)
               for kind in (*schema.ISA_DEVICES, schema.BUS_DEVICE)
               for item in root.all(kind)}
    functions = pci.functions(root)
    devices |= {item.node.path: _function(item, functions[item.node.path])
                for item in root.all(schema.FUNCTION)}
    ioapic = one(root, schema.IOAPIC)
    if root.get("interrupt-parent") is not ioapic.node:
        raise at(root.node, "interrupt-parent is not the I/O APIC",
                 f"name {ioapic.node.path} by its label", "interrupt-parent")
    console, baud = _console(tree, root, devices)
    return Board(
        node=root.node, model=root.get("model"),
        hypervisor=hypervisor.node, region=hypervisor.get("reg"),
        memory=_memory(root),
        cpus=[cpu.node for cpu in cpus], apic_ids=[cpu.get("reg") for cpu in cpus],
        ioapic=_page(ioapic), hpet=_page(one(root, schema.HPET)),
        iommu=[Block(MMIO, _page(item)) for item in root.all(schema.IOMMU)],
        devices=devices, console=console, console_baud=baud,
        driven=driven.read(root, hypervisor, devices))


def interrupt_number(node, irq):
    """Refuse what is not an input of the pair of 8259 that devices have."""
    if irq > LAST_IRQ:
        raise at(node, f"interrupt {irq} is no ISA interrupt",
                 f"use 0 to {LAST_IRQ}", "interrupts")
    if irq == CASCADE_IRQ:
        raise at(node, f"interrupt {irq} is where the second 8259 is connected",
                 "use another", "interrupts")
    return irq


def _memory(root):
    """Every area of every memory node, none twice."""
    areas = []
    for item in root.all(schema.MEMORY):
        for area in item.get("reg"):
            for other in areas:
                if area.overlaps(other):
                    raise at(item.node, f"{area} overlaps {other}, which is memory already",
                             "correct its reg", "reg")
            areas.append(area)
    return areas


def _cpus(root, hypervisor):
    """The items of all cores, the hypervisor's first."""
    cpus = root.all(schema.CPU)
    if len(cpus) > PART_MAX_CPUS:
        raise at(cpus[PART_MAX_CPUS].node, f"there are {len(cpus)} cores",
                 f"keep to {PART_MAX_CPUS}")
    seen = {}
    for cpu in cpus:
        apic_id = cpu.get("reg")
        if apic_id > 254:
            raise at(cpu.node, f"the APIC id {apic_id} is no xAPIC id",
                     "use 0 to 254", "reg")
        if apic_id in seen:
            raise at(cpu.node, f"the APIC id {apic_id} is that of {seen[apic_id]} too",
                     "give each core its own", "reg")
        seen[apic_id] = cpu.node.path
    boot = [cpu for cpu in cpus if cpu.node is hypervisor.get("cpus")]
    if not boot:
        raise at(hypervisor.node, "cpus names no core",
                 "name a node below /cpus by its label", "cpus")
    return boot + [cpu for cpu in cpus if cpu is not boot[0]]


def _page(item):
    """The page of an interrupt controller or timer."""
    area = item.get("reg")[0].range
    if area.base % PAGE:
        raise at(item.node, f"the registers {area} do not start a page",
                 f"align the base to {PAGE:#x}", "reg")
    return Range(area.base, PAGE)


def _device(item):
    return Device(item.node, item.get("reg"), _irqs(item))


def _function(item, function):
    return Device(item.node, function.blocks, _irqs(item), function)


def _irqs(item):
    irqs = {}
    for irq, trigger in item.get("interrupts", []):
        if trigger not in TRIGGERS:
            raise at(item.node, f"interrupt {irq} has the trigger {trigger}",
                     "use an IRQ_TYPE_ of rising, falling, high or low", "interrupts")
        irqs[interrupt_number(item.node, irq)] = TRIGGERS[trigger]
    return irqs


def _console(tree, root, devices):
    """The console's device and baud rate, of /chosen/stdout-path."""
    chosen = one(root, schema.CHOSEN)
    path, _, options = chosen.get("stdout-path").partition(":")
    path = tree.aliased(path)
    uarts = [item.node.path for item in root.all(schema.UART)]
    if path not in uarts:
        raise at(chosen.node, f'stdout-path "{path}" is no ns16550a',
                 f"name one of {', '.join(uarts)}", "stdout-path")
    rate = re.fullmatch(r"(\d{2,6})(n8)?", options)
    if not rate or int(rate[1]) == 0 or 115200 % int(rate[1]):
        raise at(chosen.node, f'stdout-path has the options "{options}"',
                 "give a rate that divides 115200, as in serial0:115200n8", "stdout-path")
    console = devices[path]
    if len(console.irqs) != 1 or [block.space for block in console.blocks] != [PIO]:
        raise at(console.node, "the console needs one block of I/O ports and one interrupt",
                 "correct its reg and interrupts")
    return console, int(rate[1])
