# SPDX-License-Identifier: GPL-2.0
"""Builds in the tree and into other folders, and their cleaning."""
import os
import re
import subprocess
import tempfile
import unittest

TOP = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 4))


class Build(unittest.TestCase):
    """Given a copy of the tree that was configured and built in part."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = folder.name
        subprocess.run(f"git ls-files -z | xargs -0 cp -P --parents -t {self.top}",
                       shell=True, cwd=TOP, check=True)
        self.before = self.files()
        self.make("i5_650_defconfig")
        self.make("lib/string.o", "lib/crc32.s", "arch/x86/kernel/levsha.lds")

    def make(self, *targets):
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(("MAKE", "MFLAGS", "KBUILD_OUTPUT"))}
        return subprocess.run(["make", "-s", *targets], cwd=self.top, env=environment, check=True,
                              stdout=subprocess.PIPE, text=True).stdout

    def files(self):
        return {os.path.relpath(os.path.join(folder, name), self.top)
                for folder, _, names in os.walk(self.top) for name in names}

    def test_clean_keeps_the_configuration(self):
        self.make("clean")
        self.assertLessEqual(self.before | {".config"}, self.files())
        self.assertFalse({name for name in self.files() if name.endswith((".o", ".s", ".a"))})
        self.assertNotIn("arch/x86/kernel/levsha.lds", self.files())

    def test_mrproper_leaves_what_was_there(self):
        self.make("mrproper")
        self.assertEqual(self.files(), self.before)

    def test_names_with_spaces_are_refused(self):
        spaced = os.path.join(self.top, "two words")
        os.mkdir(spaced)
        before = self.files()
        for options, cwd in (["O=other place"], self.top), (["O=C:other"], self.top), \
                ([f"-f{self.top}/Makefile"], spaced):
            done = subprocess.run(["make", *options, "pic32mz_defconfig"], cwd=cwd, text=True,
                                  capture_output=True, check=False)
            self.assertNotEqual(done.returncode, 0)
            self.assertRegex(done.stderr, "make can't work in \".*\": choose a folder without "
                             "space or colon in its name")
        self.assertEqual(self.files(), before)

    def test_another_folder_has_its_own_configuration(self):
        self.make("O=other", "i5_650_defconfig")
        config = os.path.join(self.top, "other/.config")
        with open(config, encoding="utf-8") as file:
            text = re.sub("CONFIG_LOG_RECORDS=.*", "CONFIG_LOG_RECORDS=777", file.read())
        with open(config, "w", encoding="utf-8") as file:
            file.write(text)
        self.make("O=other", "W=1", "kernel/log.i", "lib/string.o")
        with open(os.path.join(self.top, "other/kernel/log.i"), encoding="utf-8") as file:
            self.assertIn("[777]", file.read())
        self.assertTrue(os.path.exists(os.path.join(self.top, "other/lib/string.o")))

    def test_files_are_named_from_where_make_is_called(self):
        self.make("O=other", "pic32mz_defconfig")
        commands = self.make("-n", "O=other", "guest-node", "IMAGE=a.hex")
        self.assertIn(f"'{os.path.realpath(self.top)}/a.hex'", commands)


if __name__ == "__main__":
    unittest.main()
