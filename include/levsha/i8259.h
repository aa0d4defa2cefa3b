/* SPDX-License-Identifier: GPL-2.0 */
/* The board's own 8259 interrupt controllers, which Levsha does not use. */
#ifndef _LEVSHA_I8259_H
#define _LEVSHA_I8259_H

/**
 * i8259_disable() - mask all inputs of both chips
 *
 * Context: core 0, before interrupts are first enabled: the boot loader leaves
 * the timer's interrupt open, with the vector of the double fault.
 */
void i8259_disable(void);

#endif /* _LEVSHA_I8259_H */
