/* SPDX-License-Identifier: GPL-2.0 */
/* The configuration of unit tests of what runs on microcontrollers. */
#define CONFIG_MIPS 1
#define CONFIG_SCHED 1
#define CONFIG_NR_CPUS 1
#define CONFIG_VUART_RING_SIZE 64
#define CONFIG_VUART_RX_SIZE 16
#define CONFIG_LOG_RECORDS 8
#define CONFIG_LOG_TEXT_LEN 51
#define CONFIG_CONSOLE_TX_SIZE 512
#define CONFIG_MUX_LINE_LEN 24
