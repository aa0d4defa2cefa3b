# SPDX-License-Identifier: GPL-2.0
"""Sphinx's configuration. "make htmldocs" runs it."""
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "sphinx"))

project = "Levsha"
release = os.environ["LEVSHA_VERSION"]
copyright = "the Levsha maintainers"

extensions = ["kernel_doc"]
kernel_doc_top = os.path.dirname(here)
kernel_doc_program = os.path.join(os.environ["KBUILD_HOME"], "scripts/kernel-doc")
c_id_attributes = ["__noreturn"]
c_paren_attributes = ["__printf"]

exclude_patterns = ["output"]
highlight_language = "none"
html_theme = "alabaster"
html_theme_options = {"description": "A static, real-time micro-hypervisor"}
html_copy_source = False
