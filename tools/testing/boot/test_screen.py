# SPDX-License-Identifier: GPL-2.0
"""The screen, its keyboard, and the printer: one boot, one user."""
import os
import re
import struct
import time
import unittest

from elftools.elf.elffile import ELFFile

from bochs.board import BUILD, compile_board, make_iso, start
from bochs.screen import COLUMNS, ScreenMachine

ACTIVE = 0x1f                   # colour of the chosen window's name in the status line
NOWHERE = 0xdead0000            # where nothing is mapped
STATUS = r' F1 heartbeat. F2 echo. F3 memtest. F9 log. F10 commands'


def boot(name):
    """The board `name`, as far as its guests run."""
    folder = compile_board(name)
    machine = ScreenMachine(make_iso(folder), os.path.join(folder, 'run'), limit=600)
    machine.resume()
    return machine


def paper(machine):
    """What was printed."""
    with open(f'{machine.folder}/lpt1.out', encoding='ascii', newline='') as file:
        return file.read()


def pointer_to(function):
    """Where a table of the hypervisor names one of its functions."""
    with open(os.path.join(BUILD, 'levsha.elf'), 'rb') as file:
        elf = ELFFile(file)
        symbol = elf.get_section_by_name('.symtab').get_symbol_by_name(function)[0]
        tables = elf.get_section_by_name('.rodata')
        return tables['sh_addr'] + tables.data().index(struct.pack('<Q', symbol['st_value']))


class Screen(unittest.TestCase):
    """What a user sees and does; each test chooses its window."""

    @classmethod
    def setUpClass(cls):
        cls.machine = boot('screen')
        cls.addClassCleanup(cls.machine.close)
        cls.machine.expect('guest memtest: running', 200)

    def choose(self, key, pattern):
        """Choose a window; its rows, when they show something."""
        self.machine.press('Alt', key)
        return self.machine.await_screen(pattern, 100)

    def test_the_log_is_seen_at_first_and_printed(self):
        rows = self.choose('F9', 'guest memtest: running')
        self.assertRegex(rows[0], r'core 0: Levsha \d+\.\d+ for x86')
        self.assertRegex(rows[-1], STATUS)
        log = re.findall(r'^\[ .*', self.machine.text(), re.MULTILINE)
        self.assertEqual(paper(self.machine).split('\r\n')[:10], log[:10])

    def test_status_line_marks_the_chosen_window(self):
        for key, pattern, name in (('F10', '^levsha>', ' F10 commands '),
                                   ('F9', 'core 0: Levsha', ' F9 log ')):
            self.choose(key, pattern)
            cells = self.machine.cells()[-COLUMNS:]
            chosen = ''.join(chr(character) for character, colour in cells if colour == ACTIVE)
            self.assertEqual(chosen, name)

    def test_commands_are_those_of_the_serial_line(self):
        self.choose('F10', r'^levsha>')
        self.machine.type('mem\n')
        self.machine.await_screen(r'^levsha> mem\n.* hypervisor and images\n(.*\n)*levsha>$')
        self.machine.expect('levsha> mem', 60)

    def test_what_the_serial_line_types_is_seen_too(self):
        self.choose('F10', r'^levsha>')
        self.machine.send('\x050\x15halt\r')
        self.machine.await_screen(r'levsha> halt\nunknown command "halt"')

    def test_keys_go_to_the_guest_that_is_seen(self):
        self.choose('F2', r'^echo>')
        self.machine.type('Hello, "World" #1!\n')
        rows = self.machine.await_screen(r'^you typed: Hello, "World" #1!$')
        self.assertEqual(rows[0], 'echo: type a line')
        self.machine.expect_ever(r'^\[echo\] you typed: Hello, "World" #1!')

    def test_caps_lock(self):
        self.choose('F2', r'^echo>')
        self.machine.press('CapsLock')
        self.machine.type('caps1\n')
        self.machine.await_screen(r'^you typed: CAPS1$')
        self.machine.press('CapsLock')
        self.machine.type('low\n')
        self.machine.await_screen(r'^you typed: low$')

    def test_scrolling_back(self):
        self.choose('F1', r'^beat ([5-9]\d|\d{3,})$')
        for _ in range(2):
            self.machine.press('Shift', 'PageUp')
        back = self.machine.await_screen(STATUS + r'. -\d+')
        first = int(back[0].split()[1])
        self.assertEqual(back[:24], [f'beat {n}' for n in range(first, first + 24)])
        self.machine.press('Shift', 'PageDown')
        self.machine.await_screen(rf'\Abeat {first + 12}$')
        self.machine.press('Escape')
        self.machine.await_screen(r'\A(beat \d+\n){24}\Z')

    def test_a_program_that_fills_the_screen(self):
        rows = self.choose('F3', r'Errors: 0(.*\n)+.*Scroll Lock')
        self.assertRegex(rows[0], r'^ +Memtest86\+ v6\.10 +\| Intel\(R\) Core\(TM\) i5')
        self.assertRegex(rows[1], r'^CLK/Temp: .* \| Pass ')
        self.assertRegex(rows[6], r'^-{80}$')
        self.assertRegex(rows[24], r'^ <ESC> Exit  <F1> Configuration')


class Panic(unittest.TestCase):
    """The hypervisor fails: the log comes to the front."""

    def fail(self, function, keys):
        """Let a table lead to nowhere instead; what came over the console then."""
        with boot('screen') as machine:
            machine.expect('guest echo: running', 200)
            machine.interrupt()
            machine.command(f'setpmem {pointer_to(function):#x} 4 {NOWHERE:#x}')
            machine.resume()
            machine.press('Alt', 'F10')
            machine.type(keys)
            rows = machine.await_screen(r'core \d:!panic: #PF in the hypervisor', 100)
            self.assertTrue(any(re.search(f'core \\d:!  rip 0+{NOWHERE:x}', row)
                                for row in rows), rows)
            self.assertRegex(rows[-1], STATUS)
            end = time.monotonic() + 60             # the printer comes last
            while not re.search(f'panic: #PF(.*\n)+.*rip 0+{NOWHERE:x}', paper(machine)):
                self.assertLess(time.monotonic(), end, paper(machine))
                machine.pump(0.2)
            return machine.text()

    def test_on_the_core_of_the_screen(self):
        self.assertRegex(self.fail('do_mem', 'mem\n'), 'core 0:!panic')

    def test_on_a_guests_core(self):
        self.assertRegex(self.fail('exit_io', ''), r'core [123]:!panic')


class Without(unittest.TestCase):
    """A board whose display is not the hypervisor's."""

    def test_nothing_is_drawn(self):
        with start('dark', limit=200) as machine:
            machine.resume()
            machine.expect('guest fuse: running', 100)
            machine.interrupt()
            text = machine.read(0xb8000, 4000)[::2].decode('cp437')
        self.assertNotIn('core 0', text)


if __name__ == '__main__':
    unittest.main()
