#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""make mutate: show that the programs of checks notice faults in the model.

In a tree of QEMU with the models, each fault of mutants.py is put in, compiled, and
the program that must notice it has to fail. What is printed is TAP.
"""
import os
import subprocess
import sys

from mutants import MUTANTS
from program import elf, run

TREE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../qemu/tree')


def build(folder):
    """The program that is made of the tree."""
    return subprocess.run([TREE, 'build', folder], stdout=subprocess.PIPE, text=True,
                          check=True).stdout.rstrip('\n')


def passes(name):
    """Whether all checks of a program pass."""
    text, complete = run(elf(f'test_{name}'), limit=60)
    return complete and '\nnot ok' not in text and '\nBail out' not in text


def noticed(folder, mutant):
    """Whether the program that must notice a fault does."""
    file, old, new, program = mutant
    path = os.path.join(folder, file)
    with open(path, encoding='utf-8') as source:
        text = source.read()
    if text.count(old) != 1:
        return False, f'{file} has "{old}" {text.count(old)} times'
    try:
        with open(path, 'w', encoding='utf-8') as source:
            source.write(text.replace(old, new))
        build(folder)
        return not passes(program), f'{program} passed'
    except subprocess.CalledProcessError:
        return False, 'it does not compile'
    finally:
        with open(path, 'w', encoding='utf-8') as source:
            source.write(text)


def main(folder):
    """The exit status: 0 if each fault was noticed."""
    if not os.path.exists(folder):
        subprocess.run([TREE, 'new', folder], check=True)
    os.environ['LEVSHA_QEMU'] = build(folder)
    for name in sorted({mutant[3] for mutant in MUTANTS}):
        if not passes(name):
            sys.exit(f'{name} fails without a fault')
    missed = 0
    print(f'TAP version 13\n1..{len(MUTANTS)}', flush=True)
    for number, mutant in enumerate(MUTANTS, 1):
        good, why = noticed(folder, mutant)
        missed += not good
        first = mutant[1].split('\n', maxsplit=1)[0]
        print(f'{"ok" if good else "not ok"} {number} - {mutant[3]} notices a fault in '
              f'{os.path.basename(mutant[0])}: {first}', flush=True)
        if not good:
            print(f'# {why}', flush=True)
    build(folder)
    return 1 if missed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
