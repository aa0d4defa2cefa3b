# SPDX-License-Identifier: GPL-2.0
"""layout.py and include/levsha/partition.h say the same."""

import ctypes
import re
import subprocess
import tempfile
import unittest

from elftools.elf.elffile import ELFFile

import support

layout = support.tool("layout")
HEADERS = "".join((support.TREE / path).read_text() for path in (
    "include/levsha/partition.h", "arch/x86/include/asm/part.h"))
DEFINES = re.findall(r"^#define (PART_\w+)\s", HEADERS, re.M)
STRUCTS = re.findall(r"^struct part_(\w+) \{", HEADERS, re.M)


def probe():
    """DWARF of the header: ({struct: (size, {field: offset})}, {constant: value})."""
    lines = ['#include "levsha/partition.h"', "enum probe {"]
    lines += [f"probe_{name} = (int){name}," for name in DEFINES] + ["} probe;"]
    lines += [f"struct part_{name} {name};" for name in STRUCTS]
    lines += [f"enum part_{name} e_{name};" for name in
              re.findall(r"^enum part_(\w+) \{", HEADERS, re.M)]
    with tempfile.NamedTemporaryFile(suffix=".o") as made:
        subprocess.run(["gcc", "-x", "c", "-g", "-std=gnu11", "-I", support.TREE / "include",
                        "-I", support.TREE / "arch/x86/include", "-c", "-o", made.name, "-"],
                       input="\n".join(lines).encode(), check=True)
        dies = list(next(ELFFile(made).get_dwarf_info().iter_CUs()).iter_DIEs())
    return structs(dies), constants(dies)


def name_of(die):
    """The name of a DWARF entry, or none."""
    name = die.attributes.get("DW_AT_name")
    return name.value.decode() if name else ""


def structs(dies):
    """Size and field offsets of each struct."""
    return {name_of(die).removeprefix("part_"): (
        die.attributes["DW_AT_byte_size"].value,
        {name_of(field): field.attributes["DW_AT_data_member_location"].value
         for field in die.iter_children()})
        for die in dies if die.tag == "DW_TAG_structure_type"}


def constants(dies):
    """Every enumerator, the probes of #defines too."""
    return {name_of(die).removeprefix("probe_"):
            die.attributes["DW_AT_const_value"].value % (1 << 32)
            for die in dies if die.tag == "DW_TAG_enumerator"}


class Layout(unittest.TestCase):
    """Every struct, field and constant of the header."""

    def setUp(self):
        self.structs, self.constants = probe()

    def test_structs_have_the_same_fields(self):
        for name in STRUCTS:
            mirror = getattr(layout, name.capitalize())
            offsets = {field: getattr(mirror, field).offset for field, _ in mirror._fields_}
            self.assertEqual(self.structs[name], (ctypes.sizeof(mirror), offsets), name)

    def test_constants_have_the_same_values(self):
        mirrored = {name: value for name, value in vars(layout).items()
                    if name.startswith("PART_") and name != "PART_IRQ_NONE"}
        self.assertEqual(mirrored, self.constants)


if __name__ == "__main__":
    unittest.main()
