# SPDX-License-Identifier: GPL-2.0
"""Interrupts of a guest reach it with no exit; the witness is Bochs's debugger.

The guest writes its next step to its memory before and behind what it does, where
the debugger stops the machine. In between, the debugger lists each instruction of the
guest's core and would stop at any exit. The same file, run on the bare PC, has to
execute the same instructions.
"""
import os
import re
import struct
import unittest
from dataclasses import dataclass, field

from bochs.board import BUILD, SubjectTest, start, start_bare
from bochs.entry import run_to_entry
from elftools.elf.elffile import ELFFile

ELF = os.path.join(BUILD, 'levsha.elf')
MAX_GUESTS = 3
EXIT_CPUID = 10
LENGTHS_WRONG = 2               # as in asm/guest.h
RESULTS = 0x1000                # as in tools/testing/guests/direct.c
FIRST_STEP = 0x57e90001
FIELDS = ('step', 'timer', 'latency', 'printer', 'serial')
RAM = {1: 0x04000000, 2: 0x04400000}    # of the guests on these cores
RAM_SIZE = 0x400000
WORK = {1: ('timer', 'printer', 'computing'), 2: ('timer', 'serial', 'computing')}
BARE_WORK = ('timer', 'printer', 'serial', 'computing')
STOP = re.compile(r'^\((\d)\) Caught (VMEXIT|write watch)', re.MULTILINE)
INSTRUCTION = re.compile(r'^\((\d)\)\.\[\d+\] \[0x(\w+)\] \w+:\w+ .*; (\w+)$', re.MULTILINE)
OUT = 'ee'                      # OUT to the port in DX


@dataclass
class Span:
    """What happened between two steps of a guest."""
    ticks: int
    counted: int
    exits: int = 0
    code: list = field(default_factory=list)    # (physical address, bytes)
    results: dict = None


def guest_field(core, name):
    """The address of a field of struct guest, for the guest of a core."""
    with open(ELF, 'rb') as file:
        table = ELFFile(file).get_section_by_name('.symtab')
        guests = table.get_symbol_by_name('guests')[0]
    with open(os.path.join(BUILD, 'include/generated/asm-offsets.h'), encoding='ascii') as file:
        offset = int(re.search(rf'{name} (\d+)', file.read()).group(1))
    return guests['st_value'] + (core - 1) * guests['st_size'] // MAX_GUESTS + offset


def exit_counters():
    """Where the hypervisor counts the exits of each core's guest."""
    return {core: guest_field(core, 'GUEST_CPUID_EXITS') - EXIT_CPUID * 8 for core in RAM}


class Observer:
    """Follows the guests of a machine from step to step."""

    def __init__(self, machine, ram, work, counters):
        self.machine, self.ram, self.work, self.counters = machine, ram, work, counters
        self.spans = {core: {} for core in ram}
        self.open = {core: None for core in ram}

    def run(self):
        """Until all guests have made all their steps."""
        for core, base in self.ram.items():
            self.machine.command(f'watch write {base + RESULTS:#x} 4')
        while any(len(self.spans[core]) < len(self.work[core]) or self.open[core]
                  for core in self.ram):
            self.machine.resume()
            self.stopped(self.machine.wait_prompt(200))
        return self.spans

    def stopped(self, text):
        """Bochs stopped, or several cores stopped it at once."""
        for core, address, code in INSTRUCTION.findall(text):
            self.open[int(core)].code.append((int(address, 16), code))
        for core, what in STOP.findall(text):
            if what == 'VMEXIT':
                self.open[int(core)].exits += 1
            elif self.results(int(core))['step'] >= FIRST_STEP:
                self.step(int(core))

    def results(self, core):
        """What a guest has in its memory."""
        data = self.machine.read(self.ram[core] + RESULTS, 4 * len(FIELDS))
        return dict(zip(FIELDS, struct.unpack(f'<{len(FIELDS)}I', data)))

    def counted(self, core):
        """The exits that the hypervisor has counted."""
        if core not in self.counters:
            return 0
        return sum(struct.unpack('<64Q', self.machine.read(self.counters[core], 512)))

    def step(self, core):
        """A guest begins what is to be watched, or has ended it."""
        name = self.work[core][len(self.spans[core]) - bool(self.open[core])]
        self.machine.command(f'set $cpu = {core}')
        self.machine.command('vmexitbp')
        if name != 'computing':
            self.machine.command('trace off' if self.open[core] else 'trace on')
        if span := self.open[core]:
            span.ticks = self.machine.ticks() - span.ticks
            span.counted = self.counted(core) - span.counted
            span.results = self.results(core)
            self.open[core] = None
        else:
            self.open[core] = Span(self.machine.ticks(), self.counted(core))
            self.spans[core][name] = self.open[core]


