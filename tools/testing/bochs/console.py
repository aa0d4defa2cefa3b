#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""make run: the board's console on this terminal. Ctrl-A X leaves."""
import os
import sys
import termios
import tty

from machine import Machine

LEAVE = b'\x01'                 # Ctrl-A, then X; twice to send one


class Terminal:
    """Keys from the user to COM1 of a machine."""

    def __init__(self, machine):
        self.machine = machine
        self.command = False
        self.left = False

    def read(self):
        """Take what was typed; what is not for us goes to the machine."""
        data = os.read(sys.stdin.fileno(), 1024)
        for key in (data[i:i + 1] for i in range(len(data))):
            if self.command or key != LEAVE:
                self._key(key)
            else:
                self.command = True
        return data

    def _key(self, key):
        if self.command and key in b'xX':
            self.left = True
        else:
            self.machine.com1.sendall(key)
        self.command = False


def show(data):
    """What came over COM1, to the user."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def talk(machine):
    """Connect user and machine until one of them ends."""
    terminal = Terminal(machine)
    machine.watch_console(show)
    machine.attach(sys.stdin, terminal.read)
    machine.resume()
    while not terminal.left and not machine.ended():
        machine.pump(1)
    return terminal.left


def main(pc, iso, folder):
    """Run `iso` on a `pc` in `folder` with the terminal in raw mode."""
    print('Starting Bochs; Ctrl-A X leaves.', flush=True)
    with Machine(iso, folder, pc=pc, limit=None) as machine:
        saved = termios.tcgetattr(sys.stdin) if sys.stdin.isatty() else None
        try:
            if saved:
                tty.setraw(sys.stdin)
            left = talk(machine)
        finally:
            if saved:
                termios.tcsetattr(sys.stdin, termios.TCSADRAIN, saved)
    if not left:
        sys.exit(f'\nBochs ended; {folder}/bochs.log says why.')
    print()


if __name__ == '__main__':
    main(*sys.argv[1:])
