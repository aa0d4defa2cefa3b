# SPDX-License-Identifier: GPL-2.0
"""Guests of the PIC32MZ that the compiler must refuse, each with its own line."""

import unittest

import wifire
from wifire import FLASH, ONE, TWO

SERIAL1, SERIAL4 = "/soc/serial@1f822000", "/soc/serial@1f822600"
DEVICES = "devices = <&timer2>;"
PINS = "pins = <&portb 0x0800>;"


class Case(wifire.Case):
    """Guest one or two with more, or something else, than it had."""

    def one(self, line, message):
        """Guest one has this line instead of its devices."""
        self.edit(DEVICES, line)
        self.refused(line, f"{ONE}: {message}")

    def two(self, line, message):
        """Guest two has this line instead of its pins."""
        self.edit(PINS, line)
        self.refused(line, f"{TWO}: {message}")


class Memory(Case):
    """RAM that is not there, and memory in the wrong place."""

    def test_no_whole_pages(self):
        self.edit("<0x8000>", "<0x8100>")
        self.refused("0x8100", f"{ONE}: the RAM 0x8100 bytes at 0x0 is not made of whole pages")

    def test_no_whole_page_to_begin_with(self):
        self.one("memory-base = <0x800>;", "the RAM 0x8000 bytes at 0x800 is not made of whole "
                 "pages")

    def test_more_than_there_is(self):
        self.edit("shared-memory = <&mailbox>;", "")
        self.edit("<0x8000>", "<0x80000>")
        self.refused("0x80000", f"{ONE}: there is no room for 512 KiB of RAM, free is "
                     "0x0..0x7bfff")

    def test_none_left_for_another(self):
        self.edit("shared-memory = <&mailbox>;", "")
        self.edit("<0x8000>", "<0x78000>")
        self.refused("memory-size = <0x10000>", f"{TWO}: there is no room for 64 KiB of RAM, "
                     "free is 0x78000..0x7bfff")

    def test_shared_memory_in_its_own(self):
        self.edit("<0x8000>", "<0x14000>")
        self.refused("<&mailbox>", f"{ONE}: /mailbox@10000 (0x10000..0x10fff) overlaps other "
                     "memory of its own (0x0..0x13fff)")

    def test_its_own_seen_again_over_shared_memory(self):
        self.edit("0x10000 0x1000", "0x78000 0x1000")
        self.edit("priority = <2>;", "memory-top;")
        self.refused("<&mailbox>", f"{ONE}: /mailbox@10000 (0x78000..0x78fff) overlaps other "
                     "memory of its own (0x78000..0x7ffff)")

    def test_over_the_flash(self):
        self.one("memory-base = <0x1cffc000>;", "its RAM (0x1cffc000..0x1d003fff) reaches past "
                 "0x1d000000, where the part's flash and registers are")

    def test_what_is_no_shared_memory(self):
        self.edit("<&mailbox>", "<&uart1>")
        self.refused("shared-memory = <&uart1>", f"{ONE}: shared-memory names {SERIAL1}, which "
                     "is no shared memory")


class WritableFlash(Case):
    """Flash to write that is not whole, not flash, or the image's."""

    def test_no_whole_pages(self):
        for area, text in (("0x1d100000 0x1000", "0x1d100000..0x1d100fff"),
                           ("0x1d101000 0x4000", "0x1d101000..0x1d104fff")):
            with self.subTest(area):
                self.setUp()
                self.one(f"writable-flash = <{area}>;",
                         f"writable-flash {text} is not made of whole pages of flash")

    def test_what_is_no_flash(self):
        self.one("writable-flash = <0x10000 0x4000>;", "writable-flash 0x10000..0x13fff is not in "
                 "flash, 0x1d000000..0x1d1fffff, 0x1fc00000..0x1fc13fff, "
                 "0x1fc20000..0x1fc33fff")

    def test_past_the_end(self):
        self.one("writable-flash = <0x1d1fc000 0x8000>;", "writable-flash 0x1d1fc000..0x1d203fff "
                 "is not in flash, 0x1d000000..0x1d1fffff, 0x1fc00000..0x1fc13fff, "
                 "0x1fc20000..0x1fc33fff")

    def test_twice(self):
        self.one("writable-flash = <0x1d100000 0x8000>, <0x1d104000 0x4000>;",
                 "writable-flash 0x1d104000..0x1d107fff overlaps 0x1d100000..0x1d107fff")

    def test_over_the_image(self):
        self.one("writable-flash = <0x1d000000 0x4000>;", "writable-flash 0x1d000000..0x1d003fff "
                 "has bytes of one.elf, which no restart brings back once they are written")

    def test_image_without_flash(self):
        self.one("writable-image;", "writable-image means nothing without writable-flash")

    def test_more_than_there_is(self):
        self.edit(DEVICES, "writable-flash = <0x1d004000 0x1fc000>;")
        self.refused("one.elf", f"{ONE}: there is no room for 2032 KiB of flash")