def until_answer(code):
    """The instructions from the one that raises the pin to the one that answers."""
    raise_pin, answer = [n for n, (_, insn) in enumerate(code) if insn == OUT][:2]
    return code[raise_pin:answer + 1]


class Direct(unittest.TestCase):
    """Guests with a timer, and with a printer port or a serial port of their own."""

    @classmethod
    def setUpClass(cls):
        with start('direct', limit=300) as machine:
            cls.spans = Observer(machine, RAM, WORK, exit_counters()).run()
        with start_bare('direct', limit=300) as machine:
            cls.bare = Observer(machine, {0: 0}, {0: BARE_WORK}, {}).run()[0]

    def each(self):
        """All that guests did: their core, what, its span, and that on the bare PC."""
        for core, spans in self.spans.items():
            for name, span in spans.items():
                yield core, name, span, self.bare[name]

    def test_bochs_sees_no_exit(self):
        for core, name, span, _ in self.each():
            self.assertEqual(span.exits, 0, f'core {core}, {name}')

    def test_the_hypervisor_counts_no_exit(self):
        for core, name, span, _ in self.each():
            self.assertEqual(span.counted, 0, f'core {core}, {name}')

    def test_the_interrupts_were_taken(self):
        for _, name, span, _ in self.each():
            if name != 'computing':
                self.assertEqual(span.results[name], 1, name)

    def test_not_one_instruction_is_the_hypervisors(self):
        for core, _, span, _ in self.each():
            strangers = [place for place, _ in span.code
                         if not 0 <= place - RAM[core] < RAM_SIZE]
            self.assertEqual(strangers, [])

    def test_the_instructions_are_those_of_the_bare_pc(self):
        for core, name, span, bare in self.each():
            code = [(place - RAM[core], insn) for place, insn in span.code]
            self.assertEqual(code, bare.code)
            self.assertEqual(bool(code), name != 'computing')

    def test_from_pin_to_answer_it_takes_as_many_as_on_the_bare_pc(self):
        for core, name in ((1, 'printer'), (2, 'serial')):
            counts = [len(until_answer(span.code))
                      for span in (self.spans[core][name], self.bare[name])]
            self.assertEqual(*counts)
            self.assertLess(counts[0], 20)

    def test_a_timer_interrupt_is_not_late(self):
        for core in RAM:
            self.assertLess(self.spans[core]['timer'].results['latency'], 100)

    def test_a_computing_guest_computes(self):
        for core in RAM:
            self.assertGreater(self.spans[core]['computing'].ticks, 2000000)


class Ends(SubjectTest):
    """Ends of interrupts by all kinds of instructions, and the task priority."""

    board = 'eoi'

    def test_they_are_as_on_the_bare_pc(self):
        self.assert_tap(self.subject())

    def test_a_length_that_was_wrong_is_not_used(self):
        with start(self.board, limit=300) as machine:
            run_to_entry(machine, ELF)
            machine.command(f'setpmem {guest_field(1, "GUEST_LENGTHS"):#x} 1 {LENGTHS_WRONG}')
            machine.resume()
            machine.expect(r'ok 7 - ended by an exchange', 200)
            machine.expect('failed: device access at fee000b0 by an instruction not', 200)


if __name__ == '__main__':
    unittest.main()
