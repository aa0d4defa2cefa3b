# SPDX-License-Identifier: GPL-2.0
"""Guests that the compiler must refuse, each with its own line."""

import unittest

import support

ONE, TWO = "/guests/one@10000000", "/guests/two@20000000"
ONE_REG = "<0x0 0x10000000 0x0 0x00400000>"
TWO_REG = "<0x0 0x20000000 0x0 0x00800000>"
LPT_REG = "reg = <1 0x378 8>;"

THING = """
/ {
    soc {
        thing: thing@%x {
            compatible = "acme,thing", "levsha,registers";
            reg = <0x0 0x%x 0x0 0x10>;
        };
    };
};
"""


class Memory(support.Case):
    """RAM that is another's, or no RAM at all."""

    def test_overlapping_guests(self):
        self.edit(TWO_REG, "<0x0 0x10200000 0x0 0x00800000>")
        self.refused("0x10200000", f"{TWO}: its RAM 0x10200000..0x109fffff overlaps that of one, "
                     "0x10000000..0x103fffff")

    def test_guest_over_the_hypervisor(self):
        self.edit(ONE_REG, "<0x0 0x03e00000 0x0 0x00400000>")
        self.refused("0x03e00000", f"{ONE}: its RAM 0x3e00000..0x41fffff overlaps the "
                     "hypervisor's region 0x100000..0x3ffffff")

    def test_guest_outside_memory(self):
        self.edit(ONE_REG, "<0x0 0x3fe00000 0x0 0x00400000>")
        self.refused("0x3fe00000", f"{ONE}: its RAM 0x3fe00000..0x401fffff is not in the "
                     "board's memory")

    def test_guest_in_the_firmware(self):
        self.edit(ONE_REG, "<0x0 0x0 0x0 0x00400000>")
        self.refused("0x0 0x0 0x0 0x00400000", f"{ONE}: its RAM 0x0..0x3fffff is partly below "
                     "1 MiB, which is the firmware's")

    def test_unaligned_base(self):
        self.edit(ONE_REG, "<0x0 0x10100000 0x0 0x00400000>")
        self.refused("0x10100000", f"{ONE}: the RAM 0x10100000..0x104fffff does not start and "
                     "end at a multiple of 2 MiB")

    def test_unaligned_size(self):
        self.edit(ONE_REG, "<0x0 0x10000000 0x0 0x00410000>")
        self.refused("0x00410000", f"{ONE}: the RAM 0x10000000..0x1040ffff does not start and "
                     "end at a multiple of 2 MiB")

    def test_ram_over_the_local_apic(self):
        self.edit("reg = <0x0 0x00000000 0x0 0x3fff0000>;", "reg = <0x0 0x0 0x8 0x0>;")
        self.edit(ONE_REG, "<0x1 0x0 0x1 0x0>")
        self.refused("<0x1 0x0 0x1 0x0>",
                     f"{ONE}: 4 GiB of RAM would cover the guest's local APIC")

    def test_two_ranges(self):
        self.edit(ONE_REG, ONE_REG + ", <0x0 0x30000000 0x0 0x00400000>")
        self.refused("0x30000000", f"{ONE}: reg has 2 ranges")


class Names(support.Case):
    """Names and numbers of guests."""

    def test_long_name(self):
        self.edit("one@10000000", "sixteen-letters-@10000000")
        self.refused("sixteen", "/guests/sixteen-letters-@10000000: the name sixteen-letters- "
                     "has 16 characters")

    def test_name_that_is_a_number(self):
        self.edit("one@10000000", "2@10000000")
        self.refused("2@10000000", "/guests/2@10000000: the name 2 is a guest's number in "
                     "commands")

    def test_same_name_twice(self):
        self.edit("two@20000000", "one@20000000")
        self.refused("one@20000000", f"/guests/one@20000000: {ONE} has the name one too")

    def test_more_guests_than_cores(self):
        spare = "".join(
            f'g{n}@{n} {{ compatible = "levsha,guest"; reg = <0 {n} 0 1>; cpus = <&cpu1>; '
            'image = "one.bin"; image-type = "flat-real"; };\n' for n in (1, 2))
        self.edit("two@20000000", spare + "two@20000000")
        self.refused("two@20000000", f"{TWO}: there are 4 guests for 3 cores")


