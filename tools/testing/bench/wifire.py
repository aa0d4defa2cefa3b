# SPDX-License-Identifier: GPL-2.0
"""What exits cost on the Wi-FIRE, counted in instructions by a guest that does nothing else.

Each figure has the guest's own instructions in it, two or three. QEMU executes the
same ones in each run.
"""
import os
import re

from elftools.elf.elffile import ELFFile

from figures import Figure
from qemu import board

ROUNDS = 1000                   # as in tools/testing/guests/mips/bench.c
INSTRUCTION = 4                 # bytes
LIMIT = 120                     # seconds of the host's CPU
GOALS = {
    'HYPCALL, version': 25,
    'HYPCALL, unknown: to root and back': 100,
    'guarded register read: LATB': 70,
    'guarded register write: LATBSET': 70,
    'guarded register read: U4STA': 70,
    'guarded register write: U4BRG': 70,
    'guarded register read: IEC0': 70,
    'guarded register write: IEC0SET': 70,
    'soft interrupt: raised and requested': 60,
}
REFILL_GOAL = 20
YIELD = 'HYPCALL, yield'


def measured(name, until):
    """What the guest of a board counted, by name."""
    text = board.run(board.build(name), [until], LIMIT)
    return {what: int(count) / ROUNDS for count, what in
            re.findall(r'^\[bench\] bench (\d+) (.+)$', text, re.MULTILINE)}


def refill():
    """The handler of a miss of the root TLB; it has no branch but to what is rare."""
    with open(os.path.join(board.BUILD, 'levsha.elf'), 'rb') as file:
        table = ELFFile(file).get_section_by_name('.symtab')
        return table.get_symbol_by_name('vector_refill')[0]['st_size'] / INSTRUCTION


def figures():
    """The figures of the board."""
    for name, value in measured('bench', r'^\[bench\] bench done').items():
        yield Figure(f'Wi-FIRE: {name}', value, 'instructions', GOALS.get(name))
    yield Figure('Wi-FIRE: root TLB refill', refill(), 'instructions', REFILL_GOAL)
    switches = measured('bench-switch', rf'{YIELD}\s')[YIELD]
    yield Figure('Wi-FIRE: switch to another guest', switches / 2, 'instructions')
