# SPDX-License-Identifier: GPL-2.0
"""tools/testing/qemu/tree: from overlay and patches to commits, and back."""
import subprocess
import unittest

from support import MACHINES, PATCH, PATCH_NAME, TinyQemu

LATER = 'patches/0002-all-both-in-one.patch'


class Tree(TinyQemu):
    """Given a tree that was made from overlay and patch."""

    def setUp(self):
        super().setUp()
        self.tree = f'{self.folder}/tree'
        result = self.run_script('tree', 'new', self.tree)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn('has QEMU (tag v7.2-debian) and 2 commits', result.stderr)
        self.git('config', 'user.name', 'A tester')
        self.git('config', 'user.email', 'tester@example.org')

    def git(self, *arguments):
        return subprocess.run(['git', '-C', self.tree, *arguments], check=True, text=True,
                              capture_output=True).stdout

    def commit(self, message, **files):
        """Each keyword is a file's name, with _ for a dot."""
        for name, text in files.items():
            self.write(f'tree/{name.replace("_", ".")}', text)
        self.git('add', '-A')
        self.git('commit', '-qm', message)

    def save(self):
        result = self.run_script('tree', 'save', self.tree)
        self.assertEqual(result.returncode, 0, result.stderr)
        return {**self.files('qemu/overlay'),
                **{f'patches/{name}': text for name, text in self.files('qemu/patches').items()}}

    def refused(self, *reasons):
        before = self.files('qemu')
        result = self.run_script('tree', 'save', self.tree)
        self.assertNotEqual(result.returncode, 0)
        for reason in reasons:
            self.assertIn(reason, result.stderr)
        self.assertEqual(self.files('qemu'), before)

    def test_files_and_messages_are_in_the_tree(self):
        self.assertEqual(self.files('tree')[MACHINES], 'CONFIG_TINY=y\n')
        self.assertEqual(self.files('tree')['greeting.c'], 'echo good day, dear\n')
        self.assertEqual(self.git('log', '-1', '--format=%an: %B').strip(),
                         'A tester: greeting: be polite\n\nEverybody is.')

    def greeting(self):
        """What the program says that is built of the tree."""
        result = self.run_script('tree', 'build', self.tree)
        self.assertEqual(result.returncode, 0, result.stderr)
        return subprocess.run(result.stdout.strip(), check=True, text=True,
                              capture_output=True).stdout

    def test_it_is_built_where_it_is(self):
        self.assertEqual(self.greeting(), 'good day, dear\n')
        self.write('tree/greeting.c', 'echo good night\n')
        self.assertEqual(self.greeting(), 'good night\n')

    def test_a_fault_in_it_is_reported(self):
        self.write('tree/greeting.c', 'echo bad night\n')
        result = self.run_script('tree', 'build', self.tree)
        self.assertNotEqual(result.returncode, 0)
        self.assertIn('greeting.c: no good', result.stderr)

    def test_round_trip(self):
        self.assertEqual(self.save(), {MACHINES: 'CONFIG_TINY=y\n', PATCH_NAME: PATCH})

    def test_patches_do_not_tell_when_and_where(self):
        saved = self.save()
        self.git('commit', '-q', '--amend', '--no-edit', '--date=2001-01-01T00:00:00Z')
        self.assertEqual(self.save(), saved)

    def test_new_files_and_changes_part(self):
        self.commit('all: both in one', new_c='new\n', greeting_c='good\n')
        self.commit('new: only new', new_c='newer\n')
        saved = self.save()
        self.assertEqual(saved['new.c'], 'newer\n')
        self.assertEqual(sorted(saved), [MACHINES, 'new.c', PATCH_NAME, LATER])
        self.assertNotIn('new.c', saved[LATER])

    def test_what_is_saved_builds_and_gives_the_same_tree(self):
        self.commit('all: both in one', new_c='new\n', greeting_c='good\n')
        self.save()
        result = self.run_script('tree', 'new', f'{self.folder}/again')
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.files('again'), self.files('tree'))
        self.assertEqual(self.run_script('build').returncode, 0)

    def test_removed_new_file_leaves_the_overlay(self):
        self.commit('new: add', new_c='new\n')
        self.assertIn('new.c', self.save())
        self.git('rm', '-q', 'new.c')
        self.git('commit', '-qm', 'new: remove')
        self.assertNotIn('new.c', self.save())

    def test_merge_that_changes_files_is_refused(self):
        self.git('checkout', '-qb', 'other', 'HEAD~')
        self.commit('greeting: say more', greeting_c='echo good day\necho more\n')
        subprocess.run(['git', '-C', self.tree, 'merge', '-q', '-'], capture_output=True,
                       check=False)
        self.commit('Merge', greeting_c='echo good day, dear\necho more\n')
        self.refused('are there merges?')

    def test_removed_file_of_qemu_is_refused(self):
        self.git('rm', '-q', 'greeting.c')
        self.git('commit', '-qm', 'greeting: remove')
        self.refused("QEMU's own files cannot be removed", 'greeting.c')

    def test_uncommitted_changes_are_refused(self):
        self.write('tree/greeting.c', 'good\n')
        self.refused('has changes that are not committed')

    def test_work_in_the_overlay_is_not_lost(self):
        self.write('qemu/overlay/' + MACHINES, 'CONFIG_TINY=n\n')
        self.refused('overlay/ or patches/ changed since')

    def test_other_tree_is_refused(self):
        self.git('tag', '-d', 'v7.2-debian')
        self.refused('it has no tag v7.2-debian')


if __name__ == '__main__':
    unittest.main()
