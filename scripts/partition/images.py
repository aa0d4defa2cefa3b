# SPDX-License-Identifier: GPL-2.0
"""The image files: found, read once, and given a name on the boot medium."""

import re
import zlib
from dataclasses import dataclass
from pathlib import Path

from fault import at
from ranges import human

RESERVED_NAMES = ("levsha.elf", "levsha.cfg")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")
MAX_IMAGE = (1 << 32) - 1


@dataclass
class Image:
    """A file that becomes a boot module."""

    path: Path
    name: str
    data: bytes
    index: int

    @property
    def crc32(self):
        """Of the file's bytes, as the hypervisor checks it."""
        return zlib.crc32(self.data)


class Store:
    """The images in the order of the boot modules, each file once."""

    def __init__(self, directories):
        self.directories = [Path(directory) for directory in directories]
        self.images = []

    def get(self, node, prop, name):
        """The image of that file name; node and prop say who asks."""
        path = self._find(node, prop, name)
        for image in self.images:
            if image.path == path:
                return image
            if image.name == path.name:
                raise at(node, f"two images are named {path.name}: {image.path} and {path}",
                         "rename one, they share a folder on the boot medium", prop)
        image = Image(path, path.name, _read(node, prop, path), len(self.images))
        self.images.append(image)
        return image

    def _find(self, node, prop, name):
        if not NAME.fullmatch(Path(name).name) or Path(name).name in RESERVED_NAMES:
            raise at(node, f'{prop} "{name}" can\'t be a name on the boot medium',
                     "use letters, digits and . _ + - in another name", prop)
        for directory in self.directories:
            path = directory / name
            if path.is_file():
                return path.resolve().parent / path.name
        places = ", ".join(str(directory) for directory in self.directories)
        raise at(node, f'{prop} "{name}" is in none of {places}',
                 "build it, or name its folder: make PARTITION_PATH=folder", prop)


def _read(node, prop, path):
    try:
        data = path.read_bytes()
    except OSError as error:
        raise at(node, f"{path}: {error.strerror}", "make it readable", prop) from None
    if not data:
        raise at(node, f"{path} is empty", "build it again", prop)
    if len(data) > MAX_IMAGE:
        raise at(node, f"{path} has {human(len(data))}",
                 "keep images below 4 GiB", prop)
    return data
