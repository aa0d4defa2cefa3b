# SPDX-License-Identifier: GPL-2.0
"""Nodes by kind: what every board's schema is made of.

A node's kind is the first of its parent's kinds that has its name, or one of
its compatible strings. Whatever no kind knows is an error.
"""

from dataclasses import dataclass, field
from typing import Any, Callable

import values
from fault import at


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


def cells(address, size):
    """The only widths of reg; dtc asks for them where they are missing."""
    return {"#address-cells": may(values.constant(address)),
            "#size-cells": may(values.constant(size))}


COMPATIBLE = {"compatible": must(values.texts)}
CHOSEN = Kind("chosen", (), {"stdout-path": must(values.text)})
ALIASES = Kind("aliases")


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


def read(tree, root):
    """The whole tree as items, if its root is of that kind."""
    return _item(tree, tree.root, root)


def one(root, kind):
    """The only item of a kind."""
    found = root.all(kind)
    if not found:
        raise at(root.node, f"there is no {kind.name} node", "add it")
    if len(found) > 1:
        raise at(found[1].node, f"there is a {kind.name} node already, {found[0].node.path}",
                 "keep one")
    return found[0]


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
