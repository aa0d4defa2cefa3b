#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""The partition compiler: a board's devicetree source to tables.

See Documentation/partition.rst.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import pc
import pic32.backend
import pic32.kinds
import tree as trees
from fault import Fault

INCLUDE = Path(__file__).resolve().parents[2] / "include"


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description="compile a partition")
    parser.add_argument("source", type=Path, metavar="FILE.dts")
    parser.add_argument("-I", dest="include", type=Path, action="append", default=[],
                        metavar="DIR", help="search here for includes and images")
    parser.add_argument("-o", dest="output", type=Path, required=True, metavar="OUTDIR",
                        help="write what is made here")
    parser.add_argument("--print", action="store_true",
                        help="print the memory map too")
    parser.add_argument("--cpp", default="cpp", help="the C preprocessor (cpp)")
    return parser.parse_args()


def compile_source(options):
    """{name in OUTDIR: content} of everything that is made."""
    directories = [options.source.resolve().parent, *options.include]
    tree = trees.read(options.source, [*options.include, INCLUDE], options.cpp)
    return _backend(tree).build(tree, directories, options.output)


def _backend(tree):
    """The backend for the board that the root node names."""
    words = tree.root.props.get("compatible", b"").decode("latin-1").split("\0")
    return pic32.backend if pic32.kinds.PART in words else pc


def write(directory, contents):
    """Write all files, or none: each is complete before the first is replaced.

    A file that is as it was stays untouched, so that nothing is made from it anew.
    """
    directory.mkdir(parents=True, exist_ok=True)
    contents = {name: content if isinstance(content, bytes) else content.encode()
                for name, content in contents.items()}
    with tempfile.TemporaryDirectory(dir=directory, prefix=".compile-") as draft:
        changed = [name for name in contents if not _holds(directory / name, contents[name])]
        for name in changed:
            (Path(draft) / name).write_bytes(contents[name])
        for name in changed:
            os.replace(Path(draft) / name, directory / name)


def _holds(path, content):
    return path.is_file() and path.read_bytes() == content


def main():
    """Compile; a fault is one line on stderr and status 1."""
    options = arguments()
    try:
        made = compile_source(options)
        write(options.output, made)
    except Fault as fault:
        sys.exit(str(fault))
    except OSError as error:
        sys.exit(f"{error.filename or options.output}: {error.strerror}; "
                 "make room there that can be written")
    if options.print:
        print(made["memory-map.txt"], end="")


if __name__ == "__main__":
    main()
