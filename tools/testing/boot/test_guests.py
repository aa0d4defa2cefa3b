# SPDX-License-Identifier: GPL-2.0
"""Guests of other kinds."""
import unittest

from bochs.board import SubjectTest


class Events(SubjectTest):
    """Events that meet."""

    board = 'events'

    def test_none_is_lost(self):
        self.assert_tap(self.subject())


if __name__ == '__main__':
    unittest.main()
