#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""make demo: boot the Wi-FIRE's default partition and see each of its guests at work."""
import os
import sys

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

from qemu.machine import Machine, Timeout  # noqa: E402

# What a spectator is told, what is typed, what must come over the console, and within
# how many seconds. Ctrl-E and a number say who hears the keys: 0 is the hypervisor.
STEPS = (
    ('the boot loader starts the image; its three guests run on one core', '',
     r'^\[heartbeat\] beat 2', 30),
    ('the vault signs, each second, with a key that nobody else may have', '',
     r'^\[vault\] \d+ s: [0-9a-f]{16}', 30),
    ('the shell asks it to sign something, by a page that they share', '\x052sign hello\r',
     r'^\[shell\] vault: [0-9a-f]{16}', 30),
    ('nobody trusts the shell: it tries everything to get the key', '\x052attack\r',
     r'^\[shell\] nothing was obtained', 120),
    ('the shell is stopped; the others go on', '\x050stop shell\r',
     r'guest shell: stopped(.*\n)+\[heartbeat\] beat \d+\r?\n(.*\n)*?\[vault\] \d+ s: ', 30),
    ('and it is started again from its image', '\x050start shell\r',
     r'shell: try help', 30),
    ('who ran, and why each left guest mode', '\x050guests\r', r'heartbeat +running(.*\n)+', 30),
)
LEDS = 8                        # changes to show


def show(machine, since):
    """What came over the console, to the spectator."""
    sys.stdout.buffer.write(machine.output[since:].replace(b'\r', b''))
    sys.stdout.buffer.flush()
    return len(machine.output)


def expect(machine, pattern, limit, shown):
    """Wait for a pattern, and show what comes meanwhile."""
    left = limit * 5
    while True:
        try:
            machine.expect(pattern, 0.05)
            return show(machine, shown)
        except Timeout:
            shown = show(machine, shown)
            left -= 1
            if left < 0:
                raise


def leds(log):
    """The last changes of LEDs."""
    with open(log, encoding='utf-8') as file:
        changes = [line.split()[-2:] for line in file if 'wifire_led' in line]
    if len(changes) < LEDS:
        sys.exit(f'\ndemo: the LEDs do not walk, {log} has {len(changes)} changes')
    print('\n==> the heartbeat has four LEDs of its own; they changed last, as QEMU traced it:')
    print('    ' + ', '.join(f'{name.upper()} {"on" if on == "1" else "off"}'
                             for name, on in changes[-LEDS:]))


def main(image, log):
    """Go through the steps; the first one that fails ends the demonstration."""
    shown = 0
    arguments = ('-trace', 'wifire_led', '-D', log)
    with Machine(image, arguments=arguments, exact=False, limit=400) as machine:
        for number, (tell, keys, pattern, limit) in enumerate(STEPS, 1):
            print(f'\n==> {number}/{len(STEPS)}: {tell}', flush=True)
            machine.send(keys)
            try:
                shown = expect(machine, pattern, limit, shown)
            except Timeout:
                sys.exit(f'\ndemo: step {number} failed, "{tell}": no "{pattern}" came')
    leds(log)
    print('\n==> All three guests were seen at work. "make run" lets you try for yourself.')


if __name__ == '__main__':
    main(*sys.argv[1:])
