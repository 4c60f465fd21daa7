# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import shutil
import sys

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import tamis
from conftest import pages, planted, read_jsonl, run, write_jsonl

pyspark = pytest.importorskip("pyspark", reason="not run: pyspark is not installed")
if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
    pytest.skip("not run: Spark needs Java 17, and there is no java", allow_module_level=True)

from pyspark.sql import SparkSession  # noqa: E402

from tamis.spark import CleanJob, DuplicateJob  # noqa: E402
from tamis.spark.__main__ import main  # noqa: E402


def builder():
    settings = {
        "spark.sql.shuffle.partitions": 3,
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.files.maxPartitionBytes": "1m",
        "spark.sql.files.openCostInBytes": "1m",
    }
    os.environ["PYSPARK_PYTHON"] = sys.executable
    made = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        made = made.config(name, value)
    return made


@pytest.fixture(scope="module")
def spark():
    session = builder().getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def in_parts(spark, path, table, parts):
    """Write a table as so many files, which are read as so many partitions."""
    path.mkdir()
    step = -(-table.num_rows // parts)
    for number in range(parts):
        pq.write_table(table.slice(number * step, step), path / f"{number:03}.parquet")
    read = spark.read.parquet(str(path))
    assert read.rdd.getNumPartitions() == parts
    return read


def rows_of(table):
    return sorted(tuple(row.values()) for row in table.to_pylist())


def test_verdicts_are_those_of_one_machine(spark, tmp_path, command):
    # With buckets that are too large, and components that do not fit into one task together.
    records = planted(1500)
    source = write_jsonl(tmp_path / "in.jsonl", records)
    table = pa.Table.from_pylist([*records, {"id": "null", "text": None}])
    in_parts(spark, tmp_path / "in", table, 7)
    flags = ["--bucket-limit", "3", "--threshold", "0.6"]
    ours = [*flags, "--component-limit", "400", "--work", f"{tmp_path}/work"]
    names = ("kept", "why", "clusters")
    kept, why, clusters = (str(tmp_path / name) for name in names)
    expected = {name: tmp_path / f"{name}.jsonl" for name in names}
    run(command, "dedup", source, "-o", expected["kept"], "--duplicates", expected["why"], *flags)
    run(command, "cluster", source, "-o", expected["clusters"], *flags)
    folder = str(tmp_path / "in")
    assert main(["dedup", folder, "-o", kept, "--duplicates", why, *ours]) == 0
    # Goes on in the same folder, where all but the clusters is done.
    assert main(["cluster", folder, "-o", clusters, *ours]) == 0
    lines = {name: read_jsonl(path) for name, path in expected.items()}
    assert len(lines["why"]) > 200
    assert rows_of(pq.read_table(why)) == sorted(tuple(line.values()) for line in lines["why"])
    texts = sorted((line["id"], line["text"]) for line in lines["kept"])
    made = pq.read_table(kept).filter(pc.field("text").is_valid())
    assert rows_of(made) == texts
    made = pq.read_table(clusters).sort_by("cluster").drop_columns("cluster").to_pylist()
    assert [list(row.values()) for row in made] == [
        [line["representative"], line["members"]] for line in lines["clusters"]
    ]


def test_components_of_chains(spark, tmp_path):
    from tamis.spark._components import components
    from tamis.spark._work import WorkFolder

    # A chain of 15 nodes in no order, a star, and a pair.
    chain = [(at * 37 % 15, (at + 1) * 37 % 15) for at in range(14)]
    star = [(1000, 1000 + leaf) for leaf in range(1, 20)]
    edges = spark.createDataFrame([*chain, *star, (5001, 5000)], "a long, b long")
    found = components(edges, WorkFolder(spark, f"{tmp_path}/work")).collect()
    expected = [(node, 0) for node in range(1, 15)]
    expected += [(1000 + leaf, 1000) for leaf in range(1, 20)] + [(5001, 5000)]
    assert sorted(map(tuple, found)) == expected


def test_pages_are_cleaned_as_on_one_machine(spark, tmp_path):
    records = pages()
    table = pa.Table.from_pylist(records)
    data = in_parts(spark, tmp_path / "in", table, 7)
    columns = {name: table[name] for name in ("text", "html", "url")}
    cleaner = tamis.Cleaner()
    cleaner.count(**columns)
    cleaner.learn()
    expected = cleaner.clean_pages(**columns).append_column("id", table["id"])
    made = CleanJob(data, f"{tmp_path}/work").cleaned().toArrow()
    assert "html" not in made.column_names
    names = ["id", "text", "title", "language"]
    assert rows_of(made.select(names)) == rows_of(expected.select(names))
    drops = dict(zip(expected["id"].to_pylist(), expected["drops"].to_pylist()))
    assert dict(zip(made["id"].to_pylist(), made["drops"].to_pylist())) == drops
    assert "host" in [drop["reason"] for page in drops.values() for drop in page]


def test_rows_that_cannot_be_taken_are_named(spark, tmp_path):
    data = spark.createDataFrame([("a", "x"), (None, "y")], "id string, text string").coalesce(1)
    with pytest.raises(Exception, match="Row 1: The row of partition 0 has no id"):
        DuplicateJob(data, f"{tmp_path}/work").verdicts()


def test_other_rows_than_before_are_an_error(spark, tmp_path):
    records = [{"id": str(row), "text": f"one two three four five {row % 3}"} for row in range(4)]
    data = in_parts(spark, tmp_path / "in", pa.Table.from_pylist(records), 1)
    assert DuplicateJob(data, f"{tmp_path}/work", is_stable=True)._firsts.count() == 3
    data = in_parts(spark, tmp_path / "other", pa.Table.from_pylist(records[::-1]), 1)
    with pytest.raises(Exception, match="other records than before"):
        DuplicateJob(data, f"{tmp_path}/work", is_stable=True).verdicts()
