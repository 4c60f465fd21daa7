# SPDX-License-Identifier: Apache-2.0
"""Cleaning the pages of a DataFrame."""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import DataFrame
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_type, to_arrow_schema
from pyspark.sql.types import StringType, StructType

from .. import _columns
from .._clean import DROPS, FIELDS, Cleaner, Favour, TextFormat, _batches
from .._library import Output, call
from . import _stages
from ._components import components
from ._job import DuplicateJob
from ._tasks import Task
from ._work import ROW_BITS, WorkFolder, numbered, partition

_PAGES = "place long, host string, high long, low long, lines binary, text string"
_LINES = "host_id long, key long, root long, zones int"
_PARTS = ("text", "html", "url", "host", "title")


class CleanJob:
    """Cleans pages by what their hosts' other pages have in common, as ``tamis clean`` does.

    What is known of hosts is counted over distinct pages (near copies on a host and captures of one
    address count once), gathered by the driver and sent to all executors: 24 bytes a line that
    stands on several pages of its host. Texts are read twice; the visible texts of pages are
    written once, and never shuffled.
    """

    def __init__(
        self, data: DataFrame, work: str, *, text: str = "text", html: str = "html",
        url: str = "url", host: str = "host", title: str = "title", favour: Favour = "balanced",
        text_format: TextFormat = "plain",
    ) -> None:  # fmt: skip
        """Make a job; nothing runs yet.

        Args:
            data: The pages; of the columns named those that are not there are passed over.
            work: A folder that the driver and all executors see, and that is this job's own.
            text: The column of texts, which counts where no HTML is visible.
            html: The column of HTML.
            url: The column of addresses.
            host: The column of hosts, instead of that of the address.
            title: The column of titles, which stay.
            favour: Which mistake to avoid rather.
            text_format: ``plain``, or ``markdown``.
        """
        Cleaner(favour=favour, text_format=text_format)
        self._settings = {"favour": favour, "text_format": text_format}
        self.folder = WorkFolder(data.sparkSession, work)
        self._data = data
        self._html = html
        self._text = text
        given = dict(zip(_PARTS, (text, html, url, host, title)))
        self._names = {part: name for part, name in given.items() if name in data.columns}

    @functools.cached_property
    def _pages(self) -> DataFrame:
        """The pages that have a host, with their lines and visible texts."""
        parts = [part for part in self._names if part != "title"]
        columns = [f.col(self._names[part]).cast("string").alias(part) for part in parts]
        data = self._data.select(*columns)
        return self.folder.stage("pages", lambda: data.mapInArrow(_see_pages, _PAGES))

    @functools.cached_property
    def _roots(self) -> DataFrame:
        """The page that each page is a capture of, where that is another one."""
        pages = self._pages.select("place", "host", "high", "low")
        texts = self._pages.select(f.col("place").alias("id"), "text")
        copies = DuplicateJob(texts, f"{self.folder.path}/copies", is_stable=True).verdicts()
        copies = copies.select(*(f.col(name).cast("long").alias(name) for name in ("id", "of")))
        members = copies.union(copies.select("of", "of")).distinct()
        members = members.join(pages.withColumnRenamed("place", "id"), "id")
        near = _stars(members.withColumnRenamed("id", "place"), "of", "host")
        known = pages.where("high != 0 or low != 0")
        return components(near.union(_stars(known, "host", "high", "low")),
                          self.folder.inner("captures"))  # fmt: skip

    @functools.cached_property
    def _counts(self) -> tuple[DataFrame, DataFrame]:
        """Hosts of several pages; and on how many each line stands, of those on several."""
        roots = self._roots.select(f.col("node").alias("place"), "root")
        pages = self._pages.select("place", "host", "lines").join(roots, "place", "left")
        pages = pages.withColumn("root", f.coalesce("root", "place"))
        hosts = self.folder.stage(
            "hosts",
            lambda: (
                pages.groupBy("host")
                .agg(f.min("place").alias("host_id"), f.countDistinct("root").alias("pages"))
                .where("pages > 1")
            ),
        )
        seen = pages.join(hosts, "host").select("host_id", "root", "lines")
        zones = [f.sum(f.shiftright("zones", zone).bitwiseAND(1)).alias(f"z{zone}")
                 for zone in range(4)]  # fmt: skip
        counted = (
            seen.mapInArrow(_list_lines, _LINES)
            .groupBy("host_id", "key", "root")
            .agg(f.bit_or("zones").alias("zones"))
            .groupBy("host_id", "key")
            .agg(f.count("*").alias("count"), *zones)
            .where("count > 1")
        )
        return hosts, self.folder.stage("lines", lambda: counted)

    def _hosts(self) -> Callable[[], dict]:
        hosts = self._counts[0].orderBy("host_id").toArrow()
        lines = self._counts[1].orderBy("host_id", "key").toArrow()
        ids = hosts.column("host_id").to_numpy()
        starts = np.searchsorted(lines.column("host_id").to_numpy(), ids)
        zones = [lines.column(f"z{zone}").to_numpy() for zone in range(4)]
        known = {
            "names": hosts.column("host").cast(pa.large_string()).combine_chunks(),
            "pages": hosts.column("pages").to_numpy().astype(np.uint32),
            "starts": np.append(starts, lines.num_rows).astype(np.int64),
            "keys": np.ascontiguousarray(lines.column("key").to_numpy()).view(np.uint64),
            "counts": lines.column("count").to_numpy().astype(np.uint32),
            "zones": np.stack(zones, axis=1).astype(np.uint32).ravel(),
        }
        shared = self._data.sparkSession.sparkContext.broadcast(known)
        return lambda: shared.value

    def cleaned(self) -> DataFrame:
        """Return the pages with their cleaned text, as ``tamis clean`` writes them.

        Other columns are as they were; the HTML is left out. ``drops`` lists what was taken out,
        and ``title``, ``author``, ``date``, ``language``, ``canonical`` and ``description`` say
        what the page states, where there was no such column.
        """
        stays = [
            column for column in self._data.schema if column.name not in (self._html, self._text)
        ]
        schema = StructType(stays).add(self._text, StringType())
        schema = schema.add("drops", from_arrow_type(DROPS))
        for name in FIELDS:
            if name not in schema.names:
                schema = schema.add(name, StringType())
        known = self._hosts() if {"url", "host"} & set(self._names) else None
        task = _clean_pages(self._names, self._settings, schema, known)
        return self._data.mapInArrow(task, schema)


