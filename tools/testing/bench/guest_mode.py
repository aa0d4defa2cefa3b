# SPDX-License-Identifier: GPL-2.0
"""What guest mode costs in QEMU's model of the board, beside root mode.

The program speed.c does the same work in either mode, some 270 million instructions. Time
is that of QEMU's threads on the host's processors: the best of some runs, since
whatever else the host does can only add to it.
"""
import glob
import os

from figures import Figure
from qemu.machine import Machine

ROUNDS = 7
GOAL = 2                        # as slow as that it may be
# What is asked of the program, in root mode and in guest mode
WAYS = {'unmapped': 'rg', 'by TLBs': 'RG'}


def processor_time(pid):
    """Nanoseconds that all threads of a process ran."""
    total = 0
    for path in glob.glob(f'/proc/{pid}/task/*/schedstat'):
        with open(path, encoding='ascii') as file:
            total += int(file.read().split()[0])
    return total


def cost(machine, way):
    """Host nanoseconds for the work."""
    before = processor_time(machine.process.pid)
    machine.send(way)
    machine.expect(f'done {way}')
    return processor_time(machine.process.pid) - before


def figures(folder):
    """The ratios for a folder with the programs, without and with counted instructions."""
    for exact in False, True:
        with Machine(os.path.join(folder, 'speed.elf'), exact=exact, limit=300) as machine:
            machine.expect('ready')
            for name, ways in WAYS.items():
                runs = [[cost(machine, way) for way in ways] for _ in range(ROUNDS)]
                root, guest = (min(times) for times in zip(*runs))
                yield Figure(f'QEMU{", icount" if exact else ""}: guest mode, {name}',
                             guest / root, 'root mode', GOAL)
