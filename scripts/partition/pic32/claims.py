# SPDX-License-Identifier: GPL-2.0
"""What only the whole can show: nobody owns what is another's."""

from itertools import combinations

from fault import at
from pic32 import inputs, kinds
from pic32.blocks import MAX_BLOCKS
from pic32.image import UNMAPPED, physical
from pic32.part import (MAX_GUESTS, PART_ACCESS_EMULATE, PART_ACCESS_OWN, PART_NR_IRQS,
                        PART_TREE_SIZE)
from ranges import Range, human

# PPS: output registers, of ports from A on, by pin
PPS_INPUTS = range(0x1f801404, 0x1f8014f8, 4)
PPS_OUTPUTS = range(0x1f801538, 0x1f8016a8, 4)
PPS_OUTPUT_A, PPS_PORT, PPS_PIN = 0x1f801500, 0x40, 4
MAX_FUNCTION = 15
HYPERVISOR_CODE = 0x6000        # of its flash: code, strings and what the tables below are not
LEAF, MAP, BLOCK, STORE = 16, 512, 36, 8
FIXED = 4 * PART_TREE_SIZE + 1024 + PART_NR_IRQS + 256       # of each guest, about


def check(board, guests):
    """Refuse what two guests, or a guest and the hypervisor, would share."""
    _check_board(board)
    for one, other in combinations(guests, 2):
        _check_pair(one, other)
    _check_sets(guests)
    for guest in guests:
        _check_guest(board, guest)


def check_tables(plan):
    """Refuse tables that are larger than their indices, or than the hypervisor's flash."""
    for row in plan.rows:
        if len(row.blocks) > MAX_BLOCKS:
            raise at(row.guest.node, f"it has {len(row.blocks)} register blocks",
                     f"keep to {MAX_BLOCKS}", "devices")
    size = sum(8 + LEAF * len(node.leaves) for node in plan.nodes) + MAP * len(plan.maps) \
        + sum(FIXED + BLOCK * len(row.blocks) + STORE * len(row.off) for row in plan.rows)
    room = plan.board.eret.base - plan.board.hv_flash.base - HYPERVISOR_CODE
    if size > room:
        raise at(plan.board.hypervisor.node, f"the tables need {size:#x} bytes of flash, there "
                 f"is room for {room:#x} beside the hypervisor's {human(HYPERVISOR_CODE)}",
                 "enlarge its reg, or align memory and images to more than 4 KiB", "reg")


def owners(guests):
    """The guest of each interrupt source, or 0."""
    numbers = {irq: guest.number for guest in guests for irq in guest.irqs.real}
    return [numbers.get(irq, 0) for irq in range(PART_NR_IRQS)]


def check_entry(guest):
    """Refuse a start where the image has nothing, or where the TLB would have to map it."""
    image = guest.image
    place = physical(image.entry & ~1)
    if not UNMAPPED.contains(Range(image.entry, 1)) \
            or not any(base <= place < base + len(data) for base, data in image.pieces):
        raise at(guest.node, f"it would start at {image.entry:#x}, where "
                 f"{image.file.path.name} has nothing",
                 "set entry to an address of it in KSEG0 or KSEG1",
                 "entry" if guest.item.get("entry") is not None else "image")


def notifies(guest, guests):
    """The guests that it may notify, as a mask of numbers."""
    numbers = {one.node.path: one.number for one in guests}
    mask = 0
    for node in guest.get("notifies", []):
        if node.path not in numbers or node is guest.node:
            raise at(guest.node, f"notifies names {node.path}, which is no other guest",
                     "name guests by their labels", "notifies")
        mask |= 1 << numbers[node.path]
    return mask


def _check_board(board):
    node = board.hypervisor.node
    for choice in board.hypervisor.get("pps", []):
        _check_choice(node, *choice)
    if not board.ram.contains(board.hv_ram):
        raise at(node, f"{board.hv_ram} is not in the RAM, {board.ram}", "correct its reg", "reg")
    if not board.flash.contains(board.hv_flash):
        raise at(node, f"{board.hv_flash} is not in the program flash, {board.flash}",
                 "correct its reg", "reg")


def _check_pair(one, other):
    for mine in one.blocks:
        for theirs in other.blocks:
            if mine.range.overlaps(theirs.range) and _clash(mine, theirs):
                raise at(other.node, f"{theirs.device.node.path} ({theirs.range}) is given to "
                         f"{one.name} too", "give it to one of them", theirs.prop)
    for irq in other.irqs.real.keys() & one.irqs.real.keys():
        raise at(other.node, f"the interrupt source {irq} is that of {one.name} too",
                 "give its device to one of them", "devices")


def _clash(mine, theirs):
    """True for what one owns and the other reads (reads have effects), or both change."""
    accesses = {mine.access, theirs.access}
    if PART_ACCESS_OWN not in accesses or PART_ACCESS_EMULATE in accesses:
        return False
    return mine.whole or theirs.whole or bool(
        mine.access == theirs.access and mine.mask & theirs.mask)


