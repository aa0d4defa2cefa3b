# SPDX-License-Identifier: GPL-2.0
"""The test PC with a screen to look at and a keyboard to press keys on.

Bochs shows such a machine to VNC viewers (RFC 6143), and so takes its keys: one
viewer, which looks at no picture, is the keyboard. What the screen shows is read
from the display's memory by the debugger.
"""
import os
import re
import socket
import struct
import time

from bochs.machine import Machine, Timeout

MEMORY = 0xb8000
COLUMNS, ROWS = 80, 25
KEY_EVENT = 4
PACE = 0.1                      # host seconds; Bochs's keyboard holds 16 bytes
# X11's names of keys that are no character
KEYS = {'Enter': 0xff0d, 'Escape': 0xff1b, 'BackSpace': 0xff08, 'PageUp': 0xff55,
        'PageDown': 0xff56, 'Up': 0xff52, 'Shift': 0xffe1, 'Ctrl': 0xffe3,
        'Alt': 0xffe9, 'CapsLock': 0xffe5,
        **{f'F{n}': 0xffbd + n for n in range(1, 13)}}
SHIFTED = '~!@#$%^&*()_+{}|:"<>?'


class ScreenMachine(Machine):
    """A run of Bochs; press() needs that it is not stopped."""

    def _start(self, settings):
        super()._start(settings.replace('display_library: term',
                                        'display_library: rfb, options="timeout=0"'))

    def close(self):
        """End the run, whatever state it is in."""
        super().close()
        if hasattr(self, 'viewer'):
            self.viewer.close()

    def connect(self):
        """Be Bochs's VNC viewer: versions, no password, shared."""
        self.viewer = socket.create_connection(('localhost', self._port()), 10)
        self._receive(12)
        self.viewer.sendall(b'RFB 003.003\n')
        self._receive(4)
        self.viewer.sendall(b'\1')
        self._receive(struct.unpack('>20xI', self._receive(24))[0])
        # It sends pictures all the same, and waits until they are taken.
        self.attach(self.viewer, lambda: self.viewer.recv(1 << 20))

    def _receive(self, size):
        data = b''
        while len(data) < size:
            data += self.viewer.recv(size - len(data)) or self._gone()
        return data

    def _gone(self):
        raise Timeout(f'Bochs closed the viewer\'s connection: see {self.folder}/bochs.log')

    def _port(self):
        """The port on which Bochs listens, the first free one from 5900 on."""
        folder = f'/proc/{self.process.pid}'
        inodes = {match[1] for fd in os.listdir(f'{folder}/fd')
                  if (match := re.match(r'socket:\[(\d+)\]', os.readlink(f'{folder}/fd/{fd}')))}
        with open(f'{folder}/net/tcp', encoding='ascii') as table:
            for row in (line.split() for line in table):
                if row[3] == '0A' and row[9] in inodes:
                    return int(row[1].split(':')[1], 16)
        raise Timeout(f'Bochs listens nowhere: see {self.folder}/bochs.log')

    def press(self, *names):
        """Press keys in turn and release them: ('Alt', 'F1'), or single characters."""
        if not hasattr(self, 'viewer'):
            self.connect()
        codes = [KEYS[name] if len(name) > 1 else ord(name) for name in names]
        for down, key in [(1, code) for code in codes] + [(0, code) for code in codes[::-1]]:
            self.viewer.sendall(struct.pack('>BBxxI', KEY_EVENT, down, key))
        self._pump_for(PACE)

    def _pump_for(self, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.pump(left)

    def type(self, text):
        """Type characters; a line's end is the Enter key."""
        for character in text:
            shift = ['Shift'] if character.isupper() or character in SHIFTED else []
            self.press(*shift, 'Enter' if character == '\n' else character)

    def cells(self):
        """Pairs of bytes, character and colour: all that the screen shows."""
        self.interrupt()
        data = self.read(MEMORY, 2 * ROWS * COLUMNS)
        self.resume()
        return [data[at:at + 2] for at in range(0, len(data), 2)]

    def rows(self):
        """The text of each row, without blanks at its end."""
        text = bytes(cell[0] for cell in self.cells()).decode('cp437')
        return [text[at:at + COLUMNS].rstrip() for at in range(0, len(text), COLUMNS)]

    def await_screen(self, pattern, timeout=60):
        """Wait until the screen shows a regular expression; its rows then."""
        end = time.monotonic() + timeout
        while not re.search(pattern, '\n'.join(rows := self.rows()), re.MULTILINE):
            if time.monotonic() > end:
                raise Timeout(f'{timeout} s passed without "{pattern}" on the screen:\n'
                              + '\n'.join(rows))
            self._pump_for(0.2)
        return rows
