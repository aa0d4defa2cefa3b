# SPDX-License-Identifier: GPL-2.0
"""The registers of emulated devices: what a read of each gives, and what takes a write."""

from dataclasses import dataclass

from pic32.part import PART_IRQ_WORDS
from ranges import Range

GRANULE = 16
NO_READ, NO_WRITE = "&sfr_zero", "sfr_ignore"


@dataclass(frozen=True)
class Register:
    """A register, or several that one function reads and another writes."""

    offset: int
    shadow: str = None          # {} is the guest's row, {nvm} what it has by that name
    read: str = None
    write: str = NO_WRITE
    size: int = GRANULE
    quick: bool = False
    plain: bool = False
    word: int = None            # of IFS or IEC


def _words(offset, write):
    return [Register(offset + GRANULE * word, write=write, quick=True, word=word)
            for word in range(PART_IRQ_WORDS)]


def _uart(offset, name, **more):
    return Register(offset, f"&{{}}.vuart.regs.{name}", write=f"vuart_write_{name}", quick=True,
                    **more)


VUART = (_uart(0x00, "mode"), _uart(0x10, "sta"), _uart(0x40, "brg"),
         Register(0x20, NO_READ, write="vuart_write_tx", quick=True),
         Register(0x30, read="vuart_read_rx"))
VEIC = (Register(0x000, "&{}.veic.intcon", write="veic_write_intcon"),
        Register(0x010, "&{}.veic.priss", write="veic_write_priss"),
        Register(0x020, "&{}.veic.intstat"),
        *_words(0x040, "veic_write_ifs"), *_words(0x0c0, "veic_write_iec"),
        Register(0x140, read="veic_read_ipc", write="veic_write_ipc", size=0x360),
        Register(0x540, read="veic_read_off", write="veic_write_off", size=0x360, plain=True))
VWDT = (Register(0x00, read="vwdt_read", write="vwdt_write"),)
VRESET = (Register(0x00, "&{}.vsfr.rcon", write="vrcon_write"),
          Register(0x10, read="vrswrst_read", write="vrswrst_write"))
VNVM = (Register(0x00, "&{}.vsfr.nvmcon", write="vnvmcon_write"),)
VNVM_WRITABLE = (Register(0x00, "&{nvm}.con", write="vnvm_write_con"),
                 Register(0x10, NO_READ, write="vnvm_write_key", plain=True),
                 Register(0x20, "&{nvm}.addr", write="vnvm_write_any"),
                 *(Register(0x30 + GRANULE * n, f"&{{nvm}}.data[{n}]", write="vnvm_write_any")
                   for n in range(4)),
                 Register(0x70, "&{nvm}.src", write="vnvm_write_any"),
                 Register(0x80, "&{nvm}.pwp", write="vnvm_write_pwp"),
                 Register(0x90, "&{nvm}.bwp", write="vnvm_write_bwp"))
VSTORE = ()                     # takes all and shows 0


def split(device, area):
    """The registers of a device and what is between them, as (Register, range)."""
    base = area.base
    for register in sorted(device, key=lambda register: register.offset):
        first = area.base + register.offset
        if base < first:
            yield Register(base - area.base, NO_READ), Range(base, first - base)
        yield register, Range(first, register.size)
        base = first + register.size
    if base < area.end:
        yield Register(base - area.base, NO_READ), Range(base, area.end - base)


def fields(register, guest, irqs):
    """What &struct part_block says of a register of a guest with these sources."""
    row = f"guests[{guest - 1}]"
    shadow, read, write, word = register.shadow, register.read, register.write, register.word
    made = {}
    if word is not None and not irqs.all_irqs[word]:
        shadow, write = NO_READ, NO_WRITE
    elif word is not None:
        made["sources"] = f"&guest_{guest}_sources[{word}]"
        state = f"&guest_{guest}_words[{irqs.used_words.index(word)}]"
        if write == "veic_write_iec":
            shadow = f"{state}.enables"
        elif irqs.own_irqs[word]:
            read = "veic_read_ifs"
        else:
            shadow = f"{state}.flags"
    if register.plain:
        made["plain"] = 1
    place = shadow.format(row, nvm=f"guest_{guest}_nvm") if shadow else None
    made.update(shadow=place, read=read, write=write,
                load="load_shadow" if shadow else "exit_guest",
                store="store_emulated" if register.quick and write != NO_WRITE else "exit_guest")
    return {name: value for name, value in made.items() if value is not None}
