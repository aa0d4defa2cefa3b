# SPDX-License-Identifier: GPL-2.0
"""GDB commands that know Levsha's structures: lv-guests, lv-vmcs, lv-log.

They read the types from levsha.elf's debugging information, so that they need no
change when a structure does; lv-vmcs is there where VMCSs are. "make debug" loads
them; see Documentation/tools/bochs.rst.
"""
import os
import re

import gdb

HEADER = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                      '../../arch/x86/include/asm/vmx.h')
BOCHS_REVISION = 0x2b


def on_core_0(function):
    """Core 0 is always in the hypervisor; another may see a guest's memory."""
    def wrapper(*args):
        inferior = gdb.selected_inferior()
        before = gdb.selected_thread()
        min(inferior.threads(), key=lambda thread: thread.num).switch()
        try:
            return function(*args)
        finally:
            before.switch()
    return wrapper


def variable(name):
    """A variable, static ones too."""
    symbol = gdb.lookup_global_symbol(name) or gdb.lookup_static_symbol(name)
    if symbol is None:
        raise gdb.GdbError(f'{name}: not there; is levsha.elf loaded?')
    return symbol.value()


def elements(array, count=None):
    """The elements of an array."""
    first, last = array.type.range()
    return [array[n] for n in range(first, last + 1 if count is None else count)]


def guests():
    """The guests that there are, once the hypervisor knows them."""
    return [guest for guest in elements(variable('guests')) if guest['part']]


def name_of(guest):
    """A guest's name."""
    return guest['part']['name'].string()


def find_guest(word):
    """The guest of a number or name."""
    for guest in guests():
        if word in (str(int(guest['id'])), name_of(guest)):
            return guest
    raise gdb.GdbError(f'no guest "{word}"; lv-guests lists them')


def place_of(part):
    """Where a guest runs, or when."""
    if 'cpu' in part.dereference().type.keys():
        return f'core {int(part["cpu"])}'
    return f'priority {int(part["priority"])}'


class Guests(gdb.Command):
    """lv-guests: state, core or priority, memory and exits of each guest."""

    def __init__(self):
        super().__init__('lv-guests', gdb.COMMAND_DATA)

    @on_core_0
    def invoke(self, argument, from_tty):
        states = gdb.lookup_type('enum guest_state').fields()
        names = {state.enumval: state.name[len('GUEST_'):].lower() for state in states}
        for guest in guests():
            part = guest['part']
            print(f'{int(guest["id"])} {name_of(guest):15} {names[int(guest["state"])]:8} '
                  f'{place_of(part)}  {int(guest["starts"])} starts  '
                  f'RAM {int(part["ram_base"]):#x}+{int(part["ram_size"]):#x}  '
                  f'{sum(int(n) for n in elements(guest["arch"]["exits"]))} exits')


class Vmcs(gdb.Command):
    """lv-vmcs [GUEST]: the fields of a guest's VMCS, or of all guests'.

    While the guest runs, its registers are in the CPU, and the guest-state fields
    are those of its last exit.
    """

    def __init__(self):
        super().__init__('lv-vmcs', gdb.COMMAND_DATA)

    @staticmethod
    def _fields():
        """(name, encoding) of the fields that the hypervisor uses, from its header."""
        with open(HEADER, encoding='utf-8') as header:
            return [(name, int(code, 16)) for name, code in re.findall(
                r'^#define VMCS_(\w+)\t+(0x\w{4})$', header.read(), re.MULTILINE)]

    @staticmethod
    def _read(region, encoding):
        """A field from memory: Bochs keeps 64 places of 4 bytes for each type and width."""
        width, kind, index = encoding >> 13 & 3, encoding >> 10 & 3, encoding & 0x3ff
        size = (2, 8, 4, 8)[width]
        address = region + 16 + 4 * (64 * (4 * width + kind) + index)
        memory = gdb.selected_inferior().read_memory(address, size)
        return int.from_bytes(bytes(memory), 'little')

    def _print(self, guest):
        region = int(variable('vmcs_regions')[int(guest['id']) - 1].address)
        memory = gdb.selected_inferior().read_memory(region, 4)
        revision = int.from_bytes(bytes(memory), 'little')
        if revision != BOCHS_REVISION:
            raise gdb.GdbError(f'VMCS revision {revision:#x}: only the layout of Bochs, '
                               f'{BOCHS_REVISION:#x}, is known')
        print(f'guest {name_of(guest)}, VMCS at {region:#x}:')
        for name, encoding in self._fields():
            value = self._read(region, encoding)
            if name.endswith('_AR'):        # Bochs keeps access rights rotated
                value = (value >> 8 | value << 24) & 0xffffffff
            print(f'  {encoding:04x} {name:24} {value:#x}')

    @on_core_0
    def invoke(self, argument, from_tty):
        for guest in [find_guest(argument)] if argument else guests():
            self._print(guest)


class Log(gdb.Command):
    """lv-log: all messages that the log still holds, in order of time."""

    def __init__(self):
        super().__init__('lv-log', gdb.COMMAND_DATA)

    @on_core_0
    def invoke(self, argument, from_tty):
        messages = []
        for core, ring in enumerate(elements(variable('rings'))):
            for record in elements(ring['records']):
                if int(record['seq']):
                    time = record['time']
                    messages.append((int(time['sec']), int(time['usec']), int(record['seq']),
                                     core, record['text'].string()))
        for sec, usec, _, core, text in sorted(messages):
            print(f'[{sec:4}.{usec:06}] core {core}:{text}')


Guests()
Log()
if gdb.lookup_static_symbol('vmcs_regions') or gdb.lookup_global_symbol('vmcs_regions'):
    Vmcs()
gdb.execute('set breakpoint always-inserted on')
gdb.execute('set code-cache off')
gdb.execute('set stack-cache off')
