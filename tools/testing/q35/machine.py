#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Runs a boot medium on QEMU's Q35 PC with KVM; gives tests its command line.

The devices are those that arch/x86/boards/q35.dtsi names: the firmware places them by
what else there is.
"""
import os
import sys

QEMU = '/usr/bin/qemu-system-x86_64'
NESTED = '/sys/module/kvm_intel/parameters/nested'


def command(iso, *more, accel='tcg'):
    """The command line; without KVM there is no VT-x."""
    if not os.path.exists(QEMU):
        raise SystemExit(f'{QEMU} is missing: install Debian\'s package qemu-system-x86 '
                         '("make setup" does)')
    machine = {'tcg': ['-machine', 'q35', '-accel', 'tcg,thread=multi'],
               'kvm': ['-machine', 'q35,kernel-irqchip=split', '-accel', 'kvm', '-cpu', 'host']}
    return [QEMU, *machine[accel], '-m', '1024', '-smp', '4', '-cdrom', iso, '-boot', 'd',
            '-device', 'intel-iommu,intremap=on', '-device', 'edu,addr=2', '-device', 'edu,addr=3',
            '-net', 'none', '-display', 'none', '-no-reboot', *more]


def lacking():
    """What KVM lacks for running a hypervisor in a guest, or nothing."""
    with open('/proc/cpuinfo', encoding='utf-8') as file:
        flags = next((line.split() for line in file if line.startswith('flags')), [])
    if 'vmx' not in flags:
        return 'this machine\'s CPU shows no VT-x (no "vmx" in /proc/cpuinfo)'
    if not os.access('/dev/kvm', os.R_OK | os.W_OK):
        return '/dev/kvm cannot be opened: load kvm_intel, and join the group kvm'
    if not os.path.exists(NESTED):
        return 'the module kvm_intel is not loaded'
    with open(NESTED, encoding='utf-8') as file:
        if file.read().strip() not in ('Y', '1'):
            return 'kvm_intel does not nest: load it with nested=1'
    return None


def main():
    """machine.py [ISO]: run it on this terminal; without one say whether that can be."""
    reason = lacking()
    if reason:
        raise SystemExit(f'ACCEL=kvm is not possible here: {reason}; "make run" takes Bochs')
    if sys.argv[1:]:
        line = command(sys.argv[1], '-parallel', 'null', '-serial', 'mon:stdio', accel='kvm')
        os.execv(line[0], line)


if __name__ == '__main__':
    main()
