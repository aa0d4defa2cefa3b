# SPDX-License-Identifier: GPL-2.0
"""verify_mips.py sees whatever is wrong in the tables of an image.

The tables are C (apart.c); each test changes a word of them.
"""

import ctypes
import random
import re
import subprocess
import unittest

import apart
import support
from apart import IMAGE, VERIFIER

REACH = support.tool("verify_reach")
PROOF = ("proved: 2 guests reach 68 KiB of RAM, 36 KiB of flash, 267 register groups and "
         "2 interrupts, each its own but 8 KiB shared, and nothing of the hypervisor's "
         "(0x7c000..0x7ffff)")


class Program(apart.Case):
    """The program: a line, or violations and status 1."""

    def run_it(self):
        """Run it over the image."""
        return subprocess.run(["/usr/bin/python3", support.TOOLS / "verify_mips.py",
                               "levsha.elf"], check=False, capture_output=True, text=True,
                              cwd=self.folder)

    def test_proof(self):
        self.build()
        done = self.run_it()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(done.stdout, f"levsha.elf: {PROOF}\n")

    def test_violations(self):
        self.edit("{ 0x1f8f8870, 2 }", "{ 0x1f8f8870, 3 }")
        self.edit(".priority = 5", ".priority = 32")
        self.edit("LO(FLASH_BASE, CODE)", "LO(FLASH_BASE, DATA)")
        self.build()
        done = self.run_it()
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(done.stderr.splitlines(), [
            "levsha.elf: guest one: its page 0x1d000000 leads to 0x1d010000 in flash, and writes",
            "levsha.elf: guest one: its priority 32 or its 1000 of 5000 counts can't be"])

    def test_no_image(self):
        done = self.run_it()
        self.assertEqual((done.returncode, done.stderr), (
            1, "levsha.elf: No such file or directory; name a file that can be read\n"))

    def test_other_files(self):
        for data in (b"", b"\x7fELF", support.elf(), b"text\n" * 100):
            self.elf.write_bytes(data)
            done = self.run_it()
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stderr, r"\Alevsha\.elf: [^\n]+; build it again\n\Z")

    def test_no_board(self):
        self.build("-Dpart_board=other_board")
        self.assertEqual(self.run_it().stderr,
                         "levsha.elf: it has no symbol part_board; build it again\n")

    def test_shares_no_code_with_the_compiler(self):
        ours = {"verify_mips", "verify_image", "verify_reach", "verify_bus", "verify_flash",
                "verify_irqs", "verify_time"}
        theirs = {path.stem for path in support.TOOLS.glob("*.py")} - ours
        for name in ours:
            text = (support.TOOLS / f"{name}.py").read_text()
            used = set(re.findall(r"^(?:import|from) (\w+)", text, re.M))
            self.assertEqual(used & theirs, set(), name)

    def test_layouts_are_those_of_the_header(self):
        lines = ["#include <levsha/partition.h>", "#include <asm/guest.h>",
                 "#include <levsha/vsfr.h>"]
        for kind in IMAGE.LAYOUTS:
            name = f"struct {kind.__name__}"
            lines.append(f"_Static_assert(sizeof({name}) == {ctypes.sizeof(kind)}, \"{name}\");")
            lines += [f"_Static_assert(__builtin_offsetof({name}, {field}) == "
                      f"{getattr(kind, field).offset}, \"{name}.{field}\");"
                      for field, _ in kind._fields_]
        lines += [f"_Static_assert(sizeof(struct guest_{name}) == {size}, \"{name}\");"
                  for _, name, size in VERIFIER.KEPT]
        actions = support.tool("verify_time").ACTIONS
        lines += [f"_Static_assert(PART_NR_ACTIONS == {actions}, \"actions\");"]
        source = self.folder / "layouts.c"
        source.write_text("\n".join(lines) + "\n")
        subprocess.run([*apart.COMPILER, "-c", "-o", self.folder / "layouts.o", source], check=True)


