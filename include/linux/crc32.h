/* SPDX-License-Identifier: GPL-2.0 */
/* CRC-32 as Ethernet and zlib use it. */
#ifndef _LINUX_CRC32_H
#define _LINUX_CRC32_H

#include <linux/types.h>

/**
 * crc32_le() - continue a CRC-32 (IEEE 802.3, reflected) over more bytes
 * @crc: CRC of the bytes before, without final inversion; ~0 to start
 * @data: the bytes
 * @size: their number
 *
 * Return: the new CRC; invert it at the end.
 */
u32 crc32_le(u32 crc, const void *data, size_t size);

#endif /* _LINUX_CRC32_H */