class Devices(Case):
    """Registers and interrupts of others."""

    def test_the_console(self):
        self.one("devices = <&uart4>; console = <&uart1>;", f"{SERIAL4} is the console's")

    def test_reading_the_console(self):
        self.one("read-only-devices = <&uart4>; console = <&uart1>;",
                 f"{SERIAL4} is the console's")

    def test_its_own_emulated_uart(self):
        self.one("devices = <&uart1>; console = <&uart1>;",
                 f"it is given {SERIAL1} twice: by console and devices")

    def test_the_uart_that_it_sees_as_its_console(self):
        self.one("devices = <&uart4>;", f"it is given {SERIAL4} twice: by console and devices")

    def test_a_console_that_is_none(self):
        self.one("console = <&timer2>;", "console names /soc/timer@1f840200, which is no UART")

    def test_another_guests_device(self):
        self.two("devices = <&timer2>;".replace(" =", "  ="),
                 "/soc/timer@1f840200 (0x1f840200..0x1f84022f) is given to one too")

    def test_reading_what_another_owns(self):
        self.two("read-only-devices = <&timer2>;",
                 "/soc/timer@1f840200 (0x1f840200..0x1f84022f) is given to one too")

    def test_the_interrupt_controller(self):
        self.one("devices = <&evic>;", "devices names /soc/interrupt-controller@1f810000, which "
                 "can't be given away")

    def test_configuration(self):
        self.one("devices = <&cfgcon>;", "devices names /soc/configuration@1f800000, which "
                 "can't be given away")

    def test_permission_groups(self):
        self.one("devices = <&{/soc/permission-groups@1f8000e0}>;",
                 "devices names /soc/permission-groups@1f8000e0, which can't be given away")

    def test_the_bus_arbiter_under_another_name(self):
        self.text = self.text.replace("reg = <0x1f8f8000 0x3800>;", "reg = <0x1f8f8000 0x10>;")
        self.edit("rng: random", "mine: mine@1f8fb400 {\n"
                  'compatible = "levsha,registers";\nreg = <0x1f8fb400 0x400>;\n};\nrng: random')
        self.refused("<0x1f8fb400", "/soc/mine@1f8fb400: 0x1f8fb400..0x1f8fb7ff reaches the bus "
                     "arbiter (0x1f8f0000..0x1f8fffff)")

    def test_one_device_twice(self):
        self.one("devices = <&timer1 &timer1>;",
                 "it is given /soc/timer@1f840000 twice: by devices and devices")

    def test_pin_that_is_driven_for_the_hypervisor(self):
        self.edit("slice-us = <5000>;", "slice-us = <5000>; pps = <0x1f80156c 1>;")
        self.refused(PINS, f"{TWO}: pin 11 of /soc/gpio@1f860100 is driven for the hypervisor")

    def test_pin_that_the_console_receives_on(self):
        said = f"{TWO}: pin {{}} of /soc/gpio@1f860{{}} is the console's input"
        for pps, pins, *where in (("", "<&portd 0x2>", 1, "300"),
                                  ("pps = <0x1f801480 11>;", "<&portf 0x4>", 2, "500")):
            with self.subTest(pins):
                self.setUp()
                self.edit("slice-us = <5000>;", f"slice-us = <5000>; {pps}")
                self.edit(PINS, f"pins = {pins};")
                self.refused(f"pins = {pins}", said.format(*where))

    def test_more_sources_than_slots(self):
        self.one("devices = <&adc>;", "it has 74 interrupt sources, 68 of its devices")

    def test_more_chosen_sources_than_slots(self):
        chosen = " ".join(map(str, range(44, 71)))
        self.one(f"devices = <&adc>; interrupts = <{chosen}>;",
                 "it has 33 interrupt sources, 27 of its devices")

    def test_sources_of_other_devices(self):
        self.one("devices = <&timer2>; interrupts = <9 14>;",
                 "the interrupt source 14 is of none of its devices")

    def test_the_same_input_twice(self):
        self.edit(PINS, "devices = <&int3>;")
        self.edit(DEVICES, "devices = <&int3 &timer2>;")
        self.refused("devices = <&int3>;", f"{TWO}: the interrupt source 18 is that of one too")

    def test_report_without_devices(self):
        self.one("report-writes = <1>;", "report-writes has a value")


