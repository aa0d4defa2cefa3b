# SPDX-License-Identifier: GPL-2.0
"""Boards for tests: a partition source, linked to the hypervisor, and run in QEMU.

LEVSHA_WIFIRE names a build folder of pic32mz_defconfig with the samples and the test
guests; LEVSHA_TEST the test, which has folders of its own there: the partition is a
part of the image, so each board is a copy of that build with another partition.
"""
import os
import re
import shutil
import subprocess

from elftools.elf.elffile import ELFFile

from qemu.machine import Machine

TESTING = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SOURCE = os.path.dirname(os.path.dirname(TESTING))
BUILD = os.environ.get('LEVSHA_WIFIRE', os.path.join(SOURCE, 'build-test/pic32mz'))
BOARDS = 'boards'
TEST = os.environ.get('LEVSHA_TEST', 'alone')
SECOND = 200_000_000            # instructions
GUESTS = 'tools/testing/guests/mips'


def build(name, *options):
    """The folder with the image of a board of tools/testing/boards/mips.

    Options are symbols of the configuration that are set, too.
    """
    source = os.path.join(TESTING, 'boards/mips', f'{name}.dts')
    folder = os.path.join(BUILD, BOARDS, TEST, name)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(BUILD, folder, symlinks=True, ignore=shutil.ignore_patterns(BOARDS))
    config = os.path.join(folder, '.config')
    with open(config, encoding='utf-8') as file:
        text = re.sub('(?m)^CONFIG_PARTITION=.*', f'CONFIG_PARTITION="{source}"', file.read())
    for option in options:
        text = re.sub(f'(?m)^# CONFIG_{option} is not set$', f'CONFIG_{option}=y', text)
    with open(config, 'w', encoding='utf-8') as file:
        file.write(text)
    make(folder)
    return folder


def make(folder):
    """The image of a folder that build() has made."""
    made = subprocess.run(['make', '-s', '-f', os.path.join(SOURCE, 'Makefile'), f'O={folder}',
                           f'PARTITION_PATH={GUESTS}', 'levsha.srec', 'levsha.hex'],
                          stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False,
                          env={name: value for name, value in os.environ.items()
                               if not name.startswith('MAKE')})
    if made.returncode:
        raise AssertionError(f'{folder}: {made.stdout}')


def start(folder, image='levsha.srec', **options):
    """A Machine that boots an image in a build folder."""
    return Machine(os.path.join(folder, image), **options)


def run(folder, until, limit, image='levsha.srec'):
    """Run a board until all the patterns came; the text of the console."""
    with start(folder, image, limit=limit) as machine:
        for pattern in until:
            machine.seen = 0
            machine.expect(pattern, limit)
        return machine.text().replace('\r', '')


def output(text, guest):
    """The lines that a guest wrote, from the text of the console."""
    return re.findall(rf'^\[{guest}\] (.*)$', text, re.MULTILINE)


def ram(folder, guest):
    """Where a guest's RAM is, by the memory map: its first physical address."""
    with open(os.path.join(folder, 'board/memory-map.txt'), encoding='utf-8') as file:
        return int(re.search(rf'^  (0x\w+)  0x\w+ .* {guest}$', file.read(),
                             re.MULTILINE).group(1), 16)


def variable(folder, image, name):
    """Offset in the RAM, and size, of a variable of a test guest."""
    with open(os.path.join(folder, GUESTS, image), 'rb') as file:
        table = ELFFile(file).get_section_by_name('.symtab')
        symbol, = table.get_symbol_by_name(name)
        return symbol['st_value'] & 0x1fffffff, symbol['st_size']


def dump(machine, address, size, path):
    """Physical memory of a machine."""
    machine.command('pmemsave', val=address, size=size, filename=path)
    with open(path, 'rb') as file:
        return file.read()


def tap_faults(lines):
    """What is wrong with lines that must be TAP: nothing, or a list of it."""
    cases = [line for line in lines if re.match(r'(not )?ok\b', line)]
    faults = [line for line in lines if line.startswith(('not ok', '#'))]
    if f'1..{len(cases)}' not in lines or not cases:
        faults.append(f'no plan for {len(cases)} cases')
    return faults
