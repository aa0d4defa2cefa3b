# SPDX-License-Identifier: GPL-2.0
"""What only the whole can show: nobody owns what is another's."""

from itertools import combinations

from fault import at
from layout import PART_ACCESS_EMULATE, PART_ACCESS_OWN, PART_IRQ_LEVEL
from ranges import MIB, MMIO, PAGE, Range, align_up, human

FIRMWARE = Range(0, MIB)
HYPERVISOR_IMAGE = 2 * MIB      # what its own image may fill of its region


def check(board, guests):
    """Refuse what two guests, or a guest and the hypervisor, would share."""
    _check_board(board)
    for one, other in combinations(guests, 2):
        _check_pair(one, other)
    for guest in guests:
        _check_memory(board, guest)
        _check_irqs(board, guest)
        for given in guest.blocks:
            if given.access != PART_ACCESS_EMULATE:
                _check_block(board, guest, given)


def _check_board(board):
    node, region = board.hypervisor, board.region
    if region.base % PAGE or region.size % PAGE:
        raise at(node, f"the region {region} is not made of whole pages",
                 f"align base and size to {PAGE:#x}", "reg")
    if region.overlaps(FIRMWARE):
        raise at(node, f"the region {region} is partly below 1 MiB, which is the firmware's",
                 "start it at 0x100000 or higher", "reg")
    if not _in_memory(board, region):
        raise at(node, f"the region {region} is not in the board's memory",
                 "see the reg of its memory nodes", "reg")


def _in_memory(board, area):
    return any(memory.contains(area) for memory in board.memory)


def _check_pair(one, other):
    """Refuse whatever two guests would share."""
    if one.name == other.name:
        raise at(other.node, f"{one.node.path} has the name {one.name} too",
                 "give each its own")
    if one.cpu == other.cpu:
        raise at(other.node, f"its core is that of {one.name} too",
                 "give each guest its own", "cpus")
    if one.ram.overlaps(other.ram):
        raise at(other.node, f"its RAM {other.ram} overlaps that of {one.name}, {one.ram}",
                 "move or shrink one", "reg")
    for mine in one.blocks:
        for theirs in other.blocks:
            _check_block_pair(one, mine, other, theirs)
    for irq in other.irqs.keys() & one.irqs.keys():
        raise at(other.node, f"interrupt {irq} is that of {one.name} too",
                 "give its device to one of them", "devices")
    if _has_level(one) and _has_level(other):
        raise at(other.node, f"it has a level-triggered interrupt, as {one.name} has: with "
                 "equal vectors, the end of one is the end of both",
                 "give all that are level-triggered to one guest", "devices")


def _has_level(guest):
    return any(flags & PART_IRQ_LEVEL for flags in guest.irqs.values())


def _check_block_pair(one, mine, other, theirs):
    accesses = {mine.access, theirs.access}
    if PART_ACCESS_EMULATE in accesses or PART_ACCESS_OWN not in accesses:
        return
    if mine.block.overlaps(theirs.block):
        raise at(other.node, f"{theirs.node.path} ({theirs.block}) is given to "
                 f"{one.name} too, as {mine.node.path} ({mine.block})",
                 "give it to one of them", theirs.prop)


def _check_memory(board, guest):
    ram = guest.ram
    if ram.overlaps(FIRMWARE):
        raise at(guest.node, f"its RAM {ram} is partly below 1 MiB, which is the firmware's",
                 "start it higher", "reg")
    if ram.overlaps(board.region):
        raise at(guest.node, f"its RAM {ram} overlaps the hypervisor's region {board.region}",
                 "move or shrink one", "reg")
    if not _in_memory(board, ram):
        raise at(guest.node, f"its RAM {ram} is not in the board's memory",
                 "see the reg of its memory nodes", "reg")


def _check_irqs(board, guest):
    for what, device in board.kept():
        for irq in guest.irqs.keys() & device.irqs.keys():
            raise at(guest.node, f"interrupt {irq} is that of {what} ({device.node.path})",
                     "leave its devices out", "devices")


def _check_block(board, guest, given):
    """Refuse what reaches past the guest, whichever device it claims to be."""
    kept = [(what, block) for what, device in board.kept() for block in device.blocks]
    for whose, block in kept + board.guarded():
        if given.block.overlaps(block):
            raise at(guest.node, f"{given.node.path} ({given.block}) reaches {whose} ({block})",
                     "leave it out", given.prop)
    if given.block.space == MMIO:
        for memory in board.memory:
            if memory.overlaps(given.block.range):
                raise at(guest.node, f"{given.node.path} ({given.block}) lies in the "
                         f"board's memory {memory}", "correct its reg", given.prop)


def check_modules(board, size, images):
    """Refuse modules that the hypervisor's region can't hold beside its image."""
    room = board.region.size - HYPERVISOR_IMAGE
    needed = sum(align_up(length, PAGE)
                 for length in [size, *(len(image.data) for image in images)])
    if needed > room:
        raise at(board.hypervisor, f"the modules need {needed:#x} bytes, the region has room "
                 f"for {room:#x} beside the hypervisor's {human(HYPERVISOR_IMAGE)}",
                 "enlarge its reg or make images smaller", "reg")
