# SPDX-License-Identifier: GPL-2.0
"""Three guests at once, each on its core, each with exactly its 256 MiB."""
import re
import unittest

from bochs.board import output, start

GUESTS = {'first': 1, 'second': 2, 'third': 3}


class Memory(unittest.TestCase):
    """All three walk all their memory at the same time."""

    @classmethod
    def setUpClass(cls):
        with start('memory', limit=600) as machine:
            machine.resume()
            for _ in GUESTS:
                machine.expect(r'guest \w+: failed', 600)
            cls.text = machine.text()

    def test_each_runs_on_its_core(self):
        cores = dict(re.findall(r'core (\d): guest (\w+): running', self.text))
        self.assertEqual(cores, {str(core): name for name, core in GUESTS.items()})

    def test_each_sees_all_of_its_memory(self):
        for name in GUESTS:
            lines = output(self.text, name)
            self.assertEqual([line for line in lines if line.startswith('not')], [])
            self.assertIn('1..3', lines)

    def test_right_behind_is_nothing(self):
        for name in GUESTS:
            self.assertIn(f'guest {name} failed: write at physical address 10000000, '
                          'which it does not have', self.text)


if __name__ == '__main__':
    unittest.main()