class Guests(apart.Case):
    """What else a guest's row says."""

    def test_entry(self):
        for entry in ("0x1d000000", "0xc0000000", "0x9d000002", "0x9d010000", "0xbf811000"):
            with self.subTest(entry):
                self.again()
                self.edit(".entry = 0x9d000001", f".entry = {entry}")
                self.assertRegex("\n".join(self.found()),
                                 rf"\Aguest two: its entry {entry} is [^\n]*\Z")

    def test_entry_in_data(self):
        self.damage(("#define CODE		0x1b", "#define CODE		0x4000001b"), said=[
            "guest one: its entry 0x9d000000 is in none of its pages with code",
            "guest two: its entry 0x9d000001 is in none of its pages with code"])

    def test_ram_that_is_the_hypervisors(self):
        self.damage((".hv_base = 0x7c000", ".hv_base = 0x78000"),
                    (".hv_size = 0x4000", ".hv_size = 0x8000"),
                    (".ram_base = 0x10000", ".ram_base = 0x7b000"),
                    (".ram_size = 0x8000,\n\t\t.tree = tree_two",
                     ".ram_size = 0x1000,\n\t\t.tree = tree_two"),
                    ("LO(0x10000, DATA), LO(0x14000, DATA)", "0, 0"),
                    ("0x10000 | 6 << 3", "0x7b000 | 3 << 3"),
                    said="guest two: its RAM reaches the hypervisor")

    def test_ram_of_two(self):
        self.damage((".ram_base = 0x8000,\n\t\t.ram_size = 0x8000",
                     ".ram_base = 0x8000,\n\t\t.ram_size = 0x9000"),
                    said="guests one and two share RAM")

    def test_ram_that_is_not_whole_pages(self):
        self.damage((".ram_base = 0x8000,\n\t\t.ram_size = 0x8000",
                     ".ram_base = 0x8000,\n\t\t.ram_size = 0x7f00"),
                    said="guest one: its RAM 0x8000..0xff00 is not whole pages of RAM")

    def test_names(self):
        self.damage(('.name = "two"', '.name = "one"'), said="guests one and one have one name")

    def test_name_without_end(self):
        self.damage(('.name = "two"', '.name = "sixteen-letters!"'),
                    said="guest sixteen-letters!: its name is not printable or has no end")

    def test_flags(self):
        self.damage((".flags = PART_GUEST_AUTOSTART", ".flags = 0x20"),
                    said="guest one: its flags 0x20 are unknown")

    def test_nowhere_to_keep_the_tlb(self):
        self.damage((".flags = PART_GUEST_TLB", ".flags = 0"),
                    said="guest two: its flags and where its tlb is kept differ")

    def test_kept_in_flash(self):
        self.damage(("static u32 src_one[6];", "#define src_one ((u32 *)0x9d00c000)"),
                    said="guest one: its src is kept at 0x9d00c000, which is not "
                    "the hypervisor's RAM")

    def test_kept_in_a_guests_ram(self):
        self.damage(("static u32 src_one[6];", "#define src_one ((u32 *)0x80008000)"),
                    said="guest one: its src is kept at 0x80008000, which is not "
                    "the hypervisor's RAM")

    def test_kept_in_one_place(self):
        self.edit(".tlb = (struct guest_tlb *)tlb_two", ".tlb = (struct guest_tlb *)src_one")
        self.assertRegex("\n".join(self.found()),
                         r"guests one and two are kept in one place at 0x[0-9a-f]+ \(src and tlb\)")

    def test_kept_in_a_variable_of_the_hypervisors(self):
        self.edit(".src = src_two", ".src = other")
        self.edit("src_two[5];", "src_two[5], other[8] __attribute__((used));")
        self.assertRegex("\n".join(self.found()),
                         r"guest two: its src is kept at 0x[0-9a-f]+, in no variable for that")

    def test_kept_in_no_variable(self):
        self.damage(("static u32 tlb_two[64];", "#define tlb_two 0x8007f000"),
                    said="guest two: its tlb is kept at 0x8007f000, in no variable for that")

    def test_register_sets(self):
        self.damage((".shadow_sets = 1,", ".shadow_sets = 2,"),
                    said="guests one and two share a register set")

    def test_register_sets_that_are_not_there(self):
        self.damage((".shadow_sets = 2,", ".shadow_sets = 7,"),
                    said="guest two: it has 7 register sets from 2 on")

    def test_notify(self):
        self.damage((".notify_mask = 1 << 2", ".notify_mask = 1 << 3"),
                    said="guest one: it notifies guest 3, which has no interrupt for it")

    def test_notify_of_nobody(self):
        self.damage((".notify_mask = 1 << 2", ".notify_mask = 1 << 2 | 1 << 12"),
                    said="guest one: it notifies guest 12, which has no interrupt for it")

    def test_budget(self):
        self.damage((".budget = 1000", ".budget = 5001"),
                    said="guest one: its priority 5 or its 5001 of 5000 counts can't be")

    def test_period(self):
        self.damage((".period = 1000000000", ".period = 1000000001"),
                    said="guest two: its priority 0 or its 2000000000 of 1000000001 counts "
                    "can't be")

    def test_numbers_of_all(self):
        self.damage(("part_most = {\n\t~0u, ~0u,", "part_most = {\n\t2, 0,"),
                    ("part_least;", "part_least = {\n\t1, 0, 0, 500,\n};"), said=[
            "guest one: its flags, 1, is not of the numbers 1 to 2 of all",
            "guest one: its nr_segments, 1, is not of the numbers 0 to 0 of all",
            "guest one: its irq_limit, 0, is not of the numbers 500 to 4294967295 of all",
            "guest two: its flags, 24, is not of the numbers 1 to 2 of all",
            "guest two: its irq_limit, 0, is not of the numbers 500 to 4294967295 of all"])

    def test_policy(self):
        self.damage((".budget = 1000", ".policy = { [3] = { 5 } },\n\t\t.budget = 1000"),
                    said="guest one: what follows event 3, 5, is unknown")


class Damage(apart.Case):
    """Images with bytes changed at random end in a refusal, never in a traceback."""

    def test_random_bytes(self):
        self.build()
        good = self.elf.read_bytes()
        start = good.index(b"one".ljust(16, b"\0"))
        chance = random.Random(1)
        refuted = 0
        for number in range(200):
            data = bytearray(good)
            where = (0, 0x200) if number % 4 == 0 else (start, start + 0x180)
            for _ in range(chance.randint(1, 4)):
                data[chance.randrange(*where)] = chance.choice((1, 0x7f, 0xff))
            self.elf.write_bytes(data)
            try:
                refuted += bool(list(VERIFIER.Proof(IMAGE.read(self.elf)).violations()))
            except IMAGE.Damaged:
                refuted += 1
        self.assertGreater(refuted, 50)


if __name__ == "__main__":
    unittest.main()
