# SPDX-License-Identifier: GPL-2.0
"""The board from outside: buttons, LEDs, serial lines, SD card, traces."""
import os
import socket
import tempfile
import unittest

from program import elf
from qemu.machine import Machine

BOARD = '/machine'
TEXT = b'the first block of the card'


class Board(unittest.TestCase):
    """The program echo.c answers."""

    def start(self, *arguments):
        """The board with this program."""
        machine = Machine(elf('echo'), arguments=arguments)
        self.addCleanup(machine.close)
        machine.expect('ready')
        return machine

    @staticmethod
    def get(machine, name):
        return machine.command('qom-get', path=BOARD, property=name)

    @staticmethod
    def press(machine, name, down):
        machine.command('qom-set', path=BOARD, property=name, value=down)

    def test_buttons_and_leds(self):
        machine = self.start()
        for button, led, other in ('btn1', 'ld1', 'ld2'), ('btn2', 'ld2', 'ld1'):
            with self.subTest(button):
                self.assertFalse(self.get(machine, led))
                self.press(machine, button, True)
                machine.expect(f'{button} down')
                self.assertTrue(self.get(machine, button))
                self.assertTrue(self.get(machine, led))
                self.assertFalse(self.get(machine, other))
                self.press(machine, button, False)
                machine.expect(f'{button} up')
                self.assertFalse(self.get(machine, led))

    def test_a_change_of_an_led_is_traced(self):
        with tempfile.NamedTemporaryFile('r') as log:
            machine = self.start('-trace', 'wifire_led', '-D', log.name)
            self.press(machine, 'btn1', True)
            machine.expect('btn1 down')
            self.press(machine, 'btn1', False)
            machine.expect('btn1 up')
            machine.close()
            self.assertRegex(log.read(), r'(?s)wifire_led ld1 1.*wifire_led ld1 0')

    def test_console(self):
        machine = self.start()
        for key in 'a', 'Z', '0':
            machine.send(key)
            machine.expect(f'uart4 {key}')

    def test_the_second_serial_line_is_uart1(self):
        with tempfile.TemporaryDirectory() as folder, \
                socket.socket(socket.AF_UNIX) as server:
            path = os.path.join(folder, 'uart1')
            server.bind(path)
            server.listen()
            self.start('-serial', f'unix:{path}')
            line, _ = server.accept()
            with line:
                line.settimeout(20)
                line.sendall(b'Q')
                self.assertEqual(line.recv(1), b'q')

    def test_sd_card(self):
        with tempfile.NamedTemporaryFile() as image:
            image.write(TEXT.ljust(1024 * 1024, b'\0'))
            image.flush()
            machine = self.start('-drive', f'if=sd,format=raw,file={image.name}')
            machine.send('s')
            machine.expect(f'card: {TEXT.decode()}')

    def test_no_sd_card(self):
        machine = self.start()
        machine.send('s')
        machine.expect('no card')
