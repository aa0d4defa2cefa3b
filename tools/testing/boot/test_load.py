# SPDX-License-Identifier: GPL-2.0
"""memtest86+ on two cores: a guest's response to interrupts does not change."""
import re
import unittest

from bochs.board import start

GUESTS = ('memtest', 'another')


class Load(unittest.TestCase):
    """One boot: a guest measures alone, then again beside two that use all memory."""

    @classmethod
    def setUpClass(cls):
        with start('load', limit=800) as machine:
            machine.resume()
            machine.expect(r'^\[direct\] 1\.\.\d+\r', 250)
            for guest in GUESTS:
                machine.send(f'start {guest}\r')
            for guest in GUESTS:
                machine.expect_ever(rf'^\[{guest}\] .*#\d+ +\[', 500)
            machine.send('restart direct\r')
            machine.expect(r'guest direct: running', 100)
            machine.expect(r'^\[direct\] 1\.\.\d+\r', 400)
            cls.text = machine.text()

    def responses(self, source):
        """Sum and worst of both measurements."""
        return [(int(total), int(worst)) for total, worst in re.findall(
            rf'^\[direct\] response (\d+) (\d+) {source}', self.text, re.MULTILINE)]

    def test_responses_are_those_without_load(self):
        for source in ('timer', 'printer port'):
            (alone, worst_alone), (loaded, worst_loaded) = self.responses(source)
            print(f'# {source}: mean {alone / 10000:.2f} alone, {loaded / 10000:.2f} '
                  f'beside memtest86+; worst {worst_alone} and {worst_loaded}')
            self.assertAlmostEqual(loaded / alone, 1, delta=0.01)
            self.assertLessEqual(worst_loaded, worst_alone)

    def test_memtest_finds_no_error(self):
        for guest in GUESTS:
            self.assertNotRegex(self.text, rf'\[{guest}\] .*Errors: [1-9]')


if __name__ == '__main__':
    unittest.main()
