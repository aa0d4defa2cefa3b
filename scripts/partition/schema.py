# SPDX-License-Identifier: GPL-2.0
"""What nodes and properties a PC has: Documentation/devicetree/bindings/."""

import loaders
import policy
import values
from nodes import ALIASES, CHOSEN, COMPATIBLE, Kind, cells, may, must

EVENTS = ("on-fault", "on-illegal-access", "on-machine-check")
INTERRUPT = values.groups(2, "number and trigger of each interrupt")


BUS_REG = {**COMPATIBLE, "reg": must(values.bus_blocks)}
ISA_REG = {**COMPATIBLE, "reg": must(values.isa_blocks)}
INTERRUPTS = {"interrupts": may(INTERRUPT)}


IOAPIC = Kind("ioapic", ("intel,ioapic",), {
    **BUS_REG,
    "interrupt-controller": must(values.flag),
    "#interrupt-cells": must(values.constant(2)),
    "#address-cells": must(values.constant(0)),
})
HPET = Kind("hpet", ("intel,hpet",), BUS_REG)
IOMMU = Kind("iommu", ("intel,vt-d",), BUS_REG)
# The word of the board's author that it does no DMA, so that a guest that owns it
# stays in its memory.
BUS_DEVICE = Kind("device", ("levsha,registers",), {**BUS_REG, **INTERRUPTS})
UART = Kind("uart", ("ns16550a",), {
    **ISA_REG, **INTERRUPTS, "clock-frequency": must(values.constant(1843200))})
DISPLAY = Kind("display", ("pnpPNP,900",), ISA_REG)
KEYBOARD = Kind("keyboard", ("pnpPNP,303",), {**ISA_REG, **INTERRUPTS})
PRINTER = Kind("parallel", ("pnpPNP,400",), {**ISA_REG, **INTERRUPTS})
ISA_DEVICE = Kind("device", ("levsha,registers",), {**ISA_REG, **INTERRUPTS})
ISA_DEVICES = (UART, DISPLAY, KEYBOARD, PRINTER, ISA_DEVICE)
SOC = Kind("soc", ("simple-bus",), {
    **COMPATIBLE, **cells(2, 2), "ranges": must(values.flag),
}, (IOAPIC, HPET, IOMMU, BUS_DEVICE))
ISA = Kind("isa", ("isa",), {**COMPATIBLE, **cells(2, 1)}, ISA_DEVICES)

FUNCTION = Kind("function", ("levsha,pci-function",), {
    **COMPATIBLE, **INTERRUPTS,
    "reg": must(values.groups(5, "five cells")),
    "assigned-addresses": may(values.groups(5, "five cells for each base address register")),
})
PCI = Kind("pci", ("levsha,pci",), {
    **COMPATIBLE, **cells(3, 2),
    "device_type": must(values.choice("pci")),
    "bus-range": must(values.cells),
    "ranges": must(values.groups(7, "seven cells for each window")),
}, (FUNCTION,))

CPU = Kind("cpu", (), {
    "device_type": must(values.choice("cpu")),
    "compatible": may(values.texts),
    "reg": must(values.number),
})
CPUS = Kind("cpus", (), cells(1, 0), (CPU,))
MEMORY = Kind("memory", (), {
    "device_type": must(values.choice("memory")),
    "reg": must(values.wide_ranges),
})

HYPERVISOR = Kind("hypervisor", ("levsha,hypervisor",), {
    **COMPATIBLE,
    "reg": must(values.wide_range),
    "cpus": must(values.one_node),
    "devices": may(values.node_list),
})
VUART = Kind("vuart", ("levsha,vuart",), {
    **ISA_REG, "interrupts": may(values.number)})
VPIC = Kind("vpic", ("levsha,vpic",), ISA_REG)
VPIT = Kind("vpit", ("levsha,vpit",), ISA_REG)
VPM = Kind("vpm", ("levsha,vpm",), ISA_REG)
VPCI = Kind("vpci", ("levsha,vpci",), ISA_REG)
VCRTC = Kind("vcrtc", ("levsha,vcrtc",), ISA_REG)
GUEST = Kind("guest", ("levsha,guest",), {
    **COMPATIBLE,
    **cells(2, 1),
    "reg": must(values.wide_range),
    "cpus": must(values.one_node),
    "image": must(values.text),
    "image-type": must(values.choice(*loaders.LOADERS)),
    "load-address": may(values.number),
    "entry": may(values.cells),
    "bootargs": may(values.text),
    "initrd": may(values.texts),
    "devices": may(values.node_list),
    "read-only-devices": may(values.node_list),
    "unsafe-dma": may(values.flag),
    **{name: may(parse) for name, parse in
       policy.properties(*EVENTS).items()},
    "no-autostart": may(values.flag),
    "interrupt-controller": may(values.flag),
    "#interrupt-cells": may(values.constant(1)),
}, (VUART, VPIC, VPIT, VPM, VPCI, VCRTC))
GUESTS = Kind("guests", (), {**cells(2, 2), "ranges": may(values.flag)}, (GUEST,))


ROOT = Kind("", (), {
    "model": must(values.text),
    "compatible": must(values.texts),
    **cells(2, 2),
    "interrupt-parent": must(values.one_node),
}, (CHOSEN, ALIASES, CPUS, MEMORY, SOC, ISA, PCI, HYPERVISOR, GUESTS))
