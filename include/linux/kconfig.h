/* SPDX-License-Identifier: GPL-2.0 */
/* Included before every source file: the configuration's symbols. */
#ifndef _LINUX_KCONFIG_H
#define _LINUX_KCONFIG_H

#include <generated/autoconf.h>

#endif /* _LINUX_KCONFIG_H */
