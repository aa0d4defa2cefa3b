# SPDX-License-Identifier: GPL-2.0
"""What nodes and properties there are: Documentation/devicetree/bindings/.

A node's kind is the first of its parent's kinds that has its name, or one of
its compatible strings. Whatever no kind knows is an error.
"""

from dataclasses import dataclass, field
from typing import Any, Callable

import layout
import loaders
import values
from fault import at

ACTIONS = {"stop": layout.PART_ACTION_STOP, "restart": layout.PART_ACTION_RESTART}
INTERRUPT = values.groups(2, "number and trigger of each interrupt")


@dataclass(frozen=True)
class Prop:
    """How a property is read, and whether it must be there."""

    parse: Callable
    required: bool = False


def must(parse):
    """A property that must be there."""
    return Prop(parse, True)


def may(parse):
    """A property that may be left out."""
    return Prop(parse)


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of node: how it is known, its properties, kinds of children."""

    name: str = ""
    compatible: tuple = ()
    props: dict = field(default_factory=dict)
    children: tuple = ()

    def fits(self, node, compatible):
        """True if the node is of this kind."""
        if self.compatible:
            return any(word in self.compatible for word in compatible)
        return node.base_name == self.name


def _cells(address, size):
    """The only widths of reg; dtc asks for them where they are missing."""
    return {"#address-cells": may(values.constant(address)),
            "#size-cells": may(values.constant(size))}


COMPATIBLE = {"compatible": must(values.texts)}
BUS_REG = {**COMPATIBLE, "reg": must(values.bus_blocks)}
ISA_REG = {**COMPATIBLE, "reg": must(values.isa_blocks)}
INTERRUPTS = {"interrupts": may(INTERRUPT)}

# Devices that do no DMA, so that a guest that owns one stays in its memory.
# "levsha,registers" is the word of the board's author for any other.
DEVICES = ("pnpPNP,400", "levsha,registers")

IOAPIC = Kind("ioapic", ("intel,ioapic",), {
    **BUS_REG,
    "interrupt-controller": must(values.flag),
    "#interrupt-cells": must(values.constant(2)),
    "#address-cells": must(values.constant(0)),
})
HPET = Kind("hpet", ("intel,hpet",), BUS_REG)
BUS_DEVICE = Kind("device", ("levsha,registers",), {**BUS_REG, **INTERRUPTS})
UART = Kind("uart", ("ns16550a",), {
    **ISA_REG, **INTERRUPTS, "clock-frequency": must(values.constant(1843200))})
ISA_DEVICE = Kind("device", DEVICES, {**ISA_REG, **INTERRUPTS})
SOC = Kind("soc", ("simple-bus",), {
    **COMPATIBLE, **_cells(2, 2), "ranges": must(values.flag),
}, (IOAPIC, HPET, BUS_DEVICE))
ISA = Kind("isa", ("isa",), {**COMPATIBLE, **_cells(2, 1)}, (UART, ISA_DEVICE))

CPU = Kind("cpu", (), {
    "device_type": must(values.choice("cpu")),
    "compatible": may(values.texts),
    "reg": must(values.number),
})
CPUS = Kind("cpus", (), _cells(1, 0), (CPU,))
MEMORY = Kind("memory", (), {
    "device_type": must(values.choice("memory")),
    "reg": must(values.wide_ranges),
})

HYPERVISOR = Kind("hypervisor", ("levsha,hypervisor",), {
    **COMPATIBLE,
    "reg": must(values.wide_range),
    "cpus": must(values.one_node),
})
VUART = Kind("vuart", ("levsha,vuart",), {
    **ISA_REG, "interrupts": may(values.number)})
VPIC = Kind("vpic", ("levsha,vpic",), ISA_REG)
VPIT = Kind("vpit", ("levsha,vpit",), ISA_REG)
GUEST = Kind("guest", ("levsha,guest",), {
    **COMPATIBLE,
    **_cells(2, 1),
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
    "on-fault": may(values.choice(*ACTIONS)),
    "max-restarts": may(values.number),
    "no-autostart": may(values.flag),
    "interrupt-controller": may(values.flag),
    "#interrupt-cells": may(values.constant(1)),
}, (VUART, VPIC, VPIT))
GUESTS = Kind("guests", (), {**_cells(2, 2), "ranges": may(values.flag)}, (GUEST,))

CHOSEN = Kind("chosen", (), {"stdout-path": must(values.text)})
ALIASES = Kind("aliases")

ROOT = Kind("", (), {
    "model": must(values.text),
    "compatible": must(values.texts),
    **_cells(2, 2),
    "interrupt-parent": must(values.one_node),
}, (CHOSEN, ALIASES, CPUS, MEMORY, SOC, ISA, HYPERVISOR, GUESTS))


@dataclass
class Item:
    """A node that was read: its kind, values by property name, children."""

    kind: Kind
    node: Any
    values: dict
    children: list

    def get(self, prop, default=None):
        """A value, or the default where the property is not there."""
        return self.values.get(prop, default)

    def all(self, kind):
        """Every item of a kind, from here down, in order."""
        here = [self] if self.kind is kind else []
        return here + [item for child in self.children for item in child.all(kind)]


def read(tree):
    """The whole tree as items."""
    return _item(tree, tree.root, ROOT)


def _item(tree, node, kind):
    known = {} if kind is ALIASES else _values(tree, node, kind)
    children = [_item(tree, child, _kind(tree, child, kind.children))
                for child in node.children]
    return Item(kind, node, known, children)


def _values(tree, node, kind):
    for name in node.props:
        if name not in kind.props and name != "phandle":
            raise at(node, f"the property {name} is unknown here",
                     f"known are {', '.join(sorted(kind.props))}", name)
    for name, prop in kind.props.items():
        if prop.required and name not in node.props:
            raise at(node, f"the property {name} is missing", "add it")
    return {name: prop.parse(tree, node, name)
            for name, prop in kind.props.items() if name in node.props}


def _kind(tree, node, kinds):
    compatible = values.texts(tree, node, "compatible") if "compatible" in node.props else []
    for kind in kinds:
        if kind.fits(node, compatible):
            return kind
    known = [word for kind in kinds for word in kind.compatible or (kind.name,)]
    if compatible:
        raise at(node, f'compatible "{compatible[0]}" is unknown here',
                 f"known are {', '.join(known) or 'none'}", "compatible")
    raise at(node, "a node of this name is unknown here",
             f"known are {', '.join(known) or 'none'}")
