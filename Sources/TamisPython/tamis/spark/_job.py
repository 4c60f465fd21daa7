# SPDX-License-Identifier: Apache-2.0
"""Near-duplicates among the rows of a DataFrame."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as f

from .._duplicates import DuplicateOptions
from .._library import TamisError
from . import _stages, _tasks
from ._components import components
from ._work import ROW_BITS, WorkFolder

#: The most verified pairs of one component that a task clusters at once, 32 bytes each.
COMPONENT_LIMIT = 20_000_000


def keep_column(keep: str, url: str = "url") -> Column | None:
    """Return a column of which the least is kept: of longest, shortest-url or FIELD=a,b,c."""
    if keep == "longest":
        return None
    if keep == "shortest-url":
        return f.coalesce(f.octet_length(url).cast("long"), f.lit(2**63 - 1))
    field, equals, values = keep.partition("=")
    listed = [value for value in values.split(",") if value]
    if not equals or not field or not listed:
        raise TamisError(
            "Which record is kept is said by longest, shortest-url or FIELD=a,b,c, and not by "
            f"{keep!r}: a table of Spark's has no order."
        )
    place = f.lit(len(listed)).cast("long")
    for number, value in reversed(list(enumerate(listed))):
        place = f.when(f.col(field) == value, f.lit(number).cast("long")).otherwise(place)
    return place


class DuplicateJob:
    """Finds near-duplicates among the rows of a DataFrame; answers are those of ``tamis dedup``.

    Each stage ends in the work folder, so that a job that was stopped goes on where it was, with
    the same rows and options. Texts are read several times and never shuffled. A row is a record,
    and has an id that is not null; rows without text match nothing.
    """

    def __init__(
        self, data: DataFrame, work: str, *, text: str = "text", id: str = "id",
        keep: str = "longest", url: str = "url", is_stable: bool = False,
        component_limit: int = COMPONENT_LIMIT, **options: Any,
    ) -> None:  # fmt: skip
        """Make a job; nothing runs yet.

        Args:
            data: The rows.
            work: A folder that the driver and all executors see, and that is this job's own.
            text: The column of texts.
            id: The column of ids, which settle ties, and which verdicts speak of.
            keep: Which of several is kept: ``longest``, ``shortest-url`` or ``FIELD=a,b,c``.
            url: The column of addresses.
            is_stable: Whether the rows are the same, in the same partitions and order, whenever and
                with whatever columns they are read, as files of Parquet are. Others are written to
                the work folder first.
            component_limit: The most verified pairs of one component that a task clusters at once.
            options: Those of :class:`tamis.DuplicateOptions`.
        """
        self.options = DuplicateOptions(**options)
        self.options.plan()
        self._spark = data.sparkSession
        self.folder = WorkFolder(self._spark, work)
        self._limit = component_limit
        self._text = text
        order = keep_column(keep, url)
        if not is_stable:
            given = data
            data = self.folder.stage("input", lambda: given)
        self._data = data
        columns = [f.col(id).cast("string").alias("id"), f.col(text).alias("text")]
        if order is not None:
            columns.append(order.alias("order"))
        self._texts = data.select(*columns)

    @functools.cached_property
    def _records(self) -> DataFrame:
        task = _tasks.read_records(self.options)
        return self.folder.stage("records", lambda: self._texts.mapInArrow(task, _tasks.RECORDS))

    @functools.cached_property
    def _firsts(self) -> DataFrame:
        """The first of each group of exact copies, with its rank in the total order."""
        records = self._records.where("id is not null")
        firsts = records.groupBy("high", "low").agg(
            f.min(f.struct("order", "id", "place")).alias("one")
        )
        order = ["order", "high", "low"]
        ordered = self.folder.stage(
            "order",
            lambda: (
                firsts.select("high", "low", "one.*")
                .repartitionByRange(*order)
                .sortWithinPartitions(*order)
                .withColumn("number", f.monotonically_increasing_id())
            ),
        )
        part = f.shiftright("number", ROW_BITS).alias("part")
        counts = sorted(map(tuple, ordered.groupBy(part).count().collect()))
        starts, before = [], 0
        for number, count in counts:
            starts.append((number, before - (number << ROW_BITS)))
            before += count
        shifts = self._spark.createDataFrame(starts, "part long, shift long")
        return self.folder.stage(
            "firsts",
            lambda: ordered.withColumn("part", part)
            .join(f.broadcast(shifts), "part")
            .select((f.col("number") + f.col("shift")).alias("rank"), "place", "id", "order",
                    "high", "low"),
        )  # fmt: skip

    @functools.cached_property
    def _copies(self) -> DataFrame:
        """The other exact copies, with the rank of their group."""
        records = self._records.where("id is not null")
        firsts = self._firsts.select("high", "low", "rank", f.col("place").alias("first"))
        return self.folder.stage(
            "copies",
            lambda: (
                records.join(firsts, ["high", "low"])
                .where("place != first")
                .select("rank", "place", "id", "order", "low")
            ),
        )

    def _counts(self) -> Any:
        rows = self._records.where("id is null").groupBy("high").agg(f.sum("low").alias("low"))
        table = rows.toArrow()
        counts = np.zeros(_stages.CLASSES, np.uint32)
        sums = np.minimum(table.column("low").to_numpy(), 2**32 - 1)
        counts[table.column("high").to_numpy()] = sums.astype(np.uint32)
        shared = self._spark.sparkContext.broadcast(counts)
        return lambda: shared.value

    @functools.cached_property
    def _found(self) -> DataFrame:
        """What shares a key."""

        def make() -> DataFrame:
            told = self.folder.tell("tell-keys", self._firsts.select("place", "rank", "low"))
            task = _tasks.make_keys(self.options, told, self._counts())
            keys = self._texts.mapInArrow(task, _tasks.KEYS)
            # A key's rows come together in order, so that a task holds one bucket at most.
            ordered = keys.repartition("key").sortWithinPartitions("key", "rank")
            return ordered.mapInArrow(_tasks.join_keys(self.options), _stages.FOUND)

        return self.folder.stage("found", make)

    @functools.cached_property
    def _candidates(self) -> tuple[DataFrame, DataFrame]:
        """Pairs to compare, and the members of large buckets."""
        pairs = self.folder.stage(
            "pairs", lambda: self._found.where("b is not null").select("a", "b").distinct()
        )
        members = self._found.where("a is not null and bucket is not null")
        repeats = self._found.where("a is null").select("bucket")
        members = members.join(f.broadcast(repeats), "bucket", "left_anti")
        # Near copies share many keys: of buckets with the same records one is enough.
        hashed = f.xxhash64("a")
        prints = members.groupBy("bucket").agg(
            f.count("*").alias("n"), f.bit_xor(hashed).alias("x"),
            f.sum(f.shiftright(hashed, 20)).alias("s"),
        )  # fmt: skip
        chosen = prints.groupBy("n", "x", "s").agg(f.min("bucket").alias("bucket")).select("bucket")
        large = self.folder.stage(
            "large",
            lambda: members.join(chosen, "bucket").select("bucket", f.col("a").alias("rank")),
        )
        return pairs, large

    @functools.cached_property
    def _sets(self) -> DataFrame:
        """The shingle sets of candidates."""

        def make() -> DataFrame:
            pairs, large = self._candidates
            ranks = pairs.select(f.col("a").alias("rank")).union(pairs.select("b"))
            ranks = ranks.union(large.select("rank")).distinct()
            wanted = self._firsts.join(ranks, "rank").select("place", "rank", "low")
            told = self.folder.tell("tell-sets", wanted)
            return self._texts.mapInArrow(_tasks.make_sets(self.options, told), _tasks.SETS)

        return self.folder.stage("sets", make)

    @functools.cached_property
    def _verified(self) -> DataFrame:
        """The pairs that reach the threshold."""

        def make() -> DataFrame:
            (pairs, large), sets = self._candidates, self._sets
            first = sets.select(f.col("rank").alias("a"), f.col("set").alias("a_set"))
            second = sets.select(f.col("rank").alias("b"), f.col("set").alias("b_set"))
            both = pairs.join(first, "a").join(second, "b").select("a", "b", "a_set", "b_set")
            small = both.mapInArrow(_tasks.verify(self.options), _stages.VERIFIED)
            ordered = (
                large.join(sets, "rank")
                .select("bucket", "rank", "set")
                .repartition("bucket")
                .sortWithinPartitions("bucket", "rank")
            )
            hot = ordered.mapInArrow(_tasks.verify_large(self.options), _stages.VERIFIED)
            return small.union(hot).distinct()

        return self.folder.stage("verified", make)

    @functools.cached_property
    def _settled(self) -> DataFrame:
        """The group that represents each that is not kept."""

        def make() -> DataFrame:
            pairs = self._verified
            # Components do not meet: what a task clusters at once may be several, or all.
            if pairs.count() <= self._limit:
                rooted = pairs.withColumn("root", f.lit(0).cast("long"))
            else:
                rooted = self._rooted(pairs)
            ordered = rooted.repartition("root").sortWithinPartitions("root")
            columns = ["root", "a", "b", "common", "total"]
            return ordered.select(*columns).mapInArrow(_tasks.settle(self.options), _stages.SETTLED)

        return self.folder.stage("settled", make)

    def _rooted(self, pairs: DataFrame) -> DataFrame:
        """Add to pairs the least rank of their component."""
        roots = components(pairs, self.folder.inner("components"))
        rooted = pairs.join(roots.withColumnRenamed("node", "b"), "b")
        largest = rooted.groupBy("root").count().agg(f.max("count")).head()[0] or 0
        if largest > self._limit:
            raise TamisError(
                f"{largest} verified pairs hang together, and a task clusters {self._limit} at "
                "once. Raise component_limit and the memory of Python workers (64 bytes a pair), "
                "or the threshold."
            )
        return rooted

    @functools.cached_property
    def _members(self) -> DataFrame:
        """All records of groups that are settled or have copies, with what represents them."""
        groups = self._firsts.select("rank", "place", "id", "order", "low")
        copies = self._copies
        settled = self._settled
        columns = ["rank", "place", "id", "order", "low"]
        firsts = groups.withColumn("is_first", f.lit(True))
        others = copies.select(*columns, f.lit(False).alias("is_first"))
        records = firsts.union(others)
        return records.join(settled, "rank", "left").where(
            "representative is not null or not is_first"
        )

    def verdicts(self) -> DataFrame:
        """Return the rows that are dropped: ``id``, ``of``, ``similarity``, ``kind``.

        ``similarity`` is null for members of components that were not compared.
        """
        return self._verdicts.select("id", "of", "similarity", "kind")

    @functools.cached_property
    def _verdicts(self) -> DataFrame:
        kept = self._firsts.select(f.col("rank").alias("kept"), f.col("id").alias("of"))
        is_exact = f.col("representative").isNull()
        return self.folder.stage(
            "verdicts",
            lambda: self._members.withColumn("kept", f.coalesce("representative", "rank"))
            .join(kept, "kept")
            .select("place", "low", "id", "of", _similarity(is_exact).alias("similarity"),
                    f.when(is_exact, "exact").otherwise("near").alias("kind")),
        )  # fmt: skip

    def kept(self) -> DataFrame:
        """Return the rows that are kept, with all their columns."""
        told = self.folder.tell("tell-dropped", self._verdicts.select("place", "low"))
        task = _tasks.leave_out(told, self._text)
        return self._data.mapInArrow(task, self._data.schema)

    def clusters(self) -> DataFrame:
        """Return the clusters of two and more: ``cluster``, ``representative``, ``members``.

        Members have ``id`` and ``similarity``, the representative first. ``cluster`` is the
        representative's place in the total order.
        """
        is_exact = f.col("representative").isNull()
        members = self._members.select(
            f.coalesce("representative", "rank").alias("cluster"), "rank", "order", "id", "place",
            _similarity(is_exact).alias("similarity"),
        )  # fmt: skip
        firsts = self._firsts.select(
            f.col("rank").alias("cluster"), "rank", "order", "id", "place",
            f.lit(1.0).alias("similarity"),
        ).join(members.select("cluster").distinct(), "cluster")  # fmt: skip
        row = f.struct("rank", "order", "id", "place", "similarity")
        listed = (
            members.union(firsts.select(*members.columns))
            .groupBy("cluster")
            .agg(f.sort_array(f.collect_list(row)).alias("rows"))
        )
        pick = "transform(rows, r -> named_struct('id', r.id, 'similarity', r.similarity))"
        return listed.select(
            "cluster", f.col("rows")[0]["id"].alias("representative"), f.expr(pick).alias("members")
        )


def _similarity(is_exact: Column) -> Column:
    share = f.col("common").cast("double") / f.col("total").cast("double")
    return f.when(is_exact, f.lit(1.0)).when(f.col("total") > 0, share)
