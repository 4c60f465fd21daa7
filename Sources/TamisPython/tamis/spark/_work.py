# SPDX-License-Identifier: Apache-2.0
"""The folder of a job, and how records are found again without moving their texts.

A record's place is the partition of the input that it is in and its row in that. What is to be told
of records is sorted by partition and written to the folder; the task that reads a partition again
reads what it is to be told. So texts are read several times, and never shuffled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlparse

import numpy as np
import pyarrow as pa
import pyarrow.dataset
import pyarrow.fs
from pyspark import TaskContext
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from .._library import TamisError

#: Bits of a row's number in a place; the partition is above.
ROW_BITS = 33


class WorkFolder:
    """A folder that the driver and all executors see, for what the stages leave to each other.

    A stage that ended is there with Spark's mark of success, and is not done again.
    """

    def __init__(self, spark: SparkSession, path: str) -> None:
        """Name a folder: a path, or an address that Spark and Arrow both know."""
        self.spark = spark
        self.path = path.rstrip("/")

    def inner(self, name: str) -> WorkFolder:
        """Return a folder in this one."""
        return WorkFolder(self.spark, f"{self.path}/{name}")

    def stage(self, name: str, make: Callable[[], DataFrame]) -> DataFrame:
        """Return what a stage left, after making it if it is not there."""
        path = f"{self.path}/{name}"
        if not self._has(f"{path}/_SUCCESS"):
            make().write.mode("overwrite").parquet(path)
        return self.spark.read.parquet(path)

    def _has(self, path: str) -> bool:
        context = self.spark.sparkContext
        place = context._jvm.org.apache.hadoop.fs.Path(path)
        return place.getFileSystem(context._jsc.hadoopConfiguration()).exists(place)

    def remove(self) -> None:
        """Remove the folder and all that is in it."""
        context = self.spark.sparkContext
        place = context._jvm.org.apache.hadoop.fs.Path(self.path)
        place.getFileSystem(context._jsc.hadoopConfiguration()).delete(place, True)

    def tell(self, name: str, told: DataFrame) -> Told:
        """Write what is told of records: rows of a ``place`` and other columns."""
        path = f"{self.path}/{name}"
        if not self._has(f"{path}/_SUCCESS"):
            part = f.shiftright("place", ROW_BITS).cast("int")
            by_part = told.withColumn("part", part).repartition("part")
            ordered = by_part.sortWithinPartitions("part", "place")
            ordered.write.mode("overwrite").partitionBy("part").parquet(path)
        return Told(path)


class Told:
    """What is told of the records of each partition."""

    def __init__(self, path: str) -> None:
        """Name the folder that it is in."""
        self.path = path

    def rows(self, partition: int, columns: list[str]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Return the rows of a partition that something is told of, and what."""
        parsed = urlparse(self.path)
        if parsed.scheme:
            system, path = pyarrow.fs.FileSystem.from_uri(self.path)
        else:
            system, path = pyarrow.fs.LocalFileSystem(), self.path
        path = f"{path}/part={partition}"
        if system.get_file_info(path).type == pyarrow.fs.FileType.NotFound:
            return np.empty(0, np.int64), {name: np.empty(0, np.int64) for name in columns}
        data = pyarrow.dataset.dataset(path, filesystem=system, format="parquet")
        table = data.to_table(columns=["place", *columns]).sort_by("place")
        rows = table.column("place").to_numpy() & ((1 << ROW_BITS) - 1)
        return rows, {name: table.column(name).to_numpy() for name in columns}


def partition() -> int:
    """Return the number of the partition that this task works on."""
    context = TaskContext.get()
    return 0 if context is None else context.partitionId()


def numbered(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Go through batches with the number of the first row of each in its partition."""
    first = 0
    for batch in batches:
        yield first, batch
        first += batch.num_rows


class Selection:
    """What is told of the records of one partition, as these come by again."""

    def __init__(self, told: Told, columns: list[str]) -> None:
        """Read what is told of this task's partition."""
        self.rows, self.told = told.rows(partition(), columns)
        self._next = 0

    def take(self, first: int, count: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Return the rows of the next batch, within it, and what is told of them."""
        end = int(np.searchsorted(self.rows, first + count))
        part = slice(self._next, end)
        self._next = end
        return self.rows[part] - first, {name: values[part] for name, values in self.told.items()}

    def finish(self) -> None:
        """Check that all records have come by."""
        if self._next < len(self.rows):
            raise TamisError(CHANGED)


CHANGED = (
    "The input has other records than before, or has them in other partitions. Write it to files "
    "first and read these, or do not say that it is stable; and begin with an empty work folder."
)


def check_same(is_same: Any) -> None:
    """Raise an error where texts are not those that were read before."""
    if not np.all(is_same):
        raise TamisError(CHANGED)
