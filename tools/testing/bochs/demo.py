#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""make demo: boot the default board and see each of its guests at work."""
import sys

from machine import Machine, Timeout

# What a spectator is told, what is typed, what must come over the console, and within
# how many seconds of the host.
STEPS = (
    ('GRUB loads hypervisor, partition and guests on all cores', '', 'ready; ', 60),
    ('the heartbeat, on core 1, lives on interrupts of its own timer', '',
     r'^\[heartbeat\] beat 3\r', 120),
    ('typing to the shell on core 2: Ctrl-E 2, and a line', '\x052hello, levsha\r',
     r'^\[echo\] you typed: hello, levsha\r', 60),
    ("Debian's own memtest86+, on core 3, tests the 256 MiB that it was given", '',
     r'^\[memtest\].*\[4MB of 255MB\]', 180),
    ('the shell is stopped, the heartbeat goes on', '\x050stop echo\r',
     r'guest echo: stopped\r(.*\n)+\[heartbeat\] beat \d+\r', 60),
    ('and it is started again from its image', 'start echo\r',
     r'guest echo: running\r(.*\n)+\[echo\] echo: type a line\r', 120),
    ('who left guest mode, and why', 'guests\r', r'memtest +running(.*\n)+levsha> ', 60),
)


def show(data):
    """What came over the console, to the spectator."""
    sys.stdout.buffer.write(data.replace(b'\r', b''))
    sys.stdout.buffer.flush()


def main(pc, iso, folder):
    """Go through the steps; the first one that fails ends the demonstration."""
    with Machine(iso, folder, pc=pc, limit=600) as machine:
        machine.watch_console(show)
        machine.resume()
        for number, (tell, keys, pattern, limit) in enumerate(STEPS, 1):
            print(f'\n==> {number}/{len(STEPS)}: {tell}', flush=True)
            machine.send(keys)
            try:
                machine.expect(pattern, limit)
            except Timeout as reason:
                sys.exit(f'\ndemo: step {number} failed, "{tell}": '
                         f'{str(reason).splitlines()[0]}; {folder} has the logs')
    print('\n\n==> The guests were seen at work. "make run" lets you try for yourself.')


if __name__ == '__main__':
    main(*sys.argv[1:])
