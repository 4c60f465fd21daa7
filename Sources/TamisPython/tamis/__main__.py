# SPDX-License-Identifier: Apache-2.0
"""``python -m tamis``: what the command does, for Parquet files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ._clean import DROPS, FIELDS, Cleaner
from ._duplicates import DuplicateOptions, Duplicates, DuplicateSearch, keep_order
from ._library import TamisError, version
from ._parquet import Inputs, TableWriter, output

_PAGE_COLUMNS = ("text", "html", "url", "host", "title")


def _search(inputs: Inputs, flags: argparse.Namespace) -> tuple[Duplicates, pa.Array]:
    options = DuplicateOptions(
        threshold=flags.threshold, recall=flags.recall, ngram=flags.ngram,
        components=flags.components, bucket_limit=flags.bucket_limit,
    )  # fmt: skip
    search = DuplicateSearch(options)
    wanted = [flags.text_field, flags.id_field, flags.url_field, flags.keep.partition("=")[0]]
    if not inputs.has(flags.text_field):
        raise TamisError(
            f"The input has no column {flags.text_field!r} of texts; name it with --text-field."
        )
    ids = []
    columns = [name for name in dict.fromkeys(wanted) if inputs.has(name)]
    for path, first, rows in inputs.batches(columns):
        names = inputs.ids(flags.id_field, path, first, rows)
        numbers = range(search.count, search.count + rows.num_rows)
        order = keep_order(flags.keep, rows, numbers, {"url": flags.url_field})
        texts = rows.column(flags.text_field)
        search.append(texts, None if flags.keep == "first" else names, order)
        ids.append(names.cast(pa.large_string()))
    return search.run(), pa.chunked_array(ids or [pa.array([], pa.large_string())])


def dedup(flags: argparse.Namespace) -> None:
    """Drop near-duplicate rows."""
    inputs = Inputs(flags.inputs)
    found, ids = _search(inputs, flags)
    kept = found.kept
    with ExitStack() as stack:
        place = stack.enter_context(output(flags.output, inputs.paths))
        if flags.duplicates:
            table = found.table(ids)
            pq.write_table(table, stack.enter_context(output(flags.duplicates, inputs.paths)))
        writer, row = TableWriter(place, inputs.schema), 0
        for _, _, rows in inputs.batches():
            writer.write(rows.filter(kept.slice(row, rows.num_rows)))
            row += rows.num_rows
        writer.close()
    _say(f"{row} records, {writer.rows} kept, {row - writer.rows} dropped")


def cluster(flags: argparse.Namespace) -> None:
    """Write groups of near-duplicate rows."""
    inputs = Inputs(flags.inputs)
    found, ids = _search(inputs, flags)
    clusters = found.clusters(ids)
    with output(flags.output, inputs.paths) as place:
        pq.write_table(clusters, place)
    _say(f"{len(found.of)} records, {clusters.num_rows} clusters")


def clean(flags: argparse.Namespace) -> None:
    """Take chrome and repeats out of the pages of rows."""
    inputs = Inputs(flags.inputs)
    names = {part: getattr(flags, f"{part}_field") for part in _PAGE_COLUMNS}
    names = {part: name for part, name in names.items() if inputs.has(name)}
    if not {"text", "html"} & set(names):
        raise TamisError(
            f"The input has neither a column {flags.html_field!r} nor {flags.text_field!r}; name "
            "one with --html-field or --text-field."
        )
    models = [Path(path).read_bytes() for path in flags.read_chrome_model]
    if flags.chrome_model and Path(flags.chrome_model).exists():
        models.append(Path(flags.chrome_model).read_bytes())
    cleaner = Cleaner(models, favour=flags.favour, text_format=flags.text_format)
    for _, _, rows in inputs.batches(list(dict.fromkeys(names.values()))):
        pages = {part: rows.column(name) for part, name in names.items() if part != "title"}
        cleaner.count(**pages)
    cleaner.learn()
    with ExitStack() as stack:
        place = stack.enter_context(output(flags.output, inputs.paths))
        if flags.chrome_model:
            stack.enter_context(output(flags.chrome_model)).write_bytes(cleaner.model())
        evidence = None
        if flags.evidence:
            evidence = TableWriter(stack.enter_context(output(flags.evidence)), _EVIDENCE)
        writer, done = None, 0
        for path, first, rows in inputs.batches():
            pages = {part: rows.column(name) for part, name in names.items()}
            cleaned = cleaner.clean_pages(**pages)
            made = _cleaned_rows(rows, cleaned, flags)
            writer = writer or TableWriter(place, made.schema)
            writer.write(made)
            if evidence:
                ids = inputs.ids(flags.id_field, path, first, rows)
                evidence.write(_evidence(cleaned, ids, done))
            done += rows.num_rows
        for one in (writer or TableWriter(place, inputs.schema), evidence):
            if one:
                one.close()
    _say(f"{done} records")


def _cleaned_rows(rows: pa.Table, cleaned: pa.Table, flags: argparse.Namespace) -> pa.Table:
    """Put the cleaned text into rows, and what pages state where the rows have no such column."""
    if flags.html_field in rows.column_names and not flags.keep_html:
        rows = rows.drop_columns([flags.html_field])
    if flags.text_field in rows.column_names:
        place = rows.column_names.index(flags.text_field)
        rows = rows.set_column(place, flags.text_field, cleaned.column("text"))
    else:
        rows = rows.append_column(flags.text_field, cleaned.column("text"))
    for name in FIELDS:
        if name not in rows.column_names:
            rows = rows.append_column(name, cleaned.column(name))
    return rows


_EVIDENCE = pa.schema([("id", pa.large_string()), ("record", pa.int64()), *DROPS.value_type])


def _evidence(cleaned: pa.Table, ids: pa.Array, first: int) -> pa.Table:
    """Return a row for each drop, with the id and number of its record."""
    drops = cleaned.column("drops").combine_chunks()
    rows = pc.list_parent_indices(drops)
    fields = drops.flatten().flatten()
    numbers = pc.add(rows.cast(pa.int64()), first + 1)
    columns = [ids.cast(pa.large_string()).take(rows), numbers, *fields]
    return pa.Table.from_arrays(columns, schema=_EVIDENCE)


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tamis", description=__doc__)
    parser.add_argument("--version", action="version", version=version)
    commands = parser.add_subparsers(required=True, metavar="dedup | cluster | clean")
    for function in (dedup, cluster, clean):
        command = commands.add_parser(function.__name__, help=function.__doc__)
        command.set_defaults(run=function)
        command.add_argument("inputs", nargs="+", metavar="INPUT", help="a Parquet file")
        command.add_argument("-o", "--output", required=True, help="the Parquet file to write")
        for field in ("id", "text", "url"):
            command.add_argument(f"--{field}-field", default=field, metavar="COLUMN")
        if function is clean:
            _add_page_flags(command)
        else:
            _add_duplicate_flags(command)
            if function is dedup:
                command.add_argument("--duplicates", help="where to write what duplicates what")
    return parser


def _add_page_flags(command: argparse.ArgumentParser) -> None:
    for field in ("html", "host", "title"):
        command.add_argument(f"--{field}-field", default=field, metavar="COLUMN")
    command.add_argument("--evidence", help="where to write what was taken out, and why")
    command.add_argument("--chrome-model", help="read, where it is there, and saved")
    command.add_argument("--read-chrome-model", action="append", default=[], help="only read")
    command.add_argument("--keep-html", action="store_true")
    command.add_argument(
        "--favour", choices=("precision", "balanced", "recall"), default="balanced"
    )
    command.add_argument("--text-format", choices=("plain", "markdown"), default="plain")


def _add_duplicate_flags(command: argparse.ArgumentParser) -> None:
    defaults = DuplicateOptions()
    command.add_argument("--threshold", type=float, default=defaults.threshold)
    command.add_argument("--recall", type=float, default=defaults.recall)
    command.add_argument("--ngram", type=int, default=defaults.ngram)
    command.add_argument("--bucket-limit", type=int, default=defaults.bucket_limit)
    command.add_argument("--components", action="store_true")
    command.add_argument(
        "--keep", default="longest", help="longest, first, shortest-url or FIELD=a,b,c"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 1 where it failed."""
    flags = _parser().parse_args(arguments)
    try:
        flags.run(flags)
    except (TamisError, OSError, pa.ArrowException) as error:
        _say(f"tamis: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
