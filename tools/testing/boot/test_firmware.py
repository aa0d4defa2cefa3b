# SPDX-License-Identifier: GPL-2.0
"""Firmware that leaves a machine unfit: one line says what is wrong with it.

Bochs has no firmware menus. Its ROM is patched, or Bochs's debugger changes what the
firmware has left in memory at the hypervisor's first instruction.
"""
import os
import re
import struct
import unittest

from bochs.board import BUILD, compile_board, make_iso
from bochs.machine import ROM, Machine
from test_refusal import Refusal

ROM_TABLES = 0xe0000            # where the RSDP is searched for
ROM_SIZE = 0x20000
HEADER = 36                     # bytes of each table's header
LENGTH = 4                      # offset in it
CHECKSUM = 9
MADT_ENTRIES = 44
HPET_BASE = 44
FADT_FLAGS = 112
RESET_SUPPORTED = 1 << 10
# Port 0x8900, one byte, and what is written there
RESET_REGISTER = struct.pack('<BBBBQB', 1, 8, 0, 1, 0x8900, ord('D'))
SPARE = 0x90000                 # free memory
# Read IA32_FEATURE_CONTROL, set bits, write it
FEATURE_CONTROL = rb'(\x0f\x32\x66?\x83\xc8)\x05(\x0f\x30)'
# EAX stays what the boot loader left there
X2APIC_ON = bytes.fromhex('89 c6'               # mov esi, eax
                          'b9 1b 00 00 00'      # mov ecx, IA32_APIC_BASE
                          '0f 32'               # rdmsr
                          '0d 00 0c 00 00'      # or eax, EN | EXTD
                          '0f 30'               # wrmsr
                          '89 f0'               # mov eax, esi
                          'e9')                 # jmp


def entry():
    """Address of the hypervisor's first instruction."""
    with open(f'{BUILD}/levsha.elf', 'rb') as file:
        return struct.unpack_from('<Q', file.read(32), 24)[0]


def poke(machine, address, data):
    """Write physical memory."""
    for offset, byte in enumerate(data):
        machine.command(f'setpmem {address + offset:#x} 1 {byte:#x}')


class Tables:
    """The ACPI tables of a machine that stands at the hypervisor's first instruction."""

    def __init__(self, machine):
        self.machine = machine
        path = os.path.join(machine.folder, 'rom')
        machine.command(f'writemem "{path}" {ROM_TABLES:#x} {ROM_SIZE}')
        with open(path, 'rb') as file:
            rom = file.read()
        self.address = {'RSDT': struct.unpack_from('<I', rom, rom.index(b'RSD PTR ') + 16)[0]}
        for address, in struct.iter_unpack('<I', self.read('RSDT')[HEADER:]):
            self.address[machine.read(address, 4).decode()] = address

    def read(self, name):
        """The bytes of a table."""
        address = self.address[name]
        size, = struct.unpack('<I', self.machine.read(address + LENGTH, 4))
        return self.machine.read(address, size)

    def change(self, name, offset, data, seal=True):
        """Put data into a table, and its checksum right."""
        table = bytearray(self.read(name))
        table[offset:offset + len(data)] = data
        if seal:
            table[CHECKSUM] = (table[CHECKSUM] - sum(table)) % 256
        poke(self.machine, self.address[name] + offset, data)
        poke(self.machine, self.address[name] + CHECKSUM, table[CHECKSUM:CHECKSUM + 1])


