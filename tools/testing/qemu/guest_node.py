#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""make guest-node: run a program alone on QEMU's Wi-FIRE, and print a guest's node for it.

It has what the program wrote to meanwhile: what it does later, or with keys pressed and
wires connected, is not in it. Pins are all pins of a port.
"""
import os
import re
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE)]

from qemu.machine import Machine  # noqa: E402

BOARDS = os.path.join(HERE, '../../../arch/mips/boards')
SOURCES = [os.path.join(BOARDS, name) for name in (
    'pic32mz2048efg100.dtsi', 'pic32mz-pset2.dtsi', 'pic32mz-pset3.dtsi', 'pic32mz-pset4.dtsi')]
CONSOLE = 'uart4'               # the hypervisor's, and its pins, which no guest can have
CONSOLE_PINS = {'portf': 0x0104}
MODELS = {'usbcr': 'usb', 'eth': 'ethernet', 'cmp': 'comparators', 'cvr': 'cvref'}
TYPES = {'.hex': 'hex', '.elf': 'elf', '.srec': 'srec'}
FLASH_PAGE = 0x4000             # that the flash controller erases
MOST = 32 - 7                   # sources of a guest that its devices can have
WRITE = re.compile(r'pic32_sfr_write (\w+) (\w+) <- (0x\w+) \((\d) at byte (\d)\)')
NODE = re.compile(r'(\w+): [\w@-]+ \{([^{}]*)\}')


def labels():
    """Interrupt sources and pins of each label that guests can be given."""
    found = {}
    for path in SOURCES:
        with open(path, encoding='utf-8') as file:
            for label, body in NODE.findall(file.read()):
                if re.search(r'"levsha,(registers|interrupt)|-port"|-uart"', body):
                    cells = {name: [int(cell, 0) for cell in values.split()] for name, values
                             in re.findall(r'(interrupts|pins) = <([\w\s]*)>', body)}
                    found[label] = cells.get('interrupts', []), sum(cells.get('pins', []))
    return found


def properties(trace, known):
    """Of a node, what QEMU's trace of writes asks for."""
    writes = [(MODELS.get(one, one), name, int(value, 16) << 8 * int(byte))
              for one, name, value, _, byte in WRITE.findall(trace)]
    written = dict.fromkeys(one for one, _, _ in writes)
    enabled = {32 * int(name[3]) + bit for one, name, value in writes if one == 'eic'
               and re.fullmatch(r'IEC\d(SET|INV)?', name) for bit in range(32) if value >> bit & 1}
    uarts = [one for one in written if one.startswith('uart')]
    console = uarts[0] if uarts else CONSOLE
    pins = {one: known[one][1] & ~CONSOLE_PINS.get(one, 0) for one in written
            if one.startswith('port') and one in known}
    devices = [one for one in written if one in known and one not in pins
               and one not in (console, CONSOLE)]
    devices += [one for one in known if one.startswith('int') and enabled & set(known[one][0])]
    sources = [irq for one in [*devices, *pins] for irq in known[one][0]]
    lines = ['fpu;', 'dsp;']
    if any(name.startswith('PRISS') and value for _, name, value in writes):
        lines.append('shadow-sets = <2>;\t/* the last guest\'s */')
    lines.append(f'console = <&{console}>;')
    if devices:
        lines.append(f'devices = {", ".join(f"<&{one}>" for one in devices)};')
    if pins:
        lines.append(f'pins = {", ".join(f"<&{one} {mask:#x}>" for one, mask in pins.items())};')
    flash = sorted({value // FLASH_PAGE * FLASH_PAGE for one, name, value in writes
                    if one == 'nvm' and name == 'NVMADDR'})
    if flash:
        ranges = ', '.join(f'<{page:#x} {FLASH_PAGE:#x}>' for page in flash)
        lines.append(f'writable-flash = {ranges};')
    if len(sources) > MOST:
        chosen = ' '.join(map(str, sorted(enabled & set(sources)))) or sources[0]
        lines.append(f'interrupts = <{chosen}>;')
    return lines


def main():
    """Arguments: the program, and how many seconds to run it."""
    image, seconds = os.path.abspath(sys.argv[1]), sys.argv[2]
    kind = TYPES.get(os.path.splitext(image)[1])
    if not kind or not os.path.isfile(image):
        sys.exit(f'{image} is no file named {", ".join(TYPES)}: give one as IMAGE=')
    if not seconds.isdecimal():
        sys.exit(f'{seconds} is no number of seconds: give one as SECONDS=')
    seconds = int(seconds)
    with tempfile.NamedTemporaryFile('r', errors='replace') as log:
        arguments = ('-trace', 'pic32_sfr_write', '-D', log.name)
        with Machine(image, arguments=arguments, exact=False, limit=4 * seconds) as machine:
            while machine.spent() < seconds and machine.read() != b'':
                pass
        lines = properties(log.read(), labels())
    lines[:0] = ['compatible = "levsha,guest";', 'memory-size = <0x20000>;', 'memory-top;',
                 f'image = "{image}";', f'image-type = "{kind}";']
    print('their {\n\t' + '\n\t'.join(lines) + '\n};')


if __name__ == '__main__':
    main()
