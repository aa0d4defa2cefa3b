# SPDX-License-Identifier: GPL-2.0
"""How deep the hypervisor's stack can get on the PIC32MZ: the way down the call graph
of the linked image that takes the most bytes.

A function whose address another makes is called by it, or by what it jumps to. Calls
through tables go to each function that is in a table whose address the caller makes;
calls without a table go to the functions of the partition's register blocks. Recursion has
no bound. Jumps to registers without a table are a switch, or stay in a function of
assembly.
"""
import re
import subprocess
from bisect import bisect_right

from elftools.elf.elffile import ELFFile

INSTRUCTION = re.compile(r'\s*([0-9a-f]{8}):\s+(\S+)\s*(.*)')
TARGET = re.compile(r'([0-9a-f]+) <')
FRAME = re.compile(r'(?:sp,sp,|sp,)?-(\d+)$')
LOAD = re.compile(r'(\w+),(-?\d+)\((\w+)\)')
LEAVES = {'execute'}            # calls what it just wrote: one instruction
DATA = ('part_', 'guest_')      # the partition's tables, of which these have functions:
BLOCKS = re.compile(r'guest_\d+_blocks$')
ROOTS = ('mips_main', 'vector_general', 'vector_interrupt', 'exit_register', 'exit_guest',
         'vz_start')


class Unbounded(Exception):
    """Why there is no bound."""


class Function:
    """What the disassembly shows of a function."""

    def __init__(self):
        self.frame, self.targets = 0, set()
        self.indirect = self.jumps = False
        self.addresses, self.loads, self._values = set(), set(), {}

    def take(self, operation, operands):
        """Go on by an instruction."""
        frame = FRAME.match(operands)
        if operation.startswith('addiu') and frame and operands.startswith(('sp', '-')):
            self.frame = max(self.frame, int(frame[1]))
        self.indirect |= operation.startswith('jalr')
        self.jumps |= operation.startswith('jr') and operands != 'ra'
        if target := TARGET.search(operands):
            self.targets.add(int(target[1], 16))
        self._follow(operation, operands)

    def _follow(self, operation, operands):
        words = operands.split(',')
        load = LOAD.match(operands)
        value = None
        if operation == 'lui':
            value = int(words[1], 0) << 16
        elif operation == 'addiu' and len(words) == 3 and words[1] in self._values:
            value = self._values[words[1]] + int(words[2], 0) & 0xffffffff
            self.addresses.add(value)
        elif operation == 'lw' and load and load[3] in self._values:
            self.loads.add(self._values[load[3]] + int(load[2]) & 0xffffffff)
        if value is not None:
            self._values[words[0]] = value
        elif not operation.startswith(('s', 'b')):
            self._values.pop(words[0], None)


class Image:
    """The image's functions, and its tables of them."""

    def __init__(self, path, objdump='mipsel-linux-gnu-objdump'):
        with open(path, 'rb') as file:
            elf = ELFFile(file)
            self._symbols = sorted(
                (symbol['st_value'] & ~1, symbol['st_size'], symbol.name)
                for symbol in elf.get_section_by_name('.symtab').iter_symbols()
                if symbol['st_info']['type'] in ('STT_FUNC', 'STT_OBJECT'))
            self._rodata = elf.get_section_by_name('.rodata')
            self._base, self._bytes = self._rodata['sh_addr'], self._rodata.data()
        self._starts = [start for start, _, _ in self._symbols]
        listing = subprocess.run([objdump, '-d', '--no-show-raw-insn', path], check=True,
                                 capture_output=True, text=True).stdout
        self.functions = self._read(listing)
        self._devices = {name for start, size, symbol in self._symbols if BLOCKS.match(symbol)
                         for name in self._named(start, size)} - set(ROOTS)

    def _read(self, listing):
        functions = {}
        for line in listing.splitlines():
            found = INSTRUCTION.match(line)
            symbol = found and self._symbol(int(found[1], 16))
            if symbol:
                functions.setdefault(symbol[2], Function()).take(found[2], found[3])
        return functions

    def _symbol(self, address):
        place = bisect_right(self._starts, address) - 1
        start, size, name = self._symbols[place]
        return (start, size, name) if place >= 0 and address < start + size else None

    def _pointers(self, address, depth=2):
        """Functions to which the table at an address, or one that it names, points."""
        symbol = self._symbol(address)
        if not symbol or symbol[2].startswith(DATA):
            return
        if symbol[2] in self.functions and address & ~1 == symbol[0]:
            yield symbol[2]
        elif depth and 0 <= symbol[0] - self._base < len(self._bytes):
            for word in self._words(*symbol[:2]):
                yield from self._pointers(word, depth - 1)

    def _words(self, start, size):
        start -= self._base
        for place in range(start & ~3, start + size - 3, 4):
            yield int.from_bytes(self._bytes[place:place + 4], 'little')

    def _named(self, start, size):
        """Functions that a table names."""
        symbols = filter(None, map(self._symbol, self._words(start, size)))
        return {symbol[2] for symbol in symbols if symbol[2] in self.functions}

    def callees(self, name):
        """Functions that a function may call."""
        function = self.functions[name]
        found = {symbol[2] for symbol in map(self._symbol, function.targets) if symbol}
        found |= {callee for address in function.addresses
                  for callee in self._pointers(address, depth=0)}
        through = set()
        if function.indirect or function.jumps:
            # A word of code is no pointer, wherever half an address seems to lead.
            loads = {address for address in function.loads
                     if self._base <= address < self._base + len(self._bytes)}
            through = {callee for address in function.addresses | loads
                       for callee in self._pointers(address)}
        if function.indirect and not through - {name} and name not in LEAVES:
            through = self._devices
        return (found | through) - {name}

    def deepest(self, name, above=()):
        """(bytes, way down) of the deepest calls from a function."""
        if name in above:
            raise Unbounded('recursion: ' + ' '.join((*above[above.index(name):], name)))
        below = [self.deepest(callee, (*above, name)) for callee in self.callees(name)]
        size, way = max(below, default=(0, ()))
        return size + self.functions[name].frame, (name, *way)

    def bound(self):
        """(bytes, way down) of the whole image."""
        return max(self.deepest(root) for root in ROOTS if root in self.functions)
