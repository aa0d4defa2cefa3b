# SPDX-License-Identifier: GPL-2.0
"""Boards and sources that the compiler must refuse, each with its own line."""

import unittest

import support


class Source(support.Case):
    """What cpp, dtc and the schema refuse."""

    def test_dtc_syntax_error(self):
        self.edit("cpus = <&cpu1>;", "cpus = <&cpu1>")
        self.refused('image = "one.bin";', 'dtc says "syntax error"')

    def test_missing_include(self):
        self.edit("#include <dt-bindings/interrupt-controller/irq.h>", '#include "none.dtsi"')
        self.refused('"none.dtsi"', 'cpp says "fatal error: none.dtsi: '
                     'No such file or directory"')

    def test_missing_source(self):
        done = self.run_tool("compile.py", "-o", self.output, "none.dts")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"\Anone\.dts: cpp says \"[^\n]*No such file[^\n]*\n\Z")

    def test_missing_tool(self):
        done = self.compile("--cpp", "no-such-cpp")
        self.assertEqual((done.returncode, done.stderr), (
            1, "board.dts: the tool no-such-cpp is missing; install it (\"make setup\" does)\n"))

    def test_unknown_property(self):
        self.edit('image = "one.bin";', 'image = "one.bin"; colour = "red";')
        self.refused('colour = "red"',
                     "/guests/one@10000000: the property colour is unknown here")

    def test_unknown_property_of_a_device(self):
        self.edit("reg = <1 0x378 8>;", "reg = <1 0x378 8>;\n fast;")
        self.refused(" fast;", "/isa/parallel@i378: the property fast is unknown here")

    def test_unknown_node(self):
        self.edit("isa {", "floppy { };\n isa {")
        self.refused("floppy {", "/floppy: a node of this name is unknown here")

    def test_unknown_node_in_a_guest(self):
        self.edit('no-autostart;\n#include "guest-pc.dtsi"', "floppy { };")
        self.refused("floppy {", "/guests/two@20000000/floppy: a node of this name is unknown here")

    def test_unknown_compatible(self):
        self.edit('"pnpPNP,400"', '"acme,parallel"')
        self.refused('"acme,parallel"',
                     '/isa/parallel@i378: compatible "acme,parallel" is unknown here')

    def test_missing_property(self):
        self.edit('image = "one.bin";', "")
        self.refused("one@10000000 {", "/guests/one@10000000: the property image is missing")

    def test_string_instead_of_cells(self):
        self.edit("restart-limit = <3 60>;", 'restart-limit = "three";')
        self.refused("restart-limit", "/guests/two@20000000: restart-limit is 6 bytes long, "
                     "which is not a row of cells")

    def test_cells_instead_of_a_string(self):
        self.edit('image = "one.bin";', "image = <1>;")
        self.refused("image = <1>;", "/guests/one@10000000: image is not a string")

    def test_two_cells_for_one(self):
        self.edit('"flat-real";', '"flat-real"; load-address = <1 2>;')
        self.refused("load-address", "/guests/one@10000000: load-address has 2 cells")

    def test_flag_with_a_value(self):
        self.edit("no-autostart;", "no-autostart = <1>;")
        self.refused("no-autostart", "/guests/two@20000000: no-autostart has a value")

    def test_wrong_number_of_address_cells(self):
        self.edit("compatible = \"isa\";\n\t\t#address-cells = <2>;",
                  "compatible = \"isa\";\n\t\t#address-cells = <1>;")
        self.refused("reg = <1 0x3f8 8>;", 'dtc says "Warning (reg_format): /isa/serial@i3f8:reg: '
                     'property has invalid length (12 bytes) (#address-cells == 1, '
                     '#size-cells == 1)"')

    def test_wrong_constant(self):
        self.edit("clock-frequency = <1843200>;\n\t\t\tinterrupts = <3",
                  "clock-frequency = <1000000>;\n\t\t\tinterrupts = <3")
        self.refused("1000000>", "/isa/serial@i2f8: clock-frequency is 1000000")

    def test_non_ascii_model(self):
        self.edit("Quad-core PC, Core i5-650", "Блоха")
        self.refused("model = ", "/: model has characters other than printable ASCII")

    def test_empty_string(self):
        self.edit("Quad-core PC, Core i5-650", "")
        self.refused("model = ", "/: model is an empty string")

    def test_long_model(self):
        self.edit("Quad-core PC, Core i5-650", "m" * 48)
        self.refused("model = ", f'/: "{"m" * 48}" has 48 characters')

    def test_phandle_of_nothing(self):
        self.edit("devices = <&com2>;", "devices = <77>;")
        self.refused("<77>", "/guests/two@20000000: devices has a number that is no node")

    def test_size_of_zero(self):
        self.edit("reg = <1 0x378 8>;", "reg = <1 0x378 0>;")
        self.refused("<1 0x378 0>", "/isa/parallel@i378: reg has a size of 0")

    def test_base_and_size_past_64_bits(self):
        self.edit("<0x0 0x10000000 0x0 0x00400000>", "<0xffffffff 0xffe00000 0x0 0x00400000>")
        self.refused("0xffffffff 0xffe00000", "/guests/one@10000000: reg runs over the "
                     "end of 64 bits (0xffffffffffe00000 + 0x400000)")

    def test_port_above_ffff(self):
        self.edit("reg = <1 0x378 8>;", "reg = <1 0xfffc 8>;")
        self.refused("0xfffc", "/isa/parallel@i378: reg reaches port 0x10003")

    def test_unknown_space(self):
        self.edit("reg = <1 0x378 8>;", "reg = <2 0x378 8>;")
        self.refused("<2 0x378", "/isa/parallel@i378: reg has the space 2")

    def test_incomplete_reg(self):
        self.edit("reg = <1 0x378 8>;", "reg = <1 0x378>;")
        self.refused("reg = <1 0x378>;", 'dtc says "Warning (reg_format): /isa/parallel@i378:reg: '
                     'property has invalid length (8 bytes) (#address-cells == 2, '
                     '#size-cells == 1)"')


