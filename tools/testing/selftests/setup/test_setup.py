# SPDX-License-Identifier: GPL-2.0
"""scripts/setup installs what is missing, once, and says what it cannot get."""
import os
import shutil
import subprocess
import tempfile
import unittest

TOP = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 4))
MISSING = "no-such-package"


class Setup(unittest.TestCase):
    """Given a list of packages and stand-ins for the commands that change the machine."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.cache = os.path.join(self.folder, "cache")
        self.log = os.path.join(self.folder, "log")
        os.mkdir(os.path.join(self.folder, "bin"))
        shutil.copy(os.path.join(TOP, "scripts/setup"), self.folder)
        self.command("id", "echo 0")
        self.command("apt-get", "exit 100")

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, 0o755)

    def command(self, name, script):
        """A stand-in that writes down how it was called."""
        self.write(f"bin/{name}", f'#!/bin/sh\necho {name} "$@" >>"$LOG"\n{script}\n')

    def setup(self, *packages):
        self.write("packages", "".join(f"{line}\n" for line in packages))
        environment = dict(os.environ, LEVSHA_CACHE=self.cache, LOG=self.log,
                           PATH=f"{self.folder}/bin:{os.environ['PATH']}")
        return subprocess.run([os.path.join(self.folder, "setup")], env=environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)

    def calls(self, name):
        with open(self.log, encoding="utf-8") as file:
            return [line for line in file.read().splitlines() if line.startswith(name)]

    def test_nothing_missing_changes_nothing(self):
        result = self.setup("# a comment", "dpkg\tinstall\ttest: is on every Debian")
        self.assertEqual((result.returncode, result.stdout), (0, "setup: complete\n"))
        self.assertFalse(os.path.exists(self.log))

    def test_missing_package_is_installed(self):
        self.command("apt-get", "exit 0")
        result = self.setup("dpkg\tinstall\ttest", f"{MISSING}\tinstall\ttest")
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertTrue(self.calls("apt-get")[-1].endswith(f"--no-install-recommends {MISSING}"))

    def test_offline_says_what_is_missing_and_how_to_get_it(self):
        result = self.setup(f"{MISSING}\tinstall\ttest")
        self.assertEqual(result.returncode, 1)
        self.assertIn(f"setup: missing packages: {MISSING}\n", result.stdout)
        self.assertIn(f"apt-get install --no-install-recommends {MISSING}\n", result.stdout)

    def test_without_root_says_what_root_can_do(self):
        self.command("id", "echo 1000")
        self.command("sudo", "exit 1")
        result = self.setup(f"{MISSING}\tinstall\ttest")
        self.assertEqual(result.returncode, 1)
        self.assertIn("setup: root can install them: apt-get update && apt-get install "
                      f"--no-install-recommends {MISSING}\n", result.stdout)
        self.assertEqual(self.calls("apt-get"), [])

    def test_with_sudo_installs(self):
        self.command("id", "echo 1000")
        self.command("sudo", 'case $1 in -v) ;; *) "$@" ;; esac')
        self.command("apt-get", "exit 0")
        result = self.setup(f"{MISSING}\tinstall\ttest")
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertIn("install", self.calls("sudo")[-1])

    def test_fetched_file_offline_is_named_with_its_use(self):
        result = self.setup("memtest86+ fetch run: a guest")
        self.assertEqual(result.returncode, 1)
        self.assertIn("setup: missing files of memtest86+", result.stdout)
        self.assertIn("setup: needed for run: a guest\n", result.stdout)

    def test_damaged_download_leaves_nothing_in_the_cache(self):
        self.command("apt-get", 'case $* in *download*) echo rubbish >"memtest86+_1.deb" ;; esac')
        result = self.setup("memtest86+ fetch run: a guest")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(os.listdir(self.cache), [])

    def test_unknown_fetch_is_an_error_of_the_list(self):
        self.command("apt-get", f'case $* in *download*) echo >"{MISSING}_1.deb" ;; esac')
        result = self.setup(f"{MISSING}\tfetch\ttest")
        self.assertEqual(result.returncode, 1)
        self.assertIn("does not know what to take from it", result.stdout)


if __name__ == "__main__":
    unittest.main()
