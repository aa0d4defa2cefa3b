# SPDX-License-Identifier: GPL-2.0
"""The backend for PCs: a Multiboot module, and what boot loaders need."""

import board as boards
import bootfiles
import claims
import guests as guest_reader
import images as image_files
import memory_map
import module
import nodes
import picture
import schema


def build(tree, directories, output):
    """{name in the folder output: content} of everything that is made."""
    root = nodes.read(tree, schema.ROOT)
    board = boards.read(tree, root)
    store = image_files.Store(directories)
    guests = guest_reader.read(root, board, store)
    claims.check(board, guests)
    config = module.build(board, guests, store.images)
    claims.check_modules(board, len(config), store.images)
    names = ["levsha.cfg", *(image.name for image in store.images)]
    sources = [*tree.files, *(image.path for image in store.images)]
    return {
        "memory-map.txt": memory_map.text(board, guests, store.images, len(config)),
        "memory-map.svg": picture.draw(board, guests),
        "grub.cfg": bootfiles.grub(names),
        "pxelinux.cfg": bootfiles.pxelinux(names),
        "levsha.ipxe": bootfiles.ipxe(names),
        "modules": bootfiles.modules(store.images),
        "levsha.cfg.d": bootfiles.dependencies(output / "levsha.cfg", sources),
        "levsha.cfg": config,
    }
