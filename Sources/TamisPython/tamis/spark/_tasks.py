# SPDX-License-Identifier: Apache-2.0
"""What tasks do with the batches of a partition."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .. import _columns
from .._duplicates import DuplicateOptions
from .._library import TamisError
from . import _stages
from ._work import ROW_BITS, Selection, Told, check_same, numbered, partition

Task = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]

#: Rows of records; those without an id are a class of shingles (high) and its count (low).
RECORDS = "id string, order long, high long, low long, place long"
_RECORDS = pa.schema([
    ("id", pa.string()), ("order", pa.int64()), ("high", pa.int64()), ("low", pa.int64()),
    ("place", pa.int64()),
])  # fmt: skip

#: Rows of keys.
KEYS = "key long, rank long, size int"
_KEYS = pa.schema([("key", pa.int64()), ("rank", pa.int64()), ("size", pa.int32())])

#: Rows of shingle sets.
SETS = "rank long, set binary"
_SETS = pa.schema([("rank", pa.int64()), ("set", pa.binary())])


def _lengths(texts: pa.Array) -> np.ndarray:
    """Return the bytes of texts, with U+FFFD for what is not UTF-8."""
    (array,) = _columns.chunks(texts)
    lengths = pc.fill_null(pc.binary_length(array), 0).to_numpy().astype(np.int64)
    is_large = array.type in (pa.large_string(), pa.large_binary())
    try:
        array.view(pa.large_string() if is_large else pa.string()).validate(full=True)
    except pa.ArrowInvalid:
        for row, text in enumerate(
            array.view(pa.large_binary() if is_large else pa.binary()).to_pylist()
        ):
            if text is not None:
                lengths[row] = len(text.decode("utf-8", "replace").encode())
    return lengths


def read_records(options: DuplicateOptions) -> Task:
    """Make records of those rows ``id``, ``text`` and perhaps ``order`` that have tokens."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        counts = np.zeros(_stages.CLASSES, np.uint32)
        for first, batch in numbered(batches):
            ids, texts = batch.column("id"), batch.column("text")
            if ids.null_count:
                row = first + pc.index(ids.is_null(), True).as_py()
                raise TamisError(f"The row of partition {partition()} has no id.", row)
            shingles = _stages.Shingles(texts, options)
            _stages.count_shingles(options, shingles, counts)
            high, low = _stages.hash_texts(texts)
            if "order" in batch.schema.names:
                order = batch.column("order").to_numpy()
            else:
                order = -_lengths(texts)
            place = (np.int64(partition()) << np.int64(ROW_BITS)) + first
            places = place + np.arange(batch.num_rows, dtype=np.int64)
            arrays = [ids.cast(pa.string()), *map(pa.array, (order, high, low, places))]
            made = pa.RecordBatch.from_arrays(arrays, schema=_RECORDS)
            yield made.filter(pa.array(shingles.counts > 0))
        classes = np.flatnonzero(counts)
        none = pa.nulls(len(classes), pa.int64())
        high, low = (pa.array(one.astype(np.int64)) for one in (classes, counts[classes]))
        arrays = [none.cast(pa.string()), none, high, low, none]
        yield pa.RecordBatch.from_arrays(arrays, schema=_RECORDS)

    return run


def _selected(
    told: Told, batches: Iterator[pa.RecordBatch]
) -> Iterator[tuple[pa.Array, np.ndarray]]:
    """Go through the texts of records that ranks are told of, with these."""
    selection = Selection(told, ["rank", "low"])
    for first, batch in numbered(batches):
        rows, values = selection.take(first, batch.num_rows)
        if len(rows):
            texts = batch.column("text").take(pa.array(rows))
            check_same(_stages.hash_texts(texts)[1] == values["low"])
            yield texts, values["rank"]
    selection.finish()


def make_keys(options: DuplicateOptions, told: Told, counts: Callable[[], np.ndarray]) -> Task:
    """Make keys of the texts that ranks are told of."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for texts, ranks in _selected(told, batches):
            shingles = _stages.Shingles(texts, options)
            keys, starts, sizes = _stages.make_keys(options, counts(), shingles)
            each = np.diff(starts)
            arrays = [_stages.signed(keys), np.repeat(ranks, each), np.repeat(sizes, each)]
            yield pa.RecordBatch.from_arrays(list(map(pa.array, arrays)), schema=_KEYS)

    return run


def make_sets(options: DuplicateOptions, told: Told) -> Task:
    """Make the shingle sets of the texts that ranks are told of."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for texts, ranks in _selected(told, batches):
            # A column of binary holds 2 GiB: rows of long texts are not put together.
            step = max(1, min(len(texts), (64 << 20) // max(1, texts.nbytes // len(texts))))
            for start in range(0, len(texts), step):
                shingles = _stages.Shingles(texts.slice(start, step), options, distinct=True)
                offsets = pa.py_buffer((8 * shingles.starts).astype(np.int32))
                count = len(shingles.starts) - 1
                data = pa.py_buffer(shingles.values)
                sets = pa.Array.from_buffers(pa.binary(), count, [None, offsets, data])
                arrays = [pa.array(ranks[start : start + step]), sets]
                yield pa.RecordBatch.from_arrays(arrays, schema=_SETS)

    return run


def join_keys(options: DuplicateOptions) -> Task:
    """Find what shares a key."""
    return lambda batches: _stages.join_keys(options, batches, partition())


def verify(options: DuplicateOptions) -> Task:
    """Keep the pairs that reach the threshold."""
    return lambda batches: _stages.verify(options, batches)


def verify_large(options: DuplicateOptions) -> Task:
    """Compare the members of large buckets."""
    return lambda batches: _stages.verify_large(options, batches)


def settle(options: DuplicateOptions) -> Task:
    """Cluster pairs sorted by the ``root`` of their component; components do not meet."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        held: list[pa.Table] = []
        for batch in batches:
            held.append(pa.Table.from_batches([batch]))
            roots = batch.column("root")
            if batch.num_rows == 0 or held[0].column("root")[0] == roots[-1]:
                continue
            # The last component may go on in the next batch.
            pairs = pa.concat_tables(held)
            is_last = pc.equal(pairs.column("root"), roots[-1])
            yield from _stages.settle(options, pairs.filter(pc.invert(is_last))).to_batches()
            held = [pairs.filter(is_last)]
        if held:
            yield from _stages.settle(options, pa.concat_tables(held)).to_batches()

    return run


def leave_out(told: Told, text: str) -> Task:
    """Leave out the rows that are told of."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        selection = Selection(told, ["low"])
        for first, batch in numbered(batches):
            rows, values = selection.take(first, batch.num_rows)
            if len(rows):
                texts = batch.column(text).take(pa.array(rows))
                check_same(_stages.hash_texts(texts)[1] == values["low"])
            keep = np.ones(batch.num_rows, np.bool_)
            keep[rows] = False
            yield batch.filter(pa.array(keep))
        selection.finish()

    return run
