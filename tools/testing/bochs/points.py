# SPDX-License-Identifier: GPL-2.0
"""GDB's breakpoints and watchpoints, in Bochs's debugger.

Bochs runs several CPUs in turn, some instructions each, and does not look for
breakpoints at the first instruction of a turn: it overlooks one in five. So each
breakpoint has a second one at the instruction behind it, and a stop may be that much
late. A CPU that goes on from a breakpoint hits the second one at once, which is then
passed in silence.
"""
import re

STOP = re.compile(r'^\((\d)\) (?:Breakpoint (\d+)|Magic|Caught)'
                  r'.*?(?:watch point at (0x\w+))?$', re.MULTILINE)
POSITION = re.compile(r'^\((\d)\) \[(0x\w+)\] \w+:(\w+) ', re.MULTILINE)
BREAKPOINTS = {'0': 'pb', '1': 'lb'}
WATCHPOINTS = {'2': 'watch write', '3': 'watch read'}


class Points:
    """All points of a machine, by GDB's kind and address."""

    def __init__(self, machine):
        self.machine = machine
        self.numbers = {}       # (kind, address): numbers in Bochs, or physical address
        self.behind = {}        # (kind, address): address of the next instruction
        self.passing = {}       # CPU: second breakpoint that it hits next

    def insert(self, kind, address, size, cpu):
        """Make a point that `cpu` sees at a linear address; False if it can't be."""
        if kind in WATCHPOINTS:
            where = cpu.physical(address)
            if where is not None:
                self.machine.command(f'{WATCHPOINTS[kind]} {where:#x} {size}')
                self.numbers[kind, address] = where
            return where is not None
        self.behind[kind, address] = cpu.next_instruction(address)
        self.numbers[kind, address] = [self._break(kind, place) for place in
                                       (address, self.behind[kind, address])]
        return True

    def _break(self, kind, address):
        self.machine.command(f'{BREAKPOINTS[kind]} {address:#x}')
        listed = '\n'.join(self.machine.command('blist'))
        return max(int(number) for number in re.findall(
            r'^ *(\d+) [lp]breakpoint', listed, re.MULTILINE))

    def remove(self, kind, address):
        """Forget a point."""
        point = self.numbers.pop((kind, address), None)
        if kind in WATCHPOINTS and point is not None:
            self.machine.command(f'unwatch {point:#x}')
        elif point:
            del self.behind[kind, address]
            for number in point:
                self.machine.command(f'd {number}')

    def leave(self, text):
        """The machine goes on from the stop that Bochs told of in `text`."""
        self.passing = {}
        for cpu, physical, linear in POSITION.findall(text):
            for kind, place in (('0', physical), ('1', linear)):
                if (kind, int(place, 16)) in self.numbers:
                    self.passing[cpu] = self.numbers[kind, int(place, 16)][1]

    def is_passing(self, text):
        """Whether the stop is only that of CPUs on their way from a breakpoint."""
        stops = STOP.findall(text)
        return bool(stops) and all(
            number and self.passing.get(cpu) == int(number) for cpu, number, _ in stops)
