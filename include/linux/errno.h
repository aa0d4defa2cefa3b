/* SPDX-License-Identifier: GPL-2.0 */
/* Error numbers, Linux's values; functions return them negative. */
#ifndef _LINUX_ERRNO_H
#define _LINUX_ERRNO_H

#define EIO		5
#define ENXIO		6
#define E2BIG		7
#define EAGAIN		11
#define ENOMEM		12
#define EFAULT		14
#define EBUSY		16
#define ENODEV		19
#define EINVAL		22
#define ENOSPC		28
#define ERANGE		34
#define ENOSYS		38
#define EBADMSG		74
#define EOPNOTSUPP	95
#define ETIMEDOUT	110

#endif /* _LINUX_ERRNO_H */
