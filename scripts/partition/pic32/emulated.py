# SPDX-License-Identifier: GPL-2.0
"""The registers of emulated devices: what a read of each gives, and what takes a write."""

from dataclasses import dataclass

from pic32.part import PART_NR_IRQS
from ranges import Range

GRANULE = 16
NO_READ, NO_WRITE = "&sfr_zero", "sfr_ignore"


@dataclass(frozen=True)
class Register:
    """A register."""

    offset: int
    shadow: str = None          # {} is the guest's row, {nvm} what it has by that name
    read: str = None
    write: str = NO_WRITE
    mask: int = 0xffffffff      # bits that a write can change
    state: bool = False         # a write changes the shadow
    load: str = None            # its way in register.S
    store: str = "exit_guest"   # likewise
    plain: bool = False
    irqs: range = None          # whose it is; a guest with none of them has nothing there

    def present(self, guest):
        """True if a guest has it."""
        return self.irqs is None or any(irq in self.irqs for irq in guest.irqs.slots)


def _irqs(offset, each, **more):
    """Registers with so many sources each."""
    return [Register(offset + GRANULE * number, irqs=range(first, first + each), **more)
            for number, first in enumerate(range(0, PART_NR_IRQS, each))]


def _uart(offset, name, **more):
    return Register(offset, f"&{{}}.vuart.regs.{name}", store="store_emulated", **more)


# UxMODE without ABAUD, which is over at once
VUART = (_uart(0x00, "mode", mask=0xfbdf, state=True, write="vuart_write_mode"),
         _uart(0x10, "sta", write="vuart_write_sta"),
         _uart(0x40, "brg", mask=0xffff, state=True),
         Register(0x20, NO_READ, write="vuart_write_tx", store="store_emulated"),
         Register(0x30, read="vuart_read_rx"))
VEIC = (Register(0x000, "&{}.veic.intcon", write="veic_write_control", mask=0x171f, state=True),
        Register(0x010, "&{}.veic.priss", write="veic_write_control", mask=0xfffffff1,
                 state=True),
        Register(0x020, read="veic_read_intstat", load="load_intstat"),
        *_irqs(0x040, 32, write="veic_write_ifs", store="store_emulated"),
        *_irqs(0x0c0, 32, write="veic_write_iec", store="store_emulated", state=True),
        *_irqs(0x140, 4, read="veic_read_ipc", write="veic_write_ipc", mask=0x1f1f1f1f),
        *_irqs(0x540, 4, read="veic_read_off", write="veic_write_off", plain=True,
               mask=0x3fffe))
VWDT = (Register(0x00, read="vwdt_read", write="vwdt_write"),)
VRESET = (Register(0x00, "&{}.vsfr.rcon", mask=0xffff, state=True),
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
VDMA_SOURCE = (Register(0x00, read="vdma_read_source", write="vdma_write_source"),)
VSTORE = ()                     # takes all and shows 0


def split(device, area, guest):
    """A device's registers that a guest has, and what is between them: (Register, range)."""
    base = area.base
    for register in sorted(filter(lambda register: register.present(guest), device),
                           key=lambda register: register.offset):
        first = area.base + register.offset
        if base < first:
            yield Register(base - area.base, NO_READ), Range(base, first - base)
        yield register, Range(first, GRANULE)
        base = first + GRANULE
    if base < area.end:
        yield Register(base - area.base, NO_READ), Range(base, area.end - base)


def _bits(register, irqs):
    """What is a guest's of a register of several sources."""
    width = 32 // len(register.irqs)
    if register.plain:
        return register.mask
    return sum((1 << width) - 1 << width * (irq - register.irqs[0])
               for irq in irqs.slots if irq in register.irqs)


def fields(register, guest):
    """What &struct part_block says of a register of a guest."""
    row, irqs = f"guests[{guest.number - 1}]", guest.irqs
    shadow, read, made = register.shadow, register.read, {}
    load, store, mask = register.load, register.store, register.mask
    if register.irqs:
        mask &= _bits(register, irqs)
        word = register.irqs[0] // 32
        sources = f"guest_{guest.number}_sources_{word}"
        state = f"&guest_{guest.number}_words[{irqs.used_words.index(word)}]"
        if register.write == "veic_write_iec":
            made["sources"], shadow = f"&{sources}", f"{state}.enables"
        elif register.write == "veic_write_ifs":
            made["sources"] = f"&{sources}"
            shadow, read = (None, "veic_read_ifs") if irqs.own_irqs[word] else (
                f"{state}.flags", None)
            store = "store_ifs" if guest.sets == 1 else store
        else:
            made["source"] = f"&{sources}.source[{31 - register.irqs[-1] % 32}]"
    if register.plain:
        made["plain"] = 1
    place = shadow.format(row, nvm=f"guest_{guest.number}_nvm") if shadow else None
    made.update(shadow=place, state=place if register.state else None, mask=f"{mask:#x}",
                read=read, write=register.write,
                load=load or ("load_shadow" if shadow else "exit_guest"), store=store)
    return {name: value for name, value in made.items() if value is not None}
