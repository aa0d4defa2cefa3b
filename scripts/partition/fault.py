# SPDX-License-Identifier: GPL-2.0
"""The one way in which the partition compiler refuses its input."""


class Fault(Exception):
    """What is wrong, where, and what to do; printed as one line."""

    def __init__(self, where, reason, remedy):
        super().__init__(f"{where}: {reason}; {remedy}")


def at(node, reason, remedy, prop=None):
    """A fault at a node of the tree, or at one of its properties."""
    return Fault(node.where(prop), reason, remedy)
