# SPDX-License-Identifier: GPL-2.0
"""Other ways to build and start the Wi-FIRE's image: microMIPS, without boot loader."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

from qemu import board  # noqa: E402

LIMIT = 120                     # seconds of the host's CPU
SEVEN = ('one', 'two', 'three', 'four', 'five', 'six', 'seven')


class Builds(unittest.TestCase):
    """The same tests as for the default image."""

    def test_micromips(self):
        folder = board.build('seven-storm', 'MICROMIPS')
        with open(os.path.join(folder, 'include/config/auto.conf'), encoding='utf-8') as file:
            self.assertIn('CONFIG_MICROMIPS=y', file.read())
        text = board.run(folder, [rf'^\[{name}\] 1\.\.\d+[\r\n]' for name in SEVEN], LIMIT)
        for name in SEVEN:
            with self.subTest(name):
                self.assertEqual(board.tap_faults(board.output(text, name)), [])

    def test_micromips_and_delay_slots(self):
        folder = board.build('delay', 'MICROMIPS')
        text = board.run(folder, [r'^\[subject\] 1\.\.\d+[\r\n]'], LIMIT)
        self.assertEqual(board.tap_faults(board.output(text, 'subject')), [])

    def debug(self, *options):
        folder = board.build('sdbbp', *options)
        text = board.run(folder, [r'^\[subject\] 1\.\.\d+[\r\n]'], LIMIT, 'levsha.hex')
        self.assertEqual(board.tap_faults(board.output(text, 'subject')), [])
        return folder

    def test_debug_vector(self):
        """What is missing then is made, and nothing else."""
        folder = self.debug()
        files = [os.path.join(folder, name) for name in ('levsha.hex', 'levsha.srec')]
        before = os.stat(files[0]).st_mtime_ns
        os.remove(files[1])
        for _ in range(2):
            board.make(folder)
            self.assertEqual(os.stat(files[0]).st_mtime_ns, before)
        self.assertTrue(os.path.exists(files[1]))

    def test_debug_vector_in_micromips(self):
        self.debug('MICROMIPS')

    def flash(self, path, *options):
        """make flash with these programs; what it said."""
        return subprocess.run(
            ['make', '-s', '-f', os.path.join(board.SOURCE, 'Makefile'), f'O={board.BUILD}',
             'flash', *options], env={**os.environ, 'PATH': path}, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def test_flash(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, 'pic32prog'), 'w', encoding='utf-8') as program:
                program.write('#!/bin/sh\necho "programmed: $*"\n')
                os.chmod(program.name, 0o755)
            path = f'{folder}:{os.environ["PATH"]}'
            self.assertIn('programmed: levsha.srec\n', self.flash(path).stdout)
            done = self.flash(path, 'FLASH_PORT=/dev/ttyUSB0', 'FLASH_IMAGE=levsha.hex')
            self.assertIn('programmed: -d /dev/ttyUSB0 levsha.hex\n', done.stdout)

    def test_flash_without_the_program(self):
        if shutil.which('pic32prog'):
            self.skipTest('pic32prog is installed')
        done = self.flash(os.environ['PATH'])
        self.assertNotEqual(done.returncode, 0)
        self.assertIn('pic32prog is missing: get it from https://', done.stdout)

    def test_without_a_boot_loader(self):
        with board.start(board.BUILD, 'levsha.hex', limit=LIMIT) as machine:
            for pattern in r'^\[vault\] 2 s: ', r'^\[heartbeat\] beat 2', r'^\[shell\] ':
                machine.seen = 0
                machine.expect(pattern, LIMIT)
