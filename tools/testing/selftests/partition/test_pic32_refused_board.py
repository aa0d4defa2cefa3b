# SPDX-License-Identifier: GPL-2.0
"""Boards with a PIC32MZ that the compiler must refuse, each with its own line."""

import unittest

import wifire

HYPERVISOR = "/hypervisor@7c000"
HV_REG = "reg = <0x7c000 0x4000>, <0x1d000000 0x20000>;"
SLICE = "slice-us = <5000>;"


class Hypervisor(wifire.Case):
    """What the hypervisor keeps."""

    def reg(self, reg, message):
        """The hypervisor has this memory."""
        self.edit(HV_REG, reg)
        self.refused(reg, f"{HYPERVISOR}: {message}")

    def test_no_flash(self):
        self.reg("reg = <0x7c000 0x4000>;", "reg has 1 ranges")

    def test_flash_that_is_erased_with_others(self):
        self.reg("reg = <0x7c000 0x4000>, <0x1d000000 0x21000>;",
                 "0x1d000000..0x1d020fff is not made of whole pages")

    def test_ram_that_is_not_there(self):
        self.reg("reg = <0x80000 0x4000>, <0x1d000000 0x20000>;",
                 "0x80000..0x83fff is not in the RAM, 0x0..0x7ffff")

    def test_flash_that_is_not_there(self):
        self.reg("reg = <0x7c000 0x4000>, <0x1c000000 0x20000>;",
                 "0x1c000000..0x1c01ffff is not in the program flash, 0x1d000000..0x1d1fffff")

    def test_tables_that_do_not_fit(self):
        self.reg("reg = <0x7c000 0x4000>, <0x1d000000 0x8000>;",
                 "the tables need 0x6338 bytes of flash, there is room for 0x1000 beside the "
                 "hypervisor's 24 KiB")

    def test_pps_that_is_another_register(self):
        self.edit(SLICE, "pps = <0x1f8000e0 1>;")
        self.refused("pps = <0x1f8000e0", f"{HYPERVISOR}: 0x1f8000e0 with 1 is no choice of a pin")


class Schedule(wifire.Case):
    """Time."""

    def schedule(self, line, message):
        """The hypervisor has this schedule."""
        self.edit("priority = <2>;", "")
        self.edit(SLICE, line)
        self.refused(line, f"{HYPERVISOR}: {message}")

    def test_slice_of_nothing(self):
        self.schedule("slice-us = <0>;", "slice-us is 0")

    def test_window_of_nothing(self):
        self.schedule("windows = <&one 0>, <&two 100>;", "the window of one has 0 us")

    def test_window_of_no_guest(self):
        self.schedule("windows = <&uart1 100>;", "windows names /soc/serial@1f822000, which is "
                      "no guest")

    def test_windows_that_overrun_the_frame(self):
        self.schedule("windows = <&one 9000000>, <&two 2000000>;",
                      "the windows take 11000000 us")

    def test_half_a_window(self):
        self.schedule("windows = <&one>;", "windows has 1 cells, which is no multiple of 2")

    def test_window_of_a_number(self):
        self.schedule("windows = <77 100>;", "windows has the number 0x4d where a node belongs")


