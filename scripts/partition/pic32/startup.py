# SPDX-License-Identifier: GPL-2.0
"""Registers that are written once at boot: clocks, flash, console, interrupt controller.

What the board's boot loader would have left, so that both ways to start give the same:
peripheral clocks of 100 MHz, flash read as fast as 200 MHz allow, no watchdog. All pins are
digital until a guest says otherwise. Names are those of the data sheet (DS60001320).
"""

from pic32.board import CLEAR, UART_HZ

PRECON, PREFETCH_ALL, WAIT_STATES_2 = 0x1f8e0000, 3 << 4, 2
PBDIV1, PBDIV_ON, BY_2 = 0x1f801300, 1 << 15, 1
PERIPHERAL_BUSES = (2, 3, 4, 5, 8)      # of 100 MHz: half the core's; the 7th has all of it
WDTCON, WDTCON_ON = 0x1f800800, 1 << 15
ANSEL_A, PORTS = 0x1f860000, 7
# The console's UART
UXMODE, UXSTA, UXBRG = 0x00, 0x10, 0x40
MODE_ON, STA_UTXISEL_EMPTY, STA_URXEN, STA_UTXEN = 1 << 15, 2 << 14, 1 << 12, 1 << 10
# The interrupt controller: one vector, in register set 0, for all
INTCON, PRISS, IFS0, IEC0, IPC0 = 0x1f810000, 0x1f810010, 0x1f810040, 0x1f8100c0, 0x1f810140
WORDS, PRIORITIES = 7, 54       # of 32 and of 4 sources
TIMER = 0
# Levels: while one interrupt is taken the console, and before it the timer, come first
GUESTS, CONSOLE, CORE_TIMER = 1, 2, 7


def registers(board):
    """(address, value) in the order in which they are written, all unlocked."""
    return [*_clocks(), *_uart(board), *_interrupts(board)]


def _clocks():
    yield PRECON, PREFETCH_ALL | WAIT_STATES_2
    yield PBDIV1, BY_2
    for bus in PERIPHERAL_BUSES:
        yield PBDIV1 + 16 * (bus - 1), PBDIV_ON | BY_2
    yield PBDIV1 + 16 * 6, PBDIV_ON
    yield WDTCON + CLEAR, WDTCON_ON
    for port in range(PORTS):
        yield ANSEL_A + 0x100 * port, 0


def _uart(board):
    base = board.console.blocks[0].base
    yield base + UXMODE, 0
    yield base + UXBRG, UART_HZ // board.console_baud - 1
    yield base + UXMODE, MODE_ON
    yield base + UXSTA, STA_UTXISEL_EMPTY | STA_URXEN | STA_UTXEN


def _interrupts(board):
    fault, received, sent = board.console.irqs
    levels = {TIMER: CORE_TIMER, fault: CONSOLE, received: CONSOLE, sent: CONSOLE}
    yield from ((INTCON, 0), (PRISS, 0))
    for number in range(PRIORITIES):
        yield IPC0 + 16 * number, sum(levels.get(4 * number + byte, GUESTS) << 8 * byte + 2
                                      for byte in range(4))
    for word in range(WORDS):
        yield IEC0 + 16 * word, sum(1 << irq % 32 for irq in (TIMER, received)
                                    if irq // 32 == word)
        yield IFS0 + 16 * word, 0
