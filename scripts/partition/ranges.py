# SPDX-License-Identifier: GPL-2.0
"""Ranges of addresses."""

from typing import NamedTuple

from layout import PART_SPACE_MMIO as MMIO, PART_SPACE_PIO as PIO

PAGE = 0x1000
MIB = 1 << 20
SPACES = {MMIO: "memory", PIO: "ports"}
UNITS = ((1 << 30, "GiB"), (MIB, "MiB"), (1 << 10, "KiB"))


class Range(NamedTuple):
    """Bytes from base on."""

    base: int
    size: int

    @property
    def end(self):
        """The first address behind it."""
        return self.base + self.size

    def overlaps(self, other):
        """True if an address is in both."""
        return self.base < other.end and other.base < self.end

    def contains(self, other):
        """True if every address of the other is in this one."""
        return self.base <= other.base and other.end <= self.end

    def __str__(self):
        return f"{self.base:#x}..{self.end - 1:#x}"


class Block(NamedTuple):
    """A register block: a range of memory (MMIO) or of I/O ports (PIO)."""

    space: int
    range: Range

    def overlaps(self, other):
        """True if a register is in both."""
        return self.space == other.space and self.range.overlaps(other.range)

    def __str__(self):
        return f"{SPACES[self.space]} {self.range}"


def human(size):
    """A size in the largest unit that divides it."""
    for unit, name in UNITS:
        if size and size % unit == 0:
            return f"{size // unit} {name}"
    return _bytes(size)


def roughly(size):
    """A size in the largest unit that it reaches, to one decimal."""
    for unit, name in UNITS:
        if size >= unit:
            return f"{size / unit:.1f}".removesuffix(".0") + f" {name}"
    return _bytes(size)


def _bytes(size):
    return f"{size} byte" + "s" * (size != 1)


def align_up(value, step):
    """The next multiple of step."""
    return (value + step - 1) // step * step
