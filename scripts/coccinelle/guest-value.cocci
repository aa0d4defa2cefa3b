// SPDX-License-Identifier: GPL-2.0
/// A value that a guest chose indexes an array, or is a length, before anything
/// has compared it with a bound.
///
/// A guest chooses the fields @addr, @value and @width of struct vreg_access,
/// all fields of struct gprs, and what is computed from them. Such a value
/// may be used after a comparison, after a call of a function named ..._valid(),
/// ..._check() or check_...() that is given it (or the whole structure), and as
/// what is left by "% n" or "& mask".
//
// Confidence: Moderate: a comparison with the wrong bound is taken for a check.

virtual report

// How a function calls a guest's value.
@guest exists@
{struct vreg_access *, struct gprs *} a;
{struct vreg_access, struct gprs} s;
identifier f != {space, write};
identifier fn;
expression G;
@@
fn(...)
{
<+...
\( \( a->f \| s.f \) \& G \)
...+>
}

// Indexes and variables that are within bounds by how they are computed.
@bounded@
expression array, E, C, D, N;
identifier f, v;
position ok;
@@
\( array@ok[\( E % N \| E & N \)]
\| C ? <+... array@ok[E] ...+> : D
\| C && <+... array@ok[E] ...+>
\| v@ok = \( E % N \| E & N \| (E & N) >> C \| (E % N) / C
         \| !E \| E < N \| E == N \| f(...) \| array[...] \)
\)

@bounded_at_birth@
expression array, C, E, N;
identifier f, v;
type T;
position ok;
@@
T v@ok = \( E % N \| E & N \| (E & N) >> C \| (E % N) / C
         \| !E \| E < N \| E == N \| f(...) \| array[...] \);

@used exists@
{struct vreg_access *, struct gprs *} a;
expression guest.G;
identifier guest.fn;
identifier check =~ "(_valid|_check)$|^check_";
identifier copy =~ "^mem(cpy|move|set|cmp)$";
expression array, N;
position p != bounded.ok;
@@
fn(...)
{
... when != \( G < N \| G <= N \| G > N \| G >= N \| G == N \| G != N \)
    when != check(..., \( G \| a \), ...)
\( array@p[<+... G ...+>] \| copy@p(..., <+... G ...+>) \)
... when any
}

@copied exists@
{struct vreg_access *, struct gprs *} a;
expression guest.G;
identifier guest.fn;
identifier check =~ "(_valid|_check)$|^check_";
expression N;
identifier v;
type T;
position p != { bounded.ok, bounded_at_birth.ok };
@@
fn(...)
{
... when != \( G < N \| G <= N \| G > N \| G >= N \| G == N \| G != N \)
    when != check(..., \( G \| a \), ...)
\( T v@p = <+... G ...+>; \| v@p = <+... G ...+> \)
... when any
}

@copy_used exists@
identifier copied.v;
position copied.p;
identifier check =~ "(_valid|_check)$|^check_";
identifier copy =~ "^mem(cpy|move|set|cmp)$";
expression array, E, F, N;
type T;
position q != bounded.ok;
@@
\( T v@p = E; \| v@p = E \)
... when != \( v < N \| v <= N \| v > N \| v >= N \| v == N \| v != N \)
    when != check(..., v, ...)
    when != v = F
\( array@q[<+... v ...+>] \| copy@q(..., <+... v ...+>) \)

@script:python depends on report@
p << used.p;
G << guest.G;
@@
coccilib.report.print_report(p[0], f"{G} is used as index or length before it is checked")

@script:python depends on report@
q << copy_used.q;
v << copied.v;
G << guest.G;
@@
coccilib.report.print_report(q[0], f"{v}, from {G}, is used as index or length before it is checked")
