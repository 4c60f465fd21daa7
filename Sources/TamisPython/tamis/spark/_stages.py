# SPDX-License-Identifier: Apache-2.0
"""The stages of finding duplicates, as Spark's workers run them on batches of Arrow."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from .. import _columns
from .._duplicates import DuplicateOptions
from .._library import Lists, Object, Output, call

#: Classes of shingles that are counted to know which are rare.
CLASSES = 1 << 20

_SIGN = np.uint64(1 << 63)


def signed(numbers: np.ndarray) -> np.ndarray:
    """Turn unsigned numbers into signed ones of the same order, for Spark has no others."""
    return (numbers ^ _SIGN).view(np.int64)


def unsigned(numbers: np.ndarray) -> np.ndarray:
    """Undo ``signed``."""
    return numbers.view(np.uint64) ^ _SIGN


def _place(array: np.ndarray) -> int:
    return array.ctypes.data


def lists(values: np.ndarray, starts: np.ndarray) -> Any:
    """Describe lists for a call."""
    return ctypes.byref(
        Lists(
            values=_place(values) if len(values) else None, value_count=len(values),
            offsets=_place(starts), count=len(starts) - 1,
        )
    )  # fmt: skip


def column(output: Output, number: int, kind: Any) -> np.ndarray:
    """Return a column of an output."""
    return np.frombuffer(output.buffer(number), dtype=kind)


class Shingles:
    """The shingle hashes of a batch of texts."""

    def __init__(self, texts: pa.Array, options: DuplicateOptions, distinct: bool = False) -> None:
        """Make the hashes, in the texts' order or, if distinct, ascending."""
        (array,) = _columns.chunks(texts)
        output = Output()
        call("shingle_texts", _columns.reference(array), options.ngram, int(distinct), output.place)
        self.values = column(output, 0, np.uint64)
        self.starts = column(output, 1, np.int64)

    @property
    def counts(self) -> np.ndarray:
        """How many there are of each text."""
        return np.diff(self.starts)


