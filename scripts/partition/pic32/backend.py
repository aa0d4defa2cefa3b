# SPDX-License-Identifier: GPL-2.0
"""The backend for the PIC32MZ: C tables, the guests' bytes, and where they are linked."""

from dataclasses import dataclass
from typing import Any

import bootfiles
import images as image_files
import nodes
from pic32 import (blocks, claims, fence, kinds, link, pages, picture, place, report, schedule,
                   tables, timing)
from pic32 import board as boards
from pic32 import guests as guest_reader
from pic32 import windows as bus_windows
from ranges import Range


@dataclass
class Row:
    """What is written for a guest."""

    guest: Any
    place: Any
    entries: list               # of the root TLB
    memory: list                # of pages.memory()
    tree: list                  # numbers of nodes
    pages: bytes                # sfr_pages
    blocks: list                # of blocks.trapped()
    notifies: int               # guests that it may notify
    off: list                   # of blocks.off()


@dataclass
class Plan:
    """Everything that is written."""

    board: Any
    rows: list
    nodes: list
    maps: list
    shared: dict                # physical address of each shared memory
    shared_rows: list           # of (physical range, readers, writers) that guests share
    owners: list                # guest of each interrupt source
    init: list                  # registers
    windows: list               # of time
    slice_us: int


def build(tree, directories, output):
    """{name in the folder output: content} of everything that is made."""
    root = nodes.read(tree, kinds.ROOT)
    board = boards.read(tree, root)
    store = image_files.Store(directories)
    guests = guest_reader.read(root, board, store)
    claims.check(board, guests)
    places, shared = place.place(board, guests)
    for guest in guests:
        claims.check_entry(guest)
    plan = _plan(board, guests, places, shared)
    claims.check_tables(plan)
    sources = [*tree.files, *(image.path for image in store.images)]
    return {
        "memory-map.txt": report.text(plan),
        "memory-map.svg": picture.draw(plan),
        "schedule.svg": timing.draw(plan),
        **link.files(places),
        "images.S": link.source(places, output),
        "guests.lds": link.script(board, places),
        "partition.c.d": bootfiles.dependencies(output / "partition.c", sources),
        "partition.c": tables.source(plan),
    }


def _plan(board, guests, places, shared):
    straight = [blocks.straight(guest, board) for guest in guests]
    mapped = [place.mappings(board, guest, placed, shared, direct)
              for guest, placed, direct in zip(guests, places, straight)]
    all_nodes, trees = tables.shared_nodes(
        pages.add_eret(pages.tree(mappings), board.eret.base) for mappings in mapped)
    maps = blocks.Maps()
    rows = []
    for guest, placed, mappings, tree in zip(guests, places, mapped, trees):
        trapped = blocks.trapped(guest, board)
        rows.append(Row(guest, placed, pages.pairs(mappings), pages.memory(mappings), tree,
                        maps.of_guest(trapped), trapped, claims.notifies(guest, guests),
                        blocks.off(guest)))
    bus = bus_windows.of_board(board, guests, places)
    return Plan(
        board=board, rows=rows, nodes=all_nodes, maps=maps.maps, shared=shared,
        shared_rows=_shared(board, rows, shared), owners=claims.owners(guests),
        init=fence.registers(board, guests, bus), windows=schedule.windows(board, guests),
        slice_us=schedule.slice_us(board))


def _shared(board, rows, shared):
    """Memory that several guests reach, and masks of those that read and write it."""
    found = [(board.eret, sum(1 << row.guest.number for row in rows), 0)]
    for path, base in shared.items():
        users = sum(1 << row.guest.number for row in rows
                    if path in [node.path for node in row.guest.get("shared-memory", [])])
        found.append((Range(base, board.shared[path].range.size), users, users))
    for _, area in board.readable:
        readers = sum(1 << row.guest.number for row in rows
                      if any(pair.maps(area.base) for pair in row.entries))
        found.append((area, readers, 0))
    return found
