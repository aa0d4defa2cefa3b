#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""make bench: what the hypervisor costs, counted in instructions of Bochs and QEMU.

A tick of Bochs is one instruction of each running core, so the figures are the same
on every host. They count instructions, not time: a real processor needs some
thousand cycles for an exit and an entry, whatever the hypervisor does in between.
Only what guest mode costs in QEMU is measured in the host's time, as a ratio.
"""
import os
import re
import sys

TESTING = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [TESTING, os.path.join(TESTING, '../../scripts/partition')]

from bochs import board  # noqa: E402
from bochs.entry import run_to_entry  # noqa: E402
from elftools.elf.elffile import ELFFile  # noqa: E402
import layout  # noqa: E402
from figures import Figure, publish  # noqa: E402
import guest_mode  # noqa: E402
import wifire  # noqa: E402

ELF = os.path.join(board.BUILD, 'levsha.elf')
ROUNDS = 1000                   # as in tools/testing/guests/bench.c
RESPONSES = 10000               # as in tools/testing/guests/direct.c
GOALS = {'CPUID': 60, 'port read, emulated': 150, 'end of interrupt, local APIC': 60}
NEIGHBOURS = {'alone': 'beside sleep', 'crowd': 'beside floods'}
LOAD_BYTES = 5                  # of the instruction before VMLAUNCH in vmx/entry.S
VMLAUNCH_BYTES = 3
TICKS_PER_SECOND = 4000000      # what Machine runs at


def exits(text, guest):
    """The exits of a guest, from what the command "guests" printed last."""
    listing = text[text.rindex('levsha> guests'):]
    lines = re.search(rf'^\d {guest} .*\n((?:    .*\n)*)', listing, re.MULTILINE).group(1)
    return sum(int(line.split()[-1]) for line in lines.splitlines())


def exit_costs():
    """Instructions of the hypervisor for one exit of each kind, and exits of calm guests."""
    with board.start('bench', limit=300) as machine:
        machine.resume()
        machine.expect('sleep: running', 100)
        machine.interrupt()
        start = machine.ticks()
        machine.resume()
        machine.expect('bench done', 200)
        machine.send('guests\r')
        machine.expect(r'sleep +running.*\n', 100)
        machine.expect('levsha> $', 100)
        machine.interrupt()
        seconds = (machine.ticks() - start) / TICKS_PER_SECOND
        text = machine.text()
    for ticks, name in re.findall(r'^\[bench\] bench (\d+) (.+)$', text, re.MULTILINE):
        yield Figure(f'exit: {name}', int(ticks) / ROUNDS, 'instructions', GOALS.get(name))
    yield Figure('exits of a computing guest', exits(text, 'compute') / seconds, '1/s', 0)
    yield Figure('exits of a sleeping guest', exits(text, 'sleep') / seconds, '1/s')


def responses(machine):
    """The guest "direct" tells how long it took to answer interrupts: mean and worst."""
    machine.resume()
    machine.expect(r'^(\[direct\] )?ok \d+ - all taken', 250)
    return {source: (int(total) / RESPONSES, int(worst)) for total, worst, source in re.findall(
        r'^(?:\[direct\] )?response (\d+) (\d+) (.+)$', machine.text(), re.MULTILINE)}


def response_ratios():
    """The same guest's answers to interrupts without the hypervisor and with it."""
    with board.start_bare('direct', limit=300) as machine:
        bare = responses(machine)
    for source, values in bare.items():
        for kind, value in zip(('mean', 'worst'), values):
            yield Figure(f'response on the bare PC, {source}: {kind}', value, 'ticks')
    for name, neighbours in NEIGHBOURS.items():
        with board.start(name, limit=300) as machine:
            under = responses(machine)
        for source, values in under.items():
            for kind, value, reference in zip(('mean', 'worst'), values, bare[source]):
                yield Figure(f'response {neighbours}, {source}: {kind}',
                             round(value / reference, 2), 'bare', 1)


def symbol(name):
    """The address of a symbol of the hypervisor."""
    with open(ELF, 'rb') as file:
        table = ELFFile(file).get_section_by_name('.symtab')
        return table.get_symbol_by_name(name)[0]['st_value']


def guest_names(folder):
    """The guests by their cores."""
    with open(os.path.join(folder, 'levsha.cfg'), 'rb') as file:
        data = file.read()
    table = layout.Header.from_buffer_copy(data).guests
    guests = (layout.Guest * table.count).from_buffer_copy(data, table.offset)
    return {guest.cpu: guest.name.decode() for guest in guests}


def run_to(machine, instructions):
    """Run to one of some instructions that follow each other; the core, and its ticks
    when it executes the first.

    Bochs overlooks a breakpoint at the first instruction of a core's turn, so that there
    must be two at least.
    """
    machine.resume()
    core, address = re.search(r'\((\d)\) Breakpoint \d+, 0x(\w+)',
                              machine.wait_prompt(200)).groups()
    return int(core), machine.ticks() - instructions.index(int(address, 16))


def boot_times():
    """Instructions from the Multiboot entry to each guest's first one."""
    names = guest_names(board.compile_board('i5-650'))
    launch = symbol('vmlaunch_end') - VMLAUNCH_BYTES
    launches = [launch - LOAD_BYTES, launch]
    with board.start('i5-650', limit=300) as machine:
        run_to_entry(machine, ELF)
        start = machine.ticks()
        for address in launches:
            machine.command(f'pb {address:#x}')
        while names:
            core, ticks = run_to(machine, launches)
            if core in names:
                yield Figure(f'boot to the first instruction of {names.pop(core)}',
                             ticks + len(launches) - start, 'instructions')


def main():
    """Measure, show and store."""
    programs = os.path.join(board.BUILD, 'tools/testing/model')
    figures = [*exit_costs(), *response_ratios(), *boot_times(), *wifire.figures(),
               *guest_mode.figures(programs)]
    publish(figures, 'speed', os.path.join(sys.argv[1], 'bench.json'))


if __name__ == '__main__':
    main()