def hash_texts(texts: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Return the halves of the texts' hashes as signed numbers that order as the hashes do."""
    (array,) = _columns.chunks(texts)
    hashes = np.zeros(2 * len(array), np.uint64)
    call("hash_texts", _columns.reference(array), _place(hashes))
    return signed(hashes[0::2]), signed(hashes[1::2])


def count_shingles(options: DuplicateOptions, shingles: Shingles, counts: np.ndarray) -> None:
    """Add the shingles of short texts to the counts of classes."""
    call(
        "count_shingles", ctypes.byref(options.struct()), lists(shingles.values, shingles.starts),
        _place(counts),
    )  # fmt: skip


def make_keys(
    options: DuplicateOptions, counts: np.ndarray, shingles: Shingles
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the keys of texts, where those of each start, and how many shingles each has."""
    output = Output()
    call(
        "make_keys", ctypes.byref(options.struct()), _place(counts),
        lists(shingles.values, shingles.starts), output.place,
    )  # fmt: skip
    return column(output, 0, np.uint64), column(output, 1, np.int64), column(output, 2, np.int32)


def join_keys(
    options: DuplicateOptions, batches: Iterable[pa.RecordBatch], partition: int
) -> Iterator[pa.RecordBatch]:
    """Find what shares a key among rows sorted by key and rank, in the memory of one bucket.

    Rows of the result are pairs (``a``, ``b``); or of buckets too large for that a member (``a``)
    with its ``bucket``; or, with neither, a ``bucket`` that need not be looked at.
    """
    join = Object("join", ctypes.byref(options.struct()))
    for batch in batches:
        keys = unsigned(np.ascontiguousarray(batch.column("key").to_numpy()))
        ranks = np.ascontiguousarray(batch.column("rank").to_numpy())
        sizes = np.ascontiguousarray(batch.column("size").to_numpy())
        output = Output()
        join.call(
            "append", _place(keys), _place(ranks), _place(sizes), len(keys), output.place
        )  # fmt: skip
        yield from _found(output, partition)
    output = Output()
    join.call("finish", output.place)
    yield from _found(output, partition)


#: What ``join_keys`` makes.
FOUND = "a long, b long, bucket long"
_FOUND = pa.schema([(name, pa.int64()) for name in ("a", "b", "bucket")])


def _found(output: Output, partition: int) -> Iterator[pa.RecordBatch]:
    pairs = column(output, 0, np.int64).reshape(-1, 2)
    records, buckets, repeats = (column(output, number, np.int64) for number in (1, 2, 3))
    first = np.int64(partition) << np.int64(33)
    for a, b, bucket in (
        (pairs[:, 0], pairs[:, 1], None),
        (records, None, first + buckets),
        (None, None, first + repeats),
    ):
        count = max(len(one) for one in (a, b, bucket) if one is not None)
        if count:
            arrays = [
                pa.nulls(count, pa.int64()) if one is None else pa.array(one)
                for one in (a, b, bucket)
            ]
            yield pa.RecordBatch.from_arrays(arrays, schema=_FOUND)


def sets(column: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Return sets that are held as bytes as numbers, and where each starts."""
    array = column.cast(pa.large_binary())
    _, offsets, data = array.buffers()
    starts = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
    values = (
        np.frombuffer(data, np.uint64, count=starts[-1] // 8) if data else np.empty(0, np.uint64)
    )
    return values, np.ascontiguousarray(starts // 8)


#: What verifying makes.
VERIFIED = "a long, b long, common long, total long"
_VERIFIED = pa.schema([(name, pa.int64()) for name in ("a", "b", "common", "total")])


def verify(
    options: DuplicateOptions, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Keep the pairs that reach the threshold, of rows ``a``, ``b``, ``a_set``, ``b_set``."""
    parameters = ctypes.byref(options.struct())
    for batch in batches:
        (left, left_starts), (right, right_starts) = (
            sets(batch.column(name)) for name in ("a_set", "b_set")
        )
        count = batch.num_rows
        values = np.concatenate([left, right])
        starts = np.concatenate([left_starts, right_starts[1:] + len(left)])
        rows = np.arange(count, dtype=np.int64)
        common, total = np.zeros(count, np.int64), np.zeros(count, np.int64)
        others = rows + count
        call(
            "compare", parameters, lists(values, starts), _place(rows), _place(others), count,
            _place(common), _place(total),
        )  # fmt: skip
        reached = np.zeros(count, np.uint8)
        call(
            "reach_threshold", parameters, _place(common), _place(total), count, _place(reached)
        )  # fmt: skip
        keep = reached == 1
        a, b = (batch.column(name).to_numpy()[keep] for name in ("a", "b"))
        arrays = [pa.array(one) for one in (a, b, common[keep], total[keep])]
        yield pa.RecordBatch.from_arrays(arrays, schema=_VERIFIED)


def verify_large(
    options: DuplicateOptions, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Compare the members of large buckets with centres, of rows ``bucket``, ``rank``, ``set``."""
    centres = Object("centres", ctypes.byref(options.struct()))
    for batch in batches:
        values, starts = sets(batch.column("set"))
        buckets, ranks = (
            np.ascontiguousarray(batch.column(name).to_numpy()) for name in ("bucket", "rank")
        )
        output = Output()
        centres.call(
            "append", _place(buckets), _place(ranks), lists(values, starts), output.place
        )  # fmt: skip
        pairs = column(output, 0, np.int64).reshape(-1, 2)
        arrays = [
            pairs[:, 0],
            pairs[:, 1],
            column(output, 1, np.int64),
            column(output, 2, np.int64),
        ]
        yield pa.RecordBatch.from_arrays([pa.array(one) for one in arrays], schema=_VERIFIED)


#: What clustering makes.
SETTLED = "rank long, representative long, common long, total long"
_SETTLED = pa.schema([(name, pa.int64()) for name in ("rank", "representative", "common", "total")])


def settle(options: DuplicateOptions, pairs: pa.Table) -> pa.Table:
    """Cluster verified pairs, rows of ``a``, ``b``, ``common``, ``total``."""
    a, b, common, total = (
        np.ascontiguousarray(pairs.column(name).to_numpy()) for name in _VERIFIED.names
    )
    output = Output()
    call(
        "cluster_pairs", ctypes.byref(options.struct()), _place(a), _place(b), len(a), output.place
    )
    ranks, representatives, places = (column(output, number, np.int64) for number in (0, 1, 2))
    compared = places >= 0
    likeness = [np.where(compared, one[places], 0) for one in (common, total)]
    return pa.Table.from_arrays(
        [pa.array(one) for one in (ranks, representatives, *likeness)], schema=_SETTLED
    )
