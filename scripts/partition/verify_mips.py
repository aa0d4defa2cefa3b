#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Proves from a finished levsha.elf for the PIC32MZ that its guests are apart.

It reads the image's bytes alone and shares no code with the compiler: what one
of the two gets wrong, the other sees.
"""

import sys
from itertools import combinations

import verify_bus
import verify_flash
import verify_irqs
import verify_time
from verify_image import PHYSICAL, Damaged, Numbers, Register, Shared, read
from verify_reach import (BOOT, EMULATE, FLASH, OWN, RAM, READ, SFRS, SMALLEST, UNIT, Registers,
                          Walk, check_memory, physical_byte, space)

SETS = 8                        # shadow register sets of the CPU
UART_SIZE = 0x50
CLEAR, SET = 4, 8              # behind a register
RAM_END = 0x80000
FLAGS, FPU, DSP, TLB = 0x1f, 0x2, 0x4, 0x8
WORD = 8                        # of struct veic_word
REGISTER = "a register"         # that a guest reads
KEPT = ((TLB, "tlb", 256), (FPU, "fpu", 264), (DSP, "dsp", 28), (verify_flash.WRITES, "nvm", 40))

# Registers with which a guest could unlock, reprogram or reset the machine, see
# others' interrupts, or reach through the bus; and those that it may only read.
HIDDEN = (("SYSKEY", 0x1f800030, 0x10), ("CFGPG", 0x1f8000e0, 0x10),
          ("the flash controller", 0x1f800600, 0x100), ("WDTCON", 0x1f800800, 0x10),
          ("the dead man's timer", 0x1f800a00, 0x80), ("ICDCON", 0x1f801130, 0x10),
          ("RSWRST", 0x1f801250, 0x10), ("the interrupt controller", 0x1f810000, 0x1000),
          ("the bus arbiter", 0x1f8f8000, 0x3800))
GUARDED = (("CFGCON", 0x1f800000, 0x10), ("DEVID", 0x1f800020, 0x10),
           ("PMD", 0x1f800040, 0x70), ("CFGEBI", 0x1f8000c0, 0x20),
           ("the oscillator", 0x1f801200, 0x40), ("RCON", 0x1f801240, 0x10),
           ("RNMICON", 0x1f801260, 0x20), ("PBxDIV", 0x1f801300, 0x80),
           ("SLEWCON", 0x1f8013c0, 0x20), ("the pins' choice", 0x1f801400, 0x300),
           ("PRECON", 0x1f8e0000, 0x20),
           ("EBI", 0x1f8e1000, 0x100), ("SBFLAG", 0x1f8f0510, 0x10))

# What may be written at boot: SYSKEY, CFGCON, PMD, CFGPG, WDTCON, the buses' clocks, the
# pins' choice, INTCON and PRISS, IFS, IEC, IPC, PRECON, the arbiter; ANSEL of each port; and
# the console's UART.
WRITTEN = ((0x1f800030, 0x10), (0x1f800000, 0x10), (0x1f800040, 0x70), (0x1f8000e0, 0x10),
           (0x1f800800, 0x10), (0x1f801300, 0x80), (0x1f801400, 0x300), (0x1f810000, 0x20),
           (0x1f810040, 0x70), (0x1f8100c0, 0x70), (0x1f810140, 0x360), (0x1f8e0000, 0x10),
           (0x1f8f8000, 0x3800), *((0x1f860000 + 0x100 * port, 0x10) for port in range(7)))


class Subject:
    """A guest with all that it reaches."""

    def __init__(self, guest, board, shared):
        self.number, self.name, self.row = guest.number, guest.name, guest.row
        self.tables, self.board, self.shared = guest, board, shared
        self.walk = Walk(guest)
        self.pages = self.walk.pages
        self.registers = Registers(guest, self.pages)
        memory = [page for page in self.pages if page.kind in (RAM, FLASH, BOOT)]
        self.reads = {physical_byte(page.rpa) for page in memory}
        self.writes = {page.rpa for page in memory if page.writable}
        self.ram = (self.row.ram_base, self.row.ram_base + self.row.ram_size)

    def shares(self, place, writes):
        """True if a page is declared shared with this guest."""
        return any(physical_byte(row.base) <= place < physical_byte(row.base) + row.size
                   and (row.writers if writes else row.readers) >> self.number & 1
                   for row in self.shared)

    def may_reach(self, place, writes):
        """True if its devices may reach a page of memory."""
        if space(place) == RAM:
            return self.ram[0] <= place < self.ram[1] or self.shares(place, writes)
        return not writes and place in self.reads


def meet(one, other):
    """True if two ranges share an address."""
    return one[0] < other[1] and other[0] < one[1]


def whole_pages(base, end):
    """The pages of 4 KiB that a range touches."""
    return range(base & -SMALLEST, end, SMALLEST)


class Proof:
    """An image, and what contradicts that its guests are apart."""

    def __init__(self, image):
        self.image, self.board = image, image.board
        board = self.board
        self.shared = image.rows(Shared, board.shared, board.nr_shared, "shared")
        self.init = image.rows(Register, board.init, board.nr_init, "init")
        self.guests = [Subject(guest, board, self.shared) for guest in image.guests]
        self.notified = {guest.number for guest in self.guests
                         if verify_irqs.has(guest.tables, verify_irqs.NOTIFY)}
        self.kept = {word for guest in self.guests for name, first, last in kept(guest)
                     if name != REGISTER for word in range(first, last, 4)}
        self.region = (board.hv_base, board.hv_base + board.hv_size)
        self.hypervisor = {physical_byte(page) for base, end in [*image.hypervisor, self.region]
                           for page in whole_pages(base, end)}

    def hidden(self, address, writes):
        """The name of the hypervisor's register at an address, or None."""
        kept = [*HIDDEN, ("the console's UART", self.board.console_base, UART_SIZE)]
        kept += GUARDED if writes else ()
        return next((name for name, base, size in kept if base <= address < base + size), None)

    def violations(self):
        """Everything that is wrong, in words."""
        yield from self.check_board()
        for guest in self.guests:
            for check in (self.check_guest, self.check_memory, self.check_ram,
                          self.check_registers):
                for reason in check(guest):
                    yield f"guest {guest.name}: {reason}"
            for reason in (*verify_time.check(guest),
                           *verify_irqs.check(guest.tables, self.image.owners),
                           *verify_flash.check(guest, self.guests, self.hypervisor),
                           *check_memory(guest),
                           *verify_flash.check_eret(guest, self.image)):
                yield f"guest {guest.name}: {reason}"
        for one, other in combinations(self.guests, 2):
            for reason in self.check_pair(one, other):
                yield f"guests {one.name} and {other.name} {reason}"
        yield from verify_time.check_board(self.image)
        yield from verify_irqs.check_owners(self.board, self.image.owners)
        yield from verify_bus.check(self.init, self.guests, self.hidden)

    def check_board(self):
        """The hypervisor's region holds its data, and shares are sound."""
        first, end = self.region
        if first % SMALLEST or end % SMALLEST or not first < end <= RAM_END:
            yield f"the hypervisor's region {first:#x}..{end:#x} is not whole pages of RAM"
        for base, last in self.image.hypervisor:
            if space(base) == RAM and not first <= base <= last <= end:
                yield f"the hypervisor's data at {base:#x} is not in its region"
        written = (*WRITTEN, (self.board.console_base, UART_SIZE))
        for register in self.init:
            if register.addr % 4 or not any(base <= register.addr < base + size
                                            for base, size in written):
                yield f"what is written at boot to {register.addr:#x} is to no register for that"
        for row in self.shared:
            places = whole_pages(row.base, row.base + row.size)
            if row.base % SMALLEST or row.size % SMALLEST or row.writers & ~row.readers \
                    or row.readers >> len(self.guests) + 1 or row.readers & 1 \
                    or space(row.base) not in (RAM, FLASH, BOOT) \
                    or any(physical_byte(place) in self.hypervisor for place in places) \
                    or any(meet((row.base, row.base + row.size), guest.ram)
                           for guest in self.guests):
                yield (f"the shared range {row.base:#x} is not whole pages of memory, not "
                       "guests', or somebody's own")

    def check_guest(self, guest):
        """What names a guest, where it starts, and its registers' sets."""
        row = guest.row
        if not guest.name or not guest.name.isprintable() or len(guest.name) > 15:
            yield "its name is not printable or has no end"
        if row.flags & ~FLAGS:
            yield f"its flags {row.flags:#x} are unknown"
        if not row.shadow_sets or guest.number + row.shadow_sets > SETS:
            yield f"it has {row.shadow_sets} register sets from {guest.number} on"
        for other in range(16):
            if row.notify_mask >> other & 1 and other not in self.notified:
                yield f"it notifies guest {other}, which has no interrupt for it"
        yield from self.check_numbers(guest)
        yield from self.check_entry(guest)
        yield from self.check_segments(guest)

    def check_numbers(self, guest):
        """No code that it needs was left out."""
        for name, _ in Numbers._fields_:
            value, least, most = (getattr(numbers, name)
                                  for numbers in (guest.row, self.image.least, self.image.most))
            if least & ~value or value & ~most if name == "flags" else not least <= value <= most:
                yield f"its {name}, {value}, is not of the numbers {least} to {most} of all"

    def check_entry(self, guest):
        """A guest starts in its own code."""
        entry = guest.row.entry
        place = entry & PHYSICAL & ~1
        page = next((page for page in guest.pages if page.gpa == place & -SMALLEST), None)
        if not 0x80000000 <= entry < 0xc0000000 or entry & 3 not in (0, 1, 3):
            yield f"its entry {entry:#x} is not in KSEG0 or KSEG1, or not an instruction's"
        elif page is None or not page.executable or page.kind == SFRS:
            yield f"its entry {entry:#x} is in none of its pages with code"

    def check_segments(self, guest):
        """Segments come out of its own flash and go into its own RAM."""
        for segment in guest.tables.segments:
            if not guest.ram[0] <= segment.dst <= segment.dst + segment.size <= guest.ram[1]:
                yield f"the segment for {segment.dst:#x} is not in its RAM"
            if not self.image.holds(segment.src, segment.size):
                yield f"the segment for {segment.dst:#x} comes from no bytes of the image"
            for place in whole_pages(segment.src, segment.src + segment.size):
                if physical_byte(place) in self.hypervisor:
                    yield f"the segment for {segment.dst:#x} comes from the hypervisor"
                    break

    def check_memory(self, guest):
        """Pages lead to its own RAM, and to flash that it can't write."""
        yield from guest.walk.reasons
        for page in guest.pages:
            name = f"its page {page.gpa:#x} leads to {page.rpa:#x}"
            if page.kind is None:
                yield f"{name}, where nothing is"
            elif page.kind == SFRS:
                continue
            elif physical_byte(page.rpa) in self.hypervisor:
                yield f"{name}, which is the hypervisor's"
            elif page.kind != RAM:
                if page.writable:
                    yield f"{name} in flash, and writes"
            elif not guest.ram[0] <= page.rpa < guest.ram[1] \
                    and not guest.shares(page.rpa, page.writable):
                yield f"{name}, which is not its RAM"

    def check_ram(self, guest):
        """Its RAM is RAM; what the hypervisor keeps of it is the hypervisor's."""
        base, end = guest.ram
        if base % SMALLEST or guest.row.ram_size % SMALLEST or end > RAM_END:
            yield f"its RAM {base:#x}..{end:#x} is not whole pages of RAM"
        if meet(guest.ram, self.region):
            yield "its RAM reaches the hypervisor"
        for flag, name, _ in KEPT:
            if bool(guest.row.flags & flag) != bool(getattr(guest.row, name)):
                yield f"its flags and where its {name} is kept differ"
        for name, first, last in kept(guest):
            if not self.region[0] <= first & PHYSICAL <= last & PHYSICAL <= self.region[1] \
                    or first >> 29 != 4:
                yield f"its {name} is kept at {first:#x}, which is not the hypervisor's RAM"
            elif not (self.is_own(guest, first, last) if name == REGISTER else
                      self.is_kept(first, last)):
                yield f"its {name} is kept at {first:#x}, in no variable for that"

    def is_own(self, guest, first, last):
        """True if a place is in a guest's part of what is kept of all, or in its own."""
        base, end = self.image.states
        size = (end - base) // len(self.guests)
        own = [(at, after) for name, at, after in kept(guest) if name != REGISTER]
        own.append((base + size * (guest.number - 1), base + size * guest.number))
        return any(at <= first and last <= after for at, after in own)

    def is_kept(self, first, last):
        """True if what is in a place is variables, and these only what is kept of guests."""
        met = [area for area in self.image.variables if meet(area, (first, last))]
        return met and all(word in self.kept for base, end in met for word in range(base, end, 4))

    def check_registers(self, guest):
        """It reaches no register of the hypervisor's."""
        yield from guest.registers.reasons
        seen = set()
        for address, access in sorted(guest.registers.units.items()):
            if access.access == EMULATE:
                continue
            name = self.hidden(address, access.access == OWN and access.mask != 0)
            if name and name not in seen:
                seen.add(name)
                yield f"it reaches {name} at {address:#x}"
        for store in guest.tables.off:
            access = guest.registers.units.get(store.addr & -UNIT)
            if access is None or access.access != OWN or store.value & ~access.mask \
                    or access.mask != 0xffffffff and store.addr & 0xc not in (CLEAR, SET):
                yield f"what switches its devices off stores to {store.addr:#x}, not its own"
        for block in guest.tables.blocks:
            if not self.goes(block.load, load_ways(block)) \
                    or not self.goes(block.store, store_ways(block, guest.row)):
                yield f"its block {block.base:#x} has a short way that is another's"
            for place in filter(None, (block.shadow, block.read, block.write)):
                if not any(base <= place & PHYSICAL < end for base, end in self.image.hypervisor):
                    yield (f"its block {block.base:#x} leads to {place:#x}, which is no part of "
                           "the hypervisor")

    def goes(self, place, names):
        """True if a way of register.S is one of these."""
        return place & ~1 in [self.image.ways[name] for name in names]

    def check_pair(self, one, other):
        """Nothing that one guest reaches, the other reaches, unless it is shared."""
        if one.name == other.name:
            yield "have one name"
        if meet(one.ram, other.ram):
            yield "share RAM"
        if one.number + one.row.shadow_sets > other.number:
            yield "share a register set"
        both = sorted(place for place in one.reads & other.reads
                      if not (one.shares(place, False) and other.shares(place, False)))
        if both:
            yield f"share {len(both)} pages of memory, the first at {both[0]:#x}"
        yield from check_sources(one, other)
        yield from check_sources(other, one)
        for (name, first, last), theirs in ((mine, theirs) for mine in kept(one)
                                            for theirs in kept(other)):
            if meet((first, last), theirs[1:]):
                yield f"are kept in one place at {first:#x} ({name} and {theirs[0]})"
        yield from check_common_registers(one, other)


