#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Run a program of checks, given as its C file, in QEMU and pass its KTAP on.

LEVSHA_BUILD names the build folder with the programs.
"""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TESTING = os.path.dirname(HERE)
sys.path[:0] = [TESTING]

from qemu.machine import Machine, Timeout  # noqa: E402

BUILD = os.environ.get('LEVSHA_BUILD', os.path.join(TESTING, '../../build-test'))
PLAN = r'^1\.\.\d+\n'
LIMIT = 300                     # seconds of the host's CPU


def elf(name):
    """The program that was made of a C file in this folder."""
    return os.path.join(BUILD, 'tools/testing/model', f'{name}.elf')


def run(*images, limit=LIMIT):
    """The KTAP of a program, and whether it came to its end."""
    with Machine(*images, limit=limit) as machine:
        try:
            end = machine.expect(PLAN, limit).end()
            return machine.output[:end].decode(errors='replace'), True
        except Timeout:
            return machine.text(), False


def main(source):
    """The exit status: 0 if all checks passed."""
    text, complete = run(elf(os.path.basename(source)[:-2]))
    print(text, end='' if complete else '\n# it did not come to its end\n')
    return 0 if complete and not re.search('^(not ok|Bail out)', text, re.MULTILINE) else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