class Board(support.Case):
    """What a board can't be."""

    def test_too_many_cores(self):
        more = "".join(f'cpu@{n} {{ device_type = "cpu"; reg = <{n}>; }};\n' for n in range(4, 9))
        self.edit("cpu3: cpu@3 {", more + "cpu3: cpu@3 {")
        self.refused("cpu3: cpu@3 {", "/cpus/cpu@3: there are 9 cores")

    def test_same_apic_id_twice(self):
        self.edit("reg = <3>;", "reg = <0x2>;")
        self.refused("reg = <0x2>;", "/cpus/cpu@3: the APIC id 2 is that of /cpus/cpu@2 too")

    def test_apic_id_too_large(self):
        self.edit("reg = <3>;", "reg = <255>;")
        self.edit("cpu3: cpu@3", "cpu3: cpu@ff")
        self.refused("reg = <255>;", "/cpus/cpu@ff: the APIC id 255 is no xAPIC id")

    def test_boot_core_is_no_core(self):
        self.edit("cpus = <&cpu0>;", "cpus = <&com1>;")
        self.refused("cpus = <&com1>;", "/hypervisor@100000: cpus names no core")

    def test_two_hypervisors(self):
        self.edit("soc {", "hypervisor@200000 { compatible = \"levsha,hypervisor\"; "
                  "reg = <0 0x200000 0 0x1000>; cpus = <&cpu0>; };\n soc {")
        self.refused("hypervisor@200000 {", "/hypervisor@200000: there is a hypervisor node "
                     "already, /hypervisor@100000")

    def test_no_hypervisor(self):
        self.edit('"levsha,hypervisor"', '"levsha,registers"')
        self.refused('"levsha,registers"',
                     '/hypervisor@100000: compatible "levsha,registers" is unknown here')

    def test_no_guests_node(self):
        self.text = self.text[:self.text.index("guests {")] + "};\n"
        done = self.compile()
        self.assertRegex(done.stderr, r"\Aboard\.dts:\d+: /: there is no guests node; add it\n\Z")

    def test_region_in_the_firmware(self):
        self.edit("<0x0 0x00100000 0x0 0x03f00000>", "<0x0 0x00080000 0x0 0x03f00000>")
        self.refused("0x00080000", "/hypervisor@100000: the region 0x80000..0x3f7ffff is partly "
                     "below 1 MiB, which is the firmware's")

    def test_region_of_odd_size(self):
        self.edit("<0x0 0x00100000 0x0 0x03f00000>", "<0x0 0x00100000 0x0 0x03f00001>")
        self.refused("0x03f00001", "/hypervisor@100000: the region 0x100000..0x4000000 is not "
                     "made of whole pages")

    def test_region_outside_memory(self):
        self.edit("<0x0 0x00100000 0x0 0x03f00000>", "<0x0 0x50000000 0x0 0x03f00000>")
        self.refused("0x50000000", "/hypervisor@100000: the region 0x50000000..0x53efffff is not "
                     "in the board's memory")

    def test_memory_overlaps_itself(self):
        self.edit("reg = <0x0 0x00000000 0x0 0x3fff0000>;",
                  "reg = <0x0 0x0 0x0 0x3fff0000>, <0x0 0x3ff00000 0x0 0x1000>;")
        self.refused("reg = <0x0 0x0 0x0", "/memory@0: 0x3ff00000..0x3ff00fff overlaps "
                     "0x0..0x3ffeffff, which is memory already")

    def test_console_is_no_uart(self):
        self.edit("serial0 = &com1;", "serial0 = &lpt1;")
        self.refused("stdout-path", '/chosen: stdout-path "/isa/parallel@i378" is no ns16550a')

    def test_console_with_a_bad_rate(self):
        self.edit("serial0:115200n8", "serial0:100000n8")
        self.refused("stdout-path", '/chosen: stdout-path has the options "100000n8"')

    def test_console_without_an_interrupt(self):
        self.edit("interrupts = <4 IRQ_TYPE_EDGE_RISING>;", "")
        self.refused("com1: serial", "/isa/serial@i3f8: the console needs one block of I/O ports "
                     "and one interrupt")

    def test_hypervisors_device_without_a_driver(self):
        self.edit("<&display &keyboard>", "<&display &ioapic>")
        self.refused("<&display &ioapic>", "/hypervisor@100000: devices names /soc/interrupt-"
                     "controller@fec00000, which it has no driver for")

    def test_display_elsewhere(self):
        self.edit("reg = <0 0xb8000 0x8000>", "reg = <0 0xb0000 0x8000>")
        self.refused("reg = <0 0xb0000", "/isa/display@b8000: the display is not where it is "
                     "in every PC")

    def test_keyboard_without_an_interrupt(self):
        self.edit("interrupts = <1 IRQ_TYPE_EDGE_RISING>;", "")
        self.refused("keyboard: keyboard@i60", "/isa/keyboard@i60: the keyboard controller "
                     "needs its one interrupt")

    def test_printer_without_ports(self):
        self.edit("<&display &keyboard>", "<&display &lpt1>")
        self.edit("reg = <1 0x378 8>", "reg = <1 0x378 2>")
        self.refused("reg = <1 0x378 2>", "/isa/parallel@i378: a parallel port has one block of "
                     "I/O ports")

    def test_two_displays(self):
        self.edit("<&display &keyboard>", "<&display &display>")
        self.refused("display: display@b8000", "/isa/display@b8000: the hypervisor has "
                     "/isa/display@b8000 already")

    def test_interrupt_parent_is_no_ioapic(self):
        self.edit("interrupt-parent = <&ioapic>;", "interrupt-parent = <&cpu0>;")
        self.text = self.text.replace("interrupts = <", "// ")
        self.refused("interrupt-parent", "/: interrupt-parent is not the I/O APIC")

    def test_unaligned_ioapic(self):
        self.edit("reg = <0x0 0xfec00000 0x0 0x1000>;", "reg = <0x0 0xfec00010 0x0 0x1000>;")
        self.edit("interrupt-controller@fec00000", "interrupt-controller@fec00010")
        self.refused("reg = <0x0 0xfec00010", "/soc/interrupt-controller@fec00010: the registers "
                     "0xfec00010..0xfec0100f do not start a page")

    def test_unknown_trigger(self):
        self.edit("interrupts = <7 IRQ_TYPE_EDGE_RISING>;", "interrupts = <7 3>;")
        self.refused("<7 3>", "/isa/parallel@i378: interrupt 7 has the trigger 3")

    def test_interrupt_above_15(self):
        self.edit("interrupts = <7 IRQ_TYPE_EDGE_RISING>;", "interrupts = <16 1>;")
        self.refused("<16 1>", "/isa/parallel@i378: interrupt 16 is no ISA interrupt")

    def test_cascade_interrupt(self):
        self.edit("interrupts = <7 IRQ_TYPE_EDGE_RISING>;", "interrupts = <2 1>;")
        self.refused("<2 1>", "/isa/parallel@i378: interrupt 2 is where the second 8259 is "
                     "connected")

    def test_modules_larger_than_the_region(self):
        self.edit("<0x0 0x00100000 0x0 0x03f00000>", "<0x0 0x00100000 0x0 0x00201000>")
        self.refused("0x00201000", "/hypervisor@100000: the modules need 0x4000 bytes, the region "
                     "has room for 0x1000 beside the hypervisor's 2 MiB")


if __name__ == "__main__":
    unittest.main()
