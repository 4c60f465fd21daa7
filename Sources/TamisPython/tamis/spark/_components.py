# SPDX-License-Identifier: Apache-2.0
"""Connected components of a graph that no machine holds."""

from __future__ import annotations

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from .._library import TamisError
from ._work import WorkFolder

#: More rounds than any graph of 2⁶⁴ nodes has needed in the paper.
_MOST_ROUNDS = 100


def components(edges: DataFrame, folder: WorkFolder) -> DataFrame:
    """Tell for each node of a graph the least node of its component.

    Rounds of large stars and small stars alternate until nothing changes (Kiveris, Lattanzi,
    Mirrokni, Rastogi and Vassilvitskii 2014, *Connected Components in MapReduce and Beyond*). Each
    round moves O(edges) rows, and no task holds all edges of a node; there are O(log² n) rounds, of
    which graphs of near-duplicates need a few.

    Args:
        edges: Rows of two nodes, ``a`` and ``b``, in any order (long).
        folder: Where each round is written, so that it is not done again.

    Returns:
        Rows of a ``node`` and its ``root``, for each node that is not its component's least.
    """
    current = folder.stage("round-0", lambda: _distinct(edges.select("a", "b")))
    fingerprint = _fingerprint(current)
    for number in range(1, _MOST_ROUNDS):
        before, known = current, fingerprint
        current = folder.stage(f"round-{number}", lambda: _small_star(_large_star(before)))  # noqa: B023
        fingerprint = _fingerprint(current)
        if fingerprint == known:
            return current.select(f.col("b").alias("node"), f.col("a").alias("root"))
    raise TamisError(f"The components have not settled in {_MOST_ROUNDS} rounds.")


def _distinct(edges: DataFrame) -> DataFrame:
    """Each edge once, the lesser node first."""
    return (
        edges.select(f.least("a", "b").alias("a"), f.greatest("a", "b").alias("b"))
        .where("a < b")
        .distinct()
    )


def _fingerprint(edges: DataFrame) -> tuple[int, ...]:
    hashed = f.xxhash64("a", "b")
    row = edges.agg(f.count("*"), f.bit_xor(hashed), f.sum(f.shiftright(hashed, 20))).head()
    return tuple(row)


def _large_star(edges: DataFrame) -> DataFrame:
    """Join each node's greater neighbours to the least of the node and all its neighbours."""
    both = edges.unionByName(edges.select(f.col("b").alias("a"), f.col("a").alias("b")))
    least = both.groupBy("a").agg(f.min("b").alias("m")).select("a", f.least("m", "a").alias("m"))
    # Of an edge both ends are known: its greater node gets the least of its lesser node.
    joined = edges.join(least, "a").select(f.col("m").alias("a"), "b")
    return _distinct(joined)


def _small_star(edges: DataFrame) -> DataFrame:
    """Join each node and its lesser neighbours to the least of them."""
    least = edges.groupBy("b").agg(f.min("a").alias("m"))
    moved = edges.join(least, "b").select(f.col("m").alias("a"), f.col("a").alias("b"))
    own = least.select(f.col("m").alias("a"), "b")
    return _distinct(moved.unionByName(own))
