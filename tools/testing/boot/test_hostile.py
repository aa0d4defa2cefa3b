# SPDX-License-Identifier: GPL-2.0
"""Hostile guests: what each tries is contained, and the witnesses do not notice."""
import functools
import re
import unittest
from collections import Counter

from bochs.board import SubjectTest

# Registers that a guest may read; those that it may write too.
READABLE = {
    0x10: 'TSC', 0x17: 'PLATFORM_ID', 0x1b: 'APIC_BASE', 0x8b: 'BIOS_SIGN_ID',
    0x174: 'SYSENTER_CS', 0x175: 'SYSENTER_ESP', 0x176: 'SYSENTER_EIP',
    0x1a0: 'MISC_ENABLE', 0x277: 'PAT',
    0xc0000080: 'EFER', 0xc0000081: 'STAR', 0xc0000082: 'LSTAR', 0xc0000083: 'CSTAR',
    0xc0000084: 'SFMASK', 0xc0000100: 'FS_BASE', 0xc0000101: 'GS_BASE',
    0xc0000102: 'KERNEL_GS_BASE', 0xc0000103: 'TSC_AUX',
}
NOT_WRITABLE = {0x1b}


class Idle(SubjectTest):
    """Nobody is hostile: what the witnesses' memory is to be compared with."""

    board = 'idle'

    def test_the_witnesses_are_unharmed(self):
        self.assert_witnesses_unharmed()


@functools.cache
def calm_ram():
    """The witnesses' memory after a run in which nobody is hostile."""
    if not Idle.ram:
        Idle.setUpClass()
    return Idle.ram


class Hostile:
    """What holds beside each hostile guest."""

    def test_the_witnesses_are_unharmed(self):
        self.assert_witnesses_unharmed()

    def test_the_witnesses_memory_is_as_without_it(self):
        for name, ram in self.ram.items():
            self.assertTrue(ram == calm_ram()[name], f'memory of {name} differs')


class Msr(Hostile, SubjectTest):
    """All model-specific registers."""

    board = 'msr'

    def test_the_walk_is_complete(self):
        self.assert_tap(self.subject())

    def test_only_harmless_registers_are_there(self):
        readable = {int(match[1], 16): match for match in (
            re.match(r'msr (\w+) reads \w+(, written)?', line) for line in self.subject())
            if match}
        self.assertEqual(set(readable), set(READABLE))
        written = {msr for msr, match in readable.items() if match[2]}
        self.assertEqual(written, set(READABLE) - NOT_WRITABLE)

    def test_no_register_can_only_be_written(self):
        self.assertNotIn('only written', '\n'.join(self.subject()))


class Ports(Hostile, SubjectTest):
    """All I/O ports, in all widths and by strings."""

    board = 'ports'

    def test_the_walk_is_complete(self):
        self.assert_tap(self.subject())

    def test_only_emulated_devices_answer(self):
        ports = {int(port, 16) for port in re.findall(
            r'^port (\w+) reads \w+$', '\n'.join(self.subject()), re.MULTILINE)}
        self.assertLessEqual(ports, {0x20, 0x21, 0x40, 0x41, 0x42, 0x61, 0xa0, 0xa1})

    def test_nothing_answers_to_double_words(self):
        self.assertNotIn('double word', '\n'.join(self.subject()))


class Instructions(Hostile, SubjectTest):
    """VMX and other system instructions, CR0, CR4 and CPUID."""

    board = 'instructions'

    def test_all_behave_as_on_a_processor_without_vmx(self):
        self.assert_tap(self.subject())


class Apic(Hostile, SubjectTest):
    """INIT, SIPI, NMI, SMI and all kinds of interrupts to other cores."""

    board = 'apic'

    def test_own_use_works_and_nothing_leaves(self):
        self.assert_tap(self.subject())


class Storm(Hostile, SubjectTest):
    """Exits and console output as fast as possible."""

    board = 'storm'

    def test_it_survives_its_own_storm(self):
        lines = self.subject()
        self.assertIn('ok 1 - 20000 rounds of exits', lines)
        self.assertIn('ok 2 - 60000 characters', lines)

    def test_what_the_console_could_not_show_is_told(self):
        self.assert_said(r'\[subject\] <\d+ bytes of output lost>')


class Flood(Hostile, SubjectTest):
    """Interrupts without end: from itself, its printer port, its timer."""

    board = 'flood'

    def test_it_was_flooded(self):
        lines = self.subject()
        self.assertIn('ok 1 - 5000 interrupts from itself', lines)
        self.assertIn('ok 2 - 5000 interrupts of its printer port', lines)


class Real(Hostile, SubjectTest):
    """A real-mode guest that tries to reset the machine."""

    board = 'real'

    def test_it_runs_and_resets_nothing(self):
        self.assert_tap(self.subject())


class Stuck(Hostile, SubjectTest):
    """A tight loop with interrupts off."""

    board = 'stuck'

    def test_it_is_stuck(self):
        self.assertEqual(self.subject(), ['stuck'])


class Crash(Hostile, SubjectTest):
    """Each way to fail, life after life."""

    board = 'crash'
    missing = 'at physical address {}, which it does not have'
    causes = (
        'triple fault',
        'read ' + missing.format(400000),
        'write ' + missing.format(400000),
        'write ' + missing.format(400000),
        'jump to physical address 400000, where it has no code',
        'write ' + missing.format(400000),
        'OUTS from 500000, where no memory is',
        'write ' + missing.format('4ffffc'),
        'write ' + missing.format(400000),
        'read ' + missing.format(400000),
        'read ' + missing.format(4100000),
        'write ' + missing.format(4400000),
        'write ' + missing.format('3fffff00'),
        'write ' + missing.format('fec00000'),
        'write ' + missing.format('fed000f0'),
        'read ' + missing.format('fffffff0'),
        'write ' + missing.format('fee01000'),
        'device access at fee00300 by an instruction',
        'device access at fee00300 by an instruction',
        'hardware task switch, which is not supported',
    )

    def failures(self):
        """The cause in each report."""
        return re.findall(r'core 1:!guest subject failed: (.*)$', self.text, re.MULTILINE)

    def test_no_life_survives(self):
        self.assert_tap(self.subject())

    def test_each_life_ends_in_one_report_of_its_cause(self):
        self.assertEqual(len(self.failures()), len(self.causes))
        for failure, cause in zip(self.failures(), self.causes):
            self.assertTrue(failure.startswith(cause), f'"{failure}", not "{cause}"')

    def test_a_report_tells_registers_instruction_and_exits(self):
        for pattern in (r'exit reason \w+ \([^)]+\), qualification \w+', r'rip \w{16} rsp',
                        r'rax \w{16} rbx', r'cr0 \w+', r'cs   \w+ base',
                        r'instruction at linear \w+:( \w\w)+', r'exit -\d+: [^:]+ at \w+'):
            self.assert_said(r'core 1:! *' + pattern)

    def test_each_life_is_a_restart(self):
        states = Counter(re.findall(r'guest subject: (\w+)', self.text))
        self.assertEqual(states['failed'], len(self.causes))
        self.assertEqual(states['running'], len(self.causes) + 1)


if __name__ == '__main__':
    unittest.main()