class Pins(Case):
    """Pins, and what chooses their use."""

    def test_pins_that_the_part_has_not(self):
        self.one("pins = <&portf 0x0140>;", "/soc/gpio@1f860500 has no pins 0x0040")

    def test_no_pins(self):
        self.one("pins = <&portf 0>;", "/soc/gpio@1f860500 has no pins 0x0000")

    def test_what_is_no_port(self):
        self.one("pins = <&timer2 1>;", "pins names /soc/timer@1f840200, which is no port")

    def test_another_guests_pin(self):
        self.edit(DEVICES, "pins = <&portb 0x0c00>;")
        self.refused(PINS, f"{TWO}: /soc/gpio@1f860100 (0x1f860100..0x1f86016f) is given to one "
                     "too")

    def test_a_whole_port_beside_a_pin(self):
        self.edit(DEVICES, "devices = <&portb>;")
        self.refused(PINS, f"{TWO}: /soc/gpio@1f860100 (0x1f860100..0x1f86016f) is given to one "
                     "too")

    def test_the_output_of_another_pin_of_its_port(self):
        self.one("pins = <&portc 0x0002>; pps = <0x1f8015b4 1>;", "0x1f8015b4 chooses what "
                 "drives pin 13 of /soc/gpio@1f860200, which is not its own")

    def test_the_output_of_another_pin(self):
        self.one("pps = <0x1f80156c 1>;", "0x1f80156c chooses what drives pin 11 of "
                 "/soc/gpio@1f860100, which is not its own")

    def test_the_input_of_another_device(self):
        self.one("pps = <0x1f801468 1>;", "0x1f801468 chooses the input of no device of its own")

    def test_another_register(self):
        self.one("pps = <0x1f800000 1>;", "0x1f800000 with 1 is no choice of a pin")

    def test_a_function_that_is_none(self):
        self.two(PINS.replace("pins", "pps = <0x1f80156c 16>; pins"),
                 "0x1f80156c with 16 is no choice of a pin")


class Dma(Case):
    """What reads and writes memory by itself."""

    def setUp(self):
        super().setUp()
        self.image("one.elf", wifire.elf((FLASH, FLASH, bytes(16), 16)))

    def test_ram_that_is_not_free(self):
        self.one("devices = <&dma>; memory-base = <0x7a000>;",
                 "/soc/dma-controller@1f811000 does DMA, so its RAM must be where it sees it, "
                 "but 0x7a000..0x81fff is not free")

    def test_flash_without_channels(self):
        self.one("devices = <&usb>; memory-base = <0x20000>; dma-flash;",
                 "dma-flash is given, but no device of its own has known sources")

    def test_ram_that_is_another_guests(self):
        self.edit(PINS, "devices = <&usb>;")
        self.edit(DEVICES, "devices = <&dma>;")
        self.refused("devices = <&usb>", f"{TWO}: /soc/usb@1f884000 does DMA, so its RAM must be "
                     "where it sees it, but 0x0..0xffff is not free")

    def test_more_windows_than_the_arbiter_has(self):
        self.edit("<0x8000>", "<0xb000>")
        self.one("devices = <&dma>; memory-base = <0x20000>;", "its DMA needs 0x2a000..0x2afff, "
                 "but the bus arbiter's target 2 has only 2 windows")

    def test_a_target_that_is_not_its_own(self):
        self.one("devices = <&dma>; dma-targets = <&spi1>;",
                 "dma-targets names /soc/spi@1f821000, which is not its own")

    def test_a_target_beside_anothers(self):
        self.one("devices = <&dma &spi1>; dma-targets = <&spi1>;",
                 "DMA to 0x1f821000..0x1f82104f needs a window on 0x1f821000..0x1f8213ff, in "
                 "which /soc/spi@1f821200 is not its own")

    def test_a_target_that_the_arbiter_cannot_fence(self):
        self.one("devices = <&dma &rng>; dma-targets = <&rng>;",
                 "the registers 0x1f8e6000..0x1f8e602f can't be a window of the bus arbiter")

    def test_three_guests(self):
        third = """
            three {
                compatible = "levsha,guest";
                memory-size = <0x1000>;
                memory-base = <0x30000>;
                image = "two.bin"; image-type = "flat"; load-address = <0x9d000000>;
                devices = <&sqi>;
            };
        two: two {"""
        self.edit("two: two {", third)
        self.edit(DEVICES, "devices = <&dma>; memory-base = <0x40000>;")
        self.edit(PINS, "devices = <&usb>; memory-base = <0x20000>;")
        self.refused("devices = <&usb>", f"{TWO}: its /soc/usb@1f884000 does DMA, as devices of 2 "
                     "other guests do")


