# SPDX-License-Identifier: GPL-2.0
"""What initiators other than the CPU reach, from what the board writes at boot.

For verify_mips.py alone. Where the manual leaves open which of several regions
decides, all of them count; what is not written at boot is open to everybody.
"""

from verify_reach import EMULATE, OWN, SFRS, SMALLEST, UNIT, physical_byte, space

CFGPG = 0x1f8000e0
CPU_FIELD = 0
INITIATORS = (                  # name, lowest bit in CFGPG, registers
    ("DMA", 4, 0x1f811000, 0x660),
    ("USB", 8, 0x1f8e3000, 0x2000),
    ("Ethernet", 16, 0x1f882000, 0x340),
    ("SQI", 20, 0x1f8e2000, 0x1000),
)
SBT, SBT_STEP, REG, RD, WR, REGION_STEP = 0x1f8f8000, 0x400, 0x40, 0x50, 0x58, 0x20
TARGETS = (                     # number, its regions, its addresses (base, end)
    (0, (0, 1), ((0x1f8f0000, 0x1f900000),)),
    (1, (0, 2, 3, 4, 5, 6, 7, 8), ((0x1d000000, 0x1d200000), (0x1fc00000, 0x1fc80000),
                                   (0x1f8e0000, 0x1f8e1000))),
    (2, (0, 1, 2), ((0x00000000, 0x00040000),)),
    (3, (0, 1, 2), ((0x00040000, 0x00080000),)),
    (4, (0, 2), ((0x1f8e1000, 0x1f8e2000),)),
    (5, (0, 1, 2), ((0x1f800000, 0x1f820000),)),
    (6, (0, 1), ((0x1f820000, 0x1f840000),)),
    (7, (0, 1), ((0x1f840000, 0x1f860000),)),
    (8, (0, 1), ((0x1f860000, 0x1f880000),)),
    (9, (0, 1), ((0x1f880000, 0x1f884000),)),
    (10, (0,), ((0x1f884000, 0x1f885000), (0x1f8e3000, 0x1f8e5000))),
    (11, (0, 1), ((0x1f8e2000, 0x1f8e3000),)),
    (12, (0,), ((0x1f8e5000, 0x1f8e6000),)),
    (13, (0,), ((0x1f8e6000, 0x1f8e7000),)),
)


class Bus:
    """The arbiter after boot."""

    def __init__(self, init):
        self.values = {}
        for register in init:
            self._write(register.addr, register.value)

    def _write(self, address, value):
        base = address & ~0xc
        if base != CFGPG:
            self.values[address] = value
            return
        old = self.values.get(CFGPG, 0)
        self.values[CFGPG] = (value, old & ~value, old | value, old ^ value)[address >> 2 & 3]

    def group(self, bit):
        """The group of an initiator."""
        return self.values.get(CFGPG, 0) >> bit & 3

    def regions(self, group):
        """(what, writes?, base, end) of all that a group reaches."""
        for target, numbers, areas in TARGETS:
            for number in numbers:
                registers = SBT + SBT_STEP * target + REGION_STEP * number
                for base, end in self._areas(registers, number, areas):
                    for at, writes in ((RD, False), (WR, True)):
                        if self.values.get(registers + at, 0xf) >> group & 1:
                            yield f"region {number} of target {target}", writes, base, end

    def _areas(self, registers, number, areas):
        """Where a region is; region 0 is what is in no other."""
        value = self.values.get(registers + REG)
        if value is None or number == 0:
            return areas
        size, base = value >> 3 & 31, value & 0xfffffc00
        return [(base, base + (1 << size + 9))] if size else []


def owners(guests, base, size):
    """The guests that may program an initiator."""
    return [guest for guest in guests
            if any(access.access == OWN and access.mask and base <= address < base + size
                   for address, access in guest.registers.units.items())]


def check(init, guests, forbidden):
    """What a guest's initiators reach is what it may reach itself."""
    bus = Bus(init)
    for name, bit, base, size in INITIATORS:
        group = bus.group(bit)
        for guest in owners(guests, base, size):
            if group == bus.group(CPU_FIELD):
                yield f"guest {guest.name}: its {name} is in the group of the CPU"
                continue
            for what, writes, start, end in bus.regions(group):
                bad = first_not_its_own(guest, guests, forbidden, writes, start, end)
                if bad is not None:
                    yield (f"guest {guest.name}: its {name} {'writes' if writes else 'reads'} "
                           f"{bad:#x}, which is not its own ({what})")


def has(guest, address):
    """True if a guest has the real registers at an address."""
    access = guest.registers.units.get(address)
    return access is not None and access.access != EMULATE


def first_not_its_own(guest, guests, forbidden, writes, base, end):
    """The first address of a region that its initiator must not reach, or None."""
    step = UNIT if space(base) == SFRS else 1 << 10
    for address in range(base, end, step):
        if space(address) == SFRS:
            if forbidden(address, writes) or any(has(other, address) for other in guests
                                                 if other is not guest):
                return address
        elif not guest.may_reach(physical_byte(address) & -SMALLEST, writes):
            return address
    return None
