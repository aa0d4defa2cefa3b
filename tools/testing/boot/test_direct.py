# SPDX-License-Identifier: GPL-2.0
"""Interrupts of a guest reach it with no exit; the witness is Bochs's debugger.

The guest stops the machine with a mark before and behind what it does. Between
them the debugger would stop at any exit of the guest's core.
"""
import struct
import unittest

from bochs.board import start

CORE = 1
RESULTS = 0x04000000 + 0x1000   # host address of the guest's struct results


class Direct(unittest.TestCase):
    """One guest with a timer and a printer port of its own."""

    @classmethod
    def setUpClass(cls):
        with start('direct', limit=300) as machine:
            machine.resume()
            machine.wait_prompt()
            machine.command(f'set $cpu = {CORE}')
            cls.spans = []
            for _ in range(3):
                cls.spans.append(cls.watch(machine))
                machine.resume()
                if len(cls.spans) < 3:
                    machine.wait_prompt()
            machine.expect(r'^\[direct\] 1\.\.1')

    @staticmethod
    def watch(machine):
        """From one mark to the next: exits seen, ticks passed, and the results."""
        begin = machine.ticks()
        machine.command('vmexitbp')
        machine.resume()
        exits = 0
        while 'VMEXIT' in machine.wait_prompt():
            exits += 1
            machine.resume()
        machine.command('vmexitbp')
        values = struct.unpack('<3I', machine.read(RESULTS, 12))
        return exits, machine.ticks() - begin, values

    def test_a_timer_interrupt_takes_no_exit(self):
        exits, _, (timer, _, _) = self.spans[0]
        self.assertEqual((timer, exits), (1, 0))

    def test_a_timer_interrupt_is_not_late(self):
        _, _, (_, latency, _) = self.spans[0]
        self.assertLess(latency, 100, 'ticks from the end of the count to the handler')

    def test_a_device_interrupt_takes_no_exit(self):
        exits, _, (_, _, printer) = self.spans[1]
        self.assertEqual((printer, exits), (1, 0))

    def test_a_computing_guest_takes_no_exit(self):
        exits, ticks, _ = self.spans[2]
        self.assertGreater(ticks, 2000000)
        self.assertEqual(exits, 0)


if __name__ == '__main__':
    unittest.main()
