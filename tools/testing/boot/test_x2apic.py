# SPDX-License-Identifier: GPL-2.0
"""The board with x2APIC: seven guests, hostile ones among them, and interrupts."""
import re
import unittest

from bochs.board import SubjectTest, output, start
from bochs.machine import PCS

CORE = 1
INTERRUPTS = 1000000
REGISTERS = range(0x802, 0x840)
# What a guest may write with no exit, and what it may write through a filter.
DIRECT = {0x808: 'TPR', 0x828: 'ESR', 0x832: 'LVT timer', 0x838: 'initial count',
          0x83e: 'divide configuration'}
FILTERED = {0x80f: 'SVR', 0x830: 'ICR', 0x833: 'LVT thermal', 0x834: 'LVT performance',
            0x835: 'LVT LINT0', 0x836: 'LVT LINT1', 0x837: 'LVT error'}
ONLY_WRITTEN = {0x80b: 'EOI', 0x83f: 'self IPI'}


class Million(unittest.TestCase):
    """A guest that lives on its timer's interrupts, watched by Bochs's debugger."""

    def test_a_million_interrupts_take_no_exit(self):
        with start('million', 'i7', limit=400) as machine:
            machine.resume()
            machine.wait_prompt(100)
            machine.command(f'set $cpu = {CORE}')
            machine.command('vmexitbp')
            machine.resume()
            stop = machine.wait_prompt(300)
            self.assertNotIn('VMEXIT', stop)
            machine.command('vmexitbp')
            machine.resume()
            machine.expect(rf'^\[million\] {INTERRUPTS} interrupts', 60)


class Board(unittest.TestCase):
    """The default partition: a heartbeat on five cores, a shell, a memory tester."""

    def test_seven_guests_are_at_work(self):
        with start('i7', 'i7', limit=400) as machine:
            machine.resume()
            for name in ('heartbeat', 'pulse', 'throb', 'tick', 'tock'):
                machine.expect_ever(rf'^\[{name}\] beat 2\r', 100)
            machine.send('\x052')
            machine.expect('keys go to echo')
            machine.send('hello\r')
            machine.expect(r'^\[echo\] you typed: hello\r', 100)
            machine.send('\x050guests\r')
            machine.expect(r'memtest +running +core 3(.*\n)+7 tock +running +core 7', 100)


class Calm(SubjectTest):
    """The hostile guests are not started."""

    board, pc = 'seven-calm', 'i7'

    def test_the_witnesses_are_unharmed(self):
        self.assert_witnesses_unharmed()


class Seven(SubjectTest):
    """Two witnesses beside five hostile guests."""

    board, pc = 'seven', 'i7'

    def test_the_witnesses_are_unharmed(self):
        self.assert_witnesses_unharmed()

    def test_the_witnesses_memory_is_as_without_them(self):
        if not Calm.ram:
            Calm.setUpClass()
        for name, ram in self.ram.items():
            self.assertTrue(ram == Calm.ram[name], f'memory of {name} differs')

    def test_own_use_works_and_nothing_leaves(self):
        self.assert_tap(output(self.text, 'apic'))

    def test_each_life_ends_and_the_next_finds_nothing_of_it(self):
        self.assert_tap(output(self.text, 'crash'))

    def test_it_survives_its_own_storm(self):
        self.assertIn('ok 2 - 60000 characters', output(self.text, 'storm'))

    def test_only_harmless_registers_are_there(self):
        lines = output(self.text, 'msr')
        self.assert_tap([line for line in lines if not line.startswith('msr')])
        found = {int(number, 16): how for number, how in re.findall(
            r'^msr (8\w\w) (reads \w+, written|reads|only written)', '\n'.join(lines),
            re.MULTILINE)}
        written = {number for number, how in found.items() if 'written' in how}
        self.assertLessEqual(set(found), set(REGISTERS))
        self.assertEqual(written, {*DIRECT, *FILTERED, *ONLY_WRITTEN})


class Refusal(unittest.TestCase):
    """The image for this board."""

    def test_a_processor_without_x2apic(self):
        with start('million', 'i7', limit=200, model=PCS['i5_650']['model']) as machine:
            machine.resume()
            machine.expect("cannot start: the CPU's local APIC has no x2APIC mode", 100)


if __name__ == '__main__':
    unittest.main()
