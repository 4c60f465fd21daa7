# SPDX-License-Identifier: Apache-2.0
"""What ``python -m tamis.spark`` and ``spark-submit`` run: from files to files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from pyspark.sql import DataFrame, SparkSession

from tamis import DuplicateOptions, TamisError
from tamis.spark import COMPONENT_LIMIT, CleanJob, DuplicateJob

_FORMATS = ("parquet", "json", "text")


def _read(spark: SparkSession, flags: argparse.Namespace) -> DataFrame:
    if flags.format == "text":
        # A file is a record, and its path is its id.
        data = spark.read.text(flags.inputs, wholetext=True)
        path = data.select("*", "_metadata.file_path")
        return path.withColumnRenamed("value", "text").withColumnRenamed("file_path", "id")
    return getattr(spark.read, flags.format)(*_paths(flags))


def _paths(flags: argparse.Namespace) -> list:
    return flags.inputs if flags.format == "parquet" else [flags.inputs]


def _write(data: DataFrame, path: str, flags: argparse.Namespace) -> None:
    kind = "parquet" if flags.format == "text" else flags.format
    data.write.format(flags.output_format or kind).save(path)


def _duplicate_job(spark: SparkSession, flags: argparse.Namespace) -> DuplicateJob:
    return DuplicateJob(
        _read(spark, flags), f"{flags.work}/duplicates", text=flags.text_field, id=flags.id_field,
        keep=flags.keep, url=flags.url_field, is_stable=True, threshold=flags.threshold,
        recall=flags.recall, ngram=flags.ngram, components=flags.components,
        bucket_limit=flags.bucket_limit, component_limit=flags.component_limit,
    )  # fmt: skip


def dedup(spark: SparkSession, flags: argparse.Namespace) -> None:
    """Write the rows that are no duplicates of others."""
    job = _duplicate_job(spark, flags)
    if flags.duplicates:
        _write(job.verdicts(), flags.duplicates, flags)
    _write(job.kept(), flags.output, flags)


def cluster(spark: SparkSession, flags: argparse.Namespace) -> None:
    """Write groups of near-duplicate rows."""
    _write(_duplicate_job(spark, flags).clusters(), flags.output, flags)


def clean(spark: SparkSession, flags: argparse.Namespace) -> None:
    """Write pages without chrome and repeats."""
    job = CleanJob(
        _read(spark, flags), f"{flags.work}/clean", text=flags.text_field, html=flags.html_field,
        url=flags.url_field, host=flags.host_field, title=flags.title_field, favour=flags.favour,
        text_format=flags.text_format,
    )  # fmt: skip
    _write(job.cleaned(), flags.output, flags)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tamis.spark", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="dedup | cluster | clean")
    for function in (dedup, cluster, clean):
        command = commands.add_parser(function.__name__, help=function.__doc__)
        command.set_defaults(run=function)
        command.add_argument("inputs", nargs="+", metavar="INPUT")
        command.add_argument("-o", "--output", required=True)
        command.add_argument(
            "--work", required=True,
            help="an empty folder that all executors see; with that of a run that was stopped, the "
            "same command goes on where that was",
        )  # fmt: skip
        command.add_argument("--format", choices=_FORMATS, default="parquet")
        command.add_argument("--output-format", help="instead of the input's")
        for field in ("id", "text", "url"):
            command.add_argument(f"--{field}-field", default=field, metavar="COLUMN")
        (_add_page_flags if function is clean else _add_duplicate_flags)(command)
    commands.choices["dedup"].add_argument("--duplicates", help="what duplicates what")
    return parser


def _add_page_flags(command: argparse.ArgumentParser) -> None:
    for field in ("html", "host", "title"):
        command.add_argument(f"--{field}-field", default=field, metavar="COLUMN")
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
    command.add_argument("--component-limit", type=int, default=COMPONENT_LIMIT)
    command.add_argument("--components", action="store_true")
    command.add_argument("--keep", default="longest", help="longest, shortest-url or FIELD=a,b,c")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 1 where it failed."""
    flags = _parser().parse_args(arguments)
    is_here = SparkSession.getActiveSession() is not None
    spark = SparkSession.builder.appName(f"tamis {flags.run.__name__}").getOrCreate()
    try:
        flags.run(spark, flags)
    except TamisError as error:
        print(f"tamis: {error}", file=sys.stderr)
        return 1
    finally:
        if not is_here:
            spark.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
