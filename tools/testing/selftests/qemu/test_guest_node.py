# SPDX-License-Identifier: GPL-2.0
"""What a program wrote to becomes a guest's node."""
import os
import subprocess
import sys
import unittest

TESTING = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [TESTING]

from qemu import guest_node  # noqa: E402


def node(*writes):
    """The properties for writes, each a device, a register and a value."""
    trace = ''.join(f'pic32_sfr_write {one} {name} <- {value:#x} (4 at byte 0)\n'
                    for one, name, value in writes)
    return guest_node.properties(trace, guest_node.labels())


class Node(unittest.TestCase):
    """Of its writes."""

    def test_nothing(self):
        self.assertEqual(node(), ['fpu;', 'dsp;', 'console = <&uart4>;'])

    def test_devices(self):
        lines = node(('cru', 'PB2DIV', 1), ('timer1', 'T1CON', 0x8000), ('uart2', 'U2MODE', 1),
                     ('uart4', 'U4MODE', 1), ('usbcr', 'USBCRCON', 1), ('uart1', 'U1MODE', 1))
        self.assertIn('console = <&uart2>;', lines)
        self.assertIn('devices = <&timer1>, <&usb>, <&uart1>;', lines)

    def test_pins_are_not_those_of_the_console(self):
        self.assertIn('pins = <&portf 0x303b>;', node(('portf', 'TRIS', 0)))

    def test_external_interrupts(self):
        self.assertIn('devices = <&int1>;', node(('eic', 'IEC0SET', 0x100)))

    def test_interrupts_are_chosen_where_there_are_too_many(self):
        self.assertIn('interrupts = <14 59>;',
                      node(('adc', 'ADCCON1', 1), ('timer3', 'T3CON', 1),
                           ('eic', 'IEC0SET', 0x4000), ('eic', 'IEC1', 1 << 59 - 32)))

    def test_flash(self):
        self.assertIn('writable-flash = <0x1d080000 0x4000>, <0x1d1fc000 0x4000>;',
                      node(('nvm', 'NVMADDR', 0x1d1fc800), ('nvm', 'NVMADDR', 0x1d080010),
                           ('nvm', 'NVMADDR', 0x1d080020)))

    def test_shadow_sets(self):
        self.assertTrue(any('shadow-sets' in line for line in node(('eic', 'PRISS', 0x7654321))))


class Refusal(unittest.TestCase):
    """Of arguments."""

    def test_arguments(self):
        for arguments, part in ((('nowhere.hex', '1'), 'IMAGE='), ((__file__, '1'), 'IMAGE=')):
            done = subprocess.run([guest_node.__file__, *arguments], stderr=subprocess.PIPE,
                                  text=True, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertIn(part, done.stderr)


if __name__ == '__main__':
    unittest.main()