def load_ways(block):
    """How a LW of a block may be done, by the names of register.S."""
    if block.access == EMULATE:
        return ["load_shadow"] if block.shadow else ["load_intstat", "exit_guest"]
    return ["load_own" if block.access == READ or block.mask else "exit_guest"]


def store_ways(block, row):
    """How a SW may be done."""
    if block.access == EMULATE and not block.plain:
        flags = ["store_ifs"] if block.sources and row.shadow_sets == 1 else []
        return ["store_emulated", "exit_guest", *flags]
    if block.access == OWN and block.mask:
        return ["store_own" if block.mask == 0xffffffff else "store_masked"]
    return ["exit_guest"]


def kept(guest):
    """(what, first, end) of what the hypervisor keeps of a guest in RAM."""
    sizes = [("src", 4 * guest.row.nr_slots)]
    sizes += [(name, size) for flag, name, size in KEPT if guest.row.flags & flag]
    places = [(name, getattr(guest.row, name), size) for name, size in sizes]
    places += [("words", word.state, WORD) for word in guest.tables.words if word.state]
    places += [(REGISTER, block.shadow, 4) for block in guest.tables.blocks
               if block.shadow and block.shadow & PHYSICAL < RAM_END]
    return [(name, first, first + size) for name, first, size in places]


