# SPDX-License-Identifier: GPL-2.0
"""ELF executables for 32-bit x86, at their physical addresses."""

import io

from elftools.elf.elffile import ELFFile

from loading import Load, flat, of_image

# Class, machine, and what ld calls them
PROGRAM = (32, "EM_386", "elf_i386")
KERNEL = (64, "EM_X86_64", "elf_x86_64")


def load(request):
    """An ELF file that starts in 32-bit protected mode at its entry."""
    segments, entry = segments_of(request)
    return Load(segments, flat(entry))


def segments_of(request, wanted=PROGRAM):
    """The segments of an ELF file and the physical address of its entry."""
    headers, entry = parse(request, wanted)
    loaded = [header for header in headers if header["p_type"] == "PT_LOAD"
              and header["p_memsz"]]
    if not loaded:
        raise request.fault("has nothing to load", "link it as an executable")
    for header in loaded:
        if header["p_offset"] + header["p_filesz"] > len(request.image.data):
            raise request.fault("is cut short: a segment ends behind the file",
                                "build it again")
        if header["p_filesz"] > header["p_memsz"]:
            raise request.fault("has a segment with more bytes than memory",
                                "build it again")
    return [_segment(request.image, header) for header in loaded], \
        _physical(loaded, entry)


def parse(request, wanted):
    """Program headers and entry."""
    try:
        elf = ELFFile(io.BytesIO(request.image.data))
        kind = elf.elfclass, elf["e_machine"], elf["e_type"]
        headers = [segment.header for segment in elf.iter_segments()]
    except Exception as error:  # pyelftools raises many types on damaged files
        raise request.fault(f"is no whole ELF file ({error or type(error).__name__})",
                            "build it again") from None
    if kind != (*wanted[:2], "ET_EXEC"):
        raise request.fault(f"is an ELF file of class {kind[0]}, {kind[1]}, {kind[2]}",
                            f"link it as a {wanted[0]}-bit x86 executable (ld -m {wanted[2]})")
    return headers, elf["e_entry"]


def _segment(image, header):
    return of_image(image, header["p_paddr"], header["p_offset"],
                    header["p_filesz"], header["p_memsz"])


def _physical(headers, entry):
    """The physical address of a virtual one; most files link both the same."""
    for header in headers:
        if 0 <= entry - header["p_vaddr"] < header["p_memsz"]:
            return entry - header["p_vaddr"] + header["p_paddr"]
    return entry
