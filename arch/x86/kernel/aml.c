// SPDX-License-Identifier: GPL-2.0
/*
 * The one thing of ACPI's machine language that is needed: Name (\_S5, Package ()
 * {...}) (ACPI 6.4, 7.4.2 and 20.2). It is looked for byte by byte, without an
 * interpreter. Bytes behind the end read as 0.
 */
#include <asm/acpi.h>
#include <linux/string.h>

#define AML_NAME_OP		0x08
#define AML_ROOT_CHAR		'\\'
#define AML_BYTE_PREFIX		0x0a
#define AML_PACKAGE_OP		0x12
#define SEGMENT			4	/* bytes of a name */
#define TYPE_MAX		7

static u8 byte(const u8 *aml, size_t size, size_t at)
{
	return at < size ? aml[at] : 0;
}

/* PkgLength says in its highest bits how many bytes it has more. */
static size_t first_element(const u8 *aml, size_t size, size_t package)
{
	return package + 2 + (byte(aml, size, package) >> 6);
}

static bool read_types(const u8 *aml, size_t size, size_t at, u8 type[2])
{
	u32 i;

	for (i = 0; i < 2; i++) {
		if (byte(aml, size, at) == AML_BYTE_PREFIX)
			at++;
		type[i] = byte(aml, size, at++);
		if (type[i] > TYPE_MAX)
			return false;
	}
	return true;
}

bool aml_find_s5(const u8 *aml, size_t size, u8 type[2])
{
	size_t at, package;

	for (at = 1; at + SEGMENT < size; at++) {
		if (memcmp(aml + at, "_S5_", SEGMENT) ||
		    aml[at + SEGMENT] != AML_PACKAGE_OP)
			continue;
		package = at + SEGMENT + 1;
		if (aml[at - 1] == AML_ROOT_CHAR)
			at--;
		if (byte(aml, size, at - 1) == AML_NAME_OP)
			return read_types(aml, size,
					  first_element(aml, size, package),
					  type);
		at = package;
	}
	return false;
}