class Firmware(Refusal):
    """One board on machines with different firmware."""

    @classmethod
    def setUpClass(cls):
        cls.folder = compile_board('idle')

    @staticmethod
    def enter(machine):
        """Boot up to the hypervisor's first instruction, CLI, or the one behind it.

        Bochs overlooks a breakpoint at the first instruction of a core's turn.
        """
        machine.command(f'pb {entry():#x}')
        machine.command(f'pb {entry() + 1:#x}')
        machine.resume()
        machine.wait_prompt(100)
        machine.command('d 1')
        machine.command('d 2')

    def tables_refused(self, reason, spoil):
        """Boot with tables that were spoilt by spoil(Tables)."""
        def prepare(machine):
            self.enter(machine)
            spoil(Tables(machine))
        self.refused(self.folder, reason, prepare)

    def rom(self, pattern, replacement, places):
        """Firmware that differs in some places."""
        path = os.path.join(self.folder, 'rom.bin')
        with open(ROM, 'rb') as source, open(path, 'wb') as target:
            rom, count = re.subn(pattern, replacement, source.read())
            self.assertEqual(count, places)
            target.write(rom)
        return path

    def vtx(self, bits):
        """Firmware that sets other bits, on the boot core and on the others."""
        return self.rom(FEATURE_CONTROL, rb'\1' + bytes([bits]) + rb'\2', 2)

    def test_vtx_off(self):
        self.refused(self.folder, 'cannot start: VT-x is off in the firmware', rom=self.vtx(1))

    def test_vtx_left_open_is_switched_on(self):
        with Machine(make_iso(self.folder), f'{self.folder}/run', limit=200,
                     rom=self.vtx(0)) as machine:
            machine.resume()
            machine.expect(r'^\[heart\] beat 2, 0 words', 100)

    def test_x2apic_left_on(self):
        def prepare(machine):
            self.enter(machine)
            end = SPARE + len(X2APIC_ON) + 4
            poke(machine, SPARE, X2APIC_ON + struct.pack('<i', entry() - end))
            machine.command(f'set rip = {SPARE:#x}')
        self.refused(self.folder, 'local APIC at fee00d00: switch x2APIC mode off', prepare,
                     model='corei7_ivy_bridge_3770k')

    def test_no_acpi(self):
        self.refused(self.folder, "cannot start: ACPI: no RSDP: is the firmware's ACPI on",
                     rom=self.rom(b'PTR ', b'XXX ', 1))

    def test_no_hpet(self):
        self.tables_refused('ACPI: no HPET: is it on in the firmware',
                            lambda tables: tables.change('HPET', 0, b'X'))

    def test_an_hpet_elsewhere(self):
        self.tables_refused(
            'HPET at fec00000 and fed04000, the partition says fec00000 and fed00000',
            lambda tables: tables.change('HPET', HPET_BASE, b'\x00\x40\xd0\xfe'))

    def test_a_wrong_checksum(self):
        self.tables_refused(
            r'the APIC at \w+ has a wrong length or checksum\n.*cannot start: ACPI: no MADT',
            lambda tables: tables.change('APIC', MADT_ENTRIES + 3, b'\x55', seal=False))

    def test_a_table_without_end(self):
        self.tables_refused(
            r'the APIC at \w+ has a wrong length or checksum\n.*cannot start: ACPI: no MADT',
            lambda tables: tables.change('APIC', LENGTH, b'\xff' * 4))

    def test_a_list_of_tables_without_head(self):
        self.tables_refused(
            r'the RSDT at \w+ has a wrong length or checksum\n.*list of tables is broken',
            lambda tables: tables.change('RSDT', LENGTH, b'\x08\0\0\0'))

    def test_an_entry_without_length(self):
        self.tables_refused(
            rf'ACPI: the MADT is broken at byte {MADT_ENTRIES}',
            lambda tables: tables.change('APIC', MADT_ENTRIES + 1, b'\0'))

    def test_the_reset_register_is_used(self):
        """Its place is a port by which Bochs stops."""
        with Machine(make_iso(self.folder), f'{self.folder}/run', limit=200) as machine:
            self.enter(machine)
            tables = Tables(machine)
            fadt = bytearray(tables.read('FACP') + RESET_REGISTER)
            struct.pack_into('<I', fadt, LENGTH, len(fadt))
            struct.pack_into('<I', fadt, FADT_FLAGS, RESET_SUPPORTED)
            fadt[CHECKSUM] = (fadt[CHECKSUM] - sum(fadt)) % 256
            place = tables.read('RSDT').index(struct.pack('<I', tables.address['FACP']))
            tables.change('RSDT', place, struct.pack('<I', SPARE))
            poke(machine, SPARE, fadt)
            machine.resume()
            machine.expect("power: reset by ACPI's register", 100)
            machine.expect('guest fuse: running', 100)
            machine.send('reboot\r')
            machine.expect('rebooting\r\n', 100)
            machine.wait_prompt(100)


if __name__ == '__main__':
    unittest.main()
