# SPDX-License-Identifier: GPL-2.0
"""A partition module decoded again, and the RAM that it makes."""

import support

layout = support.tool("layout")


class Module:
    """The header, and a list of rows for each table."""

    def __init__(self, data):
        self.data = data
        self.header = layout.Header.from_buffer_copy(data)
        self.images = self._rows(layout.Image, self.header.images)
        self.guests = self._rows(layout.Guest, self.header.guests)
        self.segments = self._rows(layout.Segment, self.header.segments)
        self.blocks = self._rows(layout.Block, self.header.blocks)
        self.irqs = self._rows(layout.Irq, self.header.irqs)
        self.functions = self._rows(layout.Function, self.header.functions)

    def _rows(self, kind, table):
        return list((kind * table.count).from_buffer_copy(self.data, table.offset))

    def ram(self, guest, files):
        """A guest's RAM as the hypervisor fills it from these image files."""
        ram = bytearray(guest.ram_size)
        first = guest.first_segment
        for segment in self.segments[first:first + guest.nr_segments]:
            source = (self.data if segment.image == layout.PART_IMAGE_SELF
                      else files[segment.image])
            ram[segment.gpa:segment.gpa + segment.size] = \
                source[segment.offset:segment.offset + segment.size]
        return bytes(ram)


def fields(row, *names):
    """Some fields of a row as a tuple."""
    return tuple(getattr(row, name) for name in names)
