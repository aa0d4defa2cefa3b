# SPDX-License-Identifier: GPL-2.0
"""What a PC's firmware tells its software, for a guest: ACPI tables.

Numbers and names are those of the ACPI Specification 6.3, chapter 5.2. They tell of a PC
with one processor, a pair of 8259, serial lines, and the power management of virt/vpm.c;
and that it has no keyboard controller, no VGA and no clock of the day.
"""

import struct

import board
from loading import made
from ranges import align_up

BASE = 0xe0000                  # where software looks for the pointer
TABLE = "<4sIBB6s8sI4sI"        # the header of every table but FACS
OWNER, CREATOR = b"LEVSHA", b"LVSH"
PM_BASE, RESET_PORT, RESET_VALUE = 0x600, 0xcf9, 0x06
SCI = 9
NO_STATE = 0xffff               # latency that means: there is no such state
# IA-PC boot flags: legacy devices, no VGA, no MSI, no CMOS clock
BOOT_FLAGS = 1 << 0 | 1 << 2 | 1 << 3 | 1 << 5
# WBINVD, C1, no power button, sleep button or clock alarm in fixed hardware, reset register
FLAGS = 1 << 0 | 1 << 2 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 10
# Name (_S5_, Package () { 5, 5, 0, 0 })
AML = b"\x08_S5_\x12\x08\x04\x0a\x05\x0a\x05\0\0"


def tables(apic_id):
    """The segment of all tables of a guest whose processor has this APIC id."""
    data = bytearray(align_up(36, 64))

    def place(table):
        at = BASE + len(data)
        data.extend(table.ljust(align_up(len(table), 64), b"\0"))
        return at

    facs = place(struct.pack("<4sI", b"FACS", 64).ljust(64, b"\0"))
    dsdt = place(_table(b"DSDT", 2, AML))
    fadt = place(_table(b"FACP", 3, _fadt(facs, dsdt)))
    madt = place(_table(b"APIC", 1, struct.pack(
        "<IIBBBBI", board.LOCAL_APIC.range.base, 1, 0, 8, 0, apic_id, 1)))
    rsdt = place(_table(b"RSDT", 1, struct.pack("<II", fadt, madt)))
    data[:20] = _summed(struct.pack("<8sB6sBI", b"RSD PTR ", 0, OWNER, 0, rsdt), 8)
    return made("ACPI tables", BASE, data)


def _summed(data, at):
    """The bytes, with the one at that offset chosen so that the sum is 0."""
    return data[:at] + bytes([-sum(data) % 256]) + data[at + 1:]


def _table(name, revision, body):
    return _summed(struct.pack(TABLE, name, 36 + len(body), revision, 0, OWNER, b"LEVSHAPC", 1,
                               CREATOR, 1) + body, 9)


def _fadt(facs, dsdt):
    """The fixed ACPI description table, from behind its header on."""
    return b"".join((
        struct.pack("<IIxBHI4x", facs, dsdt, 0, SCI, 0),
        struct.pack("<8I", PM_BASE, 0, PM_BASE + 4, 0, 0, PM_BASE + 8, 0, 0),
        struct.pack("<8B", 4, 2, 0, 4, 0, 0, 0, 0),
        struct.pack("<HH9xHxI", NO_STATE, NO_STATE, BOOT_FLAGS, FLAGS),
        struct.pack("<BBBBQB3x", 1, 8, 0, 1, RESET_PORT, RESET_VALUE),
        struct.pack("<QQ", 0, dsdt).ljust(112, b"\0")))
