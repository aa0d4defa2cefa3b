# SPDX-License-Identifier: GPL-2.0
"""tools/testing/qemu/build: one QEMU for each state of overlay and patches."""
import glob
import os
import shutil
import subprocess
import unittest

from support import MACHINES, PATCH, PATCH_NAME, TARBALL, TinyQemu


class Case(TinyQemu):
    """Builds the tiny QEMU."""

    def build(self, **variables):
        """The program and what was said; it must work."""
        result = self.run_script('build', **variables)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout.rstrip('\n'), result.stderr

    def refused(self, *reasons, **variables):
        """When it must not work: it says so, and leaves no program."""
        result = self.run_script('build', **variables)
        self.assertNotEqual(result.returncode, 0)
        for reason in reasons:
            self.assertIn(reason, result.stderr)
        self.assertEqual(result.stdout, '')
        self.assertEqual(self.results(), [])

    def results(self):
        return glob.glob(f'{self.cache}/qemu-*/qemu-system-mipsel')

    def greeting(self, program):
        return subprocess.run(program, text=True, capture_output=True, check=True).stdout


class Build(Case):
    """What is built, and when."""

    def test_overlay_and_patches_are_in_the_program(self):
        program, said = self.build()
        self.assertIn(f'unpacking {TARBALL}', said)
        self.assertIn('compiled 1 of 1', said)
        self.assertEqual(self.greeting(program), 'good day, dear\n')
        self.assertEqual(sorted(os.listdir(os.path.dirname(program))),
                         ['qemu-plugin.h', 'qemu-system-mipsel'])
        self.assertFalse(os.path.exists(f'{self.cache}/qemu-build'))

    def test_second_time_nothing_is_done(self):
        program, _ = self.build()
        self.assertEqual(self.build(), (program, ''))

    def test_each_state_of_the_overlay_has_its_program(self):
        first, _ = self.build()
        self.write('qemu/overlay/' + MACHINES, 'CONFIG_TINY=n\n')
        second, _ = self.build()
        self.assertNotEqual(first, second)
        self.assertEqual(len(self.results()), 2)

    def test_what_was_not_used_lately_makes_room(self):
        first, _ = self.build()
        for age in range(1, 5):
            self.write('qemu/overlay/' + MACHINES, f'CONFIG_TINY={age}\n')
            self.build()
            for program in self.results():
                folder = os.path.dirname(program)
                os.utime(folder, (0, os.stat(folder).st_mtime - 100))
        self.assertEqual(len(self.results()), 4)
        self.assertNotIn(first, self.results())

    def test_tools_of_the_board_are_not_used(self):
        self.write('qemu-7/configure', self.read('qemu-7/configure').replace(
            '#!/bin/sh', '#!/bin/sh\n[ -z "$CC$AR$LD$CROSS_COMPILE" ] || exit 1'))
        self.pack()
        self.build(CC='no-such-gcc', AR='x', LD='x', CROSS_COMPILE='no-such-')

    def test_interrupted_build_goes_on(self):
        self.write('bin/ninja', '#!/bin/sh\nkill -INT $PPID\nexit 1\n')
        self.refused()
        os.remove(f'{self.folder}/bin/ninja')
        program, said = self.build()
        self.assertNotIn('unpacking', said)
        self.assertNotIn('configuring', said)
        self.assertEqual(self.greeting(program), 'good day, dear\n')

    def test_build_interrupted_while_unpacking_starts_again(self):
        self.write('bin/patch', '#!/bin/sh\nkill -KILL $PPID\n')
        self.refused()
        os.remove(f'{self.folder}/bin/patch')
        self.assertIn('unpacking', self.build()[1])

    def test_leftovers_of_another_state_are_not_used(self):
        self.write('bin/ninja', '#!/bin/sh\nexit 1\n')
        self.refused('cannot build QEMU')
        os.remove(f'{self.folder}/bin/ninja')
        os.remove(f'{self.here}/{PATCH_NAME}')
        self.assertEqual(self.greeting(self.build()[0]), 'good day\n')


