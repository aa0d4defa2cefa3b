# SPDX-License-Identifier: GPL-2.0
"""The board: what the partition shares out, and what it can't."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from fault import at
from nodes import CHOSEN, one
from pic32 import emulated, kinds
from pic32.part import MODEL_LEN, PART_IRQ_NOTIFY, PART_NR_IRQS
from ranges import PAGE, Range

GRANULE = 16
CLEAR, SET = 4, 8              # behind a register
ERASE_PAGE = 0x4000             # of flash
REGISTERS = Range(0x1f800000, 0x100000)
EMULATED = {
    "microchip,pic32mz-evic": emulated.VEIC,
    "microchip,pic32mz-syskey": emulated.VSTORE,
    "microchip,pic32mz-nvm": emulated.VNVM,
    "microchip,pic32mz-wdt": emulated.VWDT,
    "microchip,pic32mz-reset": emulated.VRESET,
}
# Whoever writes these reaches past his own partition, whatever they are said to be.
GUARDED = (
    ("configuration, SYSKEY, module clocks and permission groups", Range(0x1f800000, 0x100)),
    ("the flash controller", Range(0x1f800600, 0x100)),
    ("the watchdogs", Range(0x1f800800, 0x300)),
    ("the debugger", Range(0x1f801130, 0x10)),
    ("clocks and reset", Range(0x1f801200, 0x80)),
    ("the buses' clocks", Range(0x1f801300, 0x100)),
    ("the pins' choice", Range(0x1f801400, 0x300)),
    ("the interrupt controller", Range(0x1f810000, 0x1000)),
    ("prefetch", Range(0x1f8e0000, 0x100)),
    ("the external bus", Range(0x1f8e1000, 0x1000)),
    ("the bus arbiter", Range(0x1f8f0000, 0x10000)),
)
UART_HZ = 100_000_000 // 16     # of what a UART divides to the rate
MOST_OFF = 3                    # percent
CORE_IRQS = (0, 1, 2)           # timer and software interrupts, which every guest has


@dataclass
class Device:
    """Hardware with register blocks and interrupts."""

    node: Any
    kind: Any
    blocks: list                # ranges
    irqs: list
    clocks: list                # of (PMD register, bit)
    master: Any                 # first bit of its field of CFGPG, or None
    sources: list               # registers that say where it reads
    pins: int                   # of a port: those that the part has
    inputs: list                # registers that choose its input pins
    off: list                   # of (address, value): the stores that switch it off
    emulated: Any               # its registers, of emulated.py, or None


class Shared(NamedTuple):
    """Memory that guests share, where they see it."""

    node: Any
    range: Range


@dataclass
class Board:
    """What the devicetree says of the machine."""

    node: Any
    model: str
    hypervisor: Any             # item
    hv_ram: Range
    hv_flash: Range
    memory: list                # banks
    flash: Range
    boot_flash: list            # of the lower and the upper panel
    readable: list              # of (node, range): memory that every guest may read
    shared: dict                # Shared by path of the node
    devices: dict               # by path
    console: Device
    console_baud: int

    @property
    def ram(self):
        """The whole RAM."""
        return Range(self.memory[0].base, self.memory[-1].end - self.memory[0].base)

    @property
    def eret(self):
        """The page of ERET that all guests execute, the last of the hypervisor's."""
        return Range(self.hv_flash.end - PAGE, PAGE)

    @property
    def all_flash(self):
        """All flash that a guest's image can have."""
        return [self.flash, *self.boot_flash]

    def kind(self, *wanted):
        """The devices of these kinds."""
        return [device for device in self.devices.values() if device.kind in wanted]


def read(tree, root):
    """The board of a tree whose root item is given."""
    devices = {item.node.path: _device(item)
               for kind in (kinds.EVIC, *kinds.EMULATED, *kinds.GIVEN, kinds.READABLE,
                            kinds.RESERVED)
               for item in root.all(kind)}
    _check_devices(list(devices.values()))
    hypervisor = one(root, kinds.HYPERVISOR)
    console, baud = _console(tree, root, devices)
    return Board(
        node=root.node, model=_model(root), hypervisor=hypervisor,
        hv_ram=_hypervisor_part(hypervisor, 0), hv_flash=_hypervisor_part(hypervisor, 1),
        memory=_banks(root), flash=one(root, kinds.FLASH).get("reg")[0],
        boot_flash=one(root, kinds.BOOT_FLASH).get("reg"),
        readable=[(item.node, _pages(item, area)) for item in root.all(kinds.READABLE_MEMORY)
                  for area in item.get("reg")],
        shared={item.node.path: _shared(item) for item in root.all(kinds.SHARED_MEMORY)},
        devices=devices, console=console, console_baud=baud)


def _model(root):
    model = root.get("model")
    if len(model) >= MODEL_LEN:
        raise at(root.node, f'"{model}" has {len(model)} characters',
                 f"keep to {MODEL_LEN - 1}", "model")
    return model


def _banks(root):
    banks = sorted(one(root, kinds.MEMORY).get("reg"))
    for one_bank, other in zip(banks, banks[1:]):
        if one_bank.end != other.base:
            raise at(root.all(kinds.MEMORY)[0].node, f"the banks {one_bank} and {other} are no "
                     "neighbours", "correct its reg", "reg")
    return banks


def _hypervisor_part(item, number):
    parts = item.get("reg")
    if len(parts) != 2:
        raise at(item.node, f"reg has {len(parts)} ranges",
                 "give its RAM and its program flash", "reg")
    step = (PAGE, ERASE_PAGE)[number]
    if parts[number].base % step or parts[number].size % step:
        raise at(item.node, f"{parts[number]} is not made of whole pages",
                 f"align base and size to {step:#x}", "reg")
    return parts[number]


