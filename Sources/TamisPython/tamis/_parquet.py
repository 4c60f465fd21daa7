# SPDX-License-Identifier: Apache-2.0
"""Parquet files in and out, a row group at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ._library import TamisError

#: Rows that are worked on at a time.
ROWS = 16_384


class Inputs:
    """Parquet files that are read several times, in the order in which they were named.

    A record is a row; without a column of ids its id is FILE:NUMBER, as in the command.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        """Open files; an exception where one is none, or where their columns differ."""
        self.paths = list(paths)
        self.schema: pa.Schema | None = None
        for path in self.paths:
            try:
                schema = pq.read_schema(path)
            except (OSError, pa.ArrowInvalid) as error:
                raise TamisError(f"{path} cannot be read as a Parquet file: {error}") from error
            if self.schema is None:
                self.schema = schema
            elif not schema.equals(self.schema):
                raise TamisError(
                    f"{path} has not the columns of {self.paths[0]}; inputs must have the same."
                )
        if self.schema is None:
            raise TamisError("There is no input.")

    def has(self, column: str) -> bool:
        """Whether there is such a column."""
        return column in self.schema.names

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[tuple[str, int, pa.Table]]:
        """Go through the rows: the file, the number of the first row in it, and the rows."""
        for path in self.paths:
            number = 0
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=ROWS, columns=columns):
                    yield path, number, pa.Table.from_batches([batch])
                    number += batch.num_rows

    def ids(self, column: str, path: str, first: int, rows: pa.Table) -> pa.Array:
        """Return the ids of rows; one that is null is FILE:NUMBER too."""
        if column not in rows.column_names:
            return pa.array([f"{path}:{first + row + 1}" for row in range(rows.num_rows)])
        ids = rows.column(column).cast(pa.large_string()).to_pylist()
        return pa.array(
            [f"{path}:{first + row + 1}" if id is None else id for row, id in enumerate(ids)],
            pa.large_string(),
        )


@contextmanager
def output(path: str, inputs: Sequence[str] = ()) -> Iterator[Path]:
    """Give a place to write to, which becomes the file when all went well."""
    target = Path(path)
    for one in inputs:
        if target.exists() and target.samefile(one):
            raise TamisError(f"The output {path} is an input too; name another file.")
    place = target.with_name(f".{target.name}.{os.getpid()}.tamis")
    try:
        yield place
        os.replace(place, target)
    finally:
        place.unlink(missing_ok=True)


class TableWriter:
    """Writes tables of one schema as the row groups of a file."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        """Begin a file."""
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")
        self._schema = schema
        #: Rows that were written.
        self.rows = 0

    def write(self, table: pa.Table) -> None:
        """Write a row group, unless it is empty."""
        self.rows += table.num_rows
        if table.num_rows:
            self._writer.write_table(table.cast(self._schema))

    def close(self) -> None:
        """End the file."""
        self._writer.close()
