# SPDX-License-Identifier: GPL-2.0
"""The directive "kernel-doc": what the kernel-doc comments of C files say.

    .. kernel-doc:: include/levsha/*.h

Each file that has such comments becomes a section. Linux's scripts/kernel-doc
turns them into reStructuredText; what it warns of is a warning of Sphinx.
"""
import glob
import os
import re
import subprocess

import sphinx
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import nested_parse_with_titles

logger = logging.getLogger(__name__)


def has_comments(path):
    with open(path, encoding="utf-8") as file:
        return re.search(r"^/\*\*$", file.read(), re.MULTILINE)


class KernelDoc(SphinxDirective):
    """Its argument is a pattern of file names from the top of the tree."""

    required_arguments = 1

    def run(self):
        top = self.env.config.kernel_doc_top
        paths = sorted(glob.glob(os.path.join(top, self.arguments[0])))
        if not paths:
            raise self.error(f"no file is called {self.arguments[0]}")
        return [self.section(path, os.path.relpath(path, top))
                for path in paths if has_comments(path)]

    def section(self, path, name):
        self.env.note_dependency(path)
        section = nodes.section(ids=[nodes.make_id(name)])
        section += nodes.title("", "", nodes.literal(text=name))
        nested_parse_with_titles(self.state, StringList(self.extract(path), source=name), section)
        return section

    def extract(self, path):
        result = subprocess.run(
            ["perl", self.env.config.kernel_doc_program, "-rst",
             "-sphinx-version", sphinx.__version__, path],
            capture_output=True, text=True, check=False)
        for line in result.stderr.splitlines():
            logger.warning("kernel-doc: %s", line)
        return result.stdout.splitlines()


def no_clash(record):
    """Sphinx 5 takes a structure and a function of the same name for the same."""
    return "Duplicate C declaration" not in record.getMessage()


def setup(app):
    logging.getLogger("sphinx.domains.c").logger.addFilter(no_clash)
    app.add_config_value("kernel_doc_top", None, "env")
    app.add_config_value("kernel_doc_program", None, "env")
    app.add_directive("kernel-doc", KernelDoc)
    return {"parallel_read_safe": True}