def _pages(item, area):
    if area.base % PAGE or area.size % PAGE:
        raise at(item.node, f"{area} is not made of whole pages",
                 f"align base and size to {PAGE:#x}", "reg")
    return area


def _shared(item):
    areas = item.get("reg")
    if len(areas) != 1:
        raise at(item.node, f"reg has {len(areas)} ranges", "give one", "reg")
    return Shared(item.node, _pages(item, areas[0]))


def _device(item):
    word = item.get("compatible")[-1]
    return Device(
        node=item.node, kind=item.kind, blocks=[_block(item, area)
                                                for area in item.get("reg", [])],
        irqs=[irq_number(item.node, irq) for irq in item.get("interrupts", [])],
        clocks=[_clock(item, *clock) for clock in item.get("pmd", [])],
        master=item.get("bus-master"), sources=_sources(item), pins=item.get("pins", 0),
        inputs=item.get("pps-inputs", []), off=_off(item), emulated=EMULATED.get(word))


def _block(item, area):
    if area.base % GRANULE or area.size % GRANULE:
        raise at(item.node, f"{area} does not start and end at a multiple of {GRANULE}",
                 f"align base and size to {GRANULE:#x}", "reg")
    if not REGISTERS.contains(area):
        raise at(item.node, f"{area} is not among the registers, {REGISTERS}",
                 "correct its reg", "reg")
    return area


def _clock(item, register, bit):
    if not 1 <= register <= 7 or bit > 31:
        raise at(item.node, f"there is no bit {bit} of PMD{register}",
                 "give a register from 1 to 7 and a bit up to 31", "pmd")
    return register, bit


def _sources(item):
    sources = sorted(item.get("sources", []))
    for address in sources:
        word = Range(address, GRANULE)
        if address % GRANULE or not any(block.contains(word) for block in item.get("reg")):
            raise at(item.node, f"sources has {address:#x}, which is no register of its own",
                     "keep to its reg", "sources")
    return sources


def _off(item):
    """Refuse stores to other registers, and to a port's any but of the pins that are meant."""
    stores = item.get("off", [])
    for address, _ in stores:
        word = Range(address, 4)
        if address % 4 or not any(block.contains(word) for block in item.get("reg")):
            raise at(item.node, f"off stores to {address:#x}, which is no register of its own",
                     "keep to its reg, in whole words", "off")
        if item.kind is kinds.PORT and address & 0xc not in (CLEAR, SET):
            raise at(item.node, f"off stores to {address:#x}, which changes all pins",
                     "clear or set bits, 4 or 8 behind the register", "off")
    return stores


def irq_number(node, irq):
    """Refuse what is no source of a device."""
    if irq >= PART_NR_IRQS or irq in CORE_IRQS or irq == PART_IRQ_NOTIFY:
        why = "is the core's" if irq in CORE_IRQS else "is no device's"
        raise at(node, f"the interrupt source {irq} {why}",
                 f"use 3 to {PART_NR_IRQS - 1}, but not {PART_IRQ_NOTIFY}", "interrupts")
    return irq


def _check_devices(devices):
    """Refuse registers and sources that two devices have."""
    owners = {}
    blocks = sorted(((block, device.node) for device in devices for block in device.blocks),
                    key=lambda pair: pair[0])
    for (one_block, node), (other, other_node) in zip(blocks, blocks[1:]):
        if one_block.overlaps(other):
            raise at(other_node, f"{other} overlaps {one_block} of {node.path}",
                     "correct one of them", "reg")
    for device in devices:
        for block in device.blocks if device.kind in kinds.GIVEN else []:
            for whose, area in GUARDED:
                if block.overlaps(area):
                    raise at(device.node, f"{block} reaches {whose} ({area})", "leave it out",
                             "reg")
        for irq in device.irqs:
            if irq in owners:
                raise at(device.node, f"the interrupt source {irq} is that of "
                         f"{owners[irq].path} too", "give each its own", "interrupts")
            owners[irq] = device.node


def _console(tree, root, devices):
    """The console's device and baud rate, of /chosen/stdout-path."""
    chosen = one(root, CHOSEN)
    path, _, options = chosen.get("stdout-path").partition(":")
    console = devices.get(tree.aliased(path))
    if console is None or console.kind is not kinds.UART:
        uarts = [item.node.path for item in root.all(kinds.UART)]
        raise at(chosen.node, f'stdout-path "{path}" is no UART',
                 f"name one of {', '.join(uarts)}", "stdout-path")
    rate = re.fullmatch(r"([1-9]\d{2,6})(n8)?", options)
    if not rate:
        raise at(chosen.node, f'stdout-path has the options "{options}"',
                 "give a rate, as in serial3:115200n8", "stdout-path")
    if len(console.irqs) != 3 or console.irqs != list(range(console.irqs[0],
                                                            console.irqs[0] + 3)):
        raise at(console.node, "a UART has three sources in a row: fault, receive, transmit",
                 "correct its interrupts", "interrupts")
    _check_rate(chosen.node, int(rate[1]))
    return console, int(rate[1])


def _check_rate(node, rate):
    """Refuse what the UART's divisor does not come near enough to."""
    made = UART_HZ // max(UART_HZ // rate, 1)
    if abs(made - rate) * 100 > rate * MOST_OFF:
        raise at(node, f"the console would have {made} bits per second instead of {rate}",
                 "choose another rate, such as 115200", "stdout-path")
