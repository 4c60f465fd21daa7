# SPDX-License-Identifier: Apache-2.0
"""Finds what a crawl repeats, and cleans it: the Tamis engine for Python.

``clean`` takes chrome and repeats out of a page, ``Cleaner`` does so for the pages of hosts that
it knows, ``dedup`` and ``cluster`` find near-duplicates, ``sketch`` makes MinHash sketches. Answers
are those of the command-line tool, to the byte. ``python -m tamis`` reads and writes Parquet files,
and ``tamis.spark`` is for what one machine does not hold.

Calls work outside the interpreter's lock, so that threads run at the same time.
"""

from ._clean import Cleaned, Cleaner, Drop, clean
from ._duplicates import DuplicateOptions, Duplicates, DuplicateSearch, cluster, dedup, sketch
from ._library import TamisError, kernel
from ._library import version as __version__

__all__ = [
    "Cleaned",
    "Cleaner",
    "Drop",
    "DuplicateOptions",
    "DuplicateSearch",
    "Duplicates",
    "TamisError",
    "__version__",
    "clean",
    "cluster",
    "dedup",
    "kernel",
    "sketch",
]
