// SPDX-License-Identifier: GPL-2.0
/// A function returns with a lock held, or interrupts off, although another of
/// its paths releases it: the usual slip of an error path.
///
/// A function that never releases what it takes is a locking function and is not
/// looked at.
//
// Confidence: High

virtual report

@lock exists@
expression L;
position p, q;
@@
spin_lock@p(L)
... when != spin_unlock(L)
return@q ...;

@lock_released exists@
expression lock.L;
position lock.p;
@@
spin_lock@p(L)
...
spin_unlock(L)

@save exists@
expression F;
position p, q;
@@
local_irq_save@p(F)
... when != local_irq_restore(F)
return@q ...;

@save_released exists@
expression save.F;
position save.p;
@@
local_irq_save@p(F)
...
local_irq_restore(F)

// Where interrupts were let in for a moment, disabling them restores the state.
@off exists@
identifier fn;
position p, q;
@@
fn(...)
{
... when != local_irq_enable()
local_irq_disable@p()
... when != local_irq_enable()
return@q ...;
... when any
}

@off_released exists@
position off.p;
@@
local_irq_disable@p()
...
local_irq_enable()

@script:python depends on report && lock_released@
q << lock.q;
L << lock.L;
@@
coccilib.report.print_report(q[0], f"returns with {L} locked")

@script:python depends on report && save_released@
q << save.q;
@@
coccilib.report.print_report(q[0], "returns with interrupts off: no local_irq_restore()")

@script:python depends on report && off_released@
q << off.q;
@@
coccilib.report.print_report(q[0], "returns with interrupts off: no local_irq_enable()")
