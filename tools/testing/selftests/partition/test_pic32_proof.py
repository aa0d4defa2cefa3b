# SPDX-License-Identifier: GPL-2.0
"""What the compiler makes of a PIC32MZ's partition, linked, the verifier proves.

So it is for good sources, and for any source made from one by random changes: it
is refused with a line and advice, or what comes of it is proved.
"""

import argparse
import os
import random
import re
import subprocess
import unittest
from pathlib import Path

import support
import wifire
from test_damage import damaged
from test_pic32_images import ihex, srec

COMPILER = support.tool("compile")
FAULT = support.tool("fault").Fault
IMAGE = support.tool("verify_image")
VERIFIER = support.tool("verify_mips")
CC = ["mipsel-linux-gnu-gcc", "-EL", "-mips32r5", "-mno-abicalls", "-fno-pic", "-G0", "-Os",
      "-ffreestanding", "-nostdlib", "-static", "-DCONFIG_SCHED",
      "-I", support.TREE / "arch/mips/include", "-I", support.TREE / "include"]
SCRIPT = """
MEMORY
{
	flash : ORIGIN = 0x9d000000, LENGTH = 0x20000
	guests : ORIGIN = 0x9d020000, LENGTH = 0x1e0000
	ram : ORIGIN = 0x8007c000, LENGTH = 0x4000
}
SECTIONS
{
	.rodata : AT(ADDR(.rodata) - 0x80000000) { *(.text .rodata*) } > flash
	.bss : { *(.data .sdata .bss .sbss COMMON) } > ram
	INCLUDE guests.lds
	/DISCARD/ : { *(.reginfo .MIPS.abiflags) }
}
"""
DEVICES, PRIORITY = "devices = <&timer2>;", "priority = <2>;"
EMULATION = re.compile(r" = &?((?:sfr|v[a-z]+)_\w+)")
MESSAGE = re.compile(r"\Aboard\.dts:\d+: [^\n]+; [^\n]+\Z")
ROUNDS, IMAGES = 250, 100
NUMBERS = ("0", "1", "3", "7", "31", "107", "255", "0x10", "0x800", "0x1000", "0x8000", "0x40000",
           "0x7c000", "0x80000", "0x1d000000", "0x1f800000", "0x1fc00000", "0x20000000",
           "0x80000000", "0x9d000000", "0xfffff000", "0xffffffff", "99999999")
WORDS = ('"elf"', '"flat"', '"hex"', '"one.elf"', '"two.bin"', '"restart"', '""', "<>", "[00 11]",
         '"a", "b"')


class Case(wifire.Case):
    """Compiled, linked and proved."""

    def linked(self, made):
        """An image of what the compiler made, {name: content}."""
        folder = self.folder / "linked"
        folder.mkdir(exist_ok=True)
        for name, content in {**made, "script.lds": SCRIPT}.items():
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(data)
        source = (folder / "images.S").read_text()
        (folder / "images.S").write_text(source.replace(str(self.output), "."))
        headers = "".join(header.read_text() for header in
                          (support.TREE / "include/levsha").glob("*.h"))
        sizes = set(re.findall(r"\bCONFIG_\w+_(?:SIZE|LEN)\b", headers))
        functions = {*IMAGE.WAYS, *EMULATION.findall((folder / "partition.c").read_text())}
        subprocess.run([*CC, *(f"-D{name}=64" for name in sizes), "-o", "levsha.elf",
                        "-Wl,-e,0,--build-id=none,-T,script.lds", "partition.c", "images.S",
                        *(f"-Wl,--defsym,{name}=0x9d000000" for name in functions)],
                       check=True, cwd=folder)
        return folder / "levsha.elf"

    def made(self):
        """What the compiler makes, within this process."""
        self.source.write_text(self.text)
        return COMPILER.compile_source(argparse.Namespace(
            source=Path("board.dts"), include=[wifire.BOARDS], output=self.output, cpp="cpp"))

    def prove(self):
        """What the compiler makes is proved."""
        image = IMAGE.read(self.linked(self.made()))
        self.assertEqual(list(VERIFIER.Proof(image).violations()), [])

    def setUp(self):
        super().setUp()
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.folder)


