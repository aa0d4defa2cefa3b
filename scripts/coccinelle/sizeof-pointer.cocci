// SPDX-License-Identifier: GPL-2.0
/// sizeof(p), where p is a pointer, is the size of the pointer; meant is nearly
/// always that of what it points to.
///
/// The size of a pointer type, sizeof(void *), says what it means and stays.
//
// Confidence: High

virtual report

@pointer@
expression *E;
position p;
@@
sizeof(E@p)

@script:python depends on report@
p << pointer.p;
E << pointer.E;
@@
coccilib.report.print_report(p[0], f"sizeof({E}) is the size of a pointer")
