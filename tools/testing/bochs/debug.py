#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""make debug: the board in Bochs with GDB attached."""
import os
import signal
import socket
import struct
import subprocess
import sys
import threading

from gdbstub import Stub
from machine import Machine

ELF_ENTRY = 24                  # offset in a 64-bit ELF file's header
BREAKPOINTS = 16                # as many as Bochs has


def main(iso, folder, elf, *options):
    """Run GDB with `options` on a machine that starts `iso`."""
    signal.signal(signal.SIGINT, lambda *_: None)       # is for GDB alone
    path = os.path.relpath(os.path.join(folder, 'gdb.sock'))
    with Machine(iso, folder, limit=None) as machine, socket.socket(socket.AF_UNIX) as server:
        run_to_entry(machine, elf)
        if os.path.exists(path):
            os.unlink(path)
        server.bind(path)
        server.listen()
        with subprocess.Popen(['gdb', '-q', '-ex', f'target remote {path}', *options, elf]) as gdb:
            threading.Thread(target=serve, args=(server, machine), daemon=True).start()
            gdb.wait()
    os.unlink(path)
    return gdb.returncode


def run_to_entry(machine, elf):
    """Let the firmware and GRUB work, so that GDB finds the hypervisor loaded.

    Bochs overlooks some breakpoints (see points.py), but not several in a row.
    """
    with open(elf, 'rb') as file:
        entry = struct.unpack_from('<Q', file.read(), ELF_ENTRY)[0]
    for address in range(entry, entry + BREAKPOINTS):
        machine.command(f'pb {address:#x}')
    machine.resume()
    machine.wait_prompt()
    for number in range(1, BREAKPOINTS + 1):
        machine.command(f'd {number}')


def serve(server, machine):
    """One GDB is served after the other: "target remote" again works."""
    while True:
        connection, _ = server.accept()
        with connection:
            Stub(machine, connection).serve()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
