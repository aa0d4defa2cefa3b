#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""make debug: the board in Bochs with GDB attached."""
import os
import signal
import socket
import subprocess
import sys
import threading

from entry import run_to_entry
from gdbstub import Stub
from machine import Machine


def main(pc, iso, folder, elf, *options):
    """Run GDB with `options` on a `pc` that starts `iso`."""
    signal.signal(signal.SIGINT, lambda *_: None)       # is for GDB alone
    path = os.path.relpath(os.path.join(folder, 'gdb.sock'))
    with Machine(iso, folder, pc=pc, limit=None) as machine, \
            socket.socket(socket.AF_UNIX) as server:
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


def serve(server, machine):
    """One GDB is served after the other: "target remote" again works."""
    while True:
        connection, _ = server.accept()
        with connection:
            Stub(machine, connection).serve()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
