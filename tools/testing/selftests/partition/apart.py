# SPDX-License-Identifier: GPL-2.0
"""The image of apart.c, with damage done to its tables, before the verifier."""

import subprocess
import tempfile
import unittest
from pathlib import Path

import support

HERE = Path(__file__).parent
TABLES = HERE / "apart.c"
IMAGE = support.tool("verify_image")
VERIFIER = support.tool("verify_mips")
COMPILER = ["mipsel-linux-gnu-gcc", "-EL", "-mips32r5", "-mno-abicalls", "-fno-pic", "-G0", "-Os",
            "-ffreestanding", "-nostdlib", "-static", "-I", support.TREE / "arch/mips/include",
            "-I", support.TREE / "include"]


class Case(unittest.TestCase):
    """Two guests that are apart."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.elf = self.folder / "levsha.elf"
        self.text = TABLES.read_text()

    def again(self):
        """Forget what was changed."""
        self.text = TABLES.read_text()

    def edit(self, old, new):
        """Change the tables in the one place with these words."""
        self.assertEqual(self.text.count(old), 1, f"apart.c has no one '{old}'")
        self.text = self.text.replace(old, new)

    def build(self, *options):
        """Compile and link the tables."""
        (self.folder / "apart.c").write_text(self.text)
        subprocess.run([*COMPILER, f"-Wl,-e,0,--build-id=none,-T,{HERE / 'apart.lds'}", *options,
                        "-o", self.elf, self.folder / "apart.c"], check=True)

    def found(self):
        """What the verifier finds in the tables."""
        self.build()
        return list(VERIFIER.Proof(IMAGE.read(self.elf)).violations())

    def damage(self, *edits, said):
        """After these edits, (old, new), it says just this."""
        for old, new in edits:
            self.edit(old, new)
        self.assertEqual(self.found(), [said] if isinstance(said, str) else said)