def _check_sets(guests):
    first = 1
    for guest in guests:
        if guest.sets > 1 and guest is not guests[-1]:
            raise at(guest.node, f"its {guest.sets} register sets would be the next guests' too",
                     "give more than one to the last guest only", "shadow-sets")
        first += guest.sets
    if first - 1 > MAX_GUESTS:
        raise at(guests[-1].node, f"the guests have {first - 1} register sets",
                 f"keep to {MAX_GUESTS}", "shadow-sets")


def _check_guest(board, guest):
    for given in guest.blocks:
        if given.device is board.console and given.access != PART_ACCESS_EMULATE:
            raise at(guest.node, f"{given.device.node.path} is the console's",
                     "leave it out", given.prop)
    _check_memory(board, guest)
    for area in guest.image.zeroes:
        if not guest.memory.contains(area) and not board.flash.contains(area):
            raise at(guest.node, f"{guest.image.file.path.name} needs {area} for zeroes, the "
                     f"guest's RAM is {guest.memory}", "give it more RAM", "memory-size")
    for address, value in guest.get("pps", []):
        _check_choice(guest.node, address, value)
        _check_pps(board, guest, address)
    _check_pins(board, guest)


def _check_pins(board, guest):
    """Refuse pins of the hypervisor's: who drives the console's input types its commands."""
    chosen = board.hypervisor.get("pps", [])
    for address, _ in chosen:
        if address in PPS_OUTPUTS and _has_pin(guest, *_pin(board, address)):
            port, pin = _pin(board, address)
            raise at(guest.node, f"pin {pin} of {port.node.path} is driven for the hypervisor",
                     "leave it out, or take it out of the hypervisor's pps", "pins")
    console = inputs.received(board.console, chosen)
    if console is None:
        return
    port, pin = board.kind(kinds.PORT)[console[0]], console[1]
    if _has_pin(guest, port, pin):
        raise at(guest.node, f"pin {pin} of {port.node.path} is the console's input",
                 "leave it out, or choose another in the hypervisor's pps", "pins")


def _check_memory(board, guest):
    """Refuse memory of a guest over another of its own, or where the part has something else."""
    taken = [("its RAM", guest.memory, "memory-base" if guest.memory.base else "memory-size")]
    if guest.get("memory-top"):
        taken.append(("its RAM seen again", guest.memory_again(board), "memory-top"))
    for node in guest.get("shared-memory", []):
        if node.path not in board.shared:
            raise at(guest.node, f"shared-memory names {node.path}, which is no shared memory",
                     'name a node with compatible = "levsha,shared-memory"', "shared-memory")
        taken.append((node.path, board.shared[node.path].range, "shared-memory"))
    for (_, one, _), (name, other, prop) in combinations(taken, 2):
        if one.overlaps(other):
            raise at(guest.node, f"{name} ({other}) overlaps other memory of its own ({one})",
                     "give one another address", prop)
    for name, area, prop in taken:
        if area.end > board.flash.base:
            raise at(guest.node, f"{name} ({area}) reaches past {board.flash.base:#x}, where the "
                     "part's flash and registers are", "give it a lower address", prop)


def _check_choice(node, address, value):
    if value > MAX_FUNCTION or address not in PPS_INPUTS and address not in PPS_OUTPUTS:
        raise at(node, f"{address:#x} with {value} is no choice of a pin",
                 f"give a register of {PPS_INPUTS[0]:#x}..{PPS_INPUTS[-1]:#x} or "
                 f"{PPS_OUTPUTS[0]:#x}..{PPS_OUTPUTS[-1]:#x} and a value up to {MAX_FUNCTION}",
                 "pps")


def _pin(board, address):
    """(port, pin) that an output register is for; the part need not have it."""
    number, pin = divmod((address - PPS_OUTPUT_A) // PPS_PIN, 16)
    return board.kind(kinds.PORT)[number], pin


def _has_pin(guest, port, pin):
    """True if a pin is the guest's."""
    return any(given.mask >> pin & 1 for given in guest.blocks
               if given.access == PART_ACCESS_OWN and given.range.base == port.blocks[0].base)


def _check_pps(board, guest, address):
    if address in PPS_INPUTS:
        mine = [address for given in guest.blocks if given.access == PART_ACCESS_OWN
                for address in given.device.inputs]
        mine += [address for device in guest.irqs.real.values() for address in device.inputs]
        if address not in mine:
            raise at(guest.node, f"{address:#x} chooses the input of no device of its own",
                     "give it the device", "pps")
    elif not _has_pin(guest, *_pin(board, address)):
        port, pin = _pin(board, address)
        raise at(guest.node, f"{address:#x} chooses what drives pin {pin} of "
                 f"{port.node.path}, which is not its own", "give it the pin", "pps")