class Cores(support.Case):
    """Cores that are another's."""

    def test_core_owned_twice(self):
        self.edit("cpus = <&cpu2>;", "cpus = < &cpu1>;")
        self.refused("< &cpu1>", f"{TWO}: its core is that of one too")

    def test_boot_core(self):
        self.edit("cpus = <&cpu1>;", "cpus = < &cpu0>;")
        self.refused("< &cpu0>", f"{ONE}: /cpus/cpu@0 runs the hypervisor")

    def test_no_core(self):
        self.edit("cpus = <&cpu1>;", "cpus = <&com1>;")
        self.refused("cpus = <&com1>;", f"{ONE}: cpus names /isa/serial@i3f8, which is no core")

    def test_two_cores(self):
        self.edit("cpus = <&cpu1>;", "cpus = <&cpu1 &cpu3>;")
        self.refused("&cpu3>", f"{ONE}: cpus has 2 nodes")


class Devices(support.Case):
    """Devices and interrupts that are another's, or that reach too far."""

    def thing(self, base):
        """Give guest one a memory-mapped device with 16 bytes of registers."""
        self.text += THING % (base, base)
        self.edit("devices = <&lpt1>;", "devices = <&thing>;")

    def test_device_owned_twice(self):
        self.edit("devices = <&com2>;", "devices = < &lpt1>;")
        self.refused("< &lpt1>", f"{TWO}: /isa/parallel@i378 (ports 0x378..0x37f) is given to one "
                     "too, as /isa/parallel@i378 (ports 0x378..0x37f)")

    def test_device_owned_and_read(self):
        self.edit("devices = <&com2>;", "read-only-devices = < &lpt1>;")
        self.refused("< &lpt1>", f"{TWO}: /isa/parallel@i378 (ports 0x378..0x37f) is given to one "
                     "too, as /isa/parallel@i378 (ports 0x378..0x37f)")

    def test_ports_of_another_device(self):
        self.edit(LPT_REG, "reg = <1 0x2fc 8>;")
        self.refused("devices = <&com2>;", f"{TWO}: /isa/serial@i2f8 (ports 0x2f8..0x2ff) is given "
                     "to one too, as /isa/parallel@i378 (ports 0x2fc..0x303)")

    def test_interrupt_owned_twice(self):
        self.edit("interrupts = <7 IRQ_TYPE_EDGE_RISING>;", "interrupts = <3 1>;")
        self.refused("devices = <&com2>;", f"{TWO}: interrupt 3 is that of one too")

    def test_level_triggered_interrupts_of_two(self):
        self.edit("interrupts = <7 IRQ_TYPE_EDGE_RISING>;", "interrupts = <7 4>;")
        self.edit("interrupts = <3 IRQ_TYPE_EDGE_RISING>;", "interrupts = <3 8>;")
        self.refused("devices = <&com2>;", f"{TWO}: it has a level-triggered interrupt, as one "
                     "has: with equal vectors, the end of one is the end of both")

    def test_console_given_away(self):
        self.edit("devices = <&com2>;", "devices = <&com1>;")
        self.text = self.text.replace('no-autostart;\n#include "guest-pc.dtsi"', PIC_ONLY)
        self.refused("devices = <&com1>;", f"{TWO}: interrupt 4 is that of the "
                     "console (/isa/serial@i3f8)")

    def test_console_read_by_a_guest(self):
        self.edit("devices = <&com2>;", "read-only-devices = <&com1>;")
        self.text = self.text.replace('no-autostart;\n#include "guest-pc.dtsi"', PIC_ONLY)
        self.refused("read-only-devices", f"{TWO}: /isa/serial@i3f8 (ports 0x3f8..0x3ff) "
                     "reaches the console (ports 0x3f8..0x3ff)")

    def test_console_ports_by_another_name(self):
        self.edit(LPT_REG, "reg = <1 0x3f0 9>;")
        self.text = self.text.replace('devices = <&lpt1>;\n#include "guest-pc.dtsi"',
                                      "devices = <&lpt1>;" + PIC_ONLY)
        self.refused("<&lpt1>", f"{ONE}: /isa/parallel@i378 (ports 0x3f0..0x3f8) reaches "
                     "the console (ports 0x3f8..0x3ff)")

    def test_keyboard_controller(self):
        self.edit(LPT_REG, "reg = <1 0x62 3>;")
        self.refused("<&lpt1>", f"{ONE}: /isa/parallel@i378 (ports 0x62..0x64) reaches the "
                     "keyboard controller (ports 0x64..0x64)")

    def test_keyboard_controller_that_nobody_has(self):
        self.edit("devices = <&display &keyboard>;", "")
        self.edit("devices = <&lpt1>;", "devices = <&keyboard>;")
        self.refused("devices = <&keyboard>", f"{ONE}: /isa/keyboard@i60 (ports 0x60..0x60) "
                     "reaches the keyboard controller, which can reset the machine "
                     "(ports 0x60..0x60)")

    def test_display(self):
        self.edit(LPT_REG, "reg = <1 0x3d5 1>;")
        self.refused("<&lpt1>", f"{ONE}: /isa/parallel@i378 (ports 0x3d5..0x3d5) reaches the "
                     "display (ports 0x3d4..0x3d5)")

    def test_displays_memory(self):
        self.edit("devices = <&lpt1>;", "devices = <&display>;")
        self.refused("reg = <0 0xb8000", "/isa/display@b8000: memory 0xb8000..0xbffff is within "
                     f"the RAM of {ONE}")

    def test_displays_other_registers(self):
        self.edit(LPT_REG, "reg = <1 0x3c0 16>;")
        self.refused("<&lpt1>", f"{ONE}: /isa/parallel@i378 (ports 0x3c0..0x3cf) reaches the "
                     "display's registers (ports 0x3b0..0x3df)")

    def test_keyboards_interrupt(self):
        self.edit("interrupts = <7 IRQ_TYPE_EDGE_RISING>;", "interrupts = <1 1>;")
        self.refused("devices = <&lpt1>;", f"{ONE}: interrupt 1 is that of the keyboard "
                     "controller (/isa/keyboard@i60)")

    def test_printer_of_the_hypervisor(self):
        self.edit("devices = <&display &keyboard>;", "devices = <&lpt1>;")
        self.text = self.text.replace("devices = <&lpt1>;\n#include",
                                      "devices = < &lpt1 >;\n#include")
        self.refused("< &lpt1 >", f"{ONE}: interrupt 7 is that of the parallel port "
                     "(/isa/parallel@i378)")

    def test_pci_configuration(self):
        self.edit(LPT_REG, "reg = <1 0xcfc 4>;")
        self.refused("<&lpt1>", f"{ONE}: /isa/parallel@i378 (ports 0xcfc..0xcff) reaches "
                     "the PCI configuration ports (ports 0xcf8..0xcff)")

    def test_local_apic(self):
        self.thing(0xfee00300)
        self.refused("<&thing>", f"{ONE}: /soc/thing@fee00300 (memory 0xfee00300.."
                     "0xfee0030f) reaches the local APIC (memory 0xfee00000..0xfee00fff)")

    def test_behind_the_ioapic_registers(self):
        self.thing(0xfec00100)
        self.refused("<&thing>", f"{ONE}: /soc/thing@fec00100 (memory 0xfec00100.."
                     "0xfec0010f) reaches the I/O APIC (memory 0xfec00000..0xfec00fff)")

    def test_ioapic_by_name(self):
        self.edit("devices = <&lpt1>;", "devices = <&ioapic>;")
        self.refused("devices = <&ioapic>;", f"{ONE}: devices names /soc/interrupt-controller"
                     "@fec00000, which can't be given away")

    def test_unaligned_block(self):
        self.thing(0xfd000008)
        self.refused("reg = <0x0 0xfd000008", "/soc/thing@fd000008: memory 0xfd000008..0xfd000017 "
                     "does not start and end at a multiple of 16")

    def test_block_within_ram(self):
        self.thing(0x00300000)
        self.refused("reg = <0x0 0x300000", "/soc/thing@300000: memory 0x300000..0x30000f is "
                     f"within the RAM of {ONE}")

    def test_block_that_is_others_ram(self):
        self.thing(0x20000000)
        self.refused("<&thing>", f"{ONE}: /soc/thing@20000000 (memory 0x20000000.."
                     "0x2000000f) lies in the board's memory 0x0..0x3ffeffff")

    def test_device_that_could_do_dma(self):
        self.text += THING.replace(', "levsha,registers"', "") % (0xfd000000, 0xfd000000)
        self.refused('"acme,thing"', '/soc/thing@fd000000: compatible "acme,thing" is unknown here')