def check_sources(one, other):
    """What is copied to one guest's RAM is nothing that the other reaches."""
    for segment in one.tables.segments:
        places = {physical_byte(place)
                  for place in whole_pages(segment.src, segment.src + segment.size)}
        theirs = [(row.src, row.src + row.size) for row in other.tables.segments]
        if places & other.reads or any(meet((segment.src, segment.src + segment.size), area)
                                       for area in theirs):
            yield f"share {segment.src:#x}, the segment of {one.name} for {segment.dst:#x}"


def check_common_registers(one, other):
    """In one register two guests have bits of their own, or both only read."""
    mine, theirs = one.registers.units, other.registers.units
    for address in sorted(mine.keys() & theirs.keys()):
        accesses = {mine[address].access, theirs[address].access}
        whole = 0xffffffff in (mine[address].mask, theirs[address].mask)
        if EMULATE not in accesses and accesses != {READ} \
                and (whole or mine[address].mask & theirs[address].mask):
            yield f"share the registers at {address:#x}"
            break


def summary(proof):
    """What was proved, in one line."""
    guests, first = proof.guests, proof.region[0]
    pages = [page for guest in guests for page in guest.pages]
    ram = {page.rpa for page in pages if page.kind == RAM}
    flash = {physical_byte(page.rpa) for page in pages if page.kind in (FLASH, BOOT)}
    owned = sum(access.access == OWN for guest in guests
                for access in guest.registers.units.values())
    shared = sum(row.size for row in proof.shared) >> 10
    return (f"proved: {len(guests)} guests reach {len(ram) * 4} KiB of RAM, {len(flash) * 4} KiB "
            f"of flash, {owned} register groups and {sum(map(bool, proof.image.owners))} "
            f"interrupts, each its own but {shared} KiB shared, and nothing of the hypervisor's "
            f"({first:#x}..{proof.region[1] - 1:#x})")


def main():
    """verify_mips.py levsha.elf: one line of proof, or the violations."""
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} levsha.elf")
    path = sys.argv[1]
    try:
        proof = Proof(read(path))
        found = list(proof.violations())
    except Damaged as damage:
        sys.exit(f"{path}: {damage}; build it again")
    except OSError as error:
        sys.exit(f"{error.filename}: {error.strerror}; name a file that can be read")
    if found:
        sys.exit("\n".join(f"{path}: {reason}" for reason in found))
    print(f"{path}: {summary(proof)}")


if __name__ == "__main__":
    main()
