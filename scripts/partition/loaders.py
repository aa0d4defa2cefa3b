# SPDX-License-Identifier: GPL-2.0
"""The image types and the loader of each."""

import load_elf
import load_flat
import load_linux
import load_multiboot
import loading
from fault import at

# image-type: (loader, the properties that it understands)
LOADERS = {
    "flat-real": (load_flat.load_real, ("load-address", "entry")),
    "flat": (load_flat.load_protected, ("load-address", "entry")),
    "elf": (load_elf.load, ()),
    "multiboot": (load_multiboot.load, ("bootargs", "initrd")),
    "linux": (load_linux.load, ("bootargs", "initrd")),
}
OPTIONS = ("load-address", "entry", "bootargs", "initrd")


def load(item, ram_size, store, tables):
    """Place a guest's image in its RAM, beside tables made for it."""
    image_type = item.get("image-type")
    loader, understood = LOADERS[image_type]
    for prop in OPTIONS:
        if item.get(prop) is not None and prop not in understood:
            raise at(item.node, f'{prop} means nothing to the image type "{image_type}"',
                     "leave it out or correct image-type", prop)
    request = loading.Request(
        item, store.get(item.node, "image", item.get("image")),
        [store.get(item.node, "initrd", name) for name in item.get("initrd", [])], ram_size)
    placed = loader(request)
    placed.segments += tables
    loading.check(request, placed)
    return placed
