/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Images for the PIC32MZ: S-records, Intel HEX, ELF
 *
 * Lines may be of any length and start at any address; later data replace
 * earlier ones.  Data outside of flash and RAM are left out with a warning.
 */
#include "qemu/osdep.h"
#include "cpu.h"
#include "elf.h"
#include "exec/address-spaces.h"
#include "hw/mips/pic32mz.h"
#include "qapi/error.h"
#include "qemu/bswap.h"
#include "qemu/ctype.h"
#include "qemu/error-report.h"

#define RECORD_MAX  (5 + 255)   /* bytes of the longest line: Intel HEX */

typedef struct Image {
    PIC32MZState *soc;
    const char *filename;
    unsigned line;
    uint32_t base;              /* Intel HEX: upper part of the address */
    uint32_t entry;
    bool has_entry;
    bool ended;
    uint32_t lost;              /* bytes outside of flash and RAM ... */
    uint32_t lost_at;           /* ... from here on, the first of them */
} Image;

/* one byte of data; false if nothing is there */
static bool image_put_byte(Image *img, uint32_t addr, uint8_t byte)
{
    hwaddr phys = addr & 0x1FFFFFFF;
    uint8_t *flash = pic32_flash_at(img->soc->flash, phys, 1);

    if (flash) {
        *flash = byte;
        return true;
    }
    return phys < PIC32MZ_RAM_SIZE &&
           address_space_write(&address_space_memory, phys,
                               MEMTXATTRS_UNSPECIFIED, &byte, 1) == MEMTX_OK;
}

static void image_put(Image *img, uint32_t addr, const uint8_t *data,
                      uint32_t len)
{
    for (uint32_t i = 0; i < len; i++) {
        if (!image_put_byte(img, addr + i, data[i]) && !img->lost++) {
            img->lost_at = addr + i;
        }
    }
}

static bool image_error(Image *img, Error **errp, const char *what)
{
    error_setg(errp, "%s:%u: %s", img->filename, img->line, what);
    return false;
}

static void image_set_entry(Image *img, uint32_t entry)
{
    img->entry = entry;
    img->has_entry = true;
}

/* "bytes" are those after the type: count, address, data, checksum */
static bool srec_line(Image *img, char type, const uint8_t *bytes,
                      unsigned len, Error **errp)
{
    /* by type: bytes of the address; 0 = no such type */
    static const uint8_t address_len[] = { 2, 2, 3, 4, 0, 2, 3, 4, 3, 2 };
    unsigned alen = qemu_isdigit(type) ? address_len[type - '0'] : 0;
    uint32_t addr = 0;
    uint8_t sum = 0;

    if (!alen) {
        return image_error(img, errp, "unknown type of S-record");
    }
    if (len < 2 || bytes[0] != len - 1 || bytes[0] < alen + 1) {
        return image_error(img, errp, "S-record of wrong length");
    }
    for (unsigned i = 0; i < len; i++) {
        sum += bytes[i];
    }
    if (sum != 0xFF) {
        return image_error(img, errp, "S-record with wrong checksum");
    }
    for (unsigned i = 0; i < alen; i++) {
        addr = addr << 8 | bytes[1 + i];
    }
    if (type >= '1' && type <= '3') {
        image_put(img, addr, bytes + 1 + alen, len - 2 - alen);
    } else if (type >= '7') {
        img->ended = true;
        if (addr) {
            image_set_entry(img, addr);
        }
    }
    return true;
}

enum {
    HEX_DATA, HEX_END, HEX_SEGMENT, HEX_START_SEGMENT, HEX_UPPER, HEX_START,
    HEX_TYPES
};

/* count, address, type, data, checksum */
static bool hex_line(Image *img, const uint8_t *bytes, unsigned len,
                     Error **errp)
{
    static const int data_len[HEX_TYPES] = { -1, 0, 2, 4, 2, 4 };
    unsigned type;
    uint8_t sum = 0;

    if (len < 5 || bytes[0] != len - 5) {
        return image_error(img, errp, "HEX record of wrong length");
    }
    for (unsigned i = 0; i < len; i++) {
        sum += bytes[i];
    }
    if (sum) {
        return image_error(img, errp, "HEX record with wrong checksum");
    }
    type = bytes[3];
    if (type >= HEX_TYPES) {
        return image_error(img, errp, "unknown type of HEX record");
    }
    if (data_len[type] >= 0 && bytes[0] != data_len[type]) {
        return image_error(img, errp, "HEX record of wrong length");
    }
    if (type == HEX_DATA) {
        image_put(img, img->base + lduw_be_p(bytes + 1), bytes + 4, bytes[0]);
    } else if (type == HEX_END) {
        img->ended = true;
    } else if (type == HEX_SEGMENT) {
        img->base = lduw_be_p(bytes + 4) << 4;
    } else if (type == HEX_UPPER) {
        img->base = (uint32_t)lduw_be_p(bytes + 4) << 16;
    } else if (type == HEX_START) {
        image_set_entry(img, ldl_be_p(bytes + 4));
    }
    return true;
}

