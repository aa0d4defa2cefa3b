# SPDX-License-Identifier: GPL-2.0
"""The test runner counts what a test printed, and believes nothing else."""
import importlib.machinery
import importlib.util
import os
import sys
import unittest

TESTING = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def load_runner():
    """The runner is a program without suffix."""
    loader = importlib.machinery.SourceFileLoader('runner', os.path.join(TESTING, 'run'))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader('runner', loader))
    sys.modules['runner'] = module
    loader.exec_module(module)
    return module


runner = load_runner()


class Count(unittest.TestCase):
    """Reading TAP."""

    def sums(self, output, status=0):
        """Passed, failed and skipped of an output."""
        outcome = runner.count(output, status)
        return outcome.passed, outcome.failed, outcome.skipped

    def test_cases_are_counted(self):
        output = '1..3\nok 1 - a\nnot ok 2 - b\nok 3 - c # SKIP no such core\n'
        self.assertEqual(self.sums(output, 1), (1, 1, 1))

    def test_fewer_cases_than_planned_fail(self):
        self.assertEqual(self.sums('1..2\nok 1 - a\n'), (1, 1, 0))

    def test_no_plan_fails(self):
        self.assertEqual(self.sums('ok 1 - a\n'), (1, 1, 0))

    def test_silence_fails(self):
        self.assertEqual(self.sums(''), (0, 1, 0))

    def test_bad_status_fails(self):
        self.assertEqual(self.sums('ok 1 - a\n1..1\n', -9), (1, 1, 0))

    def test_other_output_is_no_case(self):
        self.assertEqual(self.sums('okay\n# ok 1\nok 1 - a\n1..1\n'), (1, 0, 0))


class Choice(unittest.TestCase):
    """Which tests T= chooses."""

    tests = [runner.Test(name, []) for name in (
        'unit/log', 'boot/hostile', 'boot/restart', 'slow/linux')]

    def names(self, *patterns):
        """The names of what the patterns choose."""
        return [test.name for test in runner.chosen(self.tests, patterns)]

    def test_name(self):
        self.assertEqual(self.names('boot/hostile'), ['boot/hostile'])

    def test_folder(self):
        self.assertEqual(self.names('boot'), ['boot/hostile', 'boot/restart'])

    def test_glob(self):
        self.assertEqual(self.names('*/*st*'), ['boot/hostile', 'boot/restart'])

    def test_part_of_a_name_is_no_choice(self):
        self.assertEqual(self.names('boot/host'), [])

    def test_nothing_chooses_all_that_are_quick(self):
        self.assertEqual(self.names(), ['unit/log', 'boot/hostile', 'boot/restart'])

    def test_slow_ones_have_to_be_named(self):
        self.assertEqual(self.names('slow'), ['slow/linux'])


class Execute(unittest.TestCase):
    """Running programs."""

    def test_output_and_status_arrive(self):
        test = runner.Test('x', ['sh', '-c', 'echo ok 1 - a; echo 1..1; exit 3'])
        outcome, _ = runner.execute(test)
        self.assertEqual(outcome.failed, 1)
        self.assertIn('exit status 3', outcome.output)

    def test_a_hanging_program_is_killed_with_its_children(self):
        self.addCleanup(setattr, runner, 'LIMIT', runner.LIMIT)
        runner.LIMIT = 0.5
        outcome, seconds = runner.execute(runner.Test('x', ['sh', '-c', 'sleep 60 & sleep 60']))
        self.assertLess(seconds, 20)
        self.assertIn('killed', outcome.output)
