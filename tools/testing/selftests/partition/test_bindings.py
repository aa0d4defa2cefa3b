# SPDX-License-Identifier: GPL-2.0
"""Documentation/devicetree/bindings/ has a word on everything in the schema."""

import unittest

import support

loaders = support.tool("loaders")
ROOTS = support.tool("schema").ROOT, support.tool("pic32.kinds").ROOT
IMAGE_TYPES = [*loaders.LOADERS, *support.tool("pic32.image").LOADERS]
BINDINGS = support.TREE / "Documentation/devicetree/bindings"


def kinds(*roots):
    """Kinds of nodes and all below them."""
    for kind in roots:
        yield kind
        yield from kinds(*kind.children)


class Bindings(unittest.TestCase):
    """Every compatible string, property and image type."""

    def setUp(self):
        self.pages = "\n".join(page.read_text() for page in BINDINGS.glob("*.rst"))

    def test_properties(self):
        for kind in kinds(*ROOTS):
            for prop in kind.props:
                with self.subTest(kind=kind.name, prop=prop):
                    self.assertIn(f"``{prop}``", self.pages)

    def test_compatible_strings(self):
        for kind in kinds(*ROOTS):
            for word in kind.compatible:
                with self.subTest(word):
                    self.assertIn(f'``"{word}"``', self.pages)

    def test_image_types(self):
        for word in IMAGE_TYPES:
            self.assertIn(f'``"{word}"``', self.pages)


if __name__ == "__main__":
    unittest.main()