class Good(Case):
    """Partitions that hold."""

    def test_two_guests(self):
        self.prove()

    def test_windows(self):
        self.edit("slice-us = <5000>;", "windows = <&one 600>, <&two 1000>;")
        self.edit(PRIORITY, "")
        self.prove()

    def test_all_that_a_guest_can_have(self):
        self.edit("no-autostart;", "no-autostart; fpu; dsp; tlb; shadow-sets = <3>; "
                  "shared-memory = <&mailbox>; notifies = <&one>; watchdog-ms = <100>;")
        self.prove()

    def test_pages_of_its_own(self):
        self.edit(DEVICES, "devices = <&pmp &comparators &ethernet>;")
        self.prove()

    def test_flash_that_is_written(self):
        self.edit(DEVICES, "writable-flash = <0x1d100000 0x8000>, <0x1fc04000 0x4000>;")
        self.edit("pins = <&portb 0x0800>;", "writable-flash = <0x1d000000 0x8000>, "
                  "<0x1d00c000 0x14000>; writable-image;")
        self.image("two.bin", wifire.NOP * 0x3800)
        self.prove()

    def test_dma(self):
        self.edit(DEVICES, "devices = <&dma &uart1 &uart2>; dma-targets = <&uart1>; "
                  "memory-base = <0x20000>;")
        self.edit("shared-memory = <&mailbox>;", "")
        self.image("one.elf", wifire.elf((wifire.FLASH, wifire.FLASH, wifire.NOP * 4, 16)))
        self.prove()

    def test_dma_from_flash(self):
        self.edit(DEVICES, "devices = <&dma>; dma-flash; memory-base = <0x20000>; "
                  "writable-flash = <0x1d100000 0x4000>;")
        self.edit("shared-memory = <&mailbox>;", "")
        self.image("one.elf", wifire.elf((wifire.FLASH, wifire.FLASH, wifire.NOP * 4, 16)))
        self.prove()

    def test_dma_of_two_guests(self):
        self.edit(DEVICES, "devices = <&dma>; memory-base = <0x20000>;")
        self.edit("shared-memory = <&mailbox>;", "")
        self.edit("pins = <&portb 0x0800>;", "devices = <&usb>; memory-base = <0x30000>;")
        self.image("one.elf", wifire.elf((wifire.FLASH, wifire.FLASH, wifire.NOP * 4, 16)))
        self.prove()

    def test_seven_guests(self):
        more = "".join(f"\t\tguest-{n} {{\n\t\t\tcompatible = \"levsha,guest\";\n"
                       f"\t\t\tmemory-size = <{0x1000 * n}>;\n\t\t\timage = \"one.elf\";\n"
                       f"\t\t\timage-type = \"elf\";\n\t\t\tdevices = <&timer{n}>;\n\t\t}};\n"
                       for n in range(3, 8))
        self.edit("\t\ttwo: two {", more + "\t\ttwo: two {")
        self.prove()


class Entries(Case):
    """Where a guest starts, its image has something."""

    def test_entry_in_nothing(self):
        for entry in ("0x9d010000", "0x1d000000", "0xc0000000", "0xa0000000"):
            with self.subTest(entry):
                self.edit("memory-size = <0x8000>;", f"memory-size = <0x8000>; entry = <{entry}>;")
                self.refused(f"entry = <{entry}>", f"{wifire.ONE}: it would start at {entry}, "
                             "where one.elf has nothing")
                self.edit(f" entry = <{entry}>;", "")


class Damaged(Case):
    """Images with bytes changed at random, the same at every run."""

    def refusals(self, image_type, data):
        """Compile damaged images of guest two; returns how many were refused."""
        self.edit('image-type = "flat";', f'image-type = "{image_type}";')
        self.edit("load-address = <0x9d000000>;", "")
        chance, refused = random.Random(1), 0
        for _ in range(IMAGES):
            self.image("two.bin", damaged(data, chance))
            try:
                self.made()
            except FAULT as fault:
                self.assertRegex(str(fault), MESSAGE)
                refused += 1
        return refused

    def test_elf(self):
        self.assertGreater(self.refusals("elf", wifire.program()), IMAGES // 2)

    def test_hex(self):
        data = ihex((4, 0, b"\x1d\0"), (0, 0, wifire.NOP * 4), (0, 16, wifire.NOP * 4))
        self.assertGreater(self.refusals("hex", data), IMAGES // 2)

    def test_srec(self):
        data = srec((0x1d000000, wifire.NOP * 4), (0x1d000010, wifire.NOP * 4))
        self.assertGreater(self.refusals("srec", data), IMAGES // 2)


class Changed(Case):
    """Sources with lines changed at random, the same at every run."""

    def change(self, chance):
        """Change some lines of the guests, now and then of the part."""
        lines = self.text.split("\n")
        guests = next(number for number, line in enumerate(lines) if line == "\tguests {")
        labels = re.findall(r"^\t*(\w+): ", self.text, re.M)
        names = sorted(set(re.findall(r"^\t*([\w#-]+)(?: =|;)", self.text, re.M)))
        for _ in range(chance.choice((1, 1, 2, 3))):
            place = chance.randrange(guests if chance.random() < 0.8 else 0, len(lines))
            line = lines[place]
            value = chance.choice((f"<{chance.choice(NUMBERS)}>", f"<&{chance.choice(labels)}>",
                                   f"<&{chance.choice(labels)} {chance.choice(NUMBERS)}>",
                                   chance.choice(WORDS)))
            lines[place] = chance.choice((
                "", f"{line}\n{line}", f"{line}\n{chance.choice(names)} = {value};",
                f"{line}\n{chance.choice(names)};", re.sub("= [^;]*;", f"= {value};", line),
                re.sub(r"\b(0x[0-9a-f]+|\d+)\b", chance.choice(NUMBERS), line),
                re.sub(r"&\w+", f"&{chance.choice(labels)}", line),
                re.sub(r"[a-z][a-z0-9-]{3,}", chance.choice(names), line, count=1)))
        self.text = "\n".join(lines)

    def test_refused_or_proved(self):
        chance, good = random.Random(1), self.text
        proved = 0
        for number in range(ROUNDS):
            self.text = good
            self.change(chance)
            with self.subTest(number):
                try:
                    made = self.made()
                except FAULT as fault:
                    self.assertRegex(str(fault), MESSAGE)
                    continue
                image = IMAGE.read(self.linked(made))
                self.assertEqual(list(VERIFIER.Proof(image).violations()), [])
                proved += 1
        self.assertGreater(proved, ROUNDS // 20)


if __name__ == "__main__":
    unittest.main()
