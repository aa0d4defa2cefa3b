# SPDX-License-Identifier: GPL-2.0
"""Devicetree source to a tree of nodes that know where they were written.

cpp expands the source; dtc reads it twice: to the blob that libfdt walks, and
to source annotated with file and line, for messages.
"""

import re
import subprocess

import libfdt

from fault import Fault

CPP_FLAGS = ("-nostdinc", "-undef", "-x", "assembler-with-cpp")
LINE_MARKER = re.compile(r'^# \d+ "([^<][^"]*)"', re.M)
COMPLAINT = re.compile(r"(?:(?:Lexical e|E)rror: )?(\S+?):(\d+)[.:][\d.:-]* (.*)")
OPENED = re.compile(r"^\t*(?:\w+: )*([^\s{]+) \{(?: /\* (.*) \*/)?$")
CLOSED = re.compile(r"^\t*\};")
WRITTEN = re.compile(r"^\t*(?:\w+: )*([^\s={;]+)(?: = .*)?; /\* (.*) \*/$")


class Node:
    """A node: .props maps names to bytes, .children is a list in order."""

    def __init__(self, name, parent, lines):
        self.name = name
        self.parent = parent
        self.path = parent.path.rstrip("/") + "/" + name if parent else "/"
        self.base_name = name.split("@")[0]
        self.props = {}
        self.children = []
        self.lines = lines

    def where(self, prop=None):
        """Where this node or its property stands: 'file:line: path'."""
        line = self.lines.get((self.path, prop)) or self.lines[(self.path, None)]
        return f"{line}: {self.path}"

    def walk(self):
        """This node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


class Tree:
    """The root node, phandles and aliases, and the files that were read."""

    def __init__(self, blob, lines, files):
        self.files = files
        self.fdt = libfdt.FdtRo(blob)
        self.root = self._read(self.fdt.path_offset("/"), "/", None, lines)
        self.by_path = {node.path: node for node in self.root.walk()}
        self.by_phandle = {node.props["phandle"]: node
                           for node in self.root.walk() if "phandle" in node.props}

    def aliased(self, word):
        """The path that an alias stands for; another word stands for itself."""
        aliases = self.by_path["/aliases"].props if "/aliases" in self.by_path else {}
        return aliases.get(word, word.encode()).rstrip(b"\0").decode()

    def _read(self, offset, name, parent, lines):
        node = Node(name, parent, lines)
        quiet = [libfdt.NOTFOUND]
        place = self.fdt.first_property_offset(offset, quiet)
        while place >= 0:
            prop = self.fdt.get_property_by_offset(place)
            node.props[prop.name] = bytes(prop)
            place = self.fdt.next_property_offset(place, quiet)
        place = self.fdt.first_subnode(offset, quiet)
        while place >= 0:
            node.children.append(
                self._read(place, self.fdt.get_name(place), node, lines))
            place = self.fdt.next_subnode(place, quiet)
        return node


def read(source, include_dirs, cpp="cpp"):
    """Read a .dts file; raises Fault with what cpp or dtc had against it."""
    includes = [word for path in include_dirs for word in ("-I", str(path))]
    text = _run(source, [*cpp.split(), *CPP_FLAGS, *includes, str(source)])
    blob = _run(source, ["dtc", "-I", "dts", "-O", "dtb", "-o", "-", "-"], text)
    notes = _run(source, ["dtc", "-q", "-T", "-I", "dts", "-O", "dts", "-"], text)
    files = dict.fromkeys(LINE_MARKER.findall(text.decode()))
    return Tree(blob, _lines(notes.decode()), list(files))


def _run(source, command, text=None):
    """The standard output of a tool whose every complaint is an error."""
    try:
        done = subprocess.run(command, input=text, capture_output=True, check=False)
    except FileNotFoundError:
        raise Fault(source, f"the tool {command[0]} is missing",
                    'install it ("make setup" does)') from None
    complaint = done.stderr.decode(errors="replace").strip()
    if done.returncode or complaint:
        first = (complaint or f"it failed with status {done.returncode}").splitlines()[0]
        placed = COMPLAINT.match(first)
        where, words = (f"{placed[1]}:{placed[2]}", placed[3]) if placed else (source, first)
        raise Fault(where, f"{command[0]} says \"{words}\"", "correct the source there")
    return done.stdout


def _lines(notes):
    """{(path, property or None): 'file:line'} from annotated source."""
    lines = {}
    path = []
    for line in notes.splitlines():
        opened, written = OPENED.match(line), WRITTEN.match(line)
        if opened:
            path.append(opened[1].strip("/"))
            lines[("/" + "/".join(path[1:]), None)] = _last(opened[2])
        elif CLOSED.match(line):
            path.pop()
        elif written:
            lines[("/" + "/".join(path[1:]), written[1])] = _last(written[2])
    return lines


def _last(places):
    """Of the places that add to a node, the last: the one a board wrote."""
    return places.split(", ")[-1]