class Part(wifire.Case):
    """Registers, interrupts and memory of the part."""

    def test_registers_of_two_devices(self):
        self.edit("reg = <0x1f840200 0x30>;", "reg = <0x1f840200 0x210>;")
        self.refused("reg = <0x1f840400 0x30>;", "/soc/timer@1f840400: 0x1f840400..0x1f84042f "
                     "overlaps 0x1f840200..0x1f84040f of /soc/timer@1f840200")

    def test_registers_outside(self):
        self.edit("reg = <0x1f840200 0x30>;", "reg = <0x20000000 0x30>;")
        self.edit("timer@1f840200", "timer@20000000")
        self.refused("<0x20000000 0x30>", "/soc/timer@20000000: 0x20000000..0x2000002f is not "
                     "among the registers, 0x1f800000..0x1f8fffff")

    def test_a_piece_of_a_register_group(self):
        self.edit("reg = <0x1f840200 0x30>;", "reg = <0x1f840200 0x28>;")
        self.refused("<0x1f840200 0x28>", "/soc/timer@1f840200: 0x1f840200..0x1f840227 does not "
                     "start and end at a multiple of 16")

    def test_the_cores_interrupt(self):
        self.edit("interrupts = <9>;", "interrupts = <0>;")
        self.refused("interrupts = <0>;",
                     "/soc/timer@1f840200: the interrupt source 0 is the core's")

    def test_the_source_of_notifications(self):
        self.edit("interrupts = <9>;", "interrupts = <107>;")
        self.refused("interrupts = <107>;",
                     "/soc/timer@1f840200: the interrupt source 107 is no device's")

    def test_a_source_of_two_devices(self):
        self.edit("interrupts = <8>;", "interrupts = <9>;  ")
        self.refused("interrupts = <9>;  ", "/external-interrupt-1: the interrupt source 9 is "
                     "that of /soc/timer@1f840200 too")

    def test_a_clock_that_is_none(self):
        self.edit("pmd = <4 1>;", "pmd = <8 1>;")
        self.refused("pmd = <8 1>;", "/soc/timer@1f840200: there is no bit 1 of PMD8")

    def test_sources_that_are_another(self):
        self.edit("sources = <0x1f811090", "sources = <0x1f810090")
        self.refused("sources = <0x1f810090", "/soc/dma-controller@1f811000: sources has "
                     "0x1f810090, which is no register of its own")

    def test_switching_off_what_is_another(self):
        self.edit("off = <CLR(0x1f840200) 0x8000>;", "off = <CLR(0x1f840600) 0x8080>;")
        self.refused("0x8080>;", "/soc/timer@1f840200: off stores to 0x1f840604, which is no "
                     "register of its own")

    def test_switching_off_by_a_part_of_a_register(self):
        self.edit("off = <CLR(0x1f840200) 0x8000>;", "off = <0x1f840201 0>;")
        self.refused("off = <0x1f840201 0>;", "/soc/timer@1f840200: off stores to 0x1f840201, "
                     "which is no register of its own")

    def test_letting_go_of_all_pins_of_a_port(self):
        self.edit("off = PORT_OFF(0x1f860100);", "off = <0x1f860110 0xffff>;")
        self.refused("off = <0x1f860110", "/soc/gpio@1f860100: off stores to 0x1f860110, which "
                     "changes all pins")

    def test_banks_with_a_hole(self):
        self.edit("<0x40000 0x40000>", "<0x60000 0x20000>")
        self.refused("<0x60000 0x20000>", "/memory@0: the banks 0x0..0x3ffff and "
                     "0x60000..0x7ffff are no neighbours")

    def test_shared_memory_of_no_whole_page(self):
        self.edit("reg = <0x10000 0x1000>;", "reg = <0x10000 0x800>;")
        self.refused("0x800>", "/mailbox@10000: 0x10000..0x107ff is not made of whole pages")

    def test_shared_memory_that_has_no_room(self):
        self.edit("reg = <0x10000 0x1000>;", "reg = <0x10000 0x80000>;")
        self.edit("shared-memory = <&mailbox>;", "")
        self.refused("0x80000>", "/mailbox@10000: there is no room for 512 KiB of RAM, free is "
                     "0x0..0x7bfff")

    def test_long_model(self):
        self.edit('"Test board"', f'"{"x" * 32}"')
        self.refused("xxx", f'/: "{"x" * 32}" has 32 characters')


class Console(wifire.Case):
    """The hypervisor's UART."""

    def test_no_uart(self):
        self.edit("serial3:115200n8", "/soc/timer@1f840200:115200n8")
        done = self.compile()
        self.assertIn('/chosen: stdout-path "/soc/timer@1f840200" is no UART; name one of '
                      "/soc/serial@1f822000, ", done.stderr)

    def test_no_rate(self):
        self.edit("serial3:115200n8", "serial3")
        self.refused('"serial3"', '/chosen: stdout-path has the options ""')

    def test_rate_that_the_uart_does_not_make(self):
        self.edit("serial3:115200n8", "serial3:921600n8")
        self.refused('"serial3:921600n8"', "/chosen: the console would have 1041666 bits per "
                     "second instead of 921600")
        self.setUp()
        self.edit("serial3:115200n8", "serial3:9000000n8")
        self.refused('"serial3:9000000n8"', "/chosen: the console would have 6250000 bits per "
                     "second instead of 9000000")

    def test_fewer_sources(self):
        self.edit("interrupts = <170 171 172>;", "interrupts = <170 171>;")
        self.refused("<170 171>", "/soc/serial@1f822600: a UART has three sources in a row: "
                     "fault, receive, transmit")


if __name__ == "__main__":
    unittest.main()
