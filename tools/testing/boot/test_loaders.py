# SPDX-License-Identifier: GPL-2.0
"""Every way in which boot loaders bring the hypervisor to a PC.

QEMU is a PC without VT-x: there the hypervisor checks what the loader brought, and
then refuses. Bochs, which boots from CD in all other tests, starts from a disk here.
"""
import os
import pathlib
import re
import shutil
import struct
import subprocess
import time
import unittest

from bochs.board import BOARDS, BUILD, compile_board, make_iso
from bochs.machine import DISK, Machine

QEMU = '/usr/bin/qemu-system-x86_64'
GRUB = '/usr/lib/grub/i386-pc'
PXELINUX = ('/usr/lib/PXELINUX/pxelinux.0', '/usr/lib/syslinux/modules/bios/ldlinux.c32',
            '/usr/lib/syslinux/modules/bios/libcom32.c32',
            '/usr/lib/syslinux/modules/bios/mboot.c32')
SECTOR = 512
PARTITION = 2048                # first sector, where partitions usually start
SECTORS = 20480
FAT16 = 0x0e
REFUSED = r'cannot start: .*'


def qemu(*options, limit=200):
    """What the console of QEMU's PC says up to the hypervisor's refusal."""
    command = ['setpriv', '--pdeathsig', 'KILL', QEMU, '-machine', 'q35', '-m', '1024', '-smp',
               '4', '-cpu', 'max', '-display', 'none', '-monitor', 'none', '-no-reboot',
               '-serial', 'stdio', *options]
    text, end = '', time.monotonic() + limit
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:
        os.set_blocking(process.stdout.fileno(), False)
        while not re.search(REFUSED + '\n', text) and time.monotonic() < end:
            text += (process.stdout.read() or b'').decode(errors='replace').replace('\r', '')
            time.sleep(0.1)
        process.kill()
    return text


def put_files(folder, target):
    """The hypervisor and what a compiled board consists of, as boot menus name them."""
    os.makedirs(target, exist_ok=True)
    for path in (f'{BUILD}/levsha.elf', f'{folder}/levsha.cfg'):
        shutil.copy(path, target)
    with open(f'{folder}/modules', encoding='utf-8') as file:
        for line in file:
            path, name = line.rsplit(maxsplit=1)
            shutil.copy(path, f'{target}/{name}')


def make_disk(folder):
    """A disk with GRUB in its first sectors and the board on a FAT partition."""
    disk, files = f'{folder}/levsha.img', f'{folder}/boot'
    pathlib.Path(f'{disk}.lock').unlink(missing_ok=True)        # of a Bochs that was killed
    put_files(folder, files)
    os.makedirs(f'{files}/grub', exist_ok=True)
    shutil.copy(f'{folder}/grub.cfg', f'{files}/grub')
    subprocess.run(
        ['grub-mkimage', '-d', GRUB, '-O', 'i386-pc', '-o', f'{folder}/core.img', '-p',
         '(hd0,msdos1)/boot/grub', 'biosdisk', 'part_msdos', 'fat', 'multiboot', 'normal',
         'configfile'], check=True)
    boot = pathlib.Path(GRUB, 'boot.img').read_bytes()[:440].ljust(446, b'\0')
    core = pathlib.Path(folder, 'core.img').read_bytes()
    entry = struct.pack('<B3sB3sII', 0x80, b'', FAT16, b'', PARTITION, SECTORS - PARTITION)
    with open(disk, 'wb') as file:
        file.write(boot + entry.ljust(64, b'\0') + b'\x55\xaa' + core)
        file.truncate(SECTORS * SECTOR)
    where = f'{disk}@@{PARTITION * SECTOR}'
    for command in (['mformat', '-i', where, '-T', str(SECTORS - PARTITION), '-h', '16', '-s',
                     '63', '::'], ['mcopy', '-s', '-i', where, files, '::boot']):
        subprocess.run(command, check=True)
    return disk


class Loaders(unittest.TestCase):
    """The same board from each loader."""

    @classmethod
    def setUpClass(cls):
        cls.folder = compile_board('idle')
        cls.iso = make_iso(cls.folder)
        cls.server = os.path.join(BOARDS, 'server')
        shutil.rmtree(cls.server, ignore_errors=True)
        put_files(cls.folder, f'{cls.server}/boot')
        os.makedirs(f'{cls.server}/pxelinux.cfg')
        for path in PXELINUX:
            shutil.copy(path, cls.server)
        shutil.copy(f'{cls.folder}/levsha.ipxe', cls.server)
        shutil.copy(f'{cls.folder}/pxelinux.cfg', f'{cls.server}/pxelinux.cfg/default')

    def arrived(self, text):
        """All images were there and whole, and the processor was looked at."""
        self.assertIn('core 0: Levsha', text)
        self.assertRegex(text, r'core 0: CPU: QEMU')
        self.assertRegex(text, r'core 0:!cannot start: the CPU has no VT-x\n')

    def boot_server(self, file):
        """Boot from the network; `file` is what DHCP names."""
        return qemu('-netdev', f'user,id=net,tftp={self.server},bootfile={file}', '-device',
                    'e1000,netdev=net', '-boot', 'n')

    def test_grub_on_a_cd(self):
        self.arrived(qemu('-cdrom', self.iso, '-boot', 'd'))

    def test_grub_on_a_stick_with_the_iso(self):
        self.arrived(qemu('-drive', f'file={self.iso},format=raw,if=none,id=stick,readonly=on',
                          '-device', 'qemu-xhci', '-device', 'usb-storage,drive=stick'))

    def test_pxelinux(self):
        self.arrived(self.boot_server('pxelinux.0'))

    def test_ipxe(self):
        self.arrived(self.boot_server('levsha.ipxe'))

    def test_a_file_that_was_damaged_on_the_way(self):
        with open(f'{self.server}/boot/witness.elf', 'r+b') as file:
            file.seek(5000)
            file.write(b'damage')
        text = self.boot_server('levsha.ipxe')
        shutil.copy(f'{BUILD}/tools/testing/guests/witness.elf', f'{self.server}/boot')
        self.assertRegex(text, r'partition: image witness.elf: CRC \w+, expected \w+')

    def test_grub_on_a_disk(self):
        with Machine(make_disk(self.folder), f'{self.folder}/run', limit=300,
                     medium=DISK) as machine:
            machine.resume()
            machine.expect(r'^\[heart\] beat 2, 0 words', 200)


if __name__ == '__main__':
    unittest.main()
