# SPDX-License-Identifier: GPL-2.0
"""What boot loaders need: their menus, and the list of the modules' files."""

HEADER = "# Made by the partition compiler; modules in the order that levsha.cfg numbers them.\n"


def grub(names):
    """grub.cfg"""
    lines = ["set timeout=0", "", "menuentry \"Levsha\" {",
             "\tmultiboot /boot/levsha.elf",
             *(f"\tmodule /boot/{name}" for name in names), "}"]
    return HEADER + "\n".join(lines) + "\n"


def pxelinux(names):
    """pxelinux.cfg, paths below the TFTP server's root."""
    files = " --- ".join(f"boot/{name}" for name in ["levsha.elf", *names])
    return HEADER + f"DEFAULT levsha\n\nLABEL levsha\n\tKERNEL mboot.c32\n\tAPPEND {files}\n"


def ipxe(names):
    """levsha.ipxe, paths beside the script's own folder."""
    lines = ["kernel boot/levsha.elf", *(f"module boot/{name}" for name in names), "boot"]
    return "#!ipxe\n" + HEADER + "\n".join(lines) + "\n"


def modules(images):
    """Host path and name under /boot of each image."""
    return "".join(f"{image.path} {image.name}\n" for image in images)


def dependencies(target, files):
    """A make dependency file; each file is a target too, so that it may vanish."""
    target, *names = (str(name).replace("$", "$$").replace(" ", "\\ ")
                      for name in (target, *files))
    return f"{target}: {' '.join(names)}\n" + "".join(f"\n{name}:\n" for name in names)