def _stars(pages: DataFrame, *columns: str) -> DataFrame:
    """Join pages that are the same in some columns to the first of them."""
    first = pages.groupBy(*columns).agg(f.min("place").alias("a"), f.count("*").alias("n"))
    return (
        pages.join(first.where("n > 1"), list(columns))
        .where("a != place")
        .select("a", f.col("place").alias("b"))
    )


def _see_pages(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for first, batch in numbered(batches):
        names = batch.schema.names
        columns = {name: batch.column(name) for name in names}
        there = np.zeros(batch.num_rows, np.bool_)
        for name in {"text", "html"} & set(names):
            there |= columns[name].is_valid().to_numpy(zero_copy_only=False)
        before = 0
        for pages, rows, _arrays in _batches(**columns):
            output = Output()
            call("sight_lines", ctypes.byref(pages), output.place)
            hosts = output.texts(0)
            halves = _stages.column(output, 2, np.int64)
            starts = pa.py_buffer((8 * _stages.column(output, 4, np.int64)).astype(np.int32))
            lines = pa.Array.from_buffers(pa.binary(), rows, [None, starts, output.buffer(3)])
            row = first + before + np.arange(rows, dtype=np.int64)
            place = (np.int64(partition()) << np.int64(ROW_BITS)) + row
            made = pa.RecordBatch.from_arrays(
                [pa.array(place), hosts.cast(pa.string()), pa.array(halves[0::2]),
                 pa.array(halves[1::2]), lines, output.texts(5).cast(pa.string())],
                ["place", "host", "high", "low", "lines", "text"],
            )  # fmt: skip
            keep = there[before : before + rows] & pc.not_equal(hosts, "").to_numpy(
                zero_copy_only=False
            )
            yield made.filter(pa.array(keep))
            before += rows


def _list_lines(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        values, starts = _stages.sets(batch.column("lines"))
        each = np.diff(starts)
        values = values[starts[0] : starts[-1]]
        is_line = values > np.uint64(3)
        key = (values & ~np.uint64(3)).view(np.int64)
        zones = np.left_shift(1, (values & np.uint64(3)).astype(np.int32)).astype(np.int32)
        hosts, roots = (
            np.repeat(batch.column(name).to_numpy(), each) for name in ("host_id", "root")
        )
        arrays = [pa.array(one[is_line]) for one in (hosts, key, roots, zones)]
        yield pa.RecordBatch.from_arrays(arrays, ["host_id", "key", "root", "zones"])


def _clean_pages(
    names: dict[str, str], settings: dict[str, str], schema: StructType,
    known: Callable[[], dict] | None,
) -> Task:  # fmt: skip
    fields = to_arrow_schema(schema)
    text = names.get("text", "text")

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        cleaner = Cleaner(**settings)
        if known is not None:
            _set_hosts(cleaner, known())
        for batch in batches:
            made = cleaner.clean_pages(**{part: batch.column(name) for part, name in names.items()})
            columns = []
            for field in fields:
                is_made = field.name in (text, "drops") or field.name not in batch.schema.names
                name = "text" if field.name == text else field.name
                column = (made if is_made else pa.Table.from_batches([batch])).column(name)
                columns.append(column.cast(field.type))
            yield from pa.Table.from_arrays(columns, schema=fields).to_batches()

    return run


def _set_hosts(cleaner: Cleaner, known: dict) -> None:
    pages, counts, zones = (known[name].ctypes.data for name in ("pages", "counts", "zones"))
    cleaner._cleaner.call(
        "set_hosts", _columns.reference(known["names"]), pages,
        _stages.lists(known["keys"], known["starts"]), counts, zones,
    )  # fmt: skip