/* decode pairs of digits up to the end of the line; -1 if there is else */
static int decode_digits(const char *p, const char *end, uint8_t *bytes)
{
    unsigned len = 0;

    for (; end - p >= 2 && len < RECORD_MAX; p += 2) {
        if (!qemu_isxdigit(p[0]) || !qemu_isxdigit(p[1])) {
            return -1;
        }
        bytes[len++] = g_ascii_xdigit_value(p[0]) << 4 |
                       g_ascii_xdigit_value(p[1]);
    }
    return p == end ? len : -1;
}

static bool image_line(Image *img, const char *p, const char *end,
                       Error **errp)
{
    uint8_t bytes[RECORD_MAX];
    bool srec = *p == 'S';
    char type = srec && end - p >= 2 ? p[1] : 0;
    int len;

    if (!srec && *p != ':') {
        return image_error(img, errp, "neither S-record nor Intel HEX");
    }
    p += srec ? 2 : 1;
    len = p <= end ? decode_digits(p, end, bytes) : -1;
    if (len < 0) {
        return image_error(img, errp, "bad digits or too long a line");
    }
    return srec ? srec_line(img, type, bytes, len, errp) :
                  hex_line(img, bytes, len, errp);
}

static bool image_text(Image *img, const char *text, size_t size,
                       Error **errp)
{
    const char *p = text, *limit = text + size;

    while (p < limit && !img->ended) {
        const char *newline = memchr(p, '\n', limit - p) ?: limit;
        const char *end = newline;

        img->line++;
        while (end > p && qemu_isspace(end[-1])) {
            end--;
        }
        while (p < end && qemu_isspace(*p)) {
            p++;
        }
        if (p < end && !image_line(img, p, end, errp)) {
            return false;
        }
        p = newline + 1;
    }
    return true;
}

static bool elf_error(Image *img, Error **errp, const char *what)
{
    error_setg(errp, "%s: %s", img->filename, what);
    return false;
}

static bool image_elf(Image *img, const uint8_t *data, size_t size,
                      Error **errp)
{
    const struct elf32_hdr *h = (const void *)data;
    uint32_t phoff, phentsize;

    if (size < sizeof(*h) || h->e_ident[EI_CLASS] != ELFCLASS32 ||
        h->e_ident[EI_DATA] != ELFDATA2LSB ||
        lduw_le_p(&h->e_machine) != EM_MIPS) {
        return elf_error(img, errp, "not a little-endian 32-bit MIPS ELF");
    }
    phoff = ldl_le_p(&h->e_phoff);
    phentsize = lduw_le_p(&h->e_phentsize);
    if (phentsize < sizeof(struct elf32_phdr)) {
        return elf_error(img, errp, "no program headers");
    }
    for (unsigned i = 0; i < lduw_le_p(&h->e_phnum); i++) {
        uint64_t at = phoff + (uint64_t)i * phentsize;
        const struct elf32_phdr *ph = (const void *)(data + at);
        uint64_t offset, filesz;

        if (at + sizeof(*ph) > size) {
            return elf_error(img, errp, "program headers beyond its end");
        }
        offset = ldl_le_p(&ph->p_offset);
        filesz = ldl_le_p(&ph->p_filesz);
        if (ldl_le_p(&ph->p_type) != PT_LOAD) {
            continue;
        }
        if (offset + filesz > size) {
            return elf_error(img, errp, "segment beyond its end");
        }
        image_put(img, ldl_le_p(&ph->p_paddr), data + offset, filesz);
    }
    image_set_entry(img, ldl_le_p(&h->e_entry));
    return true;
}

bool pic32_image_load(PIC32MZState *s, const char *filename, uint32_t *entry,
                      Error **errp)
{
    Image img = { .soc = s, .filename = filename };
    g_autofree char *data = NULL;
    g_autoptr(GError) gerr = NULL;
    gsize size;
    bool ok;

    if (!g_file_get_contents(filename, &data, &size, &gerr)) {
        error_setg(errp, "%s", gerr->message);
        return false;
    }
    if (size >= SELFMAG && !memcmp(data, ELFMAG, SELFMAG)) {
        ok = image_elf(&img, (uint8_t *)data, size, errp);
    } else {
        ok = image_text(&img, data, size, errp);
    }
    if (ok && img.lost) {
        warn_report("%s: %u bytes outside of flash and RAM left out, the "
                    "first one at 0x%08x", filename, img.lost, img.lost_at);
    }
    if (ok && img.has_entry) {
        *entry = img.entry;
    }
    return ok;
}
