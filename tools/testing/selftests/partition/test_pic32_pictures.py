# SPDX-License-Identifier: GPL-2.0
"""The pictures of a PIC32MZ partition, and its schedule in words."""

import unittest
import xml.etree.ElementTree as ElementTree
from itertools import combinations

import wifire
from test_outputs import SVG, box

SLICE = "\tslice-us = <5000>;\n"
WINDOWS = "\twindows = <&one 600>, <&two 1000>, <&one 400>;\n"
DEVICES = "devices = <&timer2>;"


class Case(wifire.Case):
    """What is drawn."""

    def windows(self):
        """Guests run in windows."""
        self.edit(SLICE, WINDOWS)
        self.edit("priority = <2>;", "")

    def elements(self, name, kind):
        """The elements of a kind in a picture, of a source that must compile."""
        self.compiled()
        return list(ElementTree.parse(self.output / name).iter(SVG + kind))

    def words(self, name):
        """Everything that is written in a picture."""
        return {element.text for element in self.elements(name, "text")}

    def schedule(self):
        """The lines of the map's table of that name."""
        self.compiled()
        table = self.made("memory-map.txt").split("Schedule\n")[1].split("\n\n")[0]
        return [" ".join(line.split()) for line in table.splitlines()]

    def check_places(self, name):
        """No words overlap, and none leave the picture."""
        boxes = [box(element) for element in self.elements(name, "text")]
        root = ElementTree.parse(self.output / name).getroot()
        for one, other in combinations(boxes, 2):
            apart = (one[2] <= other[0] or other[2] <= one[0]
                     or one[3] <= other[1] or other[3] <= one[1])
            self.assertTrue(apart, f"{one[4]} and {other[4]} overlap")
        for left, top, right, bottom, words in boxes:
            self.assertTrue(left >= 0 and right <= float(root.get("width")), words)
            self.assertTrue(top >= 0 and bottom <= float(root.get("height")), words)


class Map(Case):
    """memory-map.svg"""

    def test_it_names_everything(self):
        words = self.words("memory-map.svg")
        for word in ("Test board", "one", "two", "hypervisor", "mailbox@10000", "RAM",
                     "program flash", "timer@1f840200", "gpio@1f860100 pins 0x0800",
                     "serial@1f822600, the console", "9  one", "119  two", "170  console",
                     "guest 1, 32 KiB of RAM"):
            self.assertIn(word, words)

    def test_it_tells_where_pages_lead(self):
        """The mailbox is at 0x10000 for the guest, behind the guests' RAM for the part."""
        words = self.words("memory-map.svg")
        for word in ("0x00010000", "at 0x00018000", "2 x 16 KiB"):
            self.assertIn(word, words)

    def test_page_of_its_own(self):
        """Its registers are drawn as a page, and without an exit."""
        self.edit(DEVICES, "devices = <&adc>; interrupts = <44>;")
        words = self.words("memory-map.svg")
        self.assertIn("at 0x1f84b000", words)

    def test_no_words_overlap(self):
        self.edit("one: one {", "one: fifteen-letters {")
        self.edit(DEVICES, "devices = <&timer2 &timer3 &spi3 &spi4 &i2c1 &uart2 &oc1 &ic1>;")
        self.check_places("memory-map.svg")

    def test_every_page_is_a_box(self):
        """Pages of 16 KiB for each guest's RAM, 4 KiB for what they share."""
        before = len(self.elements("memory-map.svg", "rect"))
        self.edit("<0x8000>", "<0xc000>")
        self.assertEqual(len(self.elements("memory-map.svg", "rect")), before + 1)


class Schedule(Case):
    """schedule.svg and the table of the map."""

    def test_priorities(self):
        self.edit("priority = <2>;", "priority = <2>;\n\t\t\tbudget-us = <1000>;\n"
                  "\t\t\tperiod-us = <4000>;")
        self.assertEqual(self.schedule(), [
            f"priority 2 one |{'#' * 10}{'.' * 30}| 1 ms in each 4 ms (25 %)",
            f"priority 0 two |{'#' * 40}| as long as it wants"])
        words = self.words("schedule.svg")
        for word in ("2", "0", "one", "two", "1 ms in each 4 ms (25 %)", "as long as it wants"):
            self.assertIn(word, words)

    def test_turns(self):
        self.edit("priority = <2>;", "")
        self.assertEqual(self.schedule(), [
            f"priority 0 {name} |{'#' * 40}| as long as it wants turns of 5 ms"
            for name in ("one", "two")])

    def test_windows(self):
        self.windows()
        self.assertEqual(self.schedule(), [
            f"from 0 600 us one |{'#' * 12}{'.' * 28}|",
            f"from 600 us 1 ms two |{'.' * 12}{'#' * 20}{'.' * 8}|",
            f"from 1.6 ms 400 us one |{'.' * 32}{'#' * 8}|",
            "at 2 ms again"])
        words = self.words("schedule.svg")
        for word in ("Major frame", "1 ms", "1 ms (50 %)", "2 ms", "one", "two"):
            self.assertIn(word, words)

    def test_windows_fill_the_frame(self):
        """The bar and the guests' lines have each window once."""
        self.windows()
        rects = self.elements("schedule.svg", "rect")
        coloured = [rect for rect in rects if rect.get("fill") in ("#2a78b8", "#d9822b")]
        widths = [float(rect.get("width")) for rect in coloured]
        self.assertEqual(len(coloured), 6)
        self.assertAlmostEqual(sum(widths[:3]), sum(widths[3:]), delta=1)

    def test_no_words_overlap(self):
        self.check_places("schedule.svg")

    def test_no_words_overlap_with_windows(self):
        self.windows()
        self.check_places("schedule.svg")


if __name__ == "__main__":
    unittest.main()
