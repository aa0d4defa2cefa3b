# SPDX-License-Identifier: GPL-2.0
"""What nodes and properties a PIC32MZ has: Documentation/devicetree/bindings/."""

import policy
import values
from nodes import ALIASES, CHOSEN, COMPATIBLE, Kind, cells, may, must

PART = "microchip,pic32mz2048efg100"

REG = {**COMPATIBLE, "reg": must(values.ranges)}
INTERRUPTS = {"interrupts": may(values.cells)}
CLOCK = {"pmd": may(values.groups(2, "number of the PMD register and bit"))}
MASTER = {"bus-master": may(values.number), "sources": may(values.cells)}
INPUTS = {"pps-inputs": may(values.cells)}
OFF = {"off": may(values.groups(2, "address and value of each store"))}
PPS = {"pps": may(values.groups(2, "address and value of each register"))}

# Devices that the hypervisor emulates for every guest
EVIC = Kind("interrupt controller", ("microchip,pic32mz-evic",), {
    **REG,
    "interrupt-controller": must(values.flag),
    "#interrupt-cells": must(values.constant(1)),
    "#address-cells": must(values.constant(0)),
})
EMULATED = tuple(Kind("emulated device", (word,), {**REG, **INTERRUPTS}) for word in (
    "microchip,pic32mz-syskey", "microchip,pic32mz-nvm", "microchip,pic32mz-wdt",
    "microchip,pic32mz-reset"))

UART = Kind("UART", ("microchip,pic32mz-uart",), {
    **REG, **INTERRUPTS, **CLOCK, **INPUTS, **OFF})
PORT = Kind("port", ("microchip,pic32mz-port",), {
    **REG, **INTERRUPTS, "pins": must(values.number), **OFF})
DEVICE = Kind("device", ("levsha,registers",), {
    **REG, **INTERRUPTS, **CLOCK, **INPUTS, **MASTER, **OFF})
INTERRUPT = Kind("interrupt", ("levsha,interrupt",), {
    **COMPATIBLE, **INTERRUPTS, **INPUTS})
READABLE = Kind("readable device", ("levsha,readable",), {**REG, **INTERRUPTS, **CLOCK})
RESERVED = Kind("reserved device", ("levsha,reserved",), {**REG, **INTERRUPTS, **CLOCK})
GIVEN = (UART, PORT, DEVICE, INTERRUPT)

SOC = Kind("soc", ("simple-bus",), {
    **COMPATIBLE, **cells(1, 1), "ranges": must(values.flag),
}, (EVIC, *EMULATED, UART, PORT, DEVICE, READABLE, RESERVED))

MEMORY = Kind("memory", (), {
    "device_type": must(values.choice("memory")),
    "reg": must(values.ranges),
})
FLASH = Kind("flash", ("microchip,pic32mz-flash",), REG)
BOOT_FLASH = Kind("boot flash", ("microchip,pic32mz-boot-flash",), REG)
READABLE_MEMORY = Kind("readable memory", ("levsha,readable-memory",), REG)
SHARED_MEMORY = Kind("shared memory", ("levsha,shared-memory",), REG)

HYPERVISOR = Kind("hypervisor", ("levsha,hypervisor",), {
    **REG,
    **PPS,
    "slice-us": may(values.number),
    "windows": may(values.references(1, "a guest and microseconds for each window")),
})
GUEST = Kind("guest", ("levsha,guest",), {
    **COMPATIBLE,
    **INTERRUPTS,
    **PPS,
    **{name: may(parse) for name, parse in policy.properties(*policy.EVENTS).items()},
    "memory-size": must(values.number),
    "memory-base": may(values.number),
    "memory-top": may(values.flag),
    "shared-memory": may(values.node_list),
    "image": must(values.text),
    "image-type": must(values.choice("elf", "hex", "srec", "flat")),
    "load-address": may(values.number),
    "writable-flash": may(values.ranges),
    "writable-image": may(values.flag),
    "entry": may(values.number),
    "devices": may(values.node_list),
    "read-only-devices": may(values.node_list),
    "report-writes": may(values.flag),
    "pins": may(values.references(1, "a port and a mask of its pins")),
    "console": may(values.one_node),
    "dma-targets": may(values.node_list),
    "dma-flash": may(values.flag),
    "notifies": may(values.node_list),
    "shadow-sets": may(values.number),
    "fpu": may(values.flag),
    "dsp": may(values.flag),
    "tlb": may(values.flag),
    "priority": may(values.number),
    "budget-us": may(values.number),
    "period-us": may(values.number),
    "watchdog-ms": may(values.number),
    "interrupt-limit": may(values.number),
    "no-autostart": may(values.flag),
})
GUESTS = Kind("guests", (), {}, (GUEST,))

ROOT = Kind("", (), {
    "model": must(values.text),
    "compatible": must(values.texts),
    **cells(1, 1),
    "interrupt-parent": must(values.one_node),
}, (CHOSEN, ALIASES, MEMORY, FLASH, BOOT_FLASH, READABLE_MEMORY, SHARED_MEMORY, HYPERVISOR,
    INTERRUPT, SOC, GUESTS))
