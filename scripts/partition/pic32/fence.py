# SPDX-License-Identifier: GPL-2.0
"""Registers that are written once at boot: clocks of modules, who may reach what by DMA, pins."""

from pic32 import kinds, startup

CFGCON, SYSKEY, PMD1, CFGPG = 0x1f800000, 0x1f800030, 0x1f800040, 0x1f8000e0
UNLOCK = (0, 0xaa996655, 0x556699aa)
LOCK = 0x33333333
# CFGCON: TDOEN, ECCCON 3 (no ECC); with PGLOCK, PMDLOCK and IOLOCK nothing here changes any more
CFGCON_OPEN, CFGCON_LOCKED = 0x31, 0x3831
PMD_REGISTERS = 7
ALL_MODULES = 0xffffffff

# Groups of initiators: the core's and the hypervisor's, guests', and one that may do nothing
CORE_GROUP, FIRST_GUEST_GROUP, NO_GROUP = 0, 1, 3
MAX_MASTERS = 2                 # guests with DMA

SBT, SBT_TARGET = 0x1f8f8000, 0x400
SBT_REG, SBT_RD, SBT_WR, SBT_REGION = 0x40, 0x50, 0x58, 0x20
# Regions of each target of the bus
TARGETS = ((0, 1), (0, 2, 3, 4, 5, 6, 7, 8), (0, 1, 2), (0, 1, 2), (0, 2), (0, 1, 2), (0, 1),
           (0, 1), (0, 1), (0, 1), (0,), (0, 1), (0,), (0,))
FLASH_TARGET, RAM_TARGETS = 1, (2, 3)
# Base and size of region 0 where it can be chosen
DEFAULTS = {2: [(0x00000000, 0x40000)], 3: [(0x00040000, 0x40000)], 6: [(0x1f820000, 0x10000)],
            7: [(0x1f840000, 0x10000)], 8: [(0x1f860000, 0x10000)]}


def registers(board, guests, windows):
    """(address, value) in the order in which they are written."""
    rows = [(SYSKEY, word) for word in UNLOCK]
    rows += [*startup.registers(board), (CFGCON, CFGCON_OPEN)]
    rows += [(PMD1 + 16 * number, value) for number, value in enumerate(_modules(board, guests))]
    rows.append((CFGPG, _groups(board, guests)))
    for target, regions in enumerate(TARGETS):
        for place, region in enumerate(regions):
            rows += _region(target, region, place, windows.get(target, []))
    rows += board.hypervisor.get("pps", [])
    rows += [row for guest in guests for row in guest.get("pps", [])]
    return rows + [(CFGCON, CFGCON_LOCKED), (SYSKEY, LOCK)]


def group(guest, guests):
    """The permission group of a guest's bus masters."""
    return FIRST_GUEST_GROUP + [one.number for one in guests if one.masters].index(guest.number)


def _modules(board, guests):
    """PMD1 to PMD7: a bit set switches a module's clock off."""
    used = [board.console, *board.kind(kinds.READABLE)]
    used += [given.device for guest in guests for given in guest.blocks
             if given.prop and given.prop != "console"]
    words = [ALL_MODULES] * PMD_REGISTERS
    for device in used:
        for register, bit in device.clocks:
            words[register - 1] &= ~(1 << bit)
    return words


def _groups(board, guests):
    """CFGPG: the group of each initiator."""
    fields = {device.master: NO_GROUP for device in board.devices.values()
              if device.master is not None}
    for guest in guests:
        for device in guest.masters:
            fields[device.master] = group(guest, guests)
    return sum(number << field for field, number in fields.items())


def _region(target, region, place, windows):
    """A region's registers: for the core alone, a guest's window, or off."""
    base = SBT + SBT_TARGET * target + SBT_REGION * region
    core = 1 << CORE_GROUP
    if region == 0:
        rows = [(base + SBT_RD, core), (base + SBT_WR, core)]
        return rows + [(base + SBT_REG, _area(*area)) for area in DEFAULTS.get(target, [])]
    if place > len(windows):
        return [(base + SBT_REG, 0)]
    area, read, write = windows[place - 1]
    return [(base + SBT_RD, core | read), (base + SBT_WR, core | write),
            (base + SBT_REG, _area(area.base, area.size))]


def _area(base, size):
    """SBTxREGy: SIZE counts powers of two from 512 bytes on, and 0 is no region."""
    return base | (size.bit_length() - 10) << 3
