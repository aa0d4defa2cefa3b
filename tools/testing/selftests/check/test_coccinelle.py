# SPDX-License-Identifier: GPL-2.0
"""Each semantic patch reports the marked lines of its sample, and no other."""
import glob
import os
import re
import subprocess
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.abspath(os.path.join(HERE, *[os.pardir] * 4))


def reported_lines(patch, sample):
    """What spatch prints is file:line:columns: message."""
    report = subprocess.run(["spatch", "--very-quiet", "--no-show-diff", "-D", "report",
                             "--sp-file", patch, sample],
                            capture_output=True, text=True, check=True).stdout
    return {int(line) for line in re.findall(r"^[^:]+:(\d+):", report, re.MULTILINE)}


def marked_lines(sample):
    """Lines that end with the comment "report"."""
    with open(sample, encoding="utf-8") as file:
        return {number for number, line in enumerate(file, 1) if line.endswith("/* report */\n")}


class SemanticPatches(unittest.TestCase):
    """scripts/coccinelle/X.cocci against cocci/X.c here."""

    def check(self, name):
        """Both ways: nothing overlooked, nothing made up."""
        sample = os.path.join(HERE, "cocci", f"{name}.c")
        marked = marked_lines(sample)
        self.assertTrue(marked)
        self.assertEqual(reported_lines(f"{TOP}/scripts/coccinelle/{name}.cocci", sample), marked)

    def test_guest_value(self):
        self.check("guest-value")

    def test_held(self):
        self.check("held")

    def test_sizeof_pointer(self):
        self.check("sizeof-pointer")

    def test_each_patch_is_tested_here(self):
        patches = {os.path.basename(path).removesuffix(".cocci").replace("-", "_")
                   for path in glob.glob(f"{TOP}/scripts/coccinelle/*.cocci")}
        tests = {name.removeprefix("test_") for name in dir(self) if name.startswith("test_")}
        self.assertLessEqual(patches, tests)


if __name__ == "__main__":
    unittest.main()
