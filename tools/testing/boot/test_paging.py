# SPDX-License-Identifier: GPL-2.0
"""The hypervisor's own page tables, as Bochs's debugger reads them while it runs."""
import os
import re

from bochs.board import BUILD, LiveTest
from elftools.elf.elffile import ELFFile

PAGE = 0x1000
IMAGE_LIMIT = 0x400000          # the linker script keeps the image below
STACK = 0x2000                  # of each core, above its guard page
IST_STACKS = 3                  # of one page each, each above a guard page
GUESTS = {                      # of the board 'idle': RAM by core
    1: (0x4000000, 0x400000), 2: (0x14000000, 0x400000), 3: (0x14400000, 0x400000)}
CORE_STACKS = PAGE + STACK + IST_STACKS * 2 * PAGE


class Paging(LiveTest):
    """One boot, stopped while the guests run."""

    board = 'idle'
    begun = (r'^\[heart\] beat 1,',)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.machine.interrupt()
        cls.machine.command('set $cpu = 0')
        with open(os.path.join(BUILD, 'levsha.elf'), 'rb') as file:
            table = ELFFile(file).get_section_by_name('.symtab')
            cls.symbols = {symbol.name: symbol['st_value'] for symbol in table.iter_symbols()}
        cls.ranges = [tuple(int(end, 16) for end in match) for match in re.findall(
            r'^0x(\w+)-0x(\w+) ->', '\n'.join(cls.machine.command('info tab')), re.MULTILINE)]

    def setUp(self):
        self.machine.command('set $cpu = 0')

    def leaf(self, address):
        """The entry that maps an address, as text; None when nothing does."""
        lines = self.machine.command(f'page {address:#x}')
        if any('not available' in line for line in lines):
            return None
        return [line for line in lines if re.match(r' *PT?DE:| *PTE:', line)][-1]

    def mapped_pages(self):
        """Pages of the image and below, and the first one of each range above."""
        for first, last in self.ranges:
            yield from range(first, min(last, first + 1 if first >= IMAGE_LIMIT else last), PAGE)

    def test_no_page_is_writable_and_executable(self):
        pages = list(self.mapped_pages())
        self.assertGreater(len(pages), 20)
        for address in pages:
            entry = self.leaf(address)
            self.assertTrue(' W P' not in entry or ' XD ' in entry, f'{address:#x}: {entry}')

    def test_text_and_constants_cannot_be_written(self):
        for first, last in (('_text', '_etext'), ('_rodata', '_erodata')):
            for address in range(self.symbols[first], self.symbols[last], PAGE):
                self.assertIn(' R P', self.leaf(address), f'{address:#x}')

    def test_below_each_stack_nothing_is_mapped(self):
        for core in range(4):
            base = self.symbols['cpu_stacks'] + core * CORE_STACKS
            guards = [base] + [base + PAGE + STACK + n * 2 * PAGE for n in range(IST_STACKS)]
            for guard in guards:
                self.assertIsNone(self.leaf(guard), f'{guard:#x}')
                self.assertIn(' W P', self.leaf(guard + PAGE), f'{guard + PAGE:#x}')

    def test_core_0_maps_no_memory_of_guests(self):
        for first, last in self.ranges:
            for ram, size in GUESTS.values():
                self.assertFalse(first < ram + size and ram <= last, f'{first:#x}..{last:#x}')

    def test_other_cores_map_the_memory_of_their_guest_alone(self):
        for core in (2, 3):
            self.stop_in_hypervisor(core)
            for owner, (ram, size) in GUESTS.items():
                for address in (ram, ram + size - PAGE):
                    entry = self.leaf(address)
                    if owner == core:
                        self.assertRegex(entry, ' W P', f'{address:#x} on core {core}')
                        self.assertIn(' XD ', entry)
                    else:
                        self.assertIsNone(entry, f'{address:#x} on core {core}')

    def stop_in_hypervisor(self, core):
        """Let the machine run up to the next exit of a core's guest."""
        self.machine.command(f'set $cpu = {core}')
        self.machine.command('vmexitbp')
        self.machine.resume()
        self.assertIn('VMEXIT', self.machine.wait_prompt())
        self.machine.command('vmexitbp')

    def test_low_memory_is_not_mapped_but_for_trampoline_and_screen(self):
        low = [(first, last) for first, last in self.ranges if first < 0x100000]
        self.assertEqual(low, [(0x8000, 0x8fff), (0xb8000, 0xb8fff)])
        self.assertIn(' R P', self.leaf(0x8000))
