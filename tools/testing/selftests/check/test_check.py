# SPDX-License-Identifier: GPL-2.0
"""A fault in a copy of the tree turns the check that is there for it red."""
import os
import subprocess
import tempfile
import unittest

TOP = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 4))
SPDX = "// SPDX-License-Identifier: GPL-2.0\n"
QEMU = "tools/testing/qemu"
LONG_FUNCTION = "int seeded(int i)\n{\n" + "\ti++;\n" * 80 + "\treturn i;\n}\n"


class SeededFault(unittest.TestCase):
    """Given a clean copy, when a fault goes in, then the check fails and says why."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.top = folder.name
        subprocess.run(f"git ls-files -z | xargs -0 cp -P --parents -t {cls.top}",
                       shell=True, cwd=TOP, check=True)
        cls.run_in_copy("git", "init", "-q")
        cls.run_in_copy("git", "config", "user.name", "A tester")
        cls.run_in_copy("git", "config", "user.email", "tester@example.org")
        cls.commit("Start\n")

    def setUp(self):
        self.run_in_copy("git", "reset", "-q", "--hard", self.first)
        self.run_in_copy("git", "clean", "-fdxq")

    @classmethod
    def run_in_copy(cls, *command):
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(("MAKE", "MFLAGS", "KBUILD_OUTPUT"))}
        return subprocess.run(command, cwd=cls.top, env=environment, check=False, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    @classmethod
    def commit(cls, message):
        cls.run_in_copy("git", "add", "-A", "-f")
        cls.run_in_copy("git", "commit", "-q", "-m", message)
        cls.first = cls.run_in_copy("git", "rev-parse", "HEAD").stdout.strip()

    def seed(self, name, text):
        """Append to a file of the copy, or make it."""
        path = os.path.join(self.top, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "a", encoding="utf-8") as file:
            file.write(text)
        self.run_in_copy("git", "add", "-f", name)

    def assert_red(self, check, *messages):
        result = self.run_in_copy("make", f"check-{check}")
        for message in messages:
            self.assertIn(message, result.stdout)
        self.assertNotEqual(result.returncode, 0)

    def test_check_runs_all_checks(self):
        commands = self.run_in_copy("make", "-n", "check").stdout
        for check in os.listdir(os.path.join(self.top, "scripts/checks")):
            self.assertIn(f"scripts/checks/{check}\n", commands)

    def test_sparse_compiler_and_headers(self):
        self.seed("lib/string.c", "\nint seeded;\n")
        self.seed("lib/crc32.c", "\nstatic const int seeded = 1;\n")
        self.seed("include/levsha/seeded.h", SPDX + "extern u32 seeded;\n")
        self.assert_red("sparse", "lib/string.c", "symbol 'seeded' was not declared",
                        "lib/crc32.c", "defined but not used",
                        "include/levsha/seeded.h", "error: unknown type name")

    def test_file_that_no_board_builds(self):
        self.seed("lib/seeded.c", SPDX)
        self.assert_red("sparse", "no board builds these files:\nlib/seeded.c")

    def test_coccinelle(self):
        self.seed("virt/seeded.c", SPDX + "#include <levsha/vreg.h>\n"
                  "static int seeded(struct vreg_access *a, int *t)\n"
                  "{\n\treturn t[a->value] + sizeof(t);\n}\n"
                  "static int seeded_too(struct vreg_access *a)\n{\n"
                  "\tlocal_irq_disable();\n\tif (!a)\n\t\treturn 1;\n"
                  "\tlocal_irq_enable();\n\treturn 0;\n}\n")
        self.assert_red("coccinelle", "a -> value is used as index or length before it is checked",
                        "sizeof(t) is the size of a pointer",
                        "returns with interrupts off: no local_irq_enable()")

    def test_checkpatch_of_files(self):
        self.seed("lib/string.c", "\nint *seeded(int* i)\n{\n\treturn i;\n}\n")
        self.assert_red("checkpatch", 'lib/string.c:', '"foo* bar" should be "foo *bar"')

    def test_checkpatch_of_commits(self):
        self.addCleanup(setattr, type(self), "first", self.first)
        self.seed("README.md", "\nSeeded.\n")
        self.commit("readme: say nothing of why\n")
        self.assert_red("checkpatch", "Missing commit description")

    def test_file_without_maintainer(self):
        self.seed("seeded", "# SPDX-License-Identifier: GPL-2.0\n")
        self.assert_red("maintainers", "no section of MAINTAINERS has these files:\n  seeded")

    def test_maintainer_of_nothing(self):
        self.seed("MAINTAINERS", "\nSEEDED\nM:\tNobody <nobody@example.org>\n"
                  "S:\tMaintained\nF:\tseeded/\n")
        self.assert_red("maintainers", "no file matches\tF:\tseeded/")

    def test_shellcheck(self):
        self.seed("scripts/seeded", "#!/bin/sh\n# SPDX-License-Identifier: GPL-2.0\nrm $1\n")
        self.assert_red("shellcheck", "scripts/seeded line 3", "SC2086")

    def test_clang_format(self):
        self.seed("lib/string.c", "\nint seeded( int i ) {\n  return i; }\n")
        self.assert_red("clang-format", "lib/string.c", "+int seeded(int i)")

    def test_python_meaning(self):
        self.seed("scripts/seeded.py", "# SPDX-License-Identifier: GPL-2.0\nimport os\n")
        self.assert_red("python", "scripts/seeded.py:2", "'os' imported but unused")

    def test_python_format(self):
        self.seed("scripts/seeded.py", "# SPDX-License-Identifier: GPL-2.0\nseeded=1\n")
        self.assert_red("python", "scripts/seeded.py:2", "E225 missing whitespace")

    def test_kernel_doc(self):
        self.seed("lib/string.c", "\n/**\n * seeded() - nothing\n */\n"
                  "int seeded(int i)\n{\n\treturn i;\n}\n")
        self.assert_red("kernel-doc", "lib/string.c", "member 'i' not described in 'seeded'")

    def test_spdx(self):
        self.seed("lib/seeded.c", "int seeded;\n")
        self.assert_red("spdx", "lib/seeded.c: no line 'SPDX-License-Identifier: GPL-2.0'")

    def test_spdx_of_what_is_for_qemu(self):
        self.seed(f"{QEMU}/overlay/seeded.c", SPDX)
        self.assert_red("spdx", "overlay/seeded.c: no line "
                        "'SPDX-License-Identifier: GPL-2.0-or-later'")

    def test_qemu_file(self):
        self.seed(f"{QEMU}/overlay/seeded.c", "int seeded(int i)\n{\n\treturn i;\n}\n")
        self.assert_red("qemu", "overlay/seeded.c:3: ERROR: code indent should never use tabs")

    def test_qemu_patch(self):
        self.seed(f"{QEMU}/patches/9999-seeded.patch",
                  "Subject: [PATCH] seeded: new\n\n---\n\n"
                  "diff --git a/seeded.c b/seeded.c\nnew file mode 100644\n"
                  "--- /dev/null\n+++ b/seeded.c\n@@ -0,0 +1 @@\n+int seeded; \n")
        self.assert_red("qemu", "9999-seeded.patch:10: ERROR: trailing whitespace",
                        "9999-seeded.patch:new file mode 100644")

    def test_long_function(self):
        self.seed("lib/string.c", "\n" + LONG_FUNCTION)
        self.assert_red("lengths", "lib/string.c:", "seeded() has 81 lines, more than 80")

    def test_long_file(self):
        self.seed("lib/seeded.c", SPDX + "\n" * 400)
        self.assert_red("lengths", "lib/seeded.c:1: the file has 401 lines, more than 400")


if __name__ == "__main__":
    unittest.main()
