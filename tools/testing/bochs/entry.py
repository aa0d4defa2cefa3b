# SPDX-License-Identifier: GPL-2.0
"""The way of a machine to the hypervisor's first instruction."""
from elftools.elf.elffile import ELFFile

BREAKPOINTS = 16                # as many as Bochs has


def entry_code(elf):
    """The address of the hypervisor's entry, and the first bytes there."""
    with open(elf, 'rb') as file:
        image = ELFFile(file)
        entry = image['e_entry']
        text = image.get_section_by_name('.text')
        offset = entry - text['sh_addr']
        return entry, text.data()[offset:offset + BREAKPOINTS]


def run_to_entry(machine, elf):
    """Let the firmware and GRUB work, until the hypervisor is loaded and entered.

    Bochs overlooks some breakpoints (see points.py), but not several in a row. GRUB
    executes code of its own at the same addresses before it loads the hypervisor.
    """
    entry, code = entry_code(elf)
    for address in range(entry, entry + BREAKPOINTS):
        machine.command(f'pb {address:#x}')
    loaded = False
    while not loaded:
        machine.resume()
        machine.wait_prompt(200)
        loaded = machine.read(entry, len(code)) == code
    for number in range(1, BREAKPOINTS + 1):
        machine.command(f'd {number}')
