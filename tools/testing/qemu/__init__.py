# SPDX-License-Identifier: GPL-2.0
"""QEMU with our models, for the tests."""
import functools
import os
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))


@functools.cache
def program():
    """Our qemu-system-mipsel; it is built first where it is not in the cache yet."""
    return subprocess.run([os.path.join(HERE, 'build')], stdout=subprocess.PIPE, text=True,
                          check=True).stdout.rstrip('\n')
