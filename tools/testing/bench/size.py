#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""make size: bytes of the image, lines of code by folder, lengths of functions."""
import json
import os
import statistics
import subprocess
import sys

TESTING = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SOURCE = os.path.dirname(os.path.dirname(TESTING))
sys.path.insert(0, TESTING)

from elftools.elf.elffile import ELFFile  # noqa: E402
import stack  # noqa: E402
from figures import Figure, publish  # noqa: E402

HYPERVISOR = ('arch', 'kernel', 'virt', 'drivers', 'lib', 'include')
LANGUAGES = ('C', 'C/C++ Header', 'Assembly')
LINES_GOAL = 8500
SECTIONS = ('.text', '.rodata', '.data', '.bss')
# The microcontroller's, with goals of bytes of code as MIPS32 and microMIPS, and of RAM
# with all guests; what of its stack is more than the deepest calls may use
CODE = ('.vectors', '.text', '.boot')
RAM = ('.noinit', '.data', '.bss', '.stack')
MICROMIPS = 0x02000000
CODE_GOALS = (16384, 12288)
RAM_GOAL, GUESTS = 6144, 7
STACK_MORE = 4 + 16             # guard and arguments
ERASED = b'\xff\xff\xff\xff'


def tracked(*paths):
    """The files of the source tree below some paths that git knows."""
    listing = subprocess.run(['git', '-C', SOURCE, 'ls-files', '--', *paths], check=True,
                             capture_output=True, text=True).stdout
    return [os.path.join(SOURCE, name) for name in listing.split()]


def size_of(elf, name):
    """Bytes of a section."""
    section = elf.get_section_by_name(name)
    return section['sh_size'] if section else 0


def code_of(elf, name):
    """Bytes of a section of flash that are not left erased."""
    data = elf.get_section_by_name(name).data()
    return sum(4 for place in range(0, len(data), 4) if data[place:place + 4] != ERASED)


def ram_of_guest(elf):
    """(number of guests, mean bytes of RAM for each)."""
    symbols = list(elf.get_section_by_name('.symtab').iter_symbols())
    count = sum(symbol.name.endswith('_tree') for symbol in symbols)
    total = sum(symbol['st_size'] for symbol in symbols if symbol['st_value'] >> 28 == 8
                and (symbol.name == 'guests' or symbol.name.startswith('guest_')))
    return count, total // count


def microcontroller_sizes(elf, path):
    """Bytes of flash and RAM, and how deep the stack can get."""
    for name in CODE:
        yield Figure(f'image: {name}', code_of(elf, name), 'bytes')
    goal = CODE_GOALS[bool(elf['e_flags'] & MICROMIPS)]
    yield Figure('image: code', sum(code_of(elf, name) for name in CODE), 'bytes', goal)
    yield Figure('image: .rodata with the partition', size_of(elf, '.rodata'), 'bytes')
    ram = sum(size_of(elf, name) for name in RAM)
    count, each = ram_of_guest(elf)
    yield Figure(f'image: RAM, {count} guests', ram, 'bytes')
    yield Figure(f'image: RAM, {GUESTS} such guests', ram + (GUESTS - count) * each, 'bytes',
                 RAM_GOAL)
    yield Figure('stack: the deepest calls', stack.Image(path).bound()[0], 'bytes',
                 size_of(elf, '.stack') - STACK_MORE)


def image_sizes(path):
    """Bytes of the image's sections."""
    with open(path, 'rb') as file:
        elf = ELFFile(file)
        if elf['e_machine'] == 'EM_MIPS':
            yield from microcontroller_sizes(elf, path)
            return
        for name in SECTIONS:
            yield Figure(f'image: {name}', size_of(elf, name), 'bytes')


def count_lines(folder):
    """Lines of code, without blanks and comments."""
    result = subprocess.run(['cloc', '--json', '--quiet', '--list-file=-'], check=True,
                            input='\n'.join(tracked(folder)), capture_output=True, text=True)
    counts = json.loads(result.stdout or '{}')
    return sum(counts.get(language, {}).get('code', 0) for language in LANGUAGES)


def code_lines():
    """Lines of code of each folder of the hypervisor, and of all."""
    lines = {folder: count_lines(folder) for folder in HYPERVISOR}
    for folder, count in lines.items():
        yield Figure(f'code: {folder}/', count, 'lines')
    yield Figure('code: all', sum(lines.values()), 'lines', LINES_GOAL)


def function_lengths(files):
    """Lines of each function's body, as `make check` counts them."""
    rows = subprocess.run(['ctags', '-L', '-', '-x', '--languages=C', '--kinds-C=f',
                           '--_xformat=%n %e'], check=True, input='\n'.join(files),
                          capture_output=True, text=True).stdout.splitlines()
    return [int(end) - int(start) - 2 for start, end in map(str.split, rows)]


def shapes():
    """How long functions and files are."""
    files = [name for name in tracked(*HYPERVISOR) if name.endswith(('.c', '.h', '.S'))]
    functions = sorted(function_lengths(files))
    yield Figure('function: median', statistics.median(functions), 'lines', 14)
    yield Figure('function: 90 %', functions[len(functions) * 9 // 10], 'lines', 40)
    yield Figure('function: longest', functions[-1], 'lines', 80)
    with_lines = [sum(1 for _ in open(name, encoding='utf-8')) for name in files]
    yield Figure('file: longest', max(with_lines), 'lines', 400)


def main():
    """Measure, show and store."""
    figures = [*image_sizes(sys.argv[1]), *code_lines(), *shapes()]
    publish(figures, 'size', os.path.join(sys.argv[2], 'size.json'))


if __name__ == '__main__':
    main()
