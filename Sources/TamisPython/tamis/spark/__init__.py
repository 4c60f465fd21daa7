# SPDX-License-Identifier: Apache-2.0
"""Tamis on Apache Spark: Spark moves the data, the Swift engine computes in its Python workers.

Answers are those of the single machine. ``DuplicateJob`` finds near-duplicates among the rows of a
DataFrame, ``CleanJob`` cleans pages; ``python -m tamis.spark`` and ``spark-submit`` do so for
files. SPARK.md says how the library gets to executors, what a record costs, and what to set for how
many records.
"""

from ._clean import CleanJob
from ._job import COMPONENT_LIMIT, DuplicateJob

__all__ = ["COMPONENT_LIMIT", "CleanJob", "DuplicateJob"]
