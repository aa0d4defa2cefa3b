# SPDX-License-Identifier: GPL-2.0
"""scripts/setup installs what is missing, once, and says what it cannot get."""
import hashlib
import os
import shutil
import subprocess
import tempfile
import unittest

TOP = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 4))
INDEX = "echo bookworm main http://mirror/"    # a line of "apt-get indextargets"
MISSING = "no-such-package"
SUM = "tools/testing/qemu/source.sha256"


class Setup(unittest.TestCase):
    """Given a list of packages and stand-ins for the commands that change the machine."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.cache = os.path.join(self.folder, "cache")
        self.log = os.path.join(self.folder, "log")
        for path in ("bin", "scripts", "tools/testing/qemu", "qemu-7/scripts"):
            os.makedirs(os.path.join(self.folder, path))
        for path in ("scripts/setup", "scripts/private-apt", SUM):
            shutil.copy(os.path.join(TOP, path), os.path.join(self.folder, path))
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
        self.write("scripts/packages", "".join(f"{line}\n" for line in packages))
        environment = dict(os.environ, LEVSHA_CACHE=self.cache, LOG=self.log,
                           PATH=f"{self.folder}/bin:{os.environ['PATH']}")
        return subprocess.run([os.path.join(self.folder, "scripts/setup")], env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              check=False)

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

    def tarball(self):
        """The download of a source that has a checkpatch.pl, and its checksum."""
        self.write("qemu-7/scripts/checkpatch.pl", "")
        path = os.path.join(self.folder, "qemu_7.orig.tar.xz")
        subprocess.run(["tar", "-cJf", path, "-C", self.folder, "qemu-7"], check=True)
        with open(path, "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        self.write(SUM, f"{digest}  qemu_7.orig.tar.xz\n")
        self.command("apt-get", 'cat "$APT_CONFIG" >>"$LOG" 2>/dev/null\n'
                     f'case $* in indextargets*) {INDEX} ;; *source*) cp {path} . ;; esac')

    def test_source_comes_through_lists_of_its_own(self):
        self.tarball()
        result = self.setup("qemu:source fetch qemu: the source")
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertEqual(sorted(os.listdir(os.path.join(self.cache, "qemu_7"))),
                         ["checkpatch.pl", "qemu_7.orig.tar.xz"])
        self.assertIn('Dir::Etc::SourceParts "/dev/null";', self.calls("Dir::Etc"))
        self.assertTrue(self.calls(f'Dir::State "{self.cache}/.setup.'))
        self.assertEqual(os.listdir(self.cache), ["qemu_7"])

    def test_sources_without_debian_12_are_an_error(self):
        self.tarball()
        self.command("apt-get", "case $* in indextargets*) echo sid main http://mirror/ ;; esac")
        result = self.setup("qemu:source fetch qemu: the source")
        self.assertEqual(result.returncode, 1)
        self.assertIn("private-apt: apt's sources name no mirror of bookworm", result.stdout)

    def test_source_with_another_checksum_is_not_taken(self):
        self.tarball()
        self.write(SUM, f"{64 * '0'}  qemu_7.orig.tar.xz\n")
        result = self.setup("qemu:source fetch qemu: the source")
        self.assertEqual(result.returncode, 1)
        self.assertIn("qemu_7.orig.tar.xz: FAILED", result.stdout)
        self.assertIn("setup: missing files of qemu:source", result.stdout)
        self.assertEqual(os.listdir(self.cache), [])

    def test_newest_kernel_is_taken_where_one_is_asked_for(self):
        self.command("apt-get", f"case $* in indextargets*) {INDEX} ;; esac")
        self.command("apt-cache", "echo '  Depends: linux-image-9-4kc-malta'")
        self.setup("linux-image-4kc-malta:mipsel fetch test: a Linux")
        self.assertTrue(self.calls("apt-get")[-1].endswith("download linux-image-9-4kc-malta"))

    def test_unknown_fetch_is_an_error_of_the_list(self):
        self.command("apt-get", f'case $* in *download*) echo >"{MISSING}_1.deb" ;; esac')
        result = self.setup(f"{MISSING}\tfetch\ttest")
        self.assertEqual(result.returncode, 1)
        self.assertIn("does not know what to take from it", result.stdout)


if __name__ == "__main__":
    unittest.main()