PIC_ONLY = """
#address-cells = <2>;
#size-cells = <1>;
pic@i20 { compatible = "levsha,vpic"; reg = <1 0x20 2>, <1 0xa0 2>; };
"""
PC = 'devices = <&lpt1>;\n#include "guest-pc.dtsi"'


class Emulated(support.Case):
    """Emulated devices where they can't be."""

    def emulate(self, *nodes, devices=""):
        """Give guest one just these emulated devices."""
        self.assertIn("\t\t\t" + PC, self.text)
        self.text = self.text.replace(
            PC, devices + "\n#address-cells = <2>;\n#size-cells = <1>;\ninterrupt-controller;\n"
            "#interrupt-cells = <1>;\n" + "\n".join(nodes))

    def test_block_overlap_within_a_guest(self):
        self.edit(LPT_REG, "reg = <1 0x3fc 8>;")
        self.refused("one@10000000 {", f"{ONE}: {ONE}/serial@i3f8 (ports 0x3f8..0x3ff) overlaps "
                     "/isa/parallel@i378 (ports 0x3fc..0x403)")

    def test_interrupt_of_device_and_vuart(self):
        self.edit("interrupts = <7 IRQ_TYPE_EDGE_RISING>;", "interrupts = <4 1>;")
        self.refused("devices = <&lpt1>;", f"{ONE}: interrupt 4 of /isa/parallel@i378 is that of "
                     f"{ONE}/serial@i3f8 too")

    def test_interrupt_without_8259(self):
        self.emulate('uart@i3f8 { compatible = "levsha,vuart"; reg = <1 0x3f8 8>; '
                     'interrupts = <4>; };')
        self.refused("one@10000000 {", f"{ONE}: interrupt 4 has no 8259 to go to")

    def test_two_vuarts(self):
        self.emulate('a@i3f8 { compatible = "levsha,vuart"; reg = <1 0x3f8 8>; };',
                     'b@i2f8 { compatible = "levsha,vuart"; reg = <1 0x2f8 8>; };')
        self.refused("one@10000000 {", f"{ONE}: it has 2 emulated 16550")

    def test_vuart_of_odd_size(self):
        self.emulate('uart@i3f8 { compatible = "levsha,vuart"; reg = <1 0x3f8 4>; };')
        self.refused("<1 0x3f8 4>", f"{ONE}/uart@i3f8: a 16550 has one block of 8 I/O ports")

    def test_vuart_in_memory(self):
        self.emulate('uart@i3f8 { compatible = "levsha,vuart"; reg = <0 0xd0000000 8>; };')
        self.refused("<0 0xd0000000 8>", f"{ONE}/uart@i3f8: a 16550 has one block of 8 I/O ports")

    def test_vuart_at_interrupt_16(self):
        self.emulate('uart@i3f8 { compatible = "levsha,vuart"; reg = <1 0x3f8 8>; '
                     'interrupts = <16>; };')
        self.refused("<16>", f"{ONE}/uart@i3f8: interrupt 16 is no ISA interrupt")

    def test_vpic_elsewhere(self):
        self.emulate('pic@i20 { compatible = "levsha,vpic"; reg = <1 0x20 2>, <1 0xb0 2>; };')
        self.refused("<1 0xb0 2>", f"{ONE}/pic@i20: a pair of 8259 is not at these ports")

    def test_vpit_elsewhere(self):
        self.emulate('pit@i40 { compatible = "levsha,vpit"; reg = <1 0x40 4>; };')
        self.refused("<1 0x40 4>", f"{ONE}/pit@i40: an 8254 is not at these ports")

    def test_unknown_emulated_device(self):
        self.emulate('card@i220 { compatible = "levsha,vcard"; reg = <1 0x220 16>; };')
        self.refused("levsha,vcard", f'{ONE}/card@i220: compatible "levsha,vcard" is unknown here')


