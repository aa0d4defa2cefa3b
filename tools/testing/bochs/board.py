# SPDX-License-Identifier: GPL-2.0
"""Boards for tests: a partition source, compiled, on a medium, and run.

LEVSHA_BUILD names a build folder with levsha.elf, the samples and the test guests;
LEVSHA_TEST the test, which has a folder of its own there, because tests that use the
same board run at the same time.
"""
import os
import re
import subprocess
import unittest

from bochs.machine import Machine

TESTING = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SOURCE = os.path.dirname(os.path.dirname(TESTING))
BUILD = os.environ.get('LEVSHA_BUILD', os.path.join(SOURCE, 'build-test'))
# The image for each machine, below BUILD
IMAGES = {'i5_650': 'levsha.elf', 'i7': 'i7/levsha.elf'}
BOARDS = os.path.join(BUILD, 'boards', os.environ.get('LEVSHA_TEST', 'alone'))
CACHE = os.environ.get('LEVSHA_CACHE', os.path.expanduser('~/.cache/levsha'))
FOLDERS = (os.path.join(BUILD, 'samples/x86'),
           os.path.join(BUILD, 'tools/testing/guests'),
           os.path.join(SOURCE, 'arch/x86/boards'),
           os.path.join(CACHE, 'guests'))


def compile_board(name):
    """Compile a board of tools/testing/boards or arch/x86/boards; its output folder."""
    folder = os.path.join(BOARDS, name)
    sources = [os.path.join(path, f'{name}.dts') for path in
               (os.path.join(TESTING, 'boards'), os.path.join(SOURCE, 'arch/x86/boards'))]
    source = next(path for path in sources if os.path.exists(path))
    subprocess.run([os.path.join(SOURCE, 'scripts/partition/compile.py'), source, '-o', folder,
                    *(f'-I{path}' for path in FOLDERS)], check=True, stdout=subprocess.DEVNULL)
    return folder


def make_iso(folder, program='levsha.elf'):
    """The boot medium of a compiled board, or of another program with such a folder."""
    iso = os.path.join(folder, 'levsha.iso')
    subprocess.run([os.path.join(SOURCE, 'scripts/mkiso'), iso,
                    os.path.join(BUILD, program), folder], check=True)
    return iso


def start(name, pc='i5_650', **machine_options):
    """A Machine of the kind `pc` that is about to boot the board `name`."""
    folder = compile_board(name)
    return Machine(make_iso(folder, IMAGES[pc]), os.path.join(folder, 'run'), pc=pc,
                   **machine_options)


def start_bare(guest, **machine_options):
    """A Machine that is about to boot a test guest, with no hypervisor."""
    folder = os.path.join(BOARDS, f'bare-{guest}')
    os.makedirs(folder, exist_ok=True)
    program = f'tools/testing/guests/{guest}.elf'
    for name, text in (('levsha.cfg', ''), ('modules', ''), ('grub.cfg', (
            'set timeout=0\n'
            f'menuentry "{guest}" {{ multiboot /boot/{guest}.elf; boot }}\n'))):
        with open(os.path.join(folder, name), 'w', encoding='ascii') as file:
            file.write(text)
    return Machine(make_iso(folder, program), os.path.join(folder, 'run'), **machine_options)


def output(text, guest):
    """The lines that a guest wrote, from the text of the console."""
    return re.findall(rf'^\[{guest}\] (.*)$', text, re.MULTILINE)


class LiveTest(unittest.TestCase):
    """A board that runs while tests talk to it, from where `begun` has come on."""

    board = None
    pc = 'i5_650'
    limit = 400
    begun = ()

    @classmethod
    def setUpClass(cls):
        cls.machine = start(cls.board, cls.pc, limit=cls.limit)
        cls.addClassCleanup(cls.machine.close)
        cls.machine.resume()
        for pattern in cls.begun:
            cls.machine.expect(pattern, 200)

    def command(self, text, answer, timeout=100):
        """Give a command; what came from there to the end of its answer."""
        self.machine.send('\x050\x15' + text + '\r')
        begin = self.machine.seen
        match = self.machine.expect(answer, timeout)
        return self.machine.console[begin:match.end()].decode().replace('\r', '')


class DefaultBoardTest(LiveTest):
    """One boot, with a user at the console; each test leaves guests as it found them."""

    board = 'i5-650'
    limit = 800
    begun = tuple(f'guest {name}: running' for name in ('heartbeat', 'echo', 'memtest'))


class TapTest(unittest.TestCase):
    """Guests that print TAP."""

    def assert_tap(self, lines):
        """The lines are TAP, complete, and all is well."""
        cases = [line for line in lines if re.match(r'(not )?ok\b', line)]
        self.assertEqual([line for line in cases if line.startswith('not')], [])
        self.assertIn(f'1..{len(cases)}', lines, 'the plan')
        self.assertGreater(len(cases), 0)


class SubjectTest(TapTest):
    """A board with a subject and two witnesses, run until the witnesses are done.

    The run has no input, so that each run of the same image gives the same text.
    """

    board = None
    pc = 'i5_650'
    ram = {}                    # of each witness, after the run
    beats = 16

    @classmethod
    def setUpClass(cls):
        with start(cls.board, cls.pc, limit=300) as machine:
            machine.resume()
            machine.wait_prompt(300)
            cls.text = machine.text()
            cls.ram = {'heart': cls.dump(machine, 2), 'fuse': cls.dump(machine, 3)}

    @staticmethod
    def dump(machine, core):
        """The RAM of the witness on a core, read by the debugger."""
        path = os.path.join(machine.folder, f'ram{core}')
        machine.command(f'set $cpu = {core}')
        machine.command(f'writemem "{path}" 0 0x400000')
        with open(path, 'rb') as file:
            return file.read()

    def subject(self):
        """What the subject wrote."""
        return output(self.text, 'subject')

    def assert_said(self, pattern):
        """Something came over the console."""
        if not re.search(pattern, self.text, re.MULTILINE):
            self.fail(f'"{pattern}" did not come over the console')

    def assert_witnesses_unharmed(self):
        """Both beat as often as they should, and nothing else is in their memory."""
        for name in ('heart', 'fuse'):
            expected = [f'beat {n}, 0 words spoilt' for n in range(1, self.beats + 1)]
            self.assertEqual(output(self.text, name), expected)
