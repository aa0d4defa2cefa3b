/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * CRC and IP checksum engine of the PIC32's DMA controller.
 *
 * The LFSR takes data in at its low end, so a polynomial of n bits wants n
 * zero bits after the message.  Its register is never reflected: BITO only
 * says which bit of each byte goes first.
 */
#include "qemu/osdep.h"
#include "hw/dma/pic32_dma.h"

static void swap_bytes(uint8_t *a, uint8_t *b)
{
    uint8_t t = *a;

    *a = *b;
    *b = t;
}

void pic32_dma_crc_order(uint32_t con, uint8_t *unit, unsigned len)
{
    unsigned byto = PIC32_DCRCCON_BYTO(con);

    if (len == 2 && byto & 1) {
        swap_bytes(unit, unit + 1);
    } else if (len == 4 && byto) {
        /* 1: bytes of a word, 2: halves of a word, 3: bytes of each half */
        static const uint8_t with[4][2] = {
            { 0, 0 }, { 3, 2 }, { 2, 3 }, { 1, 0 }
        };

        swap_bytes(unit, unit + with[byto][0]);
        if (byto == 3) {
            swap_bytes(unit + 2, unit + 3);
        } else {
            swap_bytes(unit + 1, unit + with[byto][1]);
        }
    }
}

static uint32_t crc_width_mask(uint32_t con)
{
    return MAKE_64BIT_MASK(0, PIC32_DCRCCON_PLEN(con) + 1);
}

static uint32_t lfsr_byte(uint32_t con, uint32_t poly, uint32_t crc,
                          uint8_t byte)
{
    unsigned top = PIC32_DCRCCON_PLEN(con);

    for (unsigned i = 0; i < 8; i++) {
        unsigned bit = con & PIC32_DCRCCON_BITO ? i : 7 - i;
        bool out = crc >> top & 1;

        crc = crc << 1 | (byte >> bit & 1);
        crc ^= out ? poly | 1 : 0;
        crc &= crc_width_mask(con);
    }
    return crc;
}

static uint32_t checksum_byte(uint32_t sum, uint8_t byte, bool odd)
{
    sum += byte << (odd ? 8 : 0);
    return (sum & 0xffff) + (sum >> 16);
}

uint32_t pic32_dma_crc_add(uint32_t con, uint32_t poly, uint32_t crc,
                           const uint8_t *unit, unsigned len, bool odd)
{
    for (unsigned i = 0; i < len; i++) {
        if (con & PIC32_DCRCCON_CRCTYP) {
            crc = checksum_byte(crc & 0xffff, unit[i], odd ^ (i & 1));
        } else {
            crc = lfsr_byte(con, poly, crc, unit[i]);
        }
    }
    return crc;
}

uint32_t pic32_dma_crc_data(uint32_t con, uint32_t value)
{
    return con & PIC32_DCRCCON_CRCTYP ? ~value & 0xffff :
                                        value & crc_width_mask(con);
}

unsigned pic32_dma_crc_bytes(uint32_t con)
{
    return con & PIC32_DCRCCON_CRCTYP ? 2 : PIC32_DCRCCON_PLEN(con) / 8 + 1;
}
