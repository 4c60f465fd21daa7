# SPDX-License-Identifier: Apache-2.0
"""Near-duplicates among texts."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import c_int32, c_int64
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from . import _columns
from ._columns import Texts
from ._library import Object, Options, Output, Plan, TamisError, call, room


@dataclass(frozen=True)
class DuplicateOptions:
    """What counts as a duplicate; the defaults are those of the command.

    Attributes:
        threshold: The Jaccard similarity of shingle sets that a pair must reach.
        recall: The probability, below 1, with which a pair exactly at the threshold is found.
        ngram: Tokens a shingle.
        components: Whether clusters are connected components, instead of records that are each
            verified against the one kept.
        bucket_limit: Records that share a key up to which all pairs are compared.
    """

    threshold: float = 0.8
    recall: float = 0.99
    ngram: int = 5
    components: bool = False
    bucket_limit: int = 1000

    def struct(self) -> Options:
        """Return the options as the library takes them."""
        return Options(
            self.threshold, self.recall, self.ngram, int(self.components), self.bucket_limit
        )

    def plan(self) -> Plan:
        """Return what follows from the options; an exception where one is not in its range."""
        plan = Plan()
        call("make_plan", ctypes.byref(self.struct()), ctypes.byref(plan))
        return plan


KINDS = ("kept", "exact", "near")


class Duplicates:
    """What is a duplicate of what among some records, which are numbered from 0.

    Attributes:
        of: For each record the one that is kept in its place; itself where it is kept (int64).
        kind: For each record ``kept``, ``exact`` or ``near`` (dictionary of strings).
        intersection: Shingles that the record and the one kept have in common (int64).
        union: Shingles that either has (int64); 0 where the two were not compared.
        order: The records that have tokens, the one to keep first (int64).
        pairs: Every verified pair: ``a``, ``b``, ``intersection``, ``union``. Of exact copies the
            first stands for all.
        figures: ``compared``, ``not_compared`` and ``large_buckets``.
    """

    def __init__(self, output: Output) -> None:
        """Take what a search has found."""
        numbers = pa.int64()
        self.of: pa.Array = output.numbers(0, numbers)
        kinds = output.numbers(1, pa.uint8()).cast(pa.int8())
        self.kind: pa.Array = pa.DictionaryArray.from_arrays(kinds, pa.array(KINDS))
        self.intersection: pa.Array = output.numbers(2, numbers)
        self.union: pa.Array = output.numbers(3, numbers)
        self.order: pa.Array = output.numbers(4, numbers)
        ends = pa.FixedSizeListArray.from_arrays(output.numbers(5, numbers), 2).flatten()
        rows = pa.array(range(0, len(ends), 2), numbers)
        self.pairs: pa.Table = pa.table({
            "a": ends.take(rows), "b": ends.take(pc.add(rows, 1)),
            "intersection": output.numbers(6, numbers), "union": output.numbers(7, numbers),
        })  # fmt: skip
        names = ("compared", "not_compared", "large_buckets")
        self.figures: dict[str, int] = dict(zip(names, output.numbers(8, numbers).to_pylist()))

    @property
    def kept(self) -> pa.Array:
        """For each record whether it is kept."""
        return pc.equal(self.kind.indices, 0)

    @property
    def similarity(self) -> pa.Array:
        """For each record its similarity to the one kept; null where they were not compared."""
        similarity = pc.divide(self.intersection.cast(pa.float64()), self.union.cast(pa.float64()))
        return pc.if_else(pc.equal(self.union, 0), None, similarity)

    def table(self, ids: Texts | None = None) -> pa.Table:
        """Return the records that are dropped: ``id``, ``of``, ``similarity`` and ``kind``.

        Without ids records are called by their numbers.
        """
        dropped = pc.indices_nonzero(pc.invert(self.kept)).cast(pa.int64())
        name = pa.array(range(len(self.of)), pa.int64()) if ids is None else _joined(ids)
        return pa.table({
            "id": name.take(dropped), "of": name.take(self.of.take(dropped)),
            "similarity": self.similarity.take(dropped),
            "kind": self.kind.take(dropped).dictionary_decode(),
        })  # fmt: skip

    def clusters(self, ids: Texts | None = None) -> pa.Table:
        """Return the clusters of two and more: ``cluster``, ``representative``, ``members``.

        Members have ``id`` and ``similarity``, the representative first; clusters are in the order
        of their representatives. Without ids records are called by their numbers.
        """
        name = pa.array(range(len(self.of)), pa.int64()) if ids is None else _joined(ids)
        of, similarity = self.of.to_pylist(), self.similarity.to_pylist()
        members: dict[int, list[int]] = {}
        for record in self.order.to_pylist():
            members.setdefault(of[record], []).append(record)
        found = [(first, rows) for first, rows in members.items() if len(rows) > 1]
        rows = pa.array([row for _, rows in found for row in rows], pa.int64())
        ends = [0]
        for _, some in found:
            ends.append(ends[-1] + len(some))
        likeness = pa.array([similarity[row] for row in rows.to_pylist()], pa.float64())
        structs = pa.StructArray.from_arrays([name.take(rows), likeness], ["id", "similarity"])
        return pa.table({
            "cluster": pa.array(range(1, len(found) + 1), pa.int64()),
            "representative": name.take(pa.array([first for first, _ in found], pa.int64())),
            "members": pa.ListArray.from_arrays(pa.array(ends, pa.int32()), structs),
        })  # fmt: skip


def _joined(ids: Texts) -> pa.Array:
    arrays = [array.cast(pa.large_string()) for array in _columns.names(ids)]
    return pa.chunked_array(arrays).combine_chunks()


class DuplicateSearch:
    """Finds duplicates among records that come a batch at a time.

    Texts are not held, but eight bytes for each of their tokens. For more than memory has room
    for, there are the command ``tamis dedup`` and :mod:`tamis.spark`.
    """

    def __init__(self, options: DuplicateOptions | None = None) -> None:
        """Begin a search."""
        self._search = Object("search", ctypes.byref((options or DuplicateOptions()).struct()))
        #: How many records there are so far.
        self.count = 0

    def append(self, texts: Texts, ids: Texts | None = None, order: Any = None) -> None:
        """Add records.

        Args:
            texts: Texts; a null counts as a record without tokens.
            ids: What settles ties; without ids the order of the records does.
            order: A number for each record: of duplicates the one with the least is kept. Without
                it the longest text is.

        Raises:
            TamisError: A row cannot be taken; it names the row among all that were added.
        """
        orders = None if order is None else [pa.array(order, pa.int64())]
        names = None if ids is None else _columns.names(ids)
        for batch, name, least in _columns.aligned([_columns.chunks(texts), names, orders]):
            start = 0 if least is None else least.offset
            place = None if least is None else least.buffers()[1].address + 8 * start
            self._search.call(
                "append", _columns.reference(batch), _columns.reference(name), place,
                first_row=self.count,
            )  # fmt: skip
            self.count += len(batch)

    def run(self) -> Duplicates:
        """Find the duplicates among all records that were added."""
        output = Output()
        self._search.call("run", output.place)
        return Duplicates(output)


def keep_order(keep: str, data: Any, rows: range, fields: dict[str, str]) -> pa.Array | None:
    """Return numbers of which the least is kept, as a keep policy of the command says.

    Args:
        keep: ``longest``, ``first``, ``shortest-url`` or ``FIELD=a,b,c``.
        data: The table that has the fields.
        rows: The numbers of its rows.
        fields: What the columns are called that a policy is about: ``url``.
    """
    if keep == "longest":
        return None
    if keep == "first":
        return pa.array(rows, pa.int64())
    if keep == "shortest-url":
        lengths = [pc.binary_length(part) for part in _url(data, fields["url"])]
        none = pa.scalar(2**63 - 1, pa.int64())
        return pc.fill_null(pa.chunked_array(lengths).cast(pa.int64()), none).combine_chunks()
    field, equals, values = keep.partition("=")
    if not equals or not field or not values.strip(","):
        raise TamisError(
            f"Which record is kept is said by longest, first, shortest-url or FIELD=a,b,c, and not "
            f"by {keep!r}. By date the command tamis dedup decides."
        )
    places = {value: place for place, value in enumerate(dict.fromkeys(_listed(values)))}
    column = [part.to_pylist() for part in _columns.names(_columns.column(data, field))]
    order = [places.get(value, len(_listed(values))) for part in column for value in part]
    return pa.array(order, pa.int64())


def _listed(values: str) -> list[str]:
    return [value for value in values.split(",") if value]


def _url(data: Any, name: str) -> list[pa.Array]:
    return _columns.chunks(_columns.column(data, name), "url")


def _searched(
    data: Any, text: str, id: str | None, keep: str, options: DuplicateOptions
) -> tuple[Duplicates, Any]:
    search = DuplicateSearch(options)
    texts, ids, order = data, None, None
    if _columns.is_table(data):
        texts = _columns.column(data, text)
        ids = None if id is None else _columns.column(data, id)
    rows = range(len(texts))
    if keep not in ("longest", "first") and not _columns.is_table(data):
        raise TamisError(f"Texts alone have no fields to keep by {keep!r}; give a table.")
    order = keep_order(keep, data, rows, {"url": "url"})
    search.append(texts, None if keep == "first" else ids, order)
    return search.run(), ids


def dedup(
    data: Any, *, text: str = "text", id: str | None = None, keep: str = "longest", **options: Any
) -> Duplicates:
    """Find which texts are duplicates of which.

    Args:
        data: Texts (a sequence, or a column of Arrow, pandas or polars), or a table of these.
        text: The column of a table that has the texts.
        id: The column that settles ties; without it the order of the rows does.
        keep: Which of several is kept: ``longest``, ``first``, and of a table ``shortest-url`` or
            ``FIELD=a,b,c``.
        options: Those of :class:`DuplicateOptions`.

    Raises:
        TamisError: A row cannot be taken, or a parameter is not in its range.

    >>> tamis.dedup(["one text", "another", "one text"]).of.to_pylist()
    [0, 1, 0]
    """
    return _searched(data, text, id, keep, DuplicateOptions(**options))[0]


def cluster(
    data: Any, *, text: str = "text", id: str | None = None, keep: str = "longest", **options: Any
) -> pa.Table:
    """Group near-duplicates; arguments as of :func:`dedup`.

    Returns:
        The clusters of two and more, as :meth:`Duplicates.clusters` has them.
    """
    found, ids = _searched(data, text, id, keep, DuplicateOptions(**options))
    return found.clusters(ids)


def sketch(texts: Texts, *, size: int = 128, ngram: int = 5) -> pa.FixedSizeListArray:
    """Make MinHash sketches: two agree in about ``size`` times their texts' Jaccard similarity.

    Args:
        texts: Texts; a null has a sketch of 2³² − 1, as a text without tokens.
        size: Numbers a sketch, 1 to 1024.
        ngram: Tokens a shingle.
    """
    parts = []
    for batch, first in numbered(_columns.chunks(texts)):
        numbers = room(len(batch) * max(size, 1), c_int32)
        call(
            "sketch_texts", _columns.reference(batch), ngram, size, numbers.address,
            first_row=first,
        )  # fmt: skip
        values = pa.Array.from_buffers(pa.uint32(), len(batch) * size, [None, numbers])
        parts.append(pa.FixedSizeListArray.from_arrays(values, size))
    return pa.concat_arrays(parts)


def shingles(batch: pa.Array, ngram: int, distinct: bool, first_row: int = 0) -> pa.Array:
    """Return the shingle hashes of texts as lists."""
    output = Output()
    call(
        "shingle_texts", _columns.reference(batch), ngram, int(distinct), output.place,
        first_row=first_row,
    )  # fmt: skip
    return output.lists(0, 1)


def content_hashes(batch: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Return the upper and lower halves of the hashes of texts (uint64)."""
    numbers = room(2 * len(batch), c_int64)
    call("hash_texts", _columns.reference(batch), numbers.address)
    halves = pa.Array.from_buffers(pa.uint64(), 2 * len(batch), [None, numbers])
    rows = pa.array(range(0, 2 * len(batch), 2), pa.int64())
    return halves.take(rows), halves.take(pc.add(rows, 1))


def numbered(arrays: list[pa.Array]) -> Iterator[tuple[pa.Array, int]]:
    """Go through arrays, each with the number of its first row."""
    first = 0
    for array in arrays:
        yield array, first
        first += len(array)
