# SPDX-License-Identifier: GPL-2.0
"""A guest that owns a PCI function on a board without an IOMMU, and is trusted."""
import re
import unittest

from bochs.board import output, start
from bochs.machine import CDROM

CARD = ('pci: enabled=1, chipset=i440fx, slot1=e1000\n'
        'e1000: card=0, enabled=1, mac=52:54:00:12:34:56, ethmod=vnet, ethdev=.')


class Nic(unittest.TestCase):
    """Bochs's e1000, with the net behind it that Bochs makes up."""

    @classmethod
    def setUpClass(cls):
        with start('nic', limit=300, medium=f'{CDROM}\n{CARD}') as machine:
            machine.resume()
            for guest in ('nic', 'other'):
                machine.expect_ever(rf'^\[{guest}\] 1\.\.\d+|cannot start', 300)
            cls.text = machine.text()

    def test_the_guest_sees_and_drives_its_card(self):
        lines = output(self.text, 'nic')
        self.assertEqual([line for line in lines if line.startswith('not')], [])
        self.assertIn('1..8', lines)

    def test_another_guest_has_no_bus(self):
        self.assertIn('ok 1 - no PCI bus', output(self.text, 'other'))

    def test_the_log_repeats_that_dma_is_unsafe(self):
        self.assertEqual(re.findall(r'guest (\w+): (\S+) reaches all memory: unsafe-dma',
                                    self.text), [('nic', '00:02.0')])


if __name__ == '__main__':
    unittest.main()
