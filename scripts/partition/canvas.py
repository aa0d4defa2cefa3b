# SPDX-License-Identifier: GPL-2.0
"""A canvas for the pictures of what was decided: SVG elements, colours, letters."""

from xml.sax.saxutils import escape

from ranges import roughly

MARGIN = 32
WIDTH = 1360
LETTER = 7.5                    # the width of most letters
ROW = 26                        # the least height of an area

INK, SOFT, PAPER, DARK = "#1d2733", "#5c6b7a", "#ffffff", "#2f3e4e"
GUEST_COLOURS = ("#2a78b8", "#d9822b", "#2e9e6b", "#a855a0", "#c0504d", "#7a8b2f", "#4f6bd8")
KIND_COLOURS = {"firmware": "#c9d1d9", "hypervisor": DARK, "free": "#f3f6f9",
                "device": "#f2d98b"}
LIGHT = [KIND_COLOURS[kind] for kind in ("firmware", "free", "device")]
STYLE = """
text { font-family: "DejaVu Sans", Verdana, sans-serif; font-size: 13px; fill: %s }
.title { font-size: 24px; font-weight: bold }
.head { font-size: 16px; font-weight: bold }
.soft { fill: %s }
.address { font-family: "DejaVu Sans Mono", monospace; font-size: 12px; fill: %s }
.light { fill: #ffffff }
.end { text-anchor: end }
.middle { text-anchor: middle }
""" % (INK, SOFT, SOFT)


class Canvas:
    """SVG elements in the order in which they are painted."""

    def __init__(self):
        self.parts = []

    def rect(self, x, y, width, height, fill, stroke="none", radius=0, opacity=1):
        """A box."""
        self.parts.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" '
            f'fill="{fill}" stroke="{stroke}" fill-opacity="{opacity}"/>')

    def text(self, x, y, words, style="", room=None):
        """Words at a base line; what does not fit its room ends in dots."""
        letters = room and int(room / LETTER)
        if room and len(words) > letters:
            words = words[:letters - 1] + "…"
        self.parts.append(f'<text x="{x}" y="{y}" class="{style}">{escape(words)}</text>')

    def funnel(self, left, right, fill):
        """A shade from (x, top, bottom) to another."""
        (x1, top1, bottom1), (x2, top2, bottom2) = left, right
        middle = (x1 + x2) / 2
        self.parts.append(
            f'<path d="M{x1},{top1} C{middle},{top1} {middle},{top2} {x2},{top2} '
            f'V{bottom2} C{middle},{bottom2} {middle},{bottom1} {x1},{bottom1} Z" '
            f'fill="{fill}" fill-opacity="0.18"/>')

    def bar(self, x, y, width, total, areas, colour):
        """A column of areas; returns (area, (top, bottom)) of each."""
        places = []
        for area, height in zip(areas, _heights(areas, total)):
            fill = colour(area) or KIND_COLOURS[area.kind]
            style = "light" if fill not in LIGHT else ""
            size = roughly(area.range.size)
            self.rect(x, round(y, 1), width, round(height, 1), fill, PAPER)
            self.text(x - 8, round(y + 17, 1), f"{area.range.base:#010x}", "address end")
            self.text(x + 10, round(y + 17, 1), area.name, style, width - 28 - LETTER * len(size))
            self.text(x + width - 10, round(y + 17, 1), size, style + " end")
            places.append((area, (round(y, 1), round(y + height, 1))))
            y += height
        return places

    def finish(self, height):
        """The SVG document."""
        return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
                f'viewBox="0 0 {WIDTH} {height}">\n<style>{STYLE}</style>\n'
                + "\n".join(self.parts) + "\n</svg>\n")


def _heights(areas, total):
    """Of each area: the least, and its share of what is left of the total."""
    bytes_all = sum(area.range.size for area in areas)
    spare = total - ROW * len(areas)
    return [ROW + spare * area.range.size / bytes_all for area in areas]
