# SPDX-License-Identifier: GPL-2.0
"""A CPU of a stopped Machine: its registers and its view of memory."""
import re

GENERAL = ('rax', 'rbx', 'rcx', 'rdx', 'rsi', 'rdi', 'rbp', 'rsp',
           'r8', 'r9', 'r10', 'r11', 'r12', 'r13', 'r14', 'r15', 'rip')
SEGMENTS = ('cs', 'ss', 'ds', 'es', 'fs', 'gs')
CONTROL = ('cr0', 'cr2', 'cr3', 'cr4', 'efer')
SHORT = {'rax': 'eax', 'rbx': 'ebx', 'rcx': 'ecx', 'rdx': 'edx', 'rsi': 'esi',
         'rdi': 'edi', 'rbp': 'ebp', 'rsp': 'esp', 'rip': 'eip'}
CHUNK = 2048                    # bytes of one look at memory


class Cpu:
    """CPU `number` of `machine`. The debugger looks through one CPU at a time."""

    def __init__(self, machine, number):
        self.machine = machine
        self.number = number

    def _ask(self, *commands):
        self.machine.command(f'set $cpu = {self.number}')
        return '\n'.join(line for command in commands for line in self.machine.command(command))

    def registers(self):
        """All registers by name."""
        text = self._ask('r', 'sreg', 'creg')
        found = {}
        for name, high, low in re.findall(r'^(r\w+) *: (\w{8})_(\w{8})', text, re.MULTILINE):
            found[name] = int(high + low, 16)
        found['eflags'] = int(re.search(r'eflags (0x\w+)', text).group(1), 16)
        for name, selector, base in re.findall(
                r'^(\ws):(0x\w+),[^\n]*\n[^\n]*base=(0x\w+)', text, re.MULTILINE):
            found[name] = int(selector, 16)
            found[name + '_base'] = int(base, 16)
        for name, value in re.findall(
                r'^(CR[0234]|EFER)=(?:page fault laddr=)?(0x\w+)', text, re.MULTILINE):
            found[name.lower()] = int(value, 16)
        return found

    def set_register(self, name, value):
        """Change a general register or rip; False if Bochs refused."""
        for known in (name, SHORT.get(name)):
            if known and not self._ask(f'set {known} = {value:#x}').strip():
                return True
        return False

    def read(self, address, size):
        """Linear memory as this CPU sees it; shorter where the mapping ends."""
        data = b''
        while len(data) < size:
            want = min(size - len(data), CHUNK, 0x1000 - (address + len(data)) % 0x1000)
            text = self._ask(f'x /{want}bx {address + len(data):#x}')
            got = bytes(int(byte, 16) for byte in re.findall(r'\t0x(\w\w)\b', text))
            data += got
            if len(got) < want:
                break
        return data

    def physical(self, address):
        """Where a linear address leads, through guest page tables and EPT; or None."""
        match = re.search(r'maps to physical page (0x\w+)', self._ask(f'page {address:#x}'))
        return int(match.group(1), 16) + address % 0x1000 if match else None

    def next_instruction(self, address):
        """The address of the instruction behind the one at a linear address.

        The same address if nothing can be read there yet.
        """
        found = re.findall(r'^(\w+): \(', self._ask(f'u /2 {address:#x}'), re.MULTILINE)
        return int(found[-1], 16) if found else address

    def write(self, address, data):
        """Change linear memory; False if it is not mapped."""
        for offset, byte in enumerate(data):
            where = self.physical(address + offset)
            if where is None:
                return False
            self.machine.command(f'setpmem {where:#x} 1 {byte:#x}')
        return True

    def save(self, path, address, size):
        """Write linear memory to a file (fast)."""
        self._ask(f'writemem "{path}" {address:#x} {size:#x}')
