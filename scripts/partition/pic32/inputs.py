# SPDX-License-Identifier: GPL-2.0
"""Which pin a UART receives on, by its register for that (DS60001320, section 12)."""

# Port and pin by the register's value, which is 0 after reset
_INT1 = "D1 G9 B14 D0 - B6 D5 B2 F3 F13 - F2 C2 E8"
_INT2 = "D9 G6 B8 B15 D4 B0 E3 B7 - F12 D12 F8 C3 E9"
_INT3 = "D2 G8 F4 D10 F1 B9 B10 C14 B5 - C1 D14 G1 A14 D6"
_INT4 = "D3 G7 F5 D11 F0 B1 E5 C13 B3 - C4 D15 G0 A15 D7"
_PINS = {0x1f801468: _INT3, 0x1f801470: _INT2, 0x1f801478: _INT4, 0x1f801480: _INT1,
         0x1f801488: _INT3, 0x1f801490: _INT1}


def received(uart, chosen):
    """(number of the port, pin) that a UART receives on after these choices, or None."""
    choices = dict(chosen)
    for register in uart.inputs:
        pins = _PINS.get(register, "").split()
        value = choices.get(register, 0)
        if value < len(pins) and pins[value] != "-":
            return ord(pins[value][0]) - ord("A"), int(pins[value][1:])
    return None
