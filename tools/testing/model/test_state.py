# SPDX-License-Identifier: GPL-2.0
"""The machine's state: the same in each run, and kept when it is moved.

The program seven.c runs guests in all register sets and sums up where and when each
trap was, to the instruction.
"""
import os
import tempfile
import time
import unittest

from program import elf
from qemu.machine import Machine

PROGRAM = elf('seven')
ROUNDS = 400


def rounds(text):
    """The lines of the rounds."""
    return [line for line in text.splitlines() if line.startswith('round ')]


def reach(machine, number):
    """Wait for a round, or a later one: the machine does not wait for the test."""
    while int(machine.expect(r'^round (\d+): ').group(1)) < number:
        pass


def run(folder, name):
    """The rounds, and what QEMU logged up to then, of a run from the start."""
    log = os.path.join(folder, name)
    with Machine(PROGRAM, arguments=['-d', 'int,nochain', '-D', log]) as machine:
        reach(machine, ROUNDS)
        text = machine.text()
    with open(log, encoding='utf-8', errors='replace') as file:
        return rounds(text)[:ROUNDS], file.read()


class State(unittest.TestCase):
    """A run is compared with others."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name
        cls.lines, cls.log = run(cls.folder, 'first')

    def test_another_run_is_the_same(self):
        """Each exception and interrupt at the same instruction."""
        lines, log = run(self.folder, 'second')
        self.assertEqual(lines, self.lines)
        common = min(len(log), len(self.log))
        self.assertGreater(common, 10000)
        self.assertEqual(log[:common], self.log[:common])

    def go_on(self, path):
        """A machine that starts with the state in a file."""
        machine = Machine(PROGRAM, arguments=['-incoming', f'exec:cat {path}'])
        self.addCleanup(machine.close)
        while machine.command('query-status')['status'] == 'inmigrate':
            time.sleep(0.05)
        machine.command('cont')
        return machine

    def save(self, machine, path):
        """Write the machine's state to a file; what came over the console until then."""
        machine.command('stop')
        machine.command('migrate', uri=f'exec:cat >{path}')
        while (status := machine.command('query-migrate')['status']) != 'completed':
            self.assertNotEqual(status, 'failed')
            time.sleep(0.05)
        while machine.read():
            pass
        return machine.text()

    def test_it_goes_on_elsewhere(self):
        """Three moves, each to a new process, wherever the program is."""
        machine = Machine(PROGRAM)
        self.addCleanup(machine.close)
        text = ''
        for number in 5, 100, 250:
            path = os.path.join(self.folder, f'state-{number}')
            reach(machine, number)
            text += self.save(machine, path)
            machine = self.go_on(path)
        reach(machine, ROUNDS)
        text += machine.text()
        self.assertEqual(rounds(text)[:ROUNDS], self.lines)

    def test_it_goes_back(self):
        """The state of an earlier moment, twice."""
        path = os.path.join(self.folder, 'early')
        with Machine(PROGRAM) as machine:
            reach(machine, 9)
            early = self.save(machine, path)
        for _ in range(2):
            machine = self.go_on(path)
            reach(machine, ROUNDS)
            self.assertEqual(rounds(early + machine.text())[:ROUNDS], self.lines)