class Policy(support.Case):
    """What is to happen to a guest that failed."""

    def test_unknown_action(self):
        self.edit('"restart"', '"reboot"')
        self.refused('"reboot"', f'{TWO}: on-fault "reboot" is unknown')

    def test_going_on_after_a_fault(self):
        self.edit('"restart"', '"log"')
        self.refused('"log"', f'{TWO}: on-fault "log" is unknown')

    def test_event_that_the_board_does_not_have(self):
        self.edit("on-fault =", 'on-watchdog = "stop"; on-fault =')
        self.refused("on-watchdog", f"{TWO}: the property on-watchdog is unknown here")

    def test_limit_without_restart(self):
        self.edit('on-fault = "restart";', "")
        self.refused("restart-limit", f"{TWO}: restart-limit is given, but nothing "
                     "restarts the guest")

    def test_limit_of_one_cell(self):
        self.edit("<3 60>", "<3>")
        self.refused("restart-limit", f"{TWO}: restart-limit has 1 cells")

    def test_limit_of_nothing(self):
        self.edit("<3 60>", "<0 60>")
        self.refused("restart-limit", f"{TWO}: restart-limit is 0 times in 60 s")

    def test_limit_of_too_long(self):
        self.edit("<3 60>", "<3 70000>")
        self.refused("restart-limit", f"{TWO}: restart-limit is 3 times in 70000 s")


if __name__ == "__main__":
    unittest.main()
