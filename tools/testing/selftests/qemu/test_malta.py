# SPDX-License-Identifier: GPL-2.0
"""A Debian kernel for the Malta board does under our QEMU what it does under Debian's."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest

import qemu

HERE = os.path.dirname(os.path.abspath(__file__))
CACHE = os.environ.get('LEVSHA_CACHE') or os.path.join(
    os.environ.get('XDG_CACHE_HOME') or os.path.expanduser('~/.cache'), 'levsha')
MALTA = os.path.join(CACHE, 'malta')
LIMIT = 120                     # host seconds of one run; it takes about five
# A panic ends the run, and a CPU with NaNs of 2008 runs older programs.
ARGUMENTS = 'console=ttyS0 panic=-1 ieee754=relaxed'


class Malta(unittest.TestCase):
    """Given a CPU model, when Linux boots, then both QEMUs print the same."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        root = os.path.join(folder.name, 'root')
        os.makedirs(os.path.join(root, 'bin'))
        os.mkdir(os.path.join(root, 'proc'))
        shutil.copy(os.path.join(MALTA, 'busybox'), os.path.join(root, 'bin'))
        shutil.copy(os.path.join(HERE, 'init'), root)
        cls.initrd = os.path.join(folder.name, 'initrd')
        subprocess.run(f'find . | cpio --quiet -o -H newc -R 0:0 >{cls.initrd}', shell=True,
                       cwd=root, check=True)

    def boot(self, program, cpu):
        """What Linux says on the console."""
        return subprocess.run(
            ['timeout', '-s', 'KILL', str(LIMIT), program, '-M', 'malta', '-cpu', cpu,
             '-nographic', '-no-reboot', '-vga', 'none', '-net', 'none',
             '-kernel', os.path.join(MALTA, 'vmlinuz'), '-initrd', self.initrd,
             '-append', ARGUMENTS], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors='replace', check=False).stdout

    def user_space(self, console):
        """All that user space printed, the speed of the host excepted."""
        self.assertIn('reboot: Power down', console)
        text = console[console.index('user space begins'):console.index('user space ends')]
        return re.sub(r'(BogoMIPS\s*: ).*', r'\1', text).splitlines()

    def compare(self, cpu):
        """Boot both."""
        theirs = self.user_space(self.boot('/usr/bin/qemu-system-mipsel', cpu))
        ours = self.user_space(self.boot(qemu.program(), cpu))
        self.assertIn('100 children, sum of their statuses 342', ours)
        self.assertEqual(ours, theirs)

    def test_24kf(self):
        self.compare('24Kf')

    def test_34kf_with_shadow_sets_and_threads(self):
        self.compare('34Kf')

    def test_74kf_with_dsp(self):
        self.compare('74Kf')

    def test_m14kc_with_micromips(self):
        self.compare('M14Kc')

    def test_p5600(self):
        self.compare('P5600')
