/* SPDX-License-Identifier: GPL-2.0 */
/* Error numbers, Linux's values; functions return them negative. */
#ifndef _LINUX_ERRNO_H
#define _LINUX_ERRNO_H

#define E2BIG		7
#define EAGAIN		11
#define ENODEV		19
#define EINVAL		22
#define EOPNOTSUPP	95

#endif /* _LINUX_ERRNO_H */