class Refusal(Case):
    """What is wrong, where, and what to do."""

    def test_no_tarball(self):
        shutil.rmtree(self.cache)
        self.refused(f'{TARBALL}:\n', "'scripts/setup' fetches it")

    def test_wrong_tarball(self):
        path = f'{self.cache}/qemu_7+tiny/{TARBALL}'
        with open(path, 'ab') as file:
            file.write(b'more')
        self.refused(f'{path} is not what source.sha256 names', 'remove that folder')

    def test_patch_that_does_not_apply(self):
        self.write('qemu-7/greeting.c', 'echo good morning\n')
        self.pack()
        self.refused(f'{PATCH_NAME} does not apply:',
                     'Hunk #1 FAILED at 1')

    def test_overlay_file_that_qemu_has(self):
        self.write('qemu/overlay/greeting.c', '')
        self.refused('overlay/greeting.c is in QEMU itself')

    def test_configure_fails(self):
        self.write('qemu-7/configure', '#!/bin/sh\necho ERROR: glib is missing\nexit 1\n')
        self.pack()
        self.refused('ERROR: glib is missing', 'cannot configure QEMU', "'scripts/setup'")

    def test_compiler_fails(self):
        self.write(f'qemu/{PATCH_NAME}', PATCH.replace('+echo good', '+'))
        self.refused('greeting.c: no good', 'cannot build QEMU', f'{self.cache}/qemu-build/log')

    def test_full_disk(self):
        self.write('bin/df', '#!/bin/sh\necho Avail; echo 30\n')
        self.refused(f'{self.cache} needs', 'to build QEMU, and has 30 MiB free')


class Given(Case):
    """A source at hand, or a program."""

    def test_source_is_taken_and_left_as_it_was(self):
        before = self.files('qemu-7')
        shutil.rmtree(self.cache)
        program, said = self.build(QEMU_SRC=self.source)
        self.assertIn(f'copying QEMU_SRC={self.source}', said)
        self.assertEqual(self.greeting(program), 'good day, dear\n')
        self.assertEqual(self.files('qemu-7'), before)
        self.assertEqual(self.build(QEMU_SRC=self.source), (program, ''))

    def test_changed_source_is_built_again(self):
        first, _ = self.build(QEMU_SRC=self.source)
        self.write('qemu-7/more.c', '')
        self.assertNotEqual(self.build(QEMU_SRC=self.source)[0], first)

    def test_source_with_the_overlay_is_built_as_it_is(self):
        self.write('qemu-7/' + MACHINES, '')
        program, said = self.build(QEMU_SRC=self.source)
        self.assertIn('building the source as it is', said)
        self.assertEqual(self.greeting(program), 'good day\n')

    def test_git_tree_without_what_was_built_in_it(self):
        self.run_script('tree', 'new', f'{self.folder}/tree')
        self.write('tree/.git/info/exclude', 'objects\n')
        self.write('tree/objects/large', '')
        program, _ = self.build(QEMU_SRC=f'{self.folder}/tree')
        os.remove(f'{self.folder}/tree/objects/large')
        self.assertEqual(self.build(QEMU_SRC=f'{self.folder}/tree'), (program, ''))
        self.assertEqual(self.greeting(program), 'good day, dear\n')

    def test_no_source(self):
        self.refused(f'QEMU_SRC={self.here} is no source of QEMU', QEMU_SRC=self.here)

    def test_program_is_not_built(self):
        self.write('mine', '#!/bin/sh\n')
        mine = f'{self.folder}/mine'
        self.assertEqual(self.build(LEVSHA_QEMU=mine), (mine, ''))
        self.refused('no/such is no program', LEVSHA_QEMU='no/such')


if __name__ == '__main__':
    unittest.main()
