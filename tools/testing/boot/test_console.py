# SPDX-License-Identifier: GPL-2.0
"""The default board: its boot, its guests, its console and commands."""
import re
import unittest

from bochs.board import DefaultBoardTest, output, start

CTRL_E = '\x05'


class Console(DefaultBoardTest):
    """What the console shows and does."""

    def beats(self):
        """The numbers of the heartbeats so far."""
        return [int(line.split()[1]) for line in output(self.machine.text(), 'heartbeat')
                if re.fullmatch(r'beat \d+', line)]

    def await_beats(self, count):
        """Let the heartbeat guest beat."""
        for _ in range(count):
            self.machine.expect(r'^\[heartbeat\] beat \d+', 100)

    def test_the_boot_explains_itself(self):
        for pattern in (r'core 0: Levsha \d+\.\d+ for x86', r'core 0: CPU: .*Core\(TM\)',
                        r'core 0: VMX: .*all that is needed is there', r'core 0: ACPI: 4 cores',
                        r'core 0: board: Quad-core PC.*3 guests', r'core 0: memory: '):
            self.machine.expect_ever(pattern)

    def test_each_guest_is_on_its_core(self):
        cores = dict(re.findall(r'core (\d): guest (\w+): running', self.machine.text()))
        self.assertEqual(cores, {'1': 'heartbeat', '2': 'echo', '3': 'memtest'})

    def test_heartbeats_are_unbroken(self):
        self.await_beats(3)
        beats = self.beats()
        start_again = max(n for n, beat in enumerate(beats) if beat == 1)
        self.assertEqual(beats[start_again:], list(range(1, len(beats) - start_again + 1)))

    def test_the_program_from_a_package_reaches_its_screen(self):
        self.machine.expect_ever(r'^\[memtest\] +Memtest86\+ v6', 400)
        self.machine.expect_ever(r'^\[memtest\] .*#0 +\[Address test', 400)
        self.machine.expect_ever(r'^\[memtest\] .*Errors: 0', 400)

    def test_help_names_the_commands(self):
        text = self.command('help', r'stop guest N')
        for name in ('guests', 'help', 'log', 'mem', 'reboot', 'restart N', 'start N',
                     'continue N'):
            self.assertIn(name, text)

    def test_guests_shows_state_and_exits(self):
        text = self.command('guests', r'3 memtest +running +core 3')
        self.assertRegex(text, r'1 heartbeat +running +core 1, \d+ starts')
        self.assertRegex(text, r'\d+ I/O instruction')

    def test_mem_shows_who_has_what(self):
        self.command('mem', r'024000000-033ffffff +262144 KiB memtest')

    def test_log_is_shown_again(self):
        self.command('log', r'core 0: Levsha')

    def test_an_unknown_command_is_told(self):
        self.command('halt', r'unknown command "halt"')

    def test_keys_reach_the_chosen_guest_only(self):
        self.machine.send(CTRL_E + '2')
        self.machine.expect('keys go to echo')
        self.machine.send('guests\r')
        self.machine.expect(r'^\[echo\] you typed: guests', 100)
        self.machine.send(CTRL_E + '0')
        self.machine.expect('keys go to the command prompt')
        self.command('mem', 'KiB echo')

    def test_stop_and_start(self):
        self.command('stop 1', r'core 1: guest heartbeat: stopped')
        self.command('guests', r'1 heartbeat +stopped')
        self.command('start heartbeat', r'core 1: guest heartbeat: running', 200)
        self.machine.expect(r'^\[heartbeat\] beat 1\r', 100)

    def test_continue_goes_on_where_it_was(self):
        self.await_beats(2)
        self.command('stop 1', r'core 1: guest heartbeat: stopped')
        self.command('guests', r'1 heartbeat +stopped')
        last = self.beats()[-1]
        self.command('continue 1', r'core 1: guest heartbeat: running')
        self.machine.expect(rf'^\[heartbeat\] beat {last + 1}\r', 100)

    def test_restart_begins_anew(self):
        self.await_beats(2)
        self.command('restart 1', r'core 1: guest heartbeat: stopped')
        self.machine.expect(r'core 1: guest heartbeat: running', 200)
        self.machine.expect(r'^\[heartbeat\] beat 1\r', 100)

    def test_starting_a_running_guest_is_refused(self):
        self.command('start 1', r'heartbeat is running already; "restart 1"')


class Hold(unittest.TestCase):
    """Guests that take the hypervisor's hold on their core to the test."""

    def hold(self, board, sign):
        """Stop, ask, start and restart a guest once it has given a sign."""
        with start(board, limit=300) as machine:
            machine.resume()
            machine.expect(sign, 100)
            machine.send('registers 1\r')
            machine.expect(r'core 1:!  rip 00000000001\w{5} rsp', 100)
            machine.send('stop 1\r')
            machine.expect('guest subject: stopped', 100)
            machine.send('registers 1\r')
            machine.expect(r'core 1:!  exit -0: \w+', 100)
            machine.send('guests\r')
            machine.expect(r'1 subject +stopped', 100)
            machine.send('start 1\r')
            machine.expect(sign, 100)
            machine.send('restart subject\r')
            machine.expect('guest subject: stopped', 100)
            machine.expect(sign, 100)
            machine.expect(r'^\[heart\] beat \d+, 0 words', 100)

    def test_a_guest_that_hangs_with_interrupts_off(self):
        self.hold('stuck', r'^\[subject\] stuck')

    def test_a_guest_flooded_with_interrupts(self):
        self.hold('flood', r'^\[subject\] f{60}')


class End(unittest.TestCase):
    """The commands that end everything, told by what Bochs then says."""

    def end(self, command, answer):
        """Boot, and give the command; Bochs's log."""
        with start('idle', limit=200) as machine:
            machine.resume()
            machine.expect('guest fuse: running', 100)
            machine.send(command + '\r')
            machine.expect(answer, 100)
            machine.wait_end(100)
            with open(f'{machine.folder}/bochs.log', encoding='utf-8') as log:
                return log.read()

    def test_reboot_starts_the_firmware_anew(self):
        """It cannot start twice: it stumbles over the VMX lock bit, which is still set."""
        self.assertIn('IA32_FEATURE_CONTROL_MSR VMX lock bit is set',
                      self.end('reboot', 'rebooting\r\n'))

    def test_poweroff_turns_the_machine_off(self):
        self.assertIn('soft power off', self.end('poweroff', 'powering off\r\n'))


if __name__ == '__main__':
    unittest.main()