class Cpu(Case):
    """Time, register sets, and what follows an event."""

    def test_priority(self):
        self.edit("priority = <2>", "priority = <32>")
        self.refused("priority", f"{ONE}: priority is 32")

    def test_budget_without_period(self):
        self.one("budget-us = <100>;", "budget-us and period-us go together")

    def test_budget_of_the_whole_period(self):
        self.one("budget-us = <100>; period-us = <100>;", "its budget is 100 us of 100 us")

    def test_watchdog_that_is_too_long(self):
        self.one("watchdog-ms = <60000>;", "watchdog-ms is 60000")

    def test_watchdog_that_bites_at_once(self):
        self.one("watchdog-ms = <0>;", "watchdog-ms is 0")

    def test_no_register_set(self):
        self.one("shadow-sets = <0>;", "it has 0 register sets")

    def test_register_sets_of_the_next_guest(self):
        self.one("shadow-sets = <2>;", "its 2 register sets would be the next guests' too")

    def test_more_register_sets_than_there_are(self):
        self.two("shadow-sets = <7>;", "the guests have 8 register sets")

    def test_notifying_itself(self):
        self.edit("<&two>", "<&one>")
        self.refused("notifies", f"{ONE}: notifies names {ONE}, which is no other guest")

    def test_action_that_makes_no_sense(self):
        self.one('on-fault = "ignore";', 'on-fault "ignore" is unknown')

    def test_limit_of_no_restart(self):
        self.one('on-watchdog = "stop"; restart-limit = <1 1>;',
                 "restart-limit is given, but nothing restarts the guest")

    def test_priority_in_windows(self):
        self.edit("slice-us = <5000>;", "windows = <&one 500>, <&two 500>;")
        self.refused("priority", f"{ONE}: priority means nothing, guests run in windows")

    def test_no_window(self):
        self.edit("priority = <2>;", "")
        self.edit("slice-us = <5000>;", "windows = <&two 500>;")
        self.refused("one: one", f"{ONE}: it has no window")


class Names(Case):
    """Names and numbers of guests."""

    def test_long_name(self):
        self.edit("one: one", "one: sixteen-letters-")
        self.refused("sixteen", "/guests/sixteen-letters-: the name sixteen-letters- has 16 "
                     "characters")

    def test_name_that_is_a_number(self):
        self.edit("two: two {", "two: 1 {")
        self.refused("two: 1 {", "/guests/1: the name 1 is a guest's number in commands")

    def test_eight_guests(self):
        guest = '{ compatible = "levsha,guest"; memory-size = <0x1000>; image = "one.elf"; ' \
            'image-type = "elf"; };\n'
        self.edit("two: two {", "".join(f"g{n} {guest}" for n in range(6)) + "two: two {")
        self.refused("guests {", "/guests: there are 8 guests")

    def test_no_guests(self):
        start = self.text.index("\tone: one")
        end = self.text.index("};\n\n&hypervisor", start)
        self.text = self.text[:start] + "};\n" + self.text[end:]
        self.refused("guests {", "/guests: there are 0 guests")


if __name__ == "__main__":
    unittest.main()
